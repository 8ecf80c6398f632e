"""The coverage of a pack of criteria as a person reads it in a terminal, and as JSON. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.appraisal import NEED_NAMES, STATE_NAMES, Coverage, GateEntry, ItemCoverage, Span
from assistant.cli.tables import one_line, table
from assistant.model import Source

Shape = dict[str, object]
_TITLE = 30  # places of a column


def coverage_text(coverage: Coverage) -> str:
    """The matrix, what to ask, the gates, 自评."""
    period = coverage.window.text if coverage.window is not None else "没有给出"
    head = f"测评项：{one_line(coverage.name)}（申报期：{one_line(period)}）"
    rows = [
        (one.criterion.id, _title(one), _points(one), STATE_NAMES[one.state], *_counts(one, coverage), one.why)
        for one in coverage.items
    ]
    matrix = table(("编号", "项目", "分值", "状态", "要点", "材料", "说明"), rows, (0, _TITLE, 0, 0, 0, 0, 60))
    blocks = [
        head,
        one_line(coverage.note),
        matrix,
        _questions(coverage),
        _gates(coverage.gates),
        estimate_text(coverage),
    ]
    return "\n\n".join(block for block in blocks if block)


def estimate_text(coverage: Coverage) -> str:
    """自评 as a range, or why there is none; "" where the pack has no points."""
    if coverage.estimate is None:
        return f"自评：{coverage.no_estimate}" if coverage.no_estimate else ""
    found = coverage.estimate
    more = f"，另有{found.unscored}项没有分值" if found.unscored else ""
    span = f"{found.span.low:g}—{found.span.high:g} 分"
    return f"自评：{span}（{found.items}项共{found.total:g}分{more}；由各项状态推出，不是评审结果）"


def _title(item: ItemCoverage) -> str:
    return item.criterion.item.partition("：")[0]


def _points(item: ItemCoverage) -> str:
    return f"{item.criterion.points:g}" if item.criterion.points is not None else ""


def _counts(item: ItemCoverage, coverage: Coverage) -> tuple[str, str]:
    unsure = sum(not one.sure for one in item.materials)
    lines = f"{len(item.materials)}条" + (f"（{unsure}条存疑）" if unsure else "")
    return lines, "" if coverage.against == "notes" else f"{len(item.places)}处"


def _questions(coverage: Coverage) -> str:
    lines = [f"  {number}. {one_line(one.text)}" for number, one in enumerate(coverage.questions, 1)]
    return "\n".join([f"要问的（{len(lines)}）", *lines]) if lines else ""


def _gates(gates: Sequence[GateEntry]) -> str:
    if not gates:
        return ""
    unsigned = sum(not one.signed for one in gates)
    lines = [f"前置条件（{unsigned}项未签认；由责任部门逐项签认并附证明，软件不作判断）"]
    for one in gates:
        near = f"；要点提到：{_named(one.mentions)}" if one.mentions else ""
        proofs = f"；证明：{'、'.join(one.criterion.evidence)}" if one.criterion.evidence else ""
        state = one.signer or "未签认"
        lines.append(f"  [{state}] {one.criterion.id} {one_line(one.criterion.item)}{proofs}{near}")
    return "\n".join(lines)


def _named(sources: Sequence[Source]) -> str:
    return "、".join(dict.fromkeys(one.label() for one in sources))


def coverage_shape(coverage: Coverage) -> Shape:
    """`coverage` of `check --json`, and `criteria --json`."""
    window, estimate = coverage.window, coverage.estimate
    return {
        "pack": coverage.pack,
        "name": coverage.name,
        "against": coverage.against,
        "period": None
        if window is None
        else {"text": window.text, "first": window.first.isoformat(), "last": window.last.isoformat()},
        "items": [_item_shape(one) for one in coverage.items],
        "gates": [
            {
                "id": one.criterion.id,
                "item": one.criterion.item,
                "state": "signed" if one.signed else "unsigned",
                "signer": one.signer,
                "evidence": list(one.criterion.evidence),
                "mentions": [source.label() for source in one.mentions],
            }
            for one in coverage.gates
        ],
        "questions": [one.text for one in coverage.questions],
        "estimate": None
        if estimate is None
        else _span(estimate.span) | {"total": estimate.total, "items": estimate.items, "unscored": estimate.unscored},
        "no_estimate": coverage.no_estimate,
    }


def _item_shape(item: ItemCoverage) -> Shape:
    return {
        "id": item.criterion.id,
        "item": item.criterion.item,
        "points": item.criterion.points,
        "bonus": item.bonus,
        "state": item.state,
        "why": item.why,
        "materials": [
            {
                "statement": one.statement,
                "source": one.source.label(),
                "facts": list(one.facts),
                "words": list(one.words),
                "sure": one.sure,
                "when": one.when,
            }
            for one in item.materials
        ],
        "places": [
            {
                "section": one.section,
                "start": one.start,
                "end": one.end,
                "text": one.text,
                "facts": list(one.facts),
                "words": list(one.words),
            }
            for one in item.places
        ],
        "needs": [
            {
                "text": one.need.text,
                "state": one.state,
                "told": NEED_NAMES[one.state],
                "found": one.found,
                "sources": [source.label() for source in one.sources],
            }
            for one in item.needs
        ],
        "evidence": [
            {"name": one.name, "mentioned": one.source.label() if one.source is not None else None}
            for one in item.proofs
        ],
        "estimate": None if item.estimate is None else _span(item.estimate),
    }


def _span(span: Span) -> Shape:
    return {"low": span.low, "high": span.high}
