"""What stands between a report and "final", who has signed what, and the hash of what was signed.

A signature is bound to the content it was given for: when the text changes, it lapses by itself. A gate is a line of
the checklist that only a person can sign (asked the discipline office, publicised for seven days); it lapses with the
text only if it says something of the text.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from assistant.errors import NotAcceptable, NotPermitted
from assistant.model import Finding
from assistant.review.canonical import digest, moment
from assistant.review.comments import KIND_NAMES, Comment
from assistant.review.people import Actor, Role, names_of
from assistant.review.states import FACT_NAMES, SECTION_NAMES

_PLACEHOLDER_RULE: Final = "TMP-01"
_SHOWN: Final = 30  # characters of a comment that a list shows


@dataclass(frozen=True, slots=True)
class Page:
    """A section as it is to be signed: id, heading, text, state."""

    id: str
    heading: str
    text: str
    state: str

    @property
    def name(self) -> str:
        return self.heading or {"lead": "开头", "closing": "结尾", "title": "标题"}.get(self.id, self.id)


def content_of(title: str, unit: str, date: datetime.date | None, pages: Sequence[Page]) -> str:
    """The hash of a report as it will be printed: title, unit, date, and every section in order."""
    printed = [[page.id, page.heading, page.text] for page in pages]
    return digest({"title": title, "unit": unit, "date": date.isoformat() if date else None, "sections": printed})


# --------------------------------------------------------------------------- signatures


@dataclass(frozen=True, slots=True)
class SignOff:
    """What: "co-sign", or the id of a gate. content: hash of the report that was signed. opinion: "" for plain
    consent. department: for which department, "" for none."""

    what: str
    by: str
    role: Role
    at: str
    content: str
    opinion: str = ""
    department: str = ""


CO_SIGN: Final = "co-sign"


@dataclass(frozen=True, slots=True)
class Gate:
    """A line of the checklist. roles: who may sign it. of_text: it says something of the text, so it lapses with it."""

    id: str
    title: str
    roles: frozenset[Role]
    of_text: bool = False


@dataclass(frozen=True, slots=True)
class CoSigning:
    """departments: those asked, in order. Done when each has signed the present content."""

    departments: tuple[str, ...]
    signed: tuple[SignOff, ...] = ()

    def missing(self, content: str) -> tuple[str, ...]:
        """The departments that have not signed this content."""
        have = {one.department for one in self.signed if one.what == CO_SIGN and one.content == content}
        return tuple(name for name in self.departments if name not in have)

    def progress(self, content: str) -> str:
        """会签 2/3."""
        done = len(self.departments) - len(self.missing(content))
        return f"会签 {done}/{len(self.departments)}"


def co_sign(signing: CoSigning, by: Actor, content: str, at: datetime.datetime, opinion: str = "") -> SignOff:
    """A signature for the actor's department. Raises NotAcceptable if it was not asked, or has signed this content."""
    if by.department not in signing.departments:
        raise NotAcceptable(f"{by.department or '您的科室'}不在会签单位之列", "请起草人在会签单位中加上它")
    if by.department not in signing.missing(content):
        raise NotAcceptable(f"{by.department}已经会签过这一稿", "不需要再签")
    return SignOff(CO_SIGN, by.id, _role(by, frozenset(Role)), moment(at), content, opinion, by.department)


def sign_gate(gate: Gate, by: Actor, content: str, at: datetime.datetime, opinion: str = "") -> SignOff:
    """A person's signature under one line of the checklist. Raises NotPermitted for the wrong role."""
    if not by.roles & gate.roles:
        raise NotPermitted(f"{by.name}不能签署“{gate.title}”", f"请由{names_of(gate.roles)}签署")
    return SignOff(gate.id, by.id, _role(by, gate.roles), moment(at), content, opinion, by.department)


def _role(by: Actor, among: frozenset[Role]) -> Role:
    """In which role somebody signs: the first of the table that they have and that may."""
    return next(role for role in Role if role in by.roles & among)


# --------------------------------------------------------------------------- what blocks

BlockKind = Literal["comment", "finding", "placeholder", "section", "gate", "co_sign", "fact", "stale_check"]


@dataclass(frozen=True, slots=True)
class Place:
    """For a link: a section, a span of its text, or neither (start is None), a comment, a gate, a fact by id."""

    section: str = ""
    start: int | None = None
    end: int | None = None
    id: str = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """what: Chinese, one clause. turn: who must act, in Chinese."""

    kind: BlockKind
    what: str
    where: Place
    turn: str


