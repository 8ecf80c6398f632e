"""What blocks "final" is a list of things a person can go to; signatures lapse with the text they were given for."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from review_parts import CLERK, DRAFTER, LEADER, REVIEWER, at

from assistant.errors import NotAcceptable, NotPermitted
from assistant.model import Finding
from assistant.review.comments import Anchor, Comment
from assistant.review.people import Actor, Role, single_person
from assistant.review.signing import (
    CoSigning,
    FactState,
    Gate,
    Page,
    Place,
    Standing,
    blockers,
    co_sign,
    content_of,
    require_nothing,
    self_check,
    sign_gate,
)

PAGES = (Page("lead", "", "我局近年来……", "approved"), Page("s1", "一、加强领导", "扎实推进。", "approved"))
CONTENT = content_of("申报材料", "某局", None, PAGES)
PUBLICISED = Gate("publicised", "已公示满七天", frozenset({Role.REVIEWER}))
SECRECY = Gate("secrecy", "已经保密审查", frozenset({Role.REVIEWER, Role.APPROVER}), of_text=True)
READY = Standing(CONTENT, CONTENT, PAGES)
MUST = Comment("c1", "r1", "s1", "u4", Role.APPROVER, "fact", "must", "请核实人次", "")


def finding(rule: str, severity: str) -> Finding:
    return Finding(rule, severity, "s1", 2, 4, "推进", "有问题")  # type: ignore[arg-type]


def kinds(standing: Standing) -> list[str]:
    return [one.kind for one in blockers(standing)]


def test_nothing_blocks_a_report_on_which_everything_is_done() -> None:
    assert blockers(READY) == ()
    require_nothing(READY)


BLOCKING = (
    ("section", {"pages": (PAGES[0], replace(PAGES[1], state="reviewed"))}, Place("s1"), "签发人"),
    ("section", {"pages": (PAGES[0], replace(PAGES[1], state="edited"))}, Place("s1"), "审核人"),
    ("section", {"pages": (PAGES[0], replace(PAGES[1], state="empty"))}, Place("s1"), "起草人"),
    ("stale_check", {"checked": ""}, Place(), "起草人"),
    ("stale_check", {"checked": "0" * 64}, Place(), "起草人"),
    ("finding", {"findings": (finding("SEC-01", "block"),)}, Place("s1", 2, 4, "SEC-01"), "起草人"),
    ("placeholder", {"findings": (finding("TMP-01", "error"),)}, Place("s1", 2, 4, "TMP-01"), "起草人、数据责任人"),
    ("comment", {"comments": (MUST,)}, Place("s1", id="c1"), "起草人"),
    ("comment", {"comments": (replace(MUST, anchor=Anchor("v", 0, 2, "扎实")),)}, Place("s1", 0, 2, "c1"), "起草人"),
    (
        "comment",
        {"comments": (replace(MUST, anchor=Anchor("v", 0, 0, "没了", gone=True), answer="declined", reason="无"),)},
        Place("s1", id="c1"),
        "提意见的人或签发人",
    ),
    ("fact", {"facts": (FactState("F1", "300人次", "disputed", "救助科"),)}, Place(id="F1"), "救助科"),
    ("fact", {"facts": (FactState("F1", "300人次", "expired"),)}, Place(id="F1"), "起草人、数据责任人"),
    ("gate", {"gates": (PUBLICISED,)}, Place(id="publicised"), "审核人"),
    ("co_sign", {"co_signing": CoSigning(("养老服务科",))}, Place(id="养老服务科"), "养老服务科"),
)


@pytest.mark.parametrize(("kind", "missing", "where", "turn"), BLOCKING, ids=lambda value: str(value)[:16])
def test_each_thing_undone_is_one_item_with_its_place_and_whose_turn_it_is(
    kind: str, missing: dict, where: Place, turn: str
) -> None:
    (item,) = blockers(replace(READY, **missing))
    assert (item.kind, item.where, item.turn) == (kind, where, turn)
    assert item.what
    with pytest.raises(NotAcceptable, match="还有1项没有办完"):
        require_nothing(replace(READY, **missing))


@pytest.mark.parametrize(
    "done",
    [
        {"findings": (finding("LEX-01", "warning"), finding("FACT-03", "error"))},
        {"comments": (replace(MUST, weight="may"), replace(MUST, answer="adopted"))},
        {"comments": (replace(MUST, answer="declined", reason="无依据", settled_by="u4"),)},
        {"facts": (FactState("F1", "300人次", "reported"), FactState("F2", "5个", "evidenced"))},
    ],
)
def test_what_a_person_may_leave_blocks_nothing(done: dict) -> None:
    assert blockers(replace(READY, **done)) == ()


def test_the_content_hash_is_of_everything_that_is_printed_and_of_nothing_else() -> None:
    day = datetime.date(2026, 3, 2)
    same = content_of("申报材料", "某局", None, [replace(page, state="edited") for page in PAGES])
    assert same == CONTENT
    others = {
        content_of("申报材料二", "某局", None, PAGES),
        content_of("申报材料", "别局", None, PAGES),
        content_of("申报材料", "某局", day, PAGES),
        content_of("申报材料", "某局", None, PAGES[::-1]),
        content_of("申报材料", "某局", None, PAGES[:1]),
        content_of("申报材料", "某局", None, (PAGES[0], replace(PAGES[1], text="扎实推进"))),
        content_of("申报材料", "某局", None, (PAGES[0], replace(PAGES[1], heading="一、强化领导"))),
    }
    assert len(others | {CONTENT}) == 8


def test_a_gate_is_signed_by_a_person_of_its_role_only() -> None:
    signed = sign_gate(PUBLICISED, REVIEWER, CONTENT, at())
    assert (signed.what, signed.by, signed.role) == ("publicised", "u3", Role.REVIEWER)
    assert kinds(replace(READY, gates=(PUBLICISED,), signed=(signed,))) == []
    with pytest.raises(NotPermitted, match="请由审核人签署"):
        sign_gate(PUBLICISED, DRAFTER, CONTENT, at())
    assert sign_gate(SECRECY, single_person(), CONTENT, at()).role is Role.REVIEWER


def test_a_signature_about_the_text_lapses_when_the_text_changes_others_stay() -> None:
    signed = (sign_gate(PUBLICISED, REVIEWER, "0" * 64, at()), sign_gate(SECRECY, LEADER, "0" * 64, at()))
    (left,) = blockers(replace(READY, gates=(PUBLICISED, SECRECY), signed=signed))
    assert left.where.id == "secrecy"


def test_co_signing_is_done_when_each_department_has_signed_this_content() -> None:
    police = Actor("u7", "王强", frozenset({Role.DEPARTMENT}), "法制科")
    asked = CoSigning(("养老服务科", "法制科"))
    assert asked.progress(CONTENT) == "会签 0/2"
    one = replace(asked, signed=(co_sign(asked, CLERK, CONTENT, at(), "同意"),))
    assert (one.progress(CONTENT), one.missing(CONTENT)) == ("会签 1/2", ("法制科",))
    both = replace(one, signed=(*one.signed, co_sign(one, police, CONTENT, at(1))))
    assert kinds(replace(READY, co_signing=both)) == []
    assert both.progress("0" * 64) == "会签 0/2"  # another text: nobody has signed that


def test_nobody_signs_twice_or_for_a_department_that_was_not_asked() -> None:
    asked = CoSigning(("养老服务科",))
    signed = replace(asked, signed=(co_sign(asked, CLERK, CONTENT, at()),))
    with pytest.raises(NotAcceptable, match="已经会签过"):
        co_sign(signed, CLERK, CONTENT, at(1))
    with pytest.raises(NotAcceptable, match="不在会签单位之列"):
        co_sign(asked, REVIEWER, CONTENT, at())
    with pytest.raises(NotAcceptable, match="您的科室不在"):
        co_sign(asked, LEADER, CONTENT, at())


def test_everything_undone_is_listed_at_once() -> None:
    standing = Standing(
        CONTENT, "", (replace(PAGES[0], state="drafted"),), (finding("SEC-01", "block"),), (MUST,),
        (FactState("F1", "5个", "disputed"),), (PUBLICISED,), (), CoSigning(("法制科",)),
    )  # fmt: skip
    assert kinds(standing) == ["section", "stale_check", "finding", "comment", "fact", "gate", "co_sign"]
    with pytest.raises(NotAcceptable, match="还有7项没有办完，不能定稿：“开头”还没有批准"):
        require_nothing(standing)


def test_a_report_may_go_to_review_with_numbers_still_wanting_but_not_unchecked() -> None:
    wanting = replace(READY, findings=(finding("TMP-01", "error"),), comments=(MUST,), gates=(PUBLICISED,))
    assert self_check(wanting) == ()
    undone = replace(wanting, checked="", findings=(*wanting.findings, finding("SEC-01", "block")))
    assert [one.kind for one in self_check(undone)] == ["stale_check", "finding"]
