"""What stands beside the page: findings, questions to the staff, unused facts, the ledger. Pure."""

from __future__ import annotations

from assistant.model import Fact, Finding, Ledger, Severity
from assistant.ui.markup import element, escape, items, link
from assistant.ui.view import View

SEVERITIES: dict[Severity, str] = {"block": "必须处理", "error": "错误", "warning": "提醒", "hint": "建议"}
TYPES = {
    "metric": "数据", "honour": "荣誉", "date": "日期", "period": "时段", "person": "人员",
    "organisation": "单位", "document": "文件", "place": "地点", "action": "做法",
}  # fmt: skip
_QUOTED = 60  # characters of a finding's text that are shown


def findings(view: View) -> str:
    """Every finding in plain words, the gravest first, with its section."""
    if view.result is None:
        return _hint("起草完成后，这里列出需要处理的问题。")
    found = view.result.findings
    if not found:
        return _hint("没有发现问题。")
    names = {section.id: section.heading for section in view.sections}
    parts = []
    for severity, label in SEVERITIES.items():
        rows = [_finding(finding, names) for finding in found if finding.severity == severity]
        if rows:
            parts.append(element("h4", escape(f"{label}（{len(rows)}）"), f"nigao-{severity}-head"))
            parts.append(items(rows, f"nigao-list nigao-{severity}-list"))
    return "".join(parts)


def _finding(finding: Finding, names: dict[str, str]) -> str:
    quoted = element("q", escape(_short(finding.text))) if finding.text else ""
    why = element("span", escape(finding.why), "nigao-why")
    fix = element("span", escape(f"建议：{finding.fix}"), "nigao-fix") if finding.fix else ""
    identity = finding.section.partition("#")[0]
    label = f"{section_name(finding.section, names)} · {finding.rule}"
    place = link(f"nigao-section-{identity}", label, "nigao-place") if identity in names else _place(label)
    return quoted + why + fix + place


def _short(text: str) -> str:
    """A long sentence is recognised by its beginning and its end."""
    return text if len(text) <= _QUOTED else f"{text[: _QUOTED - 12]}……{text[-10:]}"


def section_name(place: str, names: dict[str, str]) -> str:
    """How a person is told where: the section's heading, 标题, 开头, 结尾, 全文."""
    identity, _, part = place.partition("#")
    if identity in ("", "report"):
        return "全文"
    name = {"title": "标题", "lead": "开头", "closing": "结尾"}.get(identity) or names.get(identity) or identity
    return f"{name}（小标题）" if part == "heading" else name


def questions(view: View) -> str:
    """What the staff must decide; code does not."""
    if view.ledger is None:
        return _hint("读完要点后，这里列出需要你们核实的事。")
    if not view.ledger.questions:
        return _hint("要点里没有需要核实的矛盾。")
    rows = []
    for question in view.ledger.questions:
        places = "；".join(dict.fromkeys(source.label() for source in question.sources))
        rows.append(escape(question.text) + (_place(places) if places else ""))
    return items(rows, "nigao-list")


def unused(view: View) -> str:
    """Facts that stand in the notes and not in the draft."""
    if view.report is None or view.ledger is None:
        return _hint("起草完成后，这里列出没有写进文稿的内容。")
    missing = set(view.report.unused_facts)
    rows = [escape(fact.text) + _place(fact.source.label()) for fact in view.ledger.facts if fact.id in missing]
    return items(list(dict.fromkeys(rows)), "nigao-list") or _hint("要点里的内容都写进了文稿。")


def ledger_table(ledger: Ledger | None) -> str:
    """All facts of the notes with their sources."""
    if ledger is None:
        return _hint("点“先看台账”，就能看到从要点里读出了哪些事实。")
    head = element("tr", "".join(element("th", escape(name)) for name in ("编号", "类别", "内容", "数值", "出处")))
    body = "".join(_row(fact) for fact in ledger.facts)
    table = element("table", element("thead", head) + element("tbody", body), "nigao-ledger")
    return _hint(f"共 {len(ledger.statements)} 条要点，{len(ledger.facts)} 项事实。") + table


def _row(fact: Fact) -> str:
    what = f"{fact.subject}：{fact.text}" if fact.subject and fact.subject not in fact.text else fact.text
    shown = fact.rendering if fact.type in ("metric", "date", "period") else ""
    cells = (fact.id, TYPES[fact.type], what, shown, fact.source.label())
    return element("tr", "".join(element("td", escape(cell)) for cell in cells))


def _place(text: str) -> str:
    return element("span", escape(text), "nigao-place")


def _hint(text: str) -> str:
    return element("p", escape(text), "nigao-hint")
