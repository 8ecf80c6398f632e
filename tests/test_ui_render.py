"""What the screen shows, without a browser: events to views, views to markup, fields to requests."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import reduce
from html.parser import HTMLParser
from pathlib import Path

import pytest
from ui_desk import BODY, LEAD, SECTIONS, TITLE, failed_section, ledger, report, result, script

from assistant.errors import EmptyNotes, NigaoError, UsageError
from assistant.events import Checked, OutlineReady, ReportFinished, SectionRestarted, SectionStarted, TextDelta
from assistant.model import CheckResult, FigureTrace, Finding, NamedFile, Outline, OutlineSection, Report
from assistant.ui import panels, render
from assistant.ui.downloads import discard, file_stem, write_files
from assistant.ui.markup import escape
from assistant.ui.session import PASTED_NAME, note_files, parse_day, request_for
from assistant.ui.view import View, advance
from assistant.ui.words import CHINESE, ENGLISH

RUNNING = View(phase="running")
HOSTILE = '<img src=x onerror="alert(1)">{{value}}${alert(1)}</span></div>'


class Reading(HTMLParser):
    """The text of some markup, its tags, and the title attribute that stands over each text."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.titles: dict[str, str] = {}
        self.classes: dict[str, str] = {}
        self._open: list[dict[str, str | None]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self._open.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._open:
            self.titles[data] = self._open[-1].get("title") or ""
            self.classes[data] = self._open[-1].get("class") or ""


def finished() -> View:
    return reduce(advance, script(), RUNNING)


# --------------------------------------------------------------------------- events


def test_a_whole_draft_ends_with_the_report() -> None:
    view = finished()
    assert (view.phase, view.title) == ("done", TITLE)
    assert [(section.text, section.progress) for section in view.sections] == [
        (section.text, "written") for section in SECTIONS
    ]
    assert view.notices == ("类型按要点判断为：文明单位",)


def test_planned_sections_keep_their_places_whatever_order_they_are_written_in() -> None:
    plan = tuple(OutlineSection(name, name, "", "", "", ()) for name in ("一", "二", "三"))
    events = [
        OutlineReady(Outline("题", plan)),
        TextDelta("三", "丙"),
        SectionStarted("一", "一、甲"),
        TextDelta("一", "甲"),
    ]
    view = reduce(advance, events, RUNNING)
    assert [(section.heading, section.text) for section in view.sections] == [
        ("一、甲", "甲"),
        ("二", ""),
        ("三", "丙"),
    ]


def test_a_section_written_again_starts_empty_and_says_why() -> None:
    events = [TextDelta("s1", "旧文"), SectionRestarted("s1", "有数字没有出处"), TextDelta("s1", "新文")]
    view = reduce(advance, events, RUNNING)
    assert view.sections[0].text == "新文"
    assert "正在重写：有数字没有出处" in Reading(render.page(view)).text


def test_a_failed_section_stays_with_its_reason() -> None:
    view = advance(advance(RUNNING, SectionStarted("s1", "一、抓落实")), failed_section())
    assert "这一节没有写成：模型服务没有应答" in Reading(render.page(view)).text
    kept = replace(report(), sections=(failed_section().section,))
    assert "这一节没有写成：模型服务没有应答" in Reading(render.page(advance(view, ReportFinished(kept)))).text


@pytest.mark.parametrize("tail", ["{", "{{", "{{F01", "{{F012}"])
def test_half_a_token_is_not_shown_while_it_streams(tail: str) -> None:
    view = advance(RUNNING, TextDelta("s1", f"发放补贴{tail}"))
    assert Reading(render.page(view)).text.endswith("发放补贴")


# --------------------------------------------------------------------------- the page


def test_figures_say_where_they_come_from() -> None:
    reading = Reading(render.page(finished()))
    assert reading.titles["近300万元"] == "出处：要点.md 第3行：发放补贴近300万元"
    assert reading.classes["近300万元"] == "nigao-traced"
    assert "nigao-untraced" in reading.classes["1280人次"]
    assert reading.titles["1280人次"] == "要点里找不到这个数的出处，请核对\n要点里没有这个数。核对或删去"


def test_the_page_holds_the_report_s_text_and_nothing_is_lost() -> None:
    text = Reading(render.page(finished())).text
    assert text == TITLE + LEAD + SECTIONS[1].heading + BODY.replace("\n", "") + SECTIONS[2].text + report().unit + (
        "2026年3月12日"
    )


def test_level_two_headings_are_headings() -> None:
    markup = render.page(finished())
    assert re.findall(r"<h3>(.*?)</h3>", markup) == ["（一）健全工作机制", "（二）抓实教育培训"]


def test_overlapping_marks_split_and_each_piece_says_everything() -> None:
    findings = (
        Finding("A", "error", "s", 0, 4, "", "前"),
        Finding("B", "block", "s", 2, 6, "", "后"),
    )
    view = View(
        result=CheckResult(findings, (), ()), sections=advance(RUNNING, TextDelta("s", "甲乙丙丁戊己")).sections
    )
    reading = Reading(render.page(view))
    assert (reading.titles["甲乙"], reading.titles["戊己"]) == ("前", "后")
    assert set(reading.titles["丙丁"].split("\n")) == {"前", "后"}


@pytest.mark.parametrize("place", [(-3, 2), (4, 2), (0, 99), (99, 120)])
def test_offsets_outside_the_text_do_not_break_the_page(place: tuple[int, int]) -> None:
    found = CheckResult((Finding("A", "block", "s", *place, "", "x"),), (FigureTrace("", "s", *place, None),), ())
    view = View(result=found, sections=advance(RUNNING, TextDelta("s", "甲乙丙")).sections)
    assert Reading(render.page(view)).text == "甲乙丙"


def test_everything_is_escaped() -> None:
    section = replace(SECTIONS[0], id='x" onclick="1', heading=HOSTILE, text=HOSTILE)
    finding = Finding(HOSTILE, "block", section.id, 0, 5, HOSTILE, HOSTILE, HOSTILE)
    facts = tuple(replace(fact, text=HOSTILE, subject=HOSTILE, rendering=HOSTILE) for fact in ledger().facts)
    questions = tuple(replace(question, text=HOSTILE) for question in ledger().questions)
    hostile = Report(HOSTILE, "k", HOSTILE, None, (section,), report().writer, (finding,), ("F001",))
    view = replace(
        advance(replace(RUNNING, notices=(HOSTILE,)), ReportFinished(hostile)),
        ledger=replace(ledger(), facts=facts, questions=questions),
        result=CheckResult((finding,), (FigureTrace("", section.id, 1, 9, "F001"),), ("F001",)),
        error=HOSTILE,
    )
    failed = replace(view, phase="failed")
    for markup in (
        render.page(view), render.status(failed), render.notices(view), panels.findings(view), panels.questions(view),
        panels.unused(view), panels.ledger_table(view.ledger),
    ):  # fmt: skip
        assert "<img" not in markup
        assert not re.search(r"\$\{|\{\{|`", markup)
        assert 'onclick="1' not in markup
        assert HOSTILE in Reading(markup).text or markup.count("&lt;img") > 0
        assert not {"img", "script"} & set(Reading(markup).tags)


def test_escape_is_undone_by_a_browser_only() -> None:
    text = "<a href='x'>&amp;{{x}}${y}`\\"
    assert Reading(escape(text)).text == text


# --------------------------------------------------------------------------- beside the page


def test_findings_come_gravest_first_in_plain_words() -> None:
    text = Reading(panels.findings(finished())).text
    assert text.index("必须处理（1）") < text.index("提醒（1）")
    for words in ("1280人次", "要点里没有这个数", "建议：核对或删去", "开头 · FACT-01", SECTIONS[1].heading):
        assert words in text


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("title", "标题"),
        ("lead", "开头"),
        ("closing", "结尾"),
        ("", "全文"),
        ("s1", "一、抓"),
        ("s1#heading", "一、抓（小标题）"),
    ],
)
def test_places_have_names(place: str, name: str) -> None:
    assert panels.section_name(place, {"s1": "一、抓", "lead": "", "closing": ""}) == name