@dataclass(frozen=True, slots=True)
class FactState:
    id: str
    rendering: str
    state: str
    department: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything that is asked before a report becomes final.

    content: hash of the present report. checked: hash of the report the findings are of, "" if it was never checked;
    findings: those that are not waived. facts: the facts the report uses.
    """

    content: str
    checked: str
    pages: tuple[Page, ...]
    findings: tuple[Finding, ...] = ()
    comments: tuple[Comment, ...] = ()
    facts: tuple[FactState, ...] = ()
    gates: tuple[Gate, ...] = ()
    signed: tuple[SignOff, ...] = ()
    co_signing: CoSigning = CoSigning(())


def blockers(standing: Standing) -> tuple[Blocker, ...]:
    """Everything that blocks "final", in the order a person would go through it; nothing is left: it may be final."""
    return (
        *_sections(standing.pages),
        *_check(standing),
        *_comments(standing.comments),
        *_facts(standing.facts),
        *_gates(standing),
        *_co_signing(standing),
    )


def self_check(standing: Standing) -> tuple[Blocker, ...]:
    """What keeps a report from passing its own check: text changed since, and what must be dealt with whatever comes.
    Placeholders and open comments do not: a report may go to review while a department still looks for a number."""
    return tuple(one for one in _check(standing) if one.kind != "placeholder")


def require_nothing(standing: Standing) -> None:
    """Raises NotAcceptable if anything blocks, naming the first and the count."""
    found = blockers(standing)
    if found:
        raise NotAcceptable(f"还有{len(found)}项没有办完，不能定稿：{found[0].what}等", "请逐项办理后再定稿")


def _sections(pages: Iterable[Page]) -> Iterator[Blocker]:
    turns = {"reviewed": "签发人", "edited": "审核人", "drafted": "审核人"}
    for page in pages:
        if page.state != "approved":
            what = f"“{page.name}”还没有批准（{SECTION_NAMES[page.state]}）"
            yield Blocker("section", what, Place(page.id), turns.get(page.state, "起草人"))


def _check(standing: Standing) -> Iterator[Blocker]:
    if standing.checked != standing.content:
        yield Blocker("stale_check", "文字在上次核对以后有改动，或还没有核对", Place(), "起草人")
    for one in standing.findings:
        where = Place(one.section, one.start, one.end, one.rule)
        if one.rule == _PLACEHOLDER_RULE:
            yield Blocker("placeholder", f"还有占位内容没有填：{one.text}", where, "起草人、数据责任人")
        elif one.severity == "block":
            yield Blocker("finding", f"必须处理的问题：{one.why}", where, "起草人")


def _comments(comments: Iterable[Comment]) -> Iterator[Blocker]:
    for one in comments:
        if one.holds_up:
            turn = "起草人" if one.answer == "open" else "提意见的人或签发人"
            where = Place(one.section, id=one.id)
            if one.anchor is not None and not one.anchor.gone:
                where = Place(one.section, one.anchor.start, one.anchor.end, one.id)
            said = one.text if len(one.text) <= _SHOWN else f"{one.text[:_SHOWN]}…"
            state = "没有答复" if one.answer == "open" else "的答复没有被认可"
            yield Blocker("comment", f"必改意见（{KIND_NAMES[one.kind]}）{state}：{said}", where, turn)


def _facts(facts: Iterable[FactState]) -> Iterator[Blocker]:
    turns = {"disputed": "审核人", "expired": "起草人、数据责任人"}
    for one in facts:
        if one.state in turns:
            turn = one.department or turns[one.state]
            yield Blocker("fact", f"“{one.rendering}”{FACT_NAMES[one.state]}", Place(id=one.id), turn)


def _gates(standing: Standing) -> Iterator[Blocker]:
    for gate in standing.gates:
        valid = (one for one in standing.signed if one.what == gate.id)
        if not any(one.content == standing.content or not gate.of_text for one in valid):
            yield Blocker("gate", f"核查事项没有签署：{gate.title}", Place(id=gate.id), names_of(gate.roles))


def _co_signing(standing: Standing) -> Iterator[Blocker]:
    for name in standing.co_signing.missing(standing.content):
        yield Blocker("co_sign", f"{name}还没有会签这一稿", Place(id=name), name)
