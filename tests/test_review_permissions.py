"""Who may do what. The table is the only copy: here its properties, and cells written out by hand."""

from __future__ import annotations

import pytest
from review_parts import ADMINISTRATOR, CLERK, DRAFTER, EVERYBODY, LEADER, READER, REVIEWER

from assistant.errors import NotPermitted
from assistant.review.people import Actor, Membership, Role, is_member, names_of, single_person
from assistant.review.permissions import TABLE, Action, Policy, decide, require

# actions that show or change something of one report
OF_A_REPORT = [
    action
    for action in Action
    if action.value.split(".")[0]
    in {"report", "round", "gate", "notes", "outline", "section", "proposal", "comment", "fact", "chat"}
    and action not in {Action.REPORT_CREATE, Action.REPORT_LIST, Action.REPORT_HAND_OVER}
] + [Action.AUDIT_READ]

CELLS = (
    # who, action, of the report, as a stranger
    (DRAFTER, Action.SECTION_EDIT, True, False),
    (DRAFTER, Action.SECTION_DRAFT, True, False),
    (DRAFTER, Action.SECTION_REVIEW, False, False),
    (DRAFTER, Action.SECTION_APPROVE, False, False),
    (DRAFTER, Action.SECTION_REOPEN, False, False),
    (DRAFTER, Action.FACT_CONFIRM, False, False),
    (DRAFTER, Action.REPORT_CREATE, True, True),
    (CLERK, Action.FACT_EDIT, True, False),
    (CLERK, Action.FACT_CONFIRM, True, False),
    (CLERK, Action.SECTION_EDIT, False, False),
    (CLERK, Action.PROPOSAL_ACCEPT, False, False),
    (CLERK, Action.PROPOSAL_MAKE, True, False),
    (CLERK, Action.COMMENT_WRITE, True, False),
    (REVIEWER, Action.SECTION_REVIEW, True, False),
    (REVIEWER, Action.SECTION_APPROVE, False, False),
    (REVIEWER, Action.SECTION_REOPEN, False, False),
    (REVIEWER, Action.SECTION_DRAFT, False, False),
    (REVIEWER, Action.FACT_EDIT, False, False),
    (REVIEWER, Action.REPORT_RETURN, True, False),
    (LEADER, Action.SECTION_APPROVE, True, False),
    (LEADER, Action.SECTION_REOPEN, True, False),
    (LEADER, Action.REPORT_FINALISE, True, False),
    (LEADER, Action.PEOPLE_MANAGE, False, False),
    (ADMINISTRATOR, Action.PEOPLE_MANAGE, True, True),
    (ADMINISTRATOR, Action.LIBRARY_CHANGE, True, True),
    (ADMINISTRATOR, Action.AUDIT_VERIFY, True, True),
    (ADMINISTRATOR, Action.REPORT_READ, False, False),
    (ADMINISTRATOR, Action.REPORT_EXPORT, False, False),
    (ADMINISTRATOR, Action.REPORT_MEMBERS, False, False),
    (ADMINISTRATOR, Action.AUDIT_READ, False, False),
    (READER, Action.REPORT_READ, True, False),
    (READER, Action.COMMENT_WRITE, True, False),
    (READER, Action.SECTION_EDIT, False, False),
    (READER, Action.PROPOSAL_ACCEPT, False, False),
    (READER, Action.REPORT_EXPORT, False, False),
    (READER, Action.CHAT_ASK, False, False),
)


@pytest.mark.parametrize(("who", "action", "member", "stranger"), CELLS, ids=lambda value: str(value)[:20])
def test_a_cell_of_the_table(who: Actor, action: Action, member: bool, stranger: bool) -> None:
    assert decide(action, who, member=True).allowed is member
    assert decide(action, who, member=False).allowed is stranger


def test_every_action_has_its_row_and_somebody_who_may() -> None:
    assert set(TABLE) == set(Action)
    assert [action for action, rule in TABLE.items() if not rule.members | rule.others or not rule.label] == []


@pytest.mark.parametrize("action", OF_A_REPORT)
def test_a_report_is_private_to_its_members(action: Action) -> None:
    assert [who.name for who in EVERYBODY if decide(action, who, member=False).allowed] == []


def test_an_administrator_sees_and_changes_nothing_of_a_report_even_as_its_member() -> None:
    assert [action for action in OF_A_REPORT if decide(action, ADMINISTRATOR, member=True).allowed] == []


def test_membership_takes_no_right_away() -> None:
    assert [action for action, rule in TABLE.items() if not rule.others <= rule.members] == []


def test_only_a_person_of_another_role_than_drafter_reviews_approves_and_confirms() -> None:
    judged = (Action.SECTION_REVIEW, Action.SECTION_APPROVE, Action.FACT_CONFIRM, Action.FACT_RESOLVE)
    assert [action for action in judged if Role.DRAFTER in TABLE[action].members or not TABLE[action].own] == []


@pytest.mark.parametrize("action", [action for action, rule in TABLE.items() if rule.own])
def test_nobody_judges_what_is_their_own_unless_one_person_works_alone(action: Action) -> None:
    alone = single_person()
    assert not decide(action, alone, member=True, own=True).allowed
    assert not decide(action, alone, member=True, own=True, policy=Policy()).allowed
    switched = decide(action, alone, member=True, own=True, policy=Policy(own_text=True))
    assert switched.allowed is (action is not Action.REPORT_HAND_OVER)


def test_the_switch_gives_no_right_that_the_role_has_not() -> None:
    assert not decide(Action.SECTION_APPROVE, DRAFTER, member=True, own=True, policy=Policy(own_text=True)).allowed


def test_a_refusal_says_why_and_what_to_do() -> None:
    stranger = decide(Action.SECTION_EDIT, DRAFTER, member=False)
    assert (stranger.why, stranger.fix) == ("周明不是这份报告的成员，不能修改章节", "请报告的起草人把您加为成员")
    role = decide(Action.SECTION_APPROVE, CLERK, member=True)
    assert (role.why, role.fix) == ("科室数据责任人不能批准章节", "请由签发人办理")
    with pytest.raises(NotPermitted, match="不能由自己审核或批准"):
        require(Action.SECTION_APPROVE, LEADER, member=True, own=True)
    for action in Action:
        for who in EVERYBODY:
            decision = decide(action, who, member=False)
            assert decision.allowed is not bool(decision.why), (action, who)


def test_somebody_without_any_role_may_do_nothing() -> None:
    nobody = Actor("u9", "路人", frozenset())
    assert [action for action in Action if decide(action, nobody, member=True).allowed] == []
    assert decide(Action.REPORT_READ, nobody, member=True).why == "没有角色的人不能阅读报告"


def test_the_single_person_may_do_everything_on_every_report_of_the_machine() -> None:
    alone = single_person()
    assert is_member(alone, "r1", ())
    assert [action for action in Action if not decide(action, alone, member=True).allowed] == []


def test_an_account_is_no_single_person_by_its_id() -> None:
    assert not is_member(Actor(single_person().id, "张三", frozenset(Role)), "r1", ())
    assert is_member(DRAFTER, "r1", [Membership("r1", "u1")])
    assert not is_member(DRAFTER, "r1", [Membership("r2", "u1"), Membership("r1", "u2")])


def test_a_machine_is_no_person() -> None:
    with pytest.raises(ValueError, match="machine"):
        Actor("machine", "模型", frozenset(Role))


def test_roles_are_named_in_the_order_of_the_table() -> None:
    assert names_of({Role.APPROVER, Role.DRAFTER}) == "起草人、签发人"
