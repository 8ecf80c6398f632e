"""The report as a readable page: figures marked by trace, findings underlined. Pure, tested without a browser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.export.form import MISSING_DATE, MISSING_UNIT, chinese_date, is_heading
from assistant.model import CheckResult, FigureTrace, Finding, Ledger
from assistant.ui.markup import element, escape
from assistant.ui.view import SectionView, View

EMPTY_PAGE = "把要点粘贴到左边，或上传要点和指标文件，然后点“起草”。文稿会一节一节出现在这里。"
_STATUS = {
    "idle": "放入要点，点“起草”",
    "running": "正在起草……",
    "done": "起草完成",
    "cancelled": "已取消。已经写好的章节保留在下面",
    "failed": "没有写完",
}
_WAITING = "（待写）"
_NO_FACT = "要点里找不到这个数的出处，请核对"
_SEVERITY_ORDER = ("block", "error", "warning", "hint")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Something said of text[start:end]."""

    start: int
    end: int
    classes: str
    title: str


def page(view: View) -> str:
    """The whole document as it stands."""
    if not view.title and not view.sections:
        return element("div", element("p", escape(EMPTY_PAGE), "nigao-empty"), "nigao-paper")
    body = element("h1", _marked(view.title, _stretches(view, "title", view.title)))
    body += "".join(_section(view, section) for section in view.sections)
    return element("div", body + _signature(view), "nigao-paper")


def status(view: View) -> str:
    """One line: what is going on, or what went wrong and what to do."""
    if view.phase == "failed":
        return element("p", escape(view.error), "nigao-status nigao-error")
    words = _STATUS[view.phase]
    if view.phase == "running" and view.sections:
        written = sum(section.progress in ("written", "failed") for section in view.sections)
        words = f"{words} 已写好 {written} 节，共 {len(view.sections)} 节"
    if view.phase == "done" and view.report is not None:
        characters = sum(len(section.text.replace("\n", "")) for section in view.report.sections)
        traced = sum(figure.fact is not None for figure in view.report.figures)
        figures = f"数字{len(view.report.figures)}处、{traced}处有出处"
        words = f"{words}：{characters}字，{figures}；{_open(view)}"
    return element("p", escape(words), "nigao-status")


def _open(view: View) -> str:
    """问题2，请核实1，未使用1."""
    found = len(view.result.findings) if view.result else 0
    asked = len(view.ledger.questions) if view.ledger else 0
    unused = len(view.report.unused_facts) if view.report else 0
    return f"问题{found}，请核实{asked}，未使用{unused}"


def notices(view: View) -> str:
    """What a person should know that is no finding."""
    return "".join(element("p", escape(text), "nigao-notice") for text in view.notices)


def _section(view: View, section: SectionView) -> str:
    place = f"{section.id}#heading"
    marked = _marked(section.heading, _stretches(view, place, section.heading))
    heading = element("h2", marked) if section.heading else ""
    classes = f"nigao-section nigao-{section.progress}"
    text = section.shown_text
    if not text:
        text_markup = element("p", escape(_WAITING), "nigao-waiting-note")
    else:
        text_markup = "".join(_paragraphs(text, _stretches(view, section.id, text)))
    note = ""
    if section.note and section.progress != "written":
        lead = "这一节没有写成：" if section.progress == "failed" else "正在重写："
        note = element("p", escape(lead + section.note), "nigao-section-note")
    return element("section", heading + text_markup + note, classes, identity=f"nigao-section-{section.id}")


def _paragraphs(text: str, stretches: Sequence[Stretch]) -> Iterator[str]:
    offset = 0
    for line in text.split("\n"):
        if line.strip():
            inside = [_shift(stretch, -offset) for stretch in stretches
                      if stretch.start < offset + len(line) and stretch.end > offset]  # fmt: skip
            yield element("h3" if is_heading(line.strip()) else "p", _marked(line, inside))
        offset += len(line) + 1


def _shift(stretch: Stretch, by: int) -> Stretch:
    return Stretch(stretch.start + by, stretch.end + by, stretch.classes, stretch.title)


def _signature(view: View) -> str:
    report = view.report
    if report is None:
        return ""
    day = chinese_date(report.date) if report.date else MISSING_DATE
    lines = element("p", escape(report.unit or MISSING_UNIT)) + element("p", escape(day))
    return element("div", lines, "nigao-signature")


# --------------------------------------------------------------------------- marks in the text


def _stretches(view: View, place: str, text: str) -> list[Stretch]:
    """What is known of this part of the text, once it has been checked, cut to the text."""
    if view.result is None:
        return []
    said = [_figure(figure, view.ledger) for figure in view.result.figures if figure.section == place]
    said += [_finding(finding) for finding in _findings(view.result, place)]
    return [stretch for stretch in said if 0 <= stretch.start < stretch.end <= len(text)]


def _findings(result: CheckResult, place: str) -> list[Finding]:
    own = [finding for finding in result.findings if finding.section == place and finding.severity != "hint"]
    return sorted(own, key=lambda finding: _SEVERITY_ORDER.index(finding.severity))


def _figure(figure: FigureTrace, ledger: Ledger | None) -> Stretch:
    if figure.fact is None:
        return Stretch(figure.start, figure.end, "nigao-untraced", _NO_FACT)
    return Stretch(figure.start, figure.end, "nigao-traced", source_line(figure.fact, ledger))


def source_line(fact_id: str, ledger: Ledger | None) -> str:
    """出处：要点.md 第12行：发放补贴近300万元."""
    found = [fact for fact in ledger.facts if fact.id == fact_id] if ledger else []
    return f"出处：{found[0].source.label()}：{found[0].text}" if found else f"出处：{fact_id}"


def _finding(finding: Finding) -> Stretch:
    why = f"{finding.why}。{finding.fix}" if finding.fix else finding.why
    return Stretch(finding.start, finding.end, f"nigao-finding nigao-{finding.severity}", why)


def _marked(text: str, stretches: Sequence[Stretch]) -> str:
    """The text with its stretches as spans; where they overlap, a piece carries what all of them say."""
    edges = {0, len(text)}
    for stretch in stretches:
        edges |= {max(stretch.start, 0), min(stretch.end, len(text))}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        over = [stretch for stretch in stretches if stretch.start <= start and end <= stretch.end]
        piece = escape(text[start:end])
        if over:
            classes = " ".join(dict.fromkeys(" ".join(stretch.classes for stretch in over).split()))
            piece = element("span", piece, classes, "\n".join(dict.fromkeys(stretch.title for stretch in over)))
        pieces.append(piece)
    return "".join(pieces)
