"""The journeys that matter, in Chromium: from notes to a Word file; cancelling; hostile text; nothing leaves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect, sync_playwright
from ui_desk import LEAD, SECTIONS, TITLE, Desk, report, script

from assistant import ui
from assistant.events import Notice, OutlineReady, ReportFinished, SectionFinished, SectionStarted
from assistant.model import Outline, OutlineSection

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: no browser journeys"),
]
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    """The workbench on a small office screen, in Chinese; a request to another host fails the test."""
    blocks = ui.build(desk)
    from assistant.ui.workbench import launch_options

    _, address, _ = blocks.launch(server_name="127.0.0.1", prevent_thread_lock=True, **launch_options())
    requests: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        # dark: a machine set to dark colours must still show dark text on white paper
        tab = browser.new_context(
            locale="zh-CN", color_scheme="dark", viewport={"width": 1366, "height": 768}
        ).new_page()
        tab.set_default_timeout(150_000)  # a busy machine needs longer to draw the first page
        tab.on("request", lambda request: requests.append(request.url))
        tab.goto(address)
        expect(tab.locator("#nigao-start")).to_be_visible(timeout=150_000)
        yield tab
        browser.close()
    blocks.close()
    assert requests
    assert [url for url in requests if not url.startswith((address, "data:", "blob:"))] == []


def test_from_notes_to_a_word_file(page: Page) -> None:
    page.locator("#nigao-notes textarea").fill("- 发放补贴近300万元")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-status")).to_contain_text("起草完成")
    traced = page.locator("#nigao-page .nigao-traced", has_text="近300万元")
    expect(traced).to_have_attribute("title", "出处：要点.md 第3行：发放补贴近300万元")
    expect(page.locator("#nigao-findings")).to_contain_text("1280人次")
    page.get_by_role("tab", name="请核实").click()
    expect(page.locator("#nigao-questions")).to_contain_text("以哪个为准")
    page.get_by_role("tab", name="事实台账").click()
    expect(page.locator("#nigao-ledger tbody tr")).to_have_count(4)
    with page.expect_download() as download:
        page.get_by_role("link", name="下载 Word").or_(page.get_by_role("button", name="下载 Word")).first.click()
    assert download.value.suggested_filename == f"{TITLE}.docx"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize("place", [".nigao-status", ".nigao-traced", ".nigao-why", ".nigao-header span"])
def test_text_is_dark_on_light_on_every_machine(page: Page, place: str) -> None:
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-status")).to_contain_text("起草完成")
    colour = page.locator(place).first.evaluate("element => getComputedStyle(element).color")
    assert max(int(part) for part in re.findall(r"\d+", colour)[:3]) < 128


def test_everything_needed_is_in_sight_and_named_in_chinese(page: Page) -> None:
    for name in ("起草", "取消", "先看台账", "填入演示材料"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= 768, name
    assert page.locator("body").inner_text().count("__i18n__") == 0


def test_what_is_read_stays_in_place_while_text_arrives(page: Page, desk: Desk) -> None:
    long = tuple(replace(section, text=section.text + "发展" * 900) for section in SECTIONS)
    plan = tuple(OutlineSection(one.id, one.heading, "", "", "", ()) for one in long)
    desk.events = [OutlineReady(Outline(TITLE, plan)), *(SectionFinished(one) for one in long[:2]), Notice("停"),
                   SectionFinished(long[2]), ReportFinished(replace(report(), sections=long))]  # fmt: skip
    desk.pause_at = 4
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-notices")).to_contain_text("停")
    pane = page.locator("#nigao-page")
    pane.evaluate("element => element.scrollTop = 500")
    desk.go_on()
    expect(page.locator("#nigao-status")).to_contain_text("起草完成")
    assert pane.evaluate("element => element.scrollTop") == 500


def test_cancelling_keeps_what_is_written_and_frees_the_page(page: Page, desk: Desk) -> None:
    desk.pause_at = next(number for number, event in enumerate(script()) if isinstance(event, SectionFinished)) + 1
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-page")).to_contain_text(LEAD[:12])
    page.locator("#nigao-cancel").click()
    expect(page.locator("#nigao-status")).to_contain_text("已取消")
    expect(page.locator("#nigao-page")).to_contain_text(LEAD[:12])
    expect(page.locator("#nigao-start")).to_be_enabled()
    assert desk.cancelled.wait(20)


def test_closing_the_tab_ends_the_work(page: Page, desk: Desk) -> None:
    desk.pause_at = 4
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-page")).to_contain_text("（待写）")
    page.close()
    assert desk.cancelled.wait(30)


def test_an_unforeseen_error_is_said_plainly_and_frees_the_page(page: Page, desk: Desk) -> None:
    desk.events = [SectionFinished(SECTIONS[0]), "no event"]  # type: ignore[list-item]
    desk.error = ZeroDivisionError("secret detail")  # type: ignore[assignment]
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-status")).to_contain_text("程序出错")
    expect(page.locator("#nigao-page")).to_contain_text(LEAD[:12])
    expect(page.locator("#nigao-start")).to_be_enabled()
    assert "secret detail" not in page.locator("body").inner_text()


def test_hostile_text_is_only_text(page: Page, desk: Desk) -> None:
    hostile = "<img src=x onerror=\"document.title='打中'\">{{title}}${document.title='打中'}{{#each value}}`"
    section = replace(SECTIONS[0], text=hostile, heading=hostile)
    desk.events = [SectionStarted("lead", hostile), SectionFinished(section)]
    desk.events.append(ReportFinished(replace(report(), title=hostile, sections=(section,), findings=(), figures=())))
    page.locator("#nigao-notes textarea").fill("- 一")
    page.locator("#nigao-start").click()
    expect(page.locator("#nigao-status")).to_contain_text("起草完成")
    expect(page.locator("#nigao-page section p").first).to_have_text(hostile)
    assert page.locator("#nigao-page img").count() == 0
    assert "打中" not in page.title()
