"""What a prompt is filled with: the report's context, the section's note lines with tokens, passages. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from assistant.model import Fact, Outline, OutlineSection, Passage, Statement
from assistant.writing import fact_tokens
from assistant.writing.outline import numeral, printed_heading
from assistant.writing.port import Job
from assistant.writing.titles import self_name

_MOST_CRITERIA = 6
# what a lead may leave out of an honour: when and by whom it was given
_ASIDE = ("date", "period", "organisation")


def statements_of(job: Job, section: OutlineSection) -> tuple[Statement, ...]:
    """The note lines of a section in the outline's order."""
    known = {statement.id: statement for statement in job.ledger.statements}
    return tuple(known[identity] for identity in section.statements if identity in known)


def facts_of(job: Job, statements: Iterable[Statement]) -> tuple[Fact, ...]:
    """The facts of these lines that reach the model as tokens."""
    return tuple(fact for statement in statements for fact in fact_tokens.outermost(job.ledger.of(statement)))


def owed(section: OutlineSection, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts a section must not leave out: all of them, but in the lead no dates and issuers of honours."""
    return tuple(fact for fact in facts if section.id != "lead" or fact.type not in _ASIDE)


def with_enclosed(job: Job, used: Sequence[str]) -> tuple[str, ...]:
    """The used facts and those that lie inside one of them (a date inside an honour): written together."""
    outer = [fact for fact in job.ledger.facts if fact.id in used]
    inner = (
        fact.id
        for fact in job.ledger.facts
        for other in outer
        if fact.type != "action"
        and fact.statement == other.statement
        and other.start <= fact.start < fact.end <= other.end
    )
    return tuple(dict.fromkeys((*used, *inner)))


def notes_block(job: Job, statements: Sequence[Statement]) -> str:
    """The note lines, one "- " each, under "# " lines with the headings they stand under in the notes."""
    lines: list[str] = []
    path: tuple[str, ...] = ()
    for statement in statements:
        own = own_path(job, statement)
        if own != path and own:
            lines.append("# " + "／".join(own))
        path = own
        lines.append("- " + one_line(fact_tokens.note_line(statement, job.ledger.of(statement))))
        lines += [f"  - {one_line(part)}" for part in statement.parts if part not in statement.text]
    return "\n".join(lines) or "（没有要点：只写承上启下的话，不写任何事实）"


def own_path(job: Job, statement: Statement) -> tuple[str, ...]:
    """The headings a line stands under, without those that all lines share (the title of the notes)."""
    paths = [other.path for other in job.ledger.statements]
    shared = 0
    while paths and all(len(path) > shared + 1 and path[shared] == paths[0][shared] for path in paths):
        shared += 1
    return statement.path[shared:]


def one_line(text: str) -> str:
    return " ".join(text.split("\n"))


def section_values(
    job: Job, outline: Outline, section: OutlineSection, passages: Sequence[Passage] = ()
) -> dict[str, object]:
    """The values of the prompt "section"."""
    statements = statements_of(job, section)
    facts = facts_of(job, statements)
    return {
        **context(job, outline.title),
        "self_name": self_name(job.unit, job.kind.person),
        "person": job.kind.person,
        "date": f"{job.date.year}年{job.date.month}月{job.date.day}日" if job.date else "",
        "plan": _plan(outline),
        "part": section.id if section.id in ("lead", "closing") else "body",
        "heading": section.heading,
        "topic": section.topic,
        "purpose": section.purpose,
        "length": max(50, round(section.target or 400, -1)),
        "notes": notes_block(job, statements),
        "facts": "\n".join(fact_tokens.meaning(fact) for fact in facts) or "（没有记号）",
        "frames": _frames(job, outline, section),
        "criteria": criteria(job, (section.topic, section.purpose, *(statement.text for statement in statements))),
        # an exemplar's title and headings name its unit: only the masked text goes out
        "exemplars": "\n——\n".join(passage.text for passage in passages if passage.lane == "exemplar"),
        "policies": "\n——\n".join(_policy(passage) for passage in passages if passage.lane == "policy"),
    }


def context(job: Job, title: str) -> dict[str, object]:
    """What every prompt says of the report."""
    return {
        "title": title,
        "kind": job.kind.name,
        "unit": job.unit,
        "target": job.target,
        "period": job.period,
    }


def criteria(job: Job, words: Iterable[str]) -> str:
    """The items of the criteria packs that these words touch, one a line."""
    text = "".join(words)
    items = [item for pack in job.criteria for item in pack.items if any(word in text for word in item.keywords)]
    return "\n".join(f"- {one_line(item.item)}" for item in items[:_MOST_CRITERIA])


def query(job: Job, section: OutlineSection, without: Callable[[str], str] = str) -> str:
    """Search words for the library: what the section is about, as its notes say it. without: takes out of a line
    what must not be searched for, before the words are cut at a length."""
    texts = " ".join(without(statement.text) for statement in statements_of(job, section))
    return f"{section.heading} {section.topic} {section.purpose} {texts}"[:400]


def _plan(outline: Outline) -> str:
    bodies = [section for section in outline.sections if section.heading]
    return "\n".join(f"{printed_heading(outline, section)}（主题：{section.topic}）" for section in bodies)


def _frames(job: Job, outline: Outline, section: OutlineSection) -> str:
    """The kind's own sentences for this part, with what is known put into their slots."""
    # what is still lacking is no field in which the work was pursued
    topics = [other.topic for other in outline.sections if other.heading and other.role not in ("shortcomings", "plan")]
    known = {
        "self": self_name(job.unit, job.kind.person),
        "unit": job.unit,
        "target": job.target,
        "period": job.period,
        "topic": section.topic,
        "topics": "、".join(topics),
        "count": numeral(len(topics)) if topics else "",
    }
    if section.id == "lead":
        return _filled(job.kind.lead.replace("|", ""), known)
    own = job.kind.closing if section.id == "closing" else _openers(job, section)
    return "\n".join(_filled(frame, known) for frame in own)


def _openers(job: Job, section: OutlineSection) -> tuple[str, ...]:
    return next((other.openers for other in job.kind.sections if other.id == section.id), ())


def _filled(frame: str, known: Mapping[str, str]) -> str:
    for name, value in known.items():
        if value:
            frame = frame.replace("{" + name + "}", value)
    return frame


def _policy(passage: Passage) -> str:
    where = "／".join(part for part in (passage.title, passage.section, passage.validity) if part)
    return f"【{where}】\n{passage.text}"