def test_questions_unused_facts_and_ledger_name_their_lines() -> None:
    view = finished()
    assert "以哪个为准？要点.md 第12行" in Reading(panels.questions(view)).text
    assert Reading(panels.unused(view)).text == "建成助餐点46个（另一处写44个）要点.md 第12行"
    table = Reading(panels.ledger_table(view.ledger))
    assert table.tags.count("tr") == 5
    assert "F001数据发放补贴近300万元近300万元要点.md 第3行" in table.text


def test_before_anything_has_happened_each_panel_says_what_it_is_for() -> None:
    for markup in (panels.findings(View()), panels.questions(View()), panels.unused(View()), panels.ledger_table(None)):
        assert len(Reading(markup).text) > 8


def test_a_clean_report_says_so() -> None:
    view = advance(finished(), Checked(replace(result(), findings=())))
    assert Reading(panels.findings(view)).text == "没有发现问题。"


def test_the_status_counts() -> None:
    assert Reading(render.status(finished())).text == (
        f"起草完成：{sum(len(one.text.replace(chr(10), '')) for one in SECTIONS)}字，数字4处、3处有出处；"
        "问题2，请核实1，未使用1"
    )
    assert "已写好 1 节，共 3 节" in Reading(render.status(reduce(advance, script()[:7], RUNNING))).text


