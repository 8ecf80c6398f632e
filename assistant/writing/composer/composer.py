"""The writer that needs no model: arranges the ledger into a complete report by rules."""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Iterable, Sequence

from assistant import figures
from assistant.events import Event, SectionFinished, SectionStarted, TextDelta
from assistant.knowledge import Wording
from assistant.model import Fact, Ledger, Outline, OutlineSection, Section, Statement, Usage, WriterName
from assistant.writing.composer.frame import closing, honours, lead
from assistant.writing.composer.line import phrase
from assistant.writing.composer.repeats import Said
from assistant.writing.composer.weave import Group, weave
from assistant.writing.composer.words import UNDONE, Words, words_of
from assistant.writing.outline import HONOURS, is_honour_line, plan, printed_heading
from assistant.writing.port import CheckSection, Job, Retrieve
from assistant.writing.titles import self_name

_NO_TOPIC = re.compile(r"填报|报表|数据|指标|基本情况|其他|综合|汇总|要点|荣誉|表彰|不足|打算|下一步")
_OF_YEARS = re.compile(r"^.*?\d{4}(?:[—－~～至-]\d{4})?年度?")  # 某局2024—2025年民生资金支出 -> 民生资金支出


class Composer:
    """Implements writing.port.Writer."""

    def __init__(self, wording: Wording) -> None:
        self._words = words_of(wording)

    @property
    def name(self) -> WriterName:
        return WriterName("composer", "")

    @property
    def usage(self) -> Usage:
        return Usage()

    async def outline(self, job: Job) -> Outline:
        return plan(job)

    async def write(
        self,
        job: Job,
        outline: Outline,
        sections: Sequence[OutlineSection],
        retrieve: Retrieve,
        check: CheckSection,
    ) -> AsyncGenerator[Event, None]:
        said = Said(job.ledger)
        for section in sections:
            printed = printed_heading(outline, section)
            yield SectionStarted(section.id, printed)
            written = compose(job, outline, section, said, self._words)
            yield TextDelta(section.id, written.text)
            yield SectionFinished(written)


def compose(job: Job, outline: Outline, section: OutlineSection, said: Said, words: Words) -> Section:
    """One section. Facts that were written before, word for word the same, are not told twice."""
    statements = [statement for statement in job.ledger.statements if statement.id in section.statements]
    used: list[Fact] = [fact for statement in statements for fact in job.ledger.of(statement)]
    if section.id == "lead":
        person = job.kind.person
        rest = [one for one in statements if not is_honour_line(one, job.ledger.of(one), person)]
        basics = _body(rest, section, job, said, words)
        text = lead(job, outline, honours(statements, job.ledger, person, said))
        # who the unit is comes first, as a paragraph of its own
        # a person's notes begin with the name; a unit's begin with what it does
        text = f"{'' if person else self_name(job.unit)}{basics}\n{text}" if basics else text
    elif section.id == "closing":
        text = "\n".join(part for part in (_body(statements, section, job, said, words), closing(job)) if part)
    else:
        text = _body(statements, section, job, said, words) or f"〔待补：{section.placeholder or section.topic}〕"
    return Section(
        section.id, printed_heading(outline, section), text, tuple(fact.id for fact in used), (),
        "drafted" if statements or section.id in {"lead", "closing"} else "empty",
    )  # fmt: skip


def _body(statements: Sequence[Statement], section: OutlineSection, job: Job, said: Said, words: Words) -> str:
    if section.role in UNDONE:
        words = words.without_verbs()
    groups = _groups(statements, job.ledger, said, words)
    return weave(groups, _opener(section, job, groups), words) if groups else ""


def _groups(statements: Sequence[Statement], ledger: Ledger, said: Said, words: Words) -> list[Group]:
    by_topic: dict[str, list[Statement]] = {}
    moved: list[tuple[str, Statement]] = []
    for statement in statements:
        if said.before(statement):
            continue
        said.add(statement)
        path = _path(statement, statements, ledger)
        if path == statement.path:
            by_topic.setdefault(_same_topic(_topic(path), by_topic), []).append(statement)
        else:
            moved.append((_same_topic(_topic(path), by_topic), statement))
    for topic, statement in moved:
        by_topic.setdefault(topic, []).insert(0, statement)
    several = len(by_topic) > 1
    return [
        Group(
            topic if several else "",
            tuple(
                phrase(statement, said.marked(statement), words).followed_by(said.remark(statement))
                for statement in members
            ),
            tuple(statement.text.partition("：")[0] if "：" in statement.text[:16] else "" for statement in members),
        )
        for topic, members in by_topic.items()
    ]


def _path(statement: Statement, statements: Sequence[Statement], ledger: Ledger) -> tuple[str, ...]:
    """A line under the heading of honours that tells of a person goes with the other lines about that person."""
    if not any(HONOURS.search(heading) for heading in statement.path):
        return statement.path
    persons = [fact.subject for fact in ledger.of(statement) if fact.type == "person"]
    for other in statements:
        if other.path != statement.path and any(person in other.text for person in persons):
            return other.path
    return statement.path


def _same_topic(topic: str, known: Iterable[str]) -> str:
    """养老 of the notes and 养老服务 of the sheet are one topic; the name that came first stands."""
    return next(
        (one for one in known if len(one) > 1 < len(topic) and (one.startswith(topic) or topic.startswith(one))), topic
    )


def _topic(path: tuple[str, ...]) -> str:
    """The innermost heading that names a topic; headings of forms and overviews name none."""
    for heading in reversed(path[-2:]):
        topic = _OF_YEARS.sub("", heading).partition("（")[0].strip()
        if topic and len(topic) <= 12 and not _NO_TOPIC.search(topic) and not figures.find(topic):
            return topic
    return ""


def _opener(section: OutlineSection, job: Job, groups: Sequence[Group]) -> str:
    """A first sentence of the kind's that claims nothing; only where there is enough below it to open."""
    kind_section = next((one for one in job.kind.sections if one.id == section.id), None)
    if (
        section.id in {"lead", "closing"}
        or kind_section is None
        or not kind_section.openers
        or sum(len(group.phrases) for group in groups) < 3
    ):
        return ""
    frame = kind_section.openers[len(section.statements) % len(kind_section.openers)]
    target = job.target or job.kind.name
    return frame.format(self=self_name(job.unit, job.kind.person), target=target, topic=section.topic)
