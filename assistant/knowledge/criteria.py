"""Criteria packs: knowledge/criteria/*.yaml, one pack a file, the file named after the pack's id."""

from __future__ import annotations

from pathlib import Path

from assistant.knowledge.fields import Fields, files, parse, read
from assistant.model import CriteriaPack, Criterion


def load_criteria(folder: Path) -> tuple[CriteriaPack, ...]:
    """All packs of the folder, by id. Raises InputError naming file and key."""
    return tuple(_pack(path) for path in files(folder))


def parse_criteria(data: bytes, name: str) -> CriteriaPack:
    """A pack that somebody hands in, whatever the file is called. Raises InputError naming file and key."""
    return _read(Fields(parse(data, name), name))


def _pack(path: Path) -> CriteriaPack:
    fields = Fields(read(path), path.name)
    pack = _read(fields)
    if pack.id != path.stem:
        raise fields.fault("id", f"“{pack.id}”应与文件名一致")
    return pack


def _read(fields: Fields) -> CriteriaPack:
    pack = CriteriaPack(
        id=fields.text("id"),
        name=fields.text("name"),
        note=fields.text("note"),
        items=tuple(_criterion(part) for part in fields.parts("items")),
        total=fields.number("total") if fields.has("total") else None,
        length=fields.span("length") if fields.has("length") else None,
        period=fields.text("period", default=""),
    )
    fields.done()
    ids = [item.id for item in pack.items]
    repeated = next((identity for identity in ids if ids.count(identity) > 1), None)
    if repeated is not None:
        raise fields.fault("items", f"中编号“{repeated}”重复")
    points = sum(item.points or 0 for item in pack.items)
    if pack.total is not None and abs(points - pack.total) > 1e-6:
        raise fields.fault("total", f"为{pack.total:g}，与各项分值之和{points:g}不符")
    return pack


def _criterion(fields: Fields) -> Criterion:
    criterion = Criterion(
        id=fields.text("id"),
        item=fields.text("item"),
        points=fields.number("points") if fields.has("points") else None,
        evidence=fields.texts("evidence", optional=True),
        gate=fields.flag("gate"),
        keywords=fields.texts("keywords", optional=True),
    )
    fields.done()
    if criterion.gate and criterion.points is not None:
        raise fields.fault("points", "与 gate 矛盾：前置条件和否决项不计分")
    return criterion
