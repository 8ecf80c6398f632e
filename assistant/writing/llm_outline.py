"""The model's outline: what it is asked, and the strict reading of what it says. Pure.

Sections and their order are the plan's; the model assigns the note lines and words the headings. An answer is read in
two halves that stand or fall by themselves: the assignment (every line exactly once) and the heading sets (one heading
a section, equal length, no figures). What is wrong is said in words that can be fed back.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.model import Outline, OutlineSection
from assistant.writing import fact_tokens
from assistant.writing.llm_material import context, criteria, one_line, own_path
from assistant.writing.llm_text import clean
from assistant.writing.port import Job

_NUMBERED = re.compile(r"^(?:[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|\d+[.、])")
_NO_HEADING = re.compile(r"[\d{}｛｝%％\n#*]")
_LONGEST = 26


@dataclass(frozen=True, slots=True)
class Reading:
    """What an answer gives. assignment: section id -> line ids, "" for unassigned; None where it cannot be used.

    missing: lines the answer forgot (the assignment stands otherwise). headings: sets that can be used, best first.
    complaints: everything that is wrong, in Chinese, for the model.
    """

    assignment: Mapping[str, tuple[str, ...]] | None
    missing: tuple[str, ...]
    headings: tuple[tuple[str, ...], ...]
    complaints: tuple[str, ...]


def bodies(plan: Outline) -> tuple[OutlineSection, ...]:
    """The sections the model is asked about: all but lead and closing."""
    return tuple(section for section in plan.sections if section.id not in ("lead", "closing"))


def open_lines(job: Job, plan: Outline) -> tuple[str, ...]:
    """The note lines to assign: all but those the plan gave to lead and closing."""
    settled = {line for section in plan.sections if section.id in ("lead", "closing") for line in section.statements}
    return tuple(statement.id for statement in job.ledger.statements if statement.id not in settled)


def outline_values(job: Job, plan: Outline, complaint: str = "") -> dict[str, object]:
    """The values of the prompt "outline"."""
    wanted = set(open_lines(job, plan))
    statements = [statement for statement in job.ledger.statements if statement.id in wanted]
    lines = (
        f"{statement.id}｜[{'／'.join(own_path(job, statement))}]｜"
        + one_line(fact_tokens.note_line(statement, job.ledger.of(statement)))
        for statement in statements
    )
    sections = bodies(plan)
    return {
        **context(job, plan.title),
        "sections": "\n".join(
            f"{section.id}｜{section.topic}｜{section.purpose}｜{section.heading}" for section in sections
        ),
        "notes": "\n".join(lines),
        "criteria": criteria(job, (section.topic + section.purpose for section in sections)),
        "count": len(statements),
        "complaint": complaint,
    }


def read(raw: str, job: Job, plan: Outline, show: Callable[[str], str] = str) -> Reading:
    """The answer, read strictly. Never raises: what cannot be used is None or empty, with the reason.

    show: puts words back in the place of placeholders; in the headings, for they are read from JSON.
    """
    try:
        answer = json.loads(clean(raw).text)
    except ValueError as error:
        return Reading(None, (), (), (f"不是一个 JSON 对象（{error}）；只输出 JSON，前后不要有别的文字",))
    shape = _shape(answer)
    if shape:
        return Reading(None, (), (), (shape,))
    assignment, missing, wrong = _assignment(answer, job, plan)
    headings, unfit = _headings(answer, len(bodies(plan)), show)
    return Reading(assignment, missing, headings, (*wrong, *unfit))


def _shape(answer: object) -> str:
    """What is wrong with the shape; "" if nothing is."""
    if not isinstance(answer, dict) or not isinstance(answer.get("sections"), list):
        return "最外层应是含有 sections 列表的 JSON 对象"
    for section in answer["sections"]:
        if not isinstance(section, dict) or not all(isinstance(section.get(key), str) for key in ("id", "heading")):
            return "sections 的每一项应有文字的 id 和 heading"
        if not _texts(section.get("notes")):
            return f"节 {section['id']} 的 notes 应是编号的列表"
    if not _texts(answer.get("unassigned", [])):
        return "unassigned 应是编号的列表"
    sets = answer.get("candidates", [])
    return "" if isinstance(sets, list) and all(_texts(one) for one in sets) else "candidates 应是标题列表的列表"


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _assignment(
    answer: Mapping[str, list[Mapping[str, list[str]]]], job: Job, plan: Outline
) -> tuple[Mapping[str, tuple[str, ...]] | None, tuple[str, ...], list[str]]:
    ids, wanted = [section.id for section in bodies(plan)], open_lines(job, plan)
    given = [str(section["id"]) for section in answer["sections"]]
    if given != ids:
        return None, (), [f"节应依次是 {ids}，你给的是 {given}"]
    home = {str(section["id"]): tuple(section["notes"]) for section in answer["sections"]}
    home[""] = tuple(str(line) for line in answer.get("unassigned", []))
    counts = Counter(line for lines in home.values() for line in lines)
    unknown = [line for line in counts if line not in wanted]
    twice = [line for line, times in counts.items() if times > 1]
    missing = tuple(line for line in wanted if line not in counts)
    wrong = [f"没有这些要点编号：{'、'.join(unknown)}"] if unknown else []
    wrong += [f"这些要点归了不止一次：{'、'.join(twice)}"] if twice else []
    usable = not wrong
    wrong += [f"这些要点漏了：{'、'.join(missing)}"] if missing else []
    return (home if usable else None), missing, wrong


def _headings(
    answer: Mapping[str, list[object]], wanted: int, show: Callable[[str], str]
) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    first = [section["heading"] for section in answer["sections"] if isinstance(section, dict)]
    sets: list[Sequence[object]] = [first]
    sets += [one for one in answer.get("candidates", []) if isinstance(one, list)]
    good: list[tuple[str, ...]] = []
    wrong: list[str] = []
    for place, one in enumerate(sets, 1):
        headings = tuple(show(str(heading)).strip() for heading in one)
        why = _unfit(headings, wanted)
        if why:
            wrong.append(f"第{place}套标题：{why}")
        elif headings not in good:
            good.append(headings)
    return tuple(good), wrong


def _unfit(headings: Sequence[str], wanted: int) -> str:
    if len(headings) != wanted:
        return f"应有{wanted}条，给了{len(headings)}条"
    for heading in headings:
        if not heading or len(heading) > _LONGEST:
            return f"“{heading}”为空或超过{_LONGEST}字"
        if _NUMBERED.match(heading) or _NO_HEADING.search(heading):
            return f"“{heading}”带有序号、数字或符号"
    if len({len(heading) for heading in headings}) > 1:
        lengths = "、".join(f"{heading}（{len(heading)}字）" for heading in headings)
        return f"字数不等：{lengths}"
    return "有重复" if len(set(headings)) < len(headings) else ""


def merge(job: Job, plan: Outline, reading: Reading) -> Outline:
    """The plan with what the model gave; where it gave nothing usable, the plan as it is."""
    sets = (*reading.headings, *(one for one in plan.candidates if one not in reading.headings))
    home = {section.id: section.statements for section in bodies(plan)} | {"": plan.unassigned}
    if reading.assignment is not None:
        forgotten = set(reading.missing)
        home = {
            section: (*reading.assignment.get(section, ()), *(line for line in lines if line in forgotten))
            for section, lines in home.items()
        }
    wording = iter(sets[0] if sets else [section.heading for section in bodies(plan)])
    texts = {statement.id: statement.text for statement in job.ledger.statements}
    sections = [
        section
        if section.id in ("lead", "closing")
        else replace(
            section,
            heading=next(wording),
            statements=home[section.id],
            target=max(section.target, sum(len(texts[line]) for line in home[section.id])),
        )
        for section in plan.sections
    ]
    return Outline(plan.title, tuple(sections), sets, home[""])
