"""Report kinds: knowledge/kinds/*.yaml, one kind a file, the file named after the kind's id."""

from __future__ import annotations

from pathlib import Path

from assistant.errors import InputError
from assistant.knowledge.fields import Fields, files, read
from assistant.model import Kind, KindSection

# the roles that the writers and checks know; what each stands for: docs/knowledge.md
_ROLES = {
    "overview", "organisation", "education", "activity", "service", "results", "economy", "construction",
    "livelihood", "ecology", "integrity", "law", "responsibility", "safety", "highlight", "team", "innovation",
    "hard_task", "profile", "deed", "virtue", "background", "practice", "effect", "insight", "necessity", "content",
    "schedule", "budget", "benefit", "guarantee", "conduct", "shortcomings", "plan",
}  # fmt: skip
_TITLE_SLOTS = {"unit", "target", "level", "name", "period", "person"}
_LEAD_SLOTS = {"period", "unit", "person", "self", "target", "topics", "count", "honours", "matter"}
_CLOSING_SLOTS = {"self", "target", "unit"}
_OPENER_SLOTS = {"self", "target", "topic"}
_FEWEST_HEADING_SETS = 3


def load_kinds(folder: Path) -> tuple[Kind, ...]:
    """All kinds of the folder, by id. Raises InputError naming file and key."""
    return tuple(_kind(path) for path in files(folder))


def _kind(path: Path) -> Kind:
    fields = Fields(read(path), path.name)
    identity = fields.text("id")
    if identity != path.stem:
        raise fields.fault("id", f"“{identity}”应与文件名一致")
    heading_sets = fields.texts("heading_sets", least=_FEWEST_HEADING_SETS)
    kind = Kind(
        id=identity,
        name=fields.text("name"),
        aliases=fields.texts("aliases", least=1),
        title=fields.text("title"),
        length=fields.span("length"),
        sections=tuple(_section(part, heading_sets) for part in fields.parts("sections")),
        heading_sets=heading_sets,
        lead=fields.text("lead"),
        closing=fields.texts("closing", least=1),
        person=fields.flag("person"),
        criteria=fields.texts("criteria", optional=True),
    )
    fields.allow_slots("title", (kind.title,), _TITLE_SLOTS)
    fields.allow_slots("lead", (kind.lead,), _LEAD_SLOTS)
    fields.allow_slots("closing", kind.closing, _CLOSING_SLOTS)
    fields.done()
    _refuse_repeated_sections(kind, path.name)
    return kind


def _section(fields: Fields, heading_sets: tuple[str, ...]) -> KindSection:
    section = KindSection(
        id=fields.text("id"),
        topic=fields.text("topic"),
        role=fields.text("role"),
        purpose=fields.text("purpose"),
        keywords=fields.texts("keywords", least=1),
        headings=fields.texts("headings"),
        evidence=fields.texts("evidence", optional=True),
        share=fields.number("share", default=1.0),
        required=fields.flag("required"),
        openers=fields.texts("openers", optional=True),
        placeholder=fields.text("placeholder"),
    )
    if section.role not in _ROLES:
        raise fields.fault("role", f"“{section.role}”不是已有的章节角色")
    if len(section.headings) != len(heading_sets):
        why = f"有{len(section.headings)}条，应与 heading_sets 的{len(heading_sets)}套一一对应"
        raise fields.fault("headings", why)
    fields.allow_slots("openers", section.openers, _OPENER_SLOTS)
    fields.done()
    return section


def _refuse_repeated_sections(kind: Kind, name: str) -> None:
    seen: set[str] = set()
    for section in kind.sections:
        for word in (section.id, section.topic):
            if word in seen:
                raise InputError(f"{name} 的 sections 中“{word}”重复", "请给每个章节不同的 id 和 topic")
        seen |= {section.id, section.topic}
