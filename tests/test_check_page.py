"""The page of a check: every finding beside its place, nothing of a text is markup, nothing comes from elsewhere."""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from ledgers import ledger

from assistant.appraisal import Examination
from assistant.checking.criteria import cover
from assistant.export import evidence_list, to_check_page, to_docx, to_markdown
from assistant.export.marked_text import Spot, paragraphs
from assistant.model import (
    CheckResult,
    CriteriaPack,
    Criterion,
    FigureTrace,
    Finding,
    Report,
    Section,
    WriterName,
)  # fmt: skip

if TYPE_CHECKING:
    from playwright.sync_api import Page

NASTY = "<script>alert(1)</script>&\"'<img src=x onerror=alert(1)>\x00\u202e"
TEXT = "道德讲堂8期，受众90人。\n第二段38.6%。"
NOTES = ledger("- 道德讲堂8期\n")
PACK = CriteriaPack(
    "p", "样例<b>测评</b>", "起步包",
    (Criterion("A1", "讲堂：道德讲堂每年不少于2期", 10, ("签到表",)), Criterion("N1", "无责任事故", gate=True)),
)  # fmt: skip


def examination(text: str = TEXT, **more: object) -> Examination:
    found = (
        Finding("FACT-01", "block", "s1", 9, 12, text[9:12], "要点没有", "改"),
        Finding("LEX-07", "hint", "s1", 0, 13, text[0:13], "长"),
        Finding("FMT-08", "error", "s1#heading", 2, 4, "讲堂", "标题"),
        Finding("CRI-01", "warning", "", 0, 0, "", "缺材料"),
    )
    report = Report("题", "", "", None, (Section("s1", "一、讲堂", text),), WriterName("person", ""))
    figures = (FigureTrace("8期", "s1", 4, 6, NOTES.facts[0].id), FigureTrace("38.6%", "s1", 17, 22, None))
    made = Examination("稿.md", report, CheckResult(found, figures, (NOTES.facts[0].id,)), NOTES, date(2026, 3, 12))
    return replace(made, **more)  # type: ignore[arg-type]


class Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attributes)))

    def ids(self) -> list[str]:
        return [found for _, attributes in self.tags if (found := attributes.get("id"))]


def test_every_finding_stands_beside_its_place_and_links_back() -> None:
    page = to_check_page(examination())
    reader = Reader(page)
    assert len(reader.ids()) == len(set(reader.ids()))
    links = {attributes["href"] for tag, attributes in reader.tags if tag == "a"}
    assert links <= {f"#{one}" for one in reader.ids()}
    assert {"#f1", "#f2", "#f3", "#m1", "#m2", "#m3"} <= links
    for words in ("要点没有", "缺材料", "必须处理", "应当改正", "请核对", "提示", "按成文日期2026年3月12日"):
        assert words in page


def test_a_place_under_two_findings_has_the_heavier_mark_and_both_numbers() -> None:
    (line,) = paragraphs("甲乙丙丁", [Spot(1, 0, 4, "hint"), Spot(2, 1, 3, "block")])
    assert re.sub(r"<[^>]+>|\[\d\]", "", line) == "甲乙丙丁"
    assert '<mark class="block">乙丙</mark>' in line
    assert line.index('id="m1"') < line.index("甲") < line.index('id="m2"') < line.index("乙")


@pytest.mark.parametrize(
    "spot", [Spot(1, 2, 2, "hint"), Spot(1, 4, 4, "hint"), Spot(1, 0, 9, "hint"), Spot(1, 4, 7, "block")]
)
def test_a_finding_is_anchored_once_and_loses_no_character(spot: Spot) -> None:
    lines = list(paragraphs("甲乙丙丁\n戊己庚", [spot]))
    assert "\n".join(re.sub(r"<[^>]+>|\[\d\]", "", line) for line in lines) == "甲乙丙丁\n戊己庚"
    assert "".join(lines).count('id="m1"') == 1


def test_a_traced_figure_tells_its_source_and_another_does_not() -> None:
    page = to_check_page(examination())
    assert '<span title="出处：要点.md 第1行">8期</span>' in page
    assert 'title="出处' not in page.split("第二段")[1]


def test_nothing_of_a_text_is_markup() -> None:
    finding = Finding(NASTY, "block", "s1", 0, len(NASTY), NASTY, NASTY, NASTY)
    report = Report(NASTY, "", "", None, (Section("s1", NASTY, NASTY),), WriterName("person", ""))
    made = Examination(NASTY, report, CheckResult((finding,), (), ()), None, None, NASTY, remarks=(NASTY,))
    page = to_check_page(made)
    allowed = (
        "html head meta title style body header h1 h2 h3 p dl dt dd ul ol li span section div mark a main footer nav"
    )
    assert {tag for tag, _ in Reader(page).tags} <= set(allowed.split())
    assert "\x00" not in page and "\u202e" not in page
    assert html.escape("<script>") in page


def test_the_page_needs_nothing_from_elsewhere() -> None:
    page = to_check_page(examination(coverage=cover(PACK, NOTES)))
    assert not re.search(r"https?:|//|@import|url\(|<script|<link|src=", page)
    assert "default-src 'none'" in page


def test_severity_is_told_by_words_and_by_the_kind_of_line() -> None:
    style = to_check_page(examination()).split("<style>")[1].split("</style>")[0]
    kinds = re.findall(r"mark\.\w+ \{ text-decoration-style: (\w+)", style)
    assert len(set(kinds)) == 4


def test_without_notes_and_date_the_page_says_so() -> None:
    page = to_check_page(examination(ledger=None, as_of=None, result=CheckResult((), (), ())))
    assert "没有给出要点" in page
    assert "没有成文日期" in page


def test_the_matrix_shows_state_demand_and_blank_signature() -> None:
    page = to_check_page(examination(coverage=cover(PACK, NOTES)))
    for words in ("样例&lt;b&gt;测评&lt;/b&gt;", "有材料未写", "“道德讲堂每年不少于2期”", "未签认", "自评0—"):
        assert words in page


def test_the_list_to_sign_has_every_item_and_blanks_only_a_person_fills() -> None:
    listed = evidence_list(cover(PACK, NOTES))
    text = to_markdown(listed)
    for words in ("1.讲堂（10分）", "签到表：要点没有提到", "1.无责任事故。", "签字：＿＿＿＿"):
        assert words in text
    assert to_docx(listed).startswith(b"PK")


@contextmanager
def opened(path: Path, width: int) -> Iterator[tuple[Page, list[str]]]:
    browser_path = shutil.which("chromium") or shutil.which("google-chrome")
    playwright = pytest.importorskip("playwright.sync_api")
    if browser_path is None:
        pytest.skip("no Chromium on this machine (make tools)")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": width, "height": 768})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path.as_uri())
        yield page, asked
        browser.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [1366, 390])
def test_in_a_browser_nothing_is_requested_and_nothing_sticks_out(tmp_path: Path, width: int) -> None:
    path = tmp_path / "核对.html"
    path.write_text(to_check_page(examination(coverage=cover(PACK, NOTES))), encoding="utf-8")
    with opened(path, width) as (page, asked):
        assert asked == [path.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        left, right = page.evaluate(
            "['#f2', '#m2'].map(name => document.querySelector(name)).map(e => [e.getBoundingClientRect().left,"
            " e.getBoundingClientRect().right])"
        )
        assert (left[0] >= right[1]) is (width > 900)