def test_an_error_is_one_plain_line() -> None:
    view = View(phase="failed", error=str(NigaoError("打不开 要点.doc", "另存为 .docx 后再试")))
    assert Reading(render.status(view)).text == "打不开 要点.doc。另存为 .docx 后再试。"


# --------------------------------------------------------------------------- fields, files, words


def test_pasted_notes_go_before_uploads() -> None:
    upload = NamedFile("指标.xlsx", b"x")
    assert note_files("- 一\n", [upload]) == (NamedFile(PASTED_NAME, "- 一\n".encode()), upload)
    assert note_files("  \n", [upload]) == (upload,)


def test_without_notes_nothing_is_asked_of_the_service() -> None:
    with pytest.raises(EmptyNotes, match="还没有要点"):
        note_files(" ", [])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("2026年3月12日", date(2026, 3, 12)),
        ("2026-03-12", date(2026, 3, 12)),
        (" 2026/3/12 ", date(2026, 3, 12)),
    ],
)
def test_dates_as_people_write_them(text: str, day: date | None) -> None:
    assert parse_day(text) == day


@pytest.mark.parametrize("text", ["今天", "2026年13月1日", "2026-02-30", "12"])
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(UsageError, match="不是日期"):
        parse_day(text)


def test_the_request_is_what_the_fields_say() -> None:
    notes, reference = NamedFile("n.md", b"n"), NamedFile("r.docx", b"r")
    request = request_for([notes], [reference], "wenming", " 东山区民政局 ", "2026-3-1")
    assert (request.notes, request.references, request.kind, request.unit, request.as_of) == (
        (notes,), (reference,), "wenming", "东山区民政局", date(2026, 3, 1),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("title", "stem"),
    [("申报材料", "申报材料"), ("a/b\\c:d*e?f", "abcdef"), ("../../etc", "etc"), ("", "报告"), ("长" * 90, "长" * 60)],
)
def test_file_names_are_no_paths(title: str, stem: str) -> None:
    assert file_stem(title) == stem


def test_exports_are_private_and_go_away(tmp_path: Path) -> None:
    folder, paths = write_files(report(), lambda _, form: form.encode(), tmp_path)
    assert [path.rpartition(".")[2] for path in paths] == ["docx", "md", "json"]
    assert folder.stat().st_mode & 0o077 == 0
    discard(folder)
    assert not folder.exists()


def test_every_word_is_in_both_languages() -> None:
    assert CHINESE.keys() == ENGLISH.keys()
