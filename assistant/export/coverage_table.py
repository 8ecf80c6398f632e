"""The coverage matrix as a table of a page: item, state, lines of the notes, places, what is open; gates. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.appraisal import NEED_NAMES, STATE_NAMES, Coverage, GateEntry, ItemCoverage
from assistant.export.marked_text import shown
from assistant.model import Report

_LINES = 4  # that a cell names


def coverage_html(coverage: Coverage, report: Report | None = None) -> Iterator[str]:
    """report: for the headings of the places."""
    headings = {one.id: one.heading for one in report.sections} if report is not None else {}
    period = coverage.window.text if coverage.window is not None else "没有给出，不判断是否超出申报期"
    yield f'<section class="whole" id="criteria"><h2>测评项：{shown(coverage.name)}</h2>'
    yield f'<p class="note">{shown(coverage.note)}</p><p>申报期：{shown(period)}。{estimate_words(coverage)}</p>'
    yield '<div class="scroll"><table class="matrix"><thead><tr><th>编号</th><th>项目</th><th>状态</th><th>要点</th>'
    yield "<th>材料</th><th>要求与佐证</th></tr></thead><tbody>"
    for item in coverage.items:
        yield _row(item, headings)
    yield "</tbody></table></div>"
    if coverage.questions:
        yield f"<h2>要问的（{len(coverage.questions)}）</h2><ol>"
        yield from (f"<li>{shown(one.text)}</li>" for one in coverage.questions)
        yield "</ol>"
    if coverage.gates:
        yield from _gates(coverage.gates)
    yield "</section>"


def estimate_words(coverage: Coverage) -> str:
    """自评 as a range, or why there is none; "" where the pack has no points. Plain text without marks of markup."""
    estimate = coverage.estimate
    if estimate is None:
        return f"自评：{coverage.no_estimate}。" if coverage.no_estimate else ""
    more = f"，另有{estimate.unscored}项没有分值" if estimate.unscored else ""
    return (
        f"自评{estimate.span.low:g}—{estimate.span.high:g}分（{estimate.items}项共{estimate.total:g}分{more}；"
        "由上表状态推出，不是评审结果）。"
    )


def _row(item: ItemCoverage, headings: dict[str, str]) -> str:
    points = f"（{item.criterion.points:g}分）" if item.criterion.points is not None else ""
    lines = _named([one.source.label() + ("" if one.sure else "？") for one in item.materials])
    places = _named([headings.get(one.section, "") or "开头" for one in item.places])
    cells = (
        ("编号", shown(item.criterion.id)),
        ("项目", shown(f"{item.criterion.item}{points}")),
        ("状态", f'<span class="state">{STATE_NAMES[item.state]}</span><br>{shown(item.why)}'),
        ("要点", f'<span class="lines">{shown(lines) or "无"}</span>'),
        ("材料", shown(places) or "无"),
        ("要求与佐证", _demands(item) or "无"),
    )
    shown_cells = (f'<td data-name="{name}">{cell}</td>' for name, cell in cells)
    return f"<tr>{''.join(shown_cells)}</tr>"


def _demands(item: ItemCoverage) -> str:
    lines = [
        f"“{one.need.text}”：{NEED_NAMES[one.state]}{f'（{one.found}）' if one.found else ''}" for one in item.needs
    ]
    lines += [
        f"佐证“{one.name}”：{f'{one.source.label()}提到' if one.source else '要点没有提到'}" for one in item.proofs
    ]
    return f"<ul>{''.join(f'<li>{shown(one)}</li>' for one in dict.fromkeys(lines))}</ul>" if lines else ""


def _gates(gates: Sequence[GateEntry]) -> Iterator[str]:
    unsigned = sum(not one.signed for one in gates)
    yield f"<h2>前置条件（{unsigned}项未签认）</h2><p>由责任部门逐项签认并附证明，软件不作判断。</p>"
    yield '<div class="scroll"><table><thead><tr><th>编号</th><th>须说明的事项</th>'
    yield "<th>证明</th><th>签认</th></tr></thead>"
    yield "<tbody>"
    for one in gates:
        near = _named([source.label() for source in one.mentions])
        told = f'<br><span class="lines">要点提到：{shown(near)}（不能代替证明）</span>' if near else ""
        proofs = "、".join(one.criterion.evidence)
        signer = shown(one.signer) or '未签认 <span class="sign"></span>'
        yield (
            f'<tr><td data-name="编号">{shown(one.criterion.id)}</td>'
            f'<td data-name="须说明的事项">{shown(one.criterion.item)}{told}</td>'
            f'<td data-name="证明">{shown(proofs) or "无"}</td>'
            f'<td data-name="签认">{signer}</td></tr>'
        )
    yield "</tbody></table></div>"


def _named(names: Sequence[str]) -> str:
    distinct = list(dict.fromkeys(names))
    return "、".join(distinct[:_LINES]) + (f"等{len(distinct)}处" if len(distinct) > _LINES else "")
