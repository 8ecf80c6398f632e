"""Findings, questions and unused facts as a person reads them in a terminal. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.appraisal import Examination
from assistant.cli.coverage import coverage_text
from assistant.cli.tables import one_line, shorten, table
from assistant.model import Fact, Finding, Ledger, Question, Report

SEVERITIES = {"block": "必须处理", "error": "应当改正", "warning": "请核对", "hint": "提示"}
QUESTIONS = {
    "conflict": "矛盾",
    "remark": "批注",
    "ambiguous": "不明",
    "incomplete": "不全",
    "impossible": "不可能",
    "sum": "不符",
    "outside": "期外",
}
FACT_TYPES = {
    "metric": "指标",
    "honour": "荣誉",
    "date": "日期",
    "period": "时期",
    "person": "人员",
    "organisation": "机构",
    "document": "文件",
    "place": "地点",
    "action": "工作",
}
_PLACES = {"title": "标题", "lead": "开头", "closing": "结尾", "signature": "落款"}
_UNUSED_RULE = "FACT-05"
_SHOWN = 20  # of the milder ones; what must be dealt with is always shown in full


def blocking(findings: Iterable[Finding]) -> bool:
    """Something remains that must be dealt with before the report goes out."""
    return any(finding.severity == "block" for finding in findings)


def place(section: str, headings: Mapping[str, str]) -> str:
    """Where a finding stands, in words: the heading (its number where that is not known), 开头, 结尾 or 标题."""
    plain, _, part = section.partition("#")
    numbered = f"第{plain[1:]}节" if plain[:1] == "s" and plain[1:].isdigit() else plain
    name = _PLACES.get(plain) or headings.get(plain) or numbered or "全文"
    return f"{name}（小标题）" if part else name


def _finding_lines(finding: Finding) -> list[str]:
    quoted = f"“{shorten(one_line(finding.text), 60)}”：" if finding.text.strip() else ""
    lines = [f"    {finding.rule} {quoted}{one_line(finding.why)}"]
    if finding.fix:
        lines.append(f"      → {one_line(finding.fix)}")
    return lines


def findings_text(findings: Sequence[Finding], headings: Mapping[str, str]) -> str:
    """Grouped by severity, then by place in the order of the draft; "" if there are none."""
    lines: list[str] = []
    for severity, name in SEVERITIES.items():
        group = [finding for finding in findings if finding.severity == severity]
        if not group:
            continue
        shown = group if severity in ("block", "error") else group[:_SHOWN]
        lines.append(f"{name}（{len(group)}）")
        where = None
        for finding in shown:
            if (here := place(finding.section, headings)) != where:
                where = here
                lines.append(f"  {where}")
            lines += _finding_lines(finding)
        if len(shown) < len(group):
            lines.append(f"  其余 {len(group) - len(shown)} 条见 JSON")
    return "\n".join(lines)


def questions_text(questions: Sequence[Question]) -> str:
    """What the staff must decide; "" if nothing."""
    if not questions:
        return ""
    lines = [f"  {QUESTIONS[question.kind]}：{one_line(question.text)}" for question in questions]
    return "\n".join([f"请确认（{len(questions)}）", *lines])


def _told_below(finding: Finding, unused: Sequence[str]) -> bool:
    """A warning that a fact is unused, while the list of unused facts follows anyway."""
    return bool(unused) and finding.rule == _UNUSED_RULE and finding.severity in ("warning", "hint")


def unused_text(ids: Sequence[str], facts: Mapping[str, Fact]) -> str:
    """Facts that the draft does not use; "" if all are used."""
    if not ids:
        return ""
    by_line: dict[str, list[str]] = {}
    for one in ids:
        by_line.setdefault(facts[one].statement if one in facts else one, []).append(one)
    lines = [_line_of_facts(group, facts) for group in by_line.values()]
    return "\n".join([f"没有用到的事实（{len(ids)}）", *lines])


def _line_of_facts(group: Sequence[str], facts: Mapping[str, Fact]) -> str:
    """All unused facts of one note line in one line of the list."""
    known = [facts[one] for one in group if one in facts]
    if not known:
        return f"  {'、'.join(group)}"
    told = "；".join(dict.fromkeys(one_line(fact.text) for fact in known))
    return f"  {'、'.join(group)}  {shorten(told, 60)}（{known[0].source.label()}）"


def draft_text(report: Report, ledger: Ledger | None) -> str:
    """What `nigao draft` says at the end: what was written, and everything that is still open."""
    facts = {fact.id: fact for fact in ledger.facts} if ledger else {}
    headings = {section.id: section.heading for section in report.sections if section.heading}
    writer = "离线编排" if report.writer.provider == "composer" else report.writer.model
    numbered = sum(1 for section in report.sections if section.heading)
    length = sum(len(section.text.replace("\n", "")) for section in report.sections)
    traced = sum(1 for trace in report.figures if trace.fact is not None)
    head = f"《{one_line(report.title)}》 {numbered} 节，{length} 字，{writer}"
    if report.figures:
        head += f"；数据 {len(report.figures)} 处，{traced} 处有出处"
    failed = [place(one.id, headings) for one in report.sections if one.state == "failed"]
    blocks = [
        head,
        f"没有写成的：{'、'.join(failed)}" if failed else "",
        findings_text([one for one in report.findings if not _told_below(one, report.unused_facts)], headings),
        questions_text(report.questions),
        unused_text(report.unused_facts, facts),
    ]
    return "\n\n".join(block for block in blocks if block)


def examined_text(examined: Examination) -> str:
    """What `nigao check` prints."""
    result = examined.result
    headings = {one.id: one.heading for one in examined.report.sections if one.heading}
    facts = {fact.id: fact for fact in examined.ledger.facts} if examined.ledger is not None else {}
    told = [
        one
        for one in result.findings
        if not _told_below(one, result.missing_facts) and not (examined.coverage is not None and _in_matrix(one))
    ]
    blocks = [
        _check_head(examined),
        "\n".join(f"提示：{one_line(remark)}" for remark in examined.remarks),
        findings_text(told, headings),
        unused_text(result.missing_facts, facts),
        coverage_text(examined.coverage) if examined.coverage is not None else "",
    ]
    return "\n\n".join(block for block in blocks if block)


def _in_matrix(finding: Finding) -> bool:
    """The matrix below says it, item by item."""
    return finding.rule in ("CRI-01", "CRI-02", "CRI-03") and not finding.section


def _check_head(examined: Examination) -> str:
    result = examined.result
    traced = sum(1 for trace in result.figures if trace.fact is not None)
    sources = f"{traced} 处有出处" if examined.ledger is not None else "没有给出要点，没有核对出处"
    found = sum(1 for one in result.findings if one.rule != _UNUSED_RULE)  # the list below counts the unused facts
    head = f"数据 {len(result.figures)} 处，{sources}；问题 {found} 条"
    if result.kept:
        head += f"；另有 {len(result.kept)} 条是已接受的短语或本单位停用的规则"
    day = examined.as_of
    judged = (
        f"按 {day.year}年{day.month}月{day.day}日 的提法和名称核对" if day else "没有成文日期，不按日期核对提法和名称"
    )
    return f"{head}\n{judged}"


def facts_text(ledger: Ledger) -> str:
    """What `nigao facts` prints: the table, then the questions."""
    rows = [
        (fact.id, FACT_TYPES[fact.type], fact.rendering or fact.text, fact.subject, fact.source.label())
        for fact in ledger.facts
    ]
    listing = table(("编号", "类型", "值", "说的是什么", "出处"), rows, (0, 0, 44, 44, 0))
    blocks = [listing, f"共 {len(ledger.facts)} 条事实", questions_text(ledger.questions)]
    return "\n\n".join(block for block in blocks if block)
