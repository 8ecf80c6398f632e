"""What a check found, as one HTML page: the text with its findings beside it. No script, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from importlib import resources

from assistant.appraisal import Examination
from assistant.export.coverage_table import coverage_html
from assistant.export.marked_text import WEIGHT, Origin, Spot, paragraphs, shown
from assistant.model import Fact, Finding, Section, Severity

_NAMES: Mapping[Severity, str] = {"block": "必须处理", "error": "应当改正", "warning": "请核对", "hint": "提示"}
_PLACES = {"lead": "开头", "closing": "结尾"}
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_SHOWN = 60  # characters of a quotation


def to_check_page(examined: Examination) -> str:
    """A page that can be mailed, kept and printed. Whatever text it shows is escaped."""
    style = resources.files("assistant.export").joinpath("check_page.css").read_text(encoding="utf-8")
    title = examined.report.title or examined.name
    head = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<title>核对：{shown(title)}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(_body(examined)) + "\n</body>\n</html>\n"


def _body(examined: Examination) -> Iterator[str]:
    numbered = list(enumerate(_in_order(examined), 1))
    yield from _header(examined)
    yield "<main>"
    yield from _title_part(examined, numbered)
    for section in examined.report.sections:
        yield from _part(section, examined, numbered)
    yield "</main>"
    known = {"title", *(one.id for one in examined.report.sections)}
    rest = [one for one in numbered if one[1].section.partition("#")[0] not in known]
    if rest:
        yield '<section class="whole" id="whole"><h2>全文的问题</h2>'
        yield _list(rest)
        yield "</section>"
    if examined.coverage is not None:
        yield from coverage_html(examined.coverage, examined.report)
    yield from _unused(examined)
    yield f"<footer>{shown(_as_of(examined.as_of))}。由规则核对，结论由人判断。</footer>"


def _in_order(examined: Examination) -> list[Finding]:
    """As they are read: title, then section by section with its heading first; what has no place comes last."""
    order = {one.id: number for number, one in enumerate(examined.report.sections, 1)} | {"title": 0}
    last = len(order)

    def place(one: Finding) -> tuple[int, bool, int, int]:
        section, _, part = one.section.partition("#")
        return order.get(section, last), not part, one.start, WEIGHT[one.severity]

    return sorted(examined.result.findings, key=place)


def _header(examined: Examination) -> Iterator[str]:
    result, report = examined.result, examined.report
    length = sum(len("".join((one.heading + one.text).split())) for one in report.sections)
    traced = sum(one.fact is not None for one in result.figures)
    if examined.ledger is not None:
        grounds = f"要点{len(examined.ledger.statements)}条，事实{len(examined.ledger.facts)}条"
        figures = f"{len(result.figures)}处，{traced}处有出处"
    else:
        grounds = "没有给出要点：只核对文字本身，数字、荣誉、名称都没有核对出处"
        figures = f"{len(result.figures)}处，没有核对出处"
    rows = [("核对日期", _as_of(examined.as_of)), ("据以核对", grounds), ("数据", figures), ("字数", f"{length}字")]
    if examined.kind:
        rows.append(("材料类型", examined.kind))
    yield f'<header><h1>{shown(report.title or "（没有标题）")}</h1><p class="file">{shown(examined.name)}</p><dl>'
    yield "".join(f"<dt>{shown(name)}</dt><dd>{shown(told)}</dd>" for name, told in rows)
    yield '</dl><ul class="tally">'
    for severity, name in _NAMES.items():
        count = sum(one.severity == severity for one in result.findings)
        yield f'<li><span class="tag {severity}">{name}</span> {count}条</li>'
    yield "</ul>"
    yield _contents(examined)
    for remark in examined.remarks:
        yield f'<p class="note">{shown(remark)}</p>'
    yield "</header>"


def _contents(examined: Examination) -> str:
    """Links to what stands below the text."""
    targets = [("whole", "全文的问题", any(not one.section for one in examined.result.findings))]
    targets += [("criteria", "测评项", examined.coverage is not None)]
    targets += [("unused", "没有用到的事实", bool(examined.ledger and examined.result.missing_facts))]
    links = "".join(f'<a href="#{target}">{name}</a>' for target, name, there in targets if there)
    return f'<nav class="contents">{links}</nav>' if links else ""


def _title_part(examined: Examination, numbered: list[tuple[int, Finding]]) -> Iterator[str]:
    own = [one for one in numbered if one[1].section == "title"]
    if examined.report.title:
        text = "".join(paragraphs(examined.report.title, [_spot(*one) for one in own]))
        yield f'<section class="part"><div class="text"><p class="title">{text}</p></div>{_list(own)}</section>'


def _part(section: Section, examined: Examination, numbered: list[tuple[int, Finding]]) -> Iterator[str]:
    above = [one for one in numbered if one[1].section == f"{section.id}#heading"]
    inside = [one for one in numbered if one[1].section == section.id]
    heading = "".join(paragraphs(section.heading, [_spot(*one) for one in above]))
    text = "".join(
        f"<p>{line}</p>"
        for line in paragraphs(section.text, [_spot(*one) for one in inside], _origins(section, examined))
    )
    title = f"<h3>{heading}</h3>" if heading else ""
    name = shown(section.heading or _PLACES.get(section.id, section.id))
    yield f'<section class="part" id="{shown(section.id)}" aria-label="{name}"><div class="text">{title}{text}</div>'
    yield f"{_list([*above, *inside])}</section>"


def _origins(section: Section, examined: Examination) -> list[Origin]:
    facts: dict[str, Fact] = {one.id: one for one in examined.ledger.facts} if examined.ledger is not None else {}
    return [
        Origin(one.start, one.end, f"出处：{facts[one.fact].source.label()}")
        for one in examined.result.figures
        if one.section == section.id and one.fact in facts
    ]


def _spot(number: int, finding: Finding) -> Spot:
    return Spot(number, finding.start, finding.end, finding.severity)


def _list(findings: list[tuple[int, Finding]]) -> str:
    if not findings:
        return '<p class="none">没有发现问题</p>'
    return f'<ol class="findings">{"".join(_item(*one) for one in findings)}</ol>'


def _item(number: int, finding: Finding) -> str:
    placed = bool(finding.section)
    words = " ".join(finding.text.split())
    quoted = words if len(words) <= _SHOWN else f"{words[: _SHOWN // 2]}……{words[-_SHOWN // 3 :]}"
    parts = [
        f'<li class="{finding.severity}" id="f{number}"><p>[{number}] <span class="tag {finding.severity}">'
        f'{_NAMES[finding.severity]}</span><span class="rule">{shown(finding.rule)}</span>',
        f'<a class="back" href="#m{number}">看原文</a></p>' if placed else "</p>",
        f'<p class="quote">“{shown(quoted)}”</p>' if words else "",
        f"<p>{shown(finding.why)}</p>",
        f'<p class="fix">{shown(finding.fix)}</p>' if finding.fix else "",
        "</li>",
    ]
    return "".join(parts)


def _unused(examined: Examination) -> Iterator[str]:
    if examined.ledger is None or not examined.result.missing_facts:
        return
    facts = {one.id: one for one in examined.ledger.facts}
    yield f'<section class="whole" id="unused"><h2>没有用到的事实（{len(examined.result.missing_facts)}）</h2><ul>'
    for name in examined.result.missing_facts:
        fact = facts[name]
        yield f'<li>{shown(fact.text)} <span class="lines">{shown(fact.source.label())}</span></li>'
    yield "</ul></section>"


def _as_of(day: date | None) -> str:
    if day is None:
        return "没有成文日期：有时效的提法和名称没有按日期核对"
    return f"按成文日期{day.year}年{day.month}月{day.day}日核对提法和名称"
