"""The states of a section, a report, a fact: every pair decided, and no way around the lock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import CLERK, DRAFTER, EVERYBODY, LEADER, REVIEWER, at, write

from assistant.errors import NotAcceptable, ReviewError, WrongState
from assistant.model import SectionState
from assistant.review.machine import Machine, Refusal, Step, row
from assistant.review.people import Actor
from assistant.review.permissions import Action, require
from assistant.review.states import (
    FACT,
    REPORT,
    REPORT_NAMES,
    SECTION,
    SECTION_NAMES,
    SECTION_TEXT_ACTIONS,
    fact_step,
    section_step,
)
from assistant.review.versions import History, authors, first, follow, restore

MACHINES = {"section": SECTION, "report": REPORT, "fact": FACT}
WITHOUT_A_REPORT = {
    Action.REPORT_CREATE, Action.REPORT_LIST, Action.LIBRARY_READ, Action.LIBRARY_CHANGE, Action.PEOPLE_MANAGE,
    Action.ACCOUNT_USE, Action.AUDIT_VERIFY, Action.SYSTEM_KEEP,
}  # fmt: skip
LOCKED = ("co_signing", "final", "submitted", "archived")

SECTION_STEPS = (
    ("empty", Action.SECTION_DRAFT, "drafted"),
    ("empty", Action.SECTION_DRAFT_FAILED, "failed"),
    ("failed", Action.SECTION_DRAFT, "drafted"),
    ("drafted", Action.SECTION_DRAFT, "drafted"),
    ("drafted", Action.SECTION_DRAFT_FAILED, "drafted"),
    ("drafted", Action.SECTION_EDIT, "edited"),
    ("drafted", Action.PROPOSAL_ACCEPT, "edited"),
    ("drafted", Action.SECTION_REVIEW, "reviewed"),
    ("edited", Action.SECTION_REVIEW, "reviewed"),
    ("reviewed", Action.SECTION_EDIT, "edited"),
    ("reviewed", Action.PROPOSAL_ACCEPT, "edited"),
    ("reviewed", Action.SECTION_RESTORE, "edited"),
    ("reviewed", Action.SECTION_APPROVE, "approved"),
    ("approved", Action.REPORT_RETURN, "approved"),
    ("reviewed", Action.REPORT_RETURN, "reviewed"),
)
SECTION_REFUSALS = (
    ("edited", Action.SECTION_DRAFT),
    ("reviewed", Action.SECTION_DRAFT),
    ("drafted", Action.SECTION_APPROVE),
    ("edited", Action.SECTION_APPROVE),
    ("empty", Action.SECTION_REVIEW),
    ("failed", Action.SECTION_REVIEW),
    ("edited", Action.SECTION_REOPEN),
    ("approved", Action.PROPOSAL_MAKE),
)
REPORT_STEPS = (
    ("draft", Action.REPORT_SELF_CHECK, "self_checked"),
    ("self_checked", Action.SECTION_EDIT, "draft"),
    ("self_checked", Action.FACT_EDIT, "draft"),
    ("self_checked", Action.REPORT_SEND, "in_review"),
    ("in_review", Action.SECTION_EDIT, "in_review"),
    ("in_review", Action.REPORT_CO_SIGNING, "co_signing"),
    ("co_signing", Action.REPORT_RECALL, "in_review"),
    ("in_review", Action.REPORT_RECALL, "draft"),
    ("co_signing", Action.REPORT_FINALISE, "final"),
    ("in_review", Action.REPORT_FINALISE, "final"),
    ("final", Action.REPORT_SUBMIT, "submitted"),
    ("returned", Action.SECTION_EDIT, "returned"),
    ("returned", Action.REPORT_SELF_CHECK, "self_checked"),
    ("submitted", Action.REPORT_ARCHIVE, "archived"),
)
REPORT_REFUSALS = (
    ("draft", Action.REPORT_SEND),
    ("draft", Action.REPORT_FINALISE),
    ("self_checked", Action.REPORT_FINALISE),
    ("returned", Action.REPORT_FINALISE),
    ("draft", Action.REPORT_SUBMIT),
    ("in_review", Action.REPORT_SUBMIT),
    ("final", Action.REPORT_RECALL),
    ("final", Action.REPORT_DELETE),
    ("submitted", Action.REPORT_DELETE),
    ("archived", Action.REPORT_RETURN),
)


@pytest.mark.parametrize(("state", "action", "to"), SECTION_STEPS)
def test_a_step_of_a_section(state: str, action: Action, to: str) -> None:
    assert SECTION.take(state, action) == to


@pytest.mark.parametrize(("state", "action"), SECTION_REFUSALS)
def test_what_a_section_refuses(state: str, action: Action) -> None:
    with pytest.raises(WrongState):
        SECTION.take(state, action, "有理由")


@pytest.mark.parametrize(("state", "action", "to"), REPORT_STEPS)
def test_a_step_of_a_report(state: str, action: Action, to: str) -> None:
    assert REPORT.take(state, action) == to


@pytest.mark.parametrize(("state", "action"), REPORT_REFUSALS)
def test_what_a_report_refuses(state: str, action: Action) -> None:
    with pytest.raises(WrongState):
        REPORT.take(state, action, "有理由")


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_is_decided_for_every_action_in_words(name: str) -> None:
    machine = MACHINES[name]
    for action, steps in machine.table.items():
        assert set(steps) == set(machine.names), action
        for step in steps.values():
            assert isinstance(step, Step) or (step.why and step.fix and not step.why.endswith("。")), action


@pytest.mark.parametrize("name", MACHINES)
def test_every_state_can_be_reached(name: str) -> None:
    machine = MACHINES[name]
    reached = {machine.beginning}
    for _ in machine.names:
        reached |= {
            step.to
            for steps in machine.table.values()
            for state, step in steps.items()
            if state in reached and isinstance(step, Step)
        }
    assert reached == set(machine.names)


def test_the_states_of_a_section_are_those_of_the_model() -> None:
    assert set(SECTION_NAMES) == set(get_args(SectionState))


def test_every_action_on_a_report_is_decided_by_its_state() -> None:
    assert set(REPORT.table) == set(Action) - WITHOUT_A_REPORT
    assert set(SECTION.table) | set(FACT.table) <= set(REPORT.table)


@pytest.mark.parametrize("action", sorted(SECTION_TEXT_ACTIONS))
def test_no_action_that_writes_text_is_allowed_on_what_is_locked(action: Action) -> None:
    assert isinstance(SECTION.look("approved", action), Refusal)
    assert [state for state in LOCKED if isinstance(REPORT.look(state, action), Step)] == []


def test_only_reopening_leads_out_of_approved_and_it_needs_a_reason_and_a_new_review() -> None:
    leads = {
        action: step.to
        for action, steps in SECTION.table.items()
        if isinstance(step := steps["approved"], Step) and step.to != "approved"
    }
    assert leads == {Action.SECTION_REOPEN: "edited"}
    for reason in ("", "  \n"):
        with pytest.raises(NotAcceptable, match="写明理由"):
            SECTION.take("approved", Action.SECTION_REOPEN, reason)
    assert section_step("in_review", "approved", Action.SECTION_REOPEN, "数据有误") == ("in_review", "edited")
    with pytest.raises(WrongState, match="定稿"):
        section_step("final", "approved", Action.SECTION_REOPEN, "数据有误")


def test_what_was_final_leaves_that_state_only_by_submitting_or_returning_with_a_reason() -> None:
    leads = {action for action, steps in REPORT.table.items() if isinstance(steps["final"], Step)} - {
        action for action, steps in REPORT.table.items() if steps["final"] == Step("final")
    }
    assert leads == {Action.REPORT_SUBMIT, Action.REPORT_RETURN}
    with pytest.raises(NotAcceptable):
        REPORT.take("final", Action.REPORT_RETURN)
    assert REPORT.take("final", Action.REPORT_RETURN, "补正附件") == "returned"


def test_an_archived_report_can_be_read_and_exported_and_nothing_in_it_changed() -> None:
    allowed = {action for action in REPORT.table if isinstance(REPORT.look("archived", action), Step)}
    assert allowed == {
        Action.REPORT_READ, Action.REPORT_EXPORT, Action.REPORT_MEMBERS, Action.REPORT_HAND_OVER, Action.AUDIT_READ,
        Action.REPORT_DELETE,
    }  # fmt: skip


FACT_STEPS = (
    ("reported", Action.FACT_EDIT, "reported"),
    ("confirmed", Action.FACT_EDIT, "reported"),
    ("evidenced", Action.FACT_EDIT, "reported"),
    ("expired", Action.FACT_EDIT, "reported"),
    ("reported", Action.FACT_CONFIRM, "confirmed"),
    ("confirmed", Action.FACT_EVIDENCE, "evidenced"),
    ("evidenced", Action.FACT_WITHDRAW_EVIDENCE, "confirmed"),
    ("evidenced", Action.FACT_DISPUTE, "disputed"),
    ("disputed", Action.FACT_RESOLVE, "reported"),
    ("disputed", Action.FACT_EXPIRE, "expired"),
)


@pytest.mark.parametrize(("state", "action", "to"), FACT_STEPS)
def test_a_step_of_a_fact(state: str, action: Action, to: str) -> None:
    assert fact_step("draft", state, action, "有理由")[1] == to


@pytest.mark.parametrize(
    ("state", "action"),
    [
        ("reported", Action.FACT_EVIDENCE),
        ("disputed", Action.FACT_CONFIRM),
        ("disputed", Action.FACT_EDIT),
        ("disputed", Action.FACT_MERGE),
        ("expired", Action.FACT_CONFIRM),
    ],
)
def test_what_a_fact_refuses(state: str, action: Action) -> None:
    with pytest.raises(WrongState):
        FACT.take(state, action, "有理由")


@pytest.mark.parametrize("state", ["confirmed", "evidenced"])
def test_a_confirmed_value_is_changed_with_a_reason_only(state: str) -> None:
    with pytest.raises(NotAcceptable):
        FACT.take(state, Action.FACT_EDIT)


@pytest.mark.parametrize("report", LOCKED)
def test_no_value_changes_in_a_report_that_is_signed_or_final(report: str) -> None:
    with pytest.raises(WrongState):
        fact_step(report, "reported", Action.FACT_EDIT, "有理由")


def test_a_table_with_a_hole_or_an_unknown_state_is_no_machine() -> None:
    with pytest.raises(ValueError, match="not every state"):
        Machine("门", {"open": "开", "shut": "关"}, {Action.SECTION_EDIT: row({"open": "shut"}, {})})
    with pytest.raises(ValueError, match="unknown"):
        Machine("门", {"open": "开"}, {Action.SECTION_EDIT: row({"open": "ajar"}, {})})
    with pytest.raises(ValueError, match="both"):
        row({"open": "open"}, {"open": Refusal("不行", "")})


# --------------------------------------------------------------------------- random sequences


@dataclass
class Desk:
    """One section of one report, used as a service would: the right, then the states, then the version."""

    report: str = "draft"
    section: str = "empty"
    versions: list = field(default_factory=list)
    approved: str = ""
    judged: list[tuple[str, Action, frozenset[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.versions[-1].text if self.versions else ""

    def call(self, who: Actor, action: Action, reason: str, text: str) -> None:
        wrote = authors(History(tuple(self.versions)), self.approved)
        require(action, who, member=True, own=who.id in wrote)
        if action in SECTION.table:
            self.report, self.section = section_step(self.report, self.section, action, reason)
        else:
            self.report = REPORT.take(self.report, action, reason)
        if action in (Action.SECTION_REVIEW, Action.SECTION_APPROVE):
            self.judged.append((who.id, action, wrote))
        if action is Action.SECTION_APPROVE:
            self.approved = self.versions[-1].id
        if action in SECTION_TEXT_ACTIONS:
            self._write(who, action, text)

    def _write(self, who: Actor, action: Action, text: str) -> None:
        by_machine = action in (Action.SECTION_DRAFT, Action.SECTION_DRAFT_FAILED)
        if self.versions and action is Action.SECTION_RESTORE:
            head = self.versions[-1]
            made = restore(History(tuple(self.versions)), self.versions[0].id, head.id, who.id, at(len(self.versions)))
        else:
            author, asked = ("machine", who.id) if by_machine else (who.id, "")
            said = write(text, author, len(self.versions), asked_by=asked)
            made = follow(self.versions[-1], self.versions[-1].id, said) if self.versions else first("r1", "s1", said)
        self.versions.append(made)


# one report from the first word to the archive
WAY = (
    (DRAFTER, Action.SECTION_DRAFT), (REVIEWER, Action.SECTION_REVIEW), (LEADER, Action.SECTION_APPROVE),
    (DRAFTER, Action.REPORT_SELF_CHECK), (DRAFTER, Action.REPORT_SEND), (LEADER, Action.REPORT_CO_SIGNING),
    (LEADER, Action.REPORT_FINALISE), (LEADER, Action.REPORT_SUBMIT), (LEADER, Action.REPORT_ARCHIVE),
)  # fmt: skip
_BACK = ((LEADER, Action.SECTION_REOPEN), (LEADER, Action.SECTION_EDIT), (LEADER, Action.REPORT_RETURN))
_calls = st.tuples(
    st.one_of(
        st.sampled_from((*WAY, *_BACK)), st.tuples(st.sampled_from(EVERYBODY), st.sampled_from(sorted(REPORT.table)))
    ),
    st.sampled_from(("", "数据有误")),
    st.sampled_from(("甲", "乙", "丙")),
)


def gone(steps: int) -> Desk:
    """A desk so many steps on the way."""
    desk = Desk()
    for who, action in WAY[:steps]:
        desk.call(who, action, "", "甲")
    return desk


@settings(max_examples=120, deadline=None)
@given(st.integers(0, len(WAY)), st.lists(_calls, max_size=30))
def test_no_sequence_of_calls_changes_an_approved_text_or_lets_anybody_judge_their_own(steps: int, calls: list) -> None:
    desk = gone(steps)
    for (who, action), reason, text in calls:
        before = (desk.section, desk.text, len(desk.versions), desk.report)
        try:
            desk.call(who, action, reason, text)
        except ReviewError:
            assert (desk.section, desk.text, len(desk.versions), desk.report) == before
            continue
        assert desk.section in SECTION_NAMES and desk.report in REPORT_NAMES
        assert len(desk.versions) >= before[2]
        if before[0] == "approved":
            assert desk.text == before[1]
            assert desk.section == "approved" or (action is Action.SECTION_REOPEN and who is LEADER and reason)
        if before[3] in LOCKED:
            assert desk.text == before[1]
        if desk.section == "approved" and before[0] != "approved":
            assert (before[0], action, who) == ("reviewed", Action.SECTION_APPROVE, LEADER)
    assert [one for one in desk.judged if one[0] in one[2]] == []


def test_the_way_goes_through_every_state_so_that_the_property_says_something() -> None:
    seen = [(desk.section, desk.report) for desk in map(gone, range(len(WAY) + 1))]
    assert [section for section, _ in seen[:4]] == ["empty", "drafted", "reviewed", "approved"]
    assert [report for _, report in seen[4:]] == [
        "self_checked", "in_review", "co_signing", "final", "submitted", "archived",
    ]  # fmt: skip


def test_a_leader_who_edits_a_reopened_section_does_not_approve_it() -> None:
    desk = gone(5)
    desk.call(LEADER, Action.SECTION_REOPEN, "数据有误", "")
    assert (desk.section, desk.report) == ("edited", "in_review")
    desk.call(LEADER, Action.SECTION_EDIT, "", "乙")
    desk.call(REVIEWER, Action.SECTION_REVIEW, "", "")
    with pytest.raises(ReviewError, match="不能由自己"):
        desk.call(LEADER, Action.SECTION_APPROVE, "", "")
    with pytest.raises(ReviewError, match="不能修改章节"):
        desk.call(CLERK, Action.SECTION_EDIT, "", "丙")
