"""The list of evidence and the gates to be signed, as a report, so that it can be written as any file. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.appraisal import Coverage, GateEntry, ItemCoverage
from assistant.model import Report, Section, WriterName

_BLANK = "＿＿＿＿"  # three of them and their names fit into a line of 28 characters


def evidence_list(coverage: Coverage) -> Report:
    """What papers each item asks for, and whether the notes name them; what must be declared, with blanks to sign."""
    items = "\n".join(line for number, one in enumerate(coverage.items, 1) for line in _item(number, one))
    gates = "\n".join(line for number, one in enumerate(coverage.gates, 1) for line in _gate(number, one))
    sections = [Section("s1", "一、佐证材料", items)]
    if gates:
        sections.append(Section("s2", "二、前置条件签认", gates))
    return Report("佐证材料和前置条件清单", "", "", None, tuple(sections), WriterName("rules", ""))


def _item(number: int, item: ItemCoverage) -> Iterator[str]:
    points = f"（{item.criterion.points:g}分）" if item.criterion.points is not None else ""
    title, _, demand = item.criterion.item.partition("：")
    yield f"{number}.{title}{points}"
    if demand:
        yield f"要求：{demand.rstrip('。')}。"
    if not item.proofs:
        yield "佐证：通知没有写明。"
    for place, proof in enumerate(item.proofs, 1):
        told = f"{proof.source.label()}提到" if proof.source is not None else "要点没有提到"
        yield f"（{place}）{proof.name}：{told}；材料编号{_BLANK}，页码{_BLANK}。"


def _gate(number: int, gate: GateEntry) -> Iterator[str]:
    yield f"{number}.{gate.criterion.item}。"
    if gate.criterion.evidence:
        yield f"证明：{'、'.join(gate.criterion.evidence)}。"
    if gate.mentions:
        yield f"要点提到：{'、'.join(dict.fromkeys(one.label() for one in gate.mentions))}（不能代替证明）。"
    yield f"责任部门：{gate.signer or _BLANK}　签字：{_BLANK}　日期：{_BLANK}"
