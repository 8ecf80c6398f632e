"""The plan by rules: which sections, which note lines in which, which headings.

Used by the composer, and as the honest fallback when a model gives no usable outline.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.model import Fact, KindSection, Ledger, Outline, OutlineSection, Statement
from assistant.writing.port import Job
from assistant.writing.titles import make_title

HONOURS = re.compile(r"荣誉|表彰|获奖|奖项")
_OVERVIEW = re.compile(r"基本情况|概况|简介")
_TOPIC_LIMIT = 6  # characters; a longer name from the notes is a heading, no topic
_SHORT = 1200  # characters
_LEAD, _CLOSING = "lead", "closing"
_OWN_PLACES = (
    ("shortcomings", re.compile(r"不足|存在问题|存在的问题|短板|^(?:主要)?问题")),
    ("plan", re.compile(r"下一?步|打算|计划安排|努力方向")),
)
_NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Slot:
    """A section on its way into the outline."""

    section: KindSection
    topic: str
    keywords: tuple[str, ...]
    keep: bool  # stays even without notes


def plan(job: Job) -> Outline:
    """Lead, the kind's sections (or those the notes ask for), closing; every line assigned or listed."""
    slots = _slots(job)
    home, unassigned = _assign(job.ledger, slots, job.kind.person)
    # a short text has no room for sections that say nothing; shortcomings are asked for at any length
    short = job.length[1] <= _SHORT and not job.ledger.brief.sections
    kept = [
        slot
        for slot in slots
        if home.get(slot.section.id) or (slot.keep and (not short or slot.section.role == "shortcomings"))
    ]
    middle = sum(job.length) // 2
    shares = sum(slot.section.share for slot in kept) or 1.0
    candidates = _candidates(job, kept)
    headings = candidates[0] if candidates else ()
    sections = [
        OutlineSection(_LEAD, "", "导语", "overview", "概括申报期、单位、目标、荣誉，引出下文",
                       tuple(home.get(_LEAD, ())), max(120, middle // 12)),
        *(
            OutlineSection(
                slot.section.id, heading, slot.topic, slot.section.role, slot.section.purpose,
                tuple(home.get(slot.section.id, ())), round(middle * 0.85 * slot.section.share / shares),
                slot.section.placeholder or slot.topic,
            )
            for slot, heading in zip(kept, headings, strict=True)
        ),
        OutlineSection(_CLOSING, "", "结尾", "closing", "一两句收束，不许诺要点之外的事",
                       tuple(home.get(_CLOSING, ())), max(80, middle // 20)),
    ]  # fmt: skip
    return Outline(make_title(job), tuple(sections), candidates, tuple(unassigned))


def printed_heading(outline: Outline, section: OutlineSection) -> str:
    """ "一、加强组织领导…": the heading with its number; "" for lead and closing."""
    numbered = [other.id for other in outline.sections if other.heading]
    if section.id not in numbered:
        return ""
    return f"{numeral(numbered.index(section.id) + 1)}、{section.heading}"


def numeral(number: int) -> str:
    """1 -> 一 … 99 -> 九十九."""
    if number <= 10:
        return _NUMERALS[number - 1]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else _NUMERALS[tens - 1]) + "十" + (_NUMERALS[ones - 1] if ones else "")


def _slots(job: Job) -> list[_Slot]:
    asked = job.ledger.brief.sections
    if not asked:
        return [
            _Slot(section, section.topic, (*section.keywords, section.topic), section.required)
            for section in job.kind.sections
        ]
    slots: list[_Slot] = []
    free = list(job.kind.sections)
    for number, name in enumerate(asked, 1):
        best = max(free, key=lambda section: _fit(name, section), default=None)
        if best is not None and _fit(name, best) > 0:
            free.remove(best)
            topic = best.topic if len(name) > _TOPIC_LIMIT or name in best.topic else name
            slots.append(_Slot(best, topic, (*best.keywords, best.topic, name, *_bigrams(name)), True))
        else:
            own = KindSection(f"own{number}", name, "results", f"写清{name}", (name,), ())
            slots.append(_Slot(own, name, (name, *_bigrams(name)), True))
    # what the notes say of shortcomings and plans has its own place even where the list of sections forgot it
    for role, words in _OWN_PLACES:
        spare = next((section for section in free if section.role == role), None)
        if spare is not None and any(_says(statement, words) for statement in job.ledger.statements):
            free.remove(spare)
            slots.append(_Slot(spare, spare.topic, spare.keywords, False))
    return slots


def _says(statement: Statement, words: re.Pattern[str]) -> bool:
    label = statement.text.partition("：")[0] if "：" in statement.text[:12] else ""
    return bool(words.search(label) or (statement.path and words.search(statement.path[-1])))


def _fit(name: str, section: KindSection) -> float:
    words = (section.topic, *section.keywords)
    whole = sum(len(word) for word in words if word in name)
    shared = len(set(_bigrams(name)) & set(_bigrams(section.topic)))
    return whole + shared


def _bigrams(text: str) -> tuple[str, ...]:
    return tuple(text[index : index + 2] for index in range(len(text) - 1))


def _assign(ledger: Ledger, slots: Sequence[_Slot], person: bool) -> tuple[dict[str, list[str]], list[str]]:
    """Lines under one heading stay together; honours go to the lead; the rest by the words of the kind."""
    home: dict[str, list[str]] = {}
    personal: list[Statement] = []
    basics = all(slot.section.role not in {"overview", "profile"} for slot in slots)
    # one heading over everything is the notes' title: it groups nothing
    divided = len({statement.path for statement in ledger.statements}) > 1
    by_path: dict[tuple[str, ...], str] = {}
    for statement in ledger.statements:
        if is_honour_line(statement, ledger.of(statement), person) or (basics and _is_overview(statement)):
            home.setdefault(_LEAD, []).append(statement.id)
        elif _is_personal(statement) and not person:
            personal.append(statement)
        else:
            section = _own_label(statement, slots) or by_path.get(statement.path)
            if section is None:
                grouped = bool(statement.path) and divided
                group = [other for other in ledger.statements if other.path == statement.path]
                section = _best(statement, group if grouped else [statement], slots)
                if grouped:
                    by_path[statement.path] = section
            home.setdefault(section, []).append(statement.id)
    for statement in personal:
        profile = next((slot.section.id for slot in slots if slot.section.role in {"overview", "profile"}), "")
        elsewhere = _LEAD if basics else profile
        home.setdefault(_with_same_person(statement, ledger, home) or elsewhere, []).append(statement.id)
    order = {statement.id: index for index, statement in enumerate(ledger.statements)}
    for lines in home.values():
        lines.sort(key=order.__getitem__)
    return home, home.pop("", [])


def _is_overview(statement: Statement) -> bool:
    return bool(statement.path and _OVERVIEW.search(statement.path[-1]))


def is_honour_line(statement: Statement, facts: Sequence[Fact], person: bool = False) -> bool:
    """A line that lists honours of whom the report is about: under a heading or a label of that name.

    A person's honours are no honours of the unit; they count where the report is about a person.
    """
    under = any(HONOURS.search(heading) for heading in statement.path) or bool(
        HONOURS.search(statement.text.partition("：")[0]) and "：" in statement.text[:10]
    )
    under = under or (person and statement.text.startswith(("本人：", "个人：")))
    return under and any(fact.type == "honour" for fact in facts) and (person or not _is_personal(statement))


def _is_personal(statement: Statement) -> bool:
    return statement.text.startswith(("（个人）", "个人：")) or (
        any(HONOURS.search(heading) for heading in statement.path) and "同志" in statement.text
    )


def _own_label(statement: Statement, slots: Sequence[_Slot]) -> str:
    """Shortcomings and plans say themselves where they belong: by label, else by heading."""
    label = statement.text.partition("：")[0] if "：" in statement.text[:12] else ""
    heading = statement.path[-1] if statement.path else ""
    found = [role for words in (label, heading) for role, pattern in _OWN_PLACES if pattern.search(words)]
    if not found:
        return ""
    roles = {slot.section.role: slot.section.id for slot in reversed(slots)}
    return roles.get(found[0]) or roles.get("shortcomings") or roles.get("plan") or _CLOSING


def _best(statement: Statement, group: Sequence[Statement], slots: Sequence[_Slot]) -> str:
    if not slots:
        return ""
    scores = [(_score(statement.path, group, slot), -index) for index, slot in enumerate(slots)]
    best, place = max(scores)
    if best > 0:
        return slots[-place].section.id
    results = [slot for slot in slots if slot.section.role in {"results", "service", "practice", "content"}]
    return (results or list(slots))[0].section.id


def _score(path: tuple[str, ...], group: Sequence[Statement], slot: _Slot) -> float:
    own = path[-1] if path else ""
    above = "".join(path[1:-1]) if len(path) > 2 else ""
    text = "".join(statement.text for statement in group)
    in_text = sum(min(text.count(word), 3) * len(word) for word in slot.keywords)
    return 12 * _hits(own, slot) + 6 * _hits(above, slot) + in_text / max(1, len(group))


def _hits(text: str, slot: _Slot) -> int:
    return sum(len(word) for word in slot.keywords if word and word in text)


def _with_same_person(statement: Statement, ledger: Ledger, home: dict[str, list[str]]) -> str:
    """The section that tells of the person already, "" if none does."""
    persons = [fact.subject for fact in ledger.of(statement) if fact.type == "person"]
    for section, lines in home.items():
        for other in ledger.statements:
            if other.id in lines and any(person in other.text for person in persons):
                return section
    return ""


def _candidates(job: Job, kept: Sequence[_Slot]) -> tuple[tuple[str, ...], ...]:
    """One heading a section for each heading set of the kind; a section of the notes' own keeps its name."""
    sets = range(len(job.kind.heading_sets))
    return tuple(
        tuple(slot.section.headings[index] if slot.section.headings else slot.topic for slot in kept) for index in sets
    ) or (tuple(slot.topic for slot in kept),)
