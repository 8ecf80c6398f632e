"""The page's buttons over HTTP, as a browser speaks to the server, without a browser."""

from __future__ import annotations

import asyncio
import json
import re
import subprocess
import sys
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from gradio_client.utils import apply_diff
from ui_desk import LEAD, TITLE, UNIT, Desk, script

from assistant import ui
from assistant.errors import ModelUnreachable, UnreadableFile
from assistant.events import Notice, ReportFinished
from assistant.ui.background import Beat, in_background


class Page:
    """One browser tab: knows the page's components by their element ids, presses buttons, reads what comes back."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.session = uuid.uuid4().hex
        self.config = httpx.get(f"{address}/config").json()
        self.ids = {part["props"].get("elem_id"): part["id"] for part in self.config["components"]}
        self.types = {part["id"]: part["type"] for part in self.config["components"]}

    def press(self, button: str, **fields: Any) -> list[dict[str, Any]]:
        """Every state of the screen that the server sends, each as element id -> value."""
        call = next(
            one for one in self.config["dependencies"] if one["targets"] == [[self.ids[f"nigao-{button}"], "click"]]
        )
        values = {self.ids[f"nigao-{name}"]: value for name, value in fields.items()}
        data = [values.get(identity) for identity in call["inputs"]]
        ask = {"fn_index": call["id"], "data": data, "session_hash": self.session}
        httpx.post(f"{self.address}/gradio_api/queue/join", json=ask).raise_for_status()
        return list(self._states(call["outputs"]))

    def _states(self, outputs: list[int]) -> Iterator[dict[str, Any]]:
        names = {identity: name for name, identity in self.ids.items()}
        labels = [names.get(one) or f"{self.types[one]}-{one}" for one in outputs]
        shown: list[Any] | None = None
        for message in self._messages():
            if message["msg"] == "process_generating" and shown is not None:  # edits to the state before
                edits = message["output"]["data"]
                shown = [apply_diff(old, edit) for old, edit in zip(shown, edits, strict=True)]
            elif message["msg"] == "process_generating" or (message["msg"] == "process_completed" and shown is None):
                shown = message["output"]["data"]
            if shown is not None:
                yield dict(zip(labels, shown, strict=True))

    def _messages(self) -> Iterator[dict[str, Any]]:
        where = f"{self.address}/gradio_api/queue/data?session_hash={self.session}"
        with httpx.stream("GET", where, timeout=60) as answer:
            for line in answer.iter_lines():
                if line.startswith("data: "):
                    message = json.loads(line.removeprefix("data: "))
                    yield message
                    if message["msg"] == "process_completed":
                        assert message["success"], message
                        return


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    blocks = ui.build(desk)
    from assistant.ui.workbench import launch_options

    _, address, _ = blocks.launch(server_name="127.0.0.1", prevent_thread_lock=True, **launch_options())
    yield Page(address.rstrip("/"))
    blocks.close()


def test_a_draft_streams_in_and_ends_with_findings_and_files(page: Page, desk: Desk) -> None:
    states = page.press("start", notes="- 发放补贴近300万元", unit="东山区民政局", kind="wenming", day="2026-3-12")
    last = states[-1]
    assert LEAD[:10] in last["nigao-page"]
    assert "1280人次" in last["nigao-findings"]
    assert "46个和44个" in last["nigao-questions"]
    assert "第12行" in last["nigao-unused"]
    assert "F001" in last["nigao-ledger"]
    request = desk.asked[0]
    assert (request.kind, request.unit, str(request.as_of)) == ("wenming", "东山区民政局", "2026-03-12")
    assert request.notes[0].data.decode() == "- 发放补贴近300万元"
    assert any("（待写）" in state["nigao-page"] for state in states)


def test_the_files_can_be_fetched_under_the_report_s_name(page: Page) -> None:
    last = page.press("start", notes="- 一")[-1]
    files = [new.get("value", new) for name, new in last.items() if name.startswith("downloadbutton")]
    assert [one["orig_name"] for one in files] == [f"{TITLE}.{form}" for form in ("docx", "md", "json")]
    bodies = [httpx.get(one["url"]).content for one in files]
    assert bodies[0].startswith(b"PK")
    assert bodies[1].decode().startswith(f"# {UNIT}")
    assert json.loads(bodies[2])["title"] == TITLE


def test_an_error_is_shown_as_one_line_and_the_page_is_usable_again(page: Page, desk: Desk) -> None:
    desk.error = ModelUnreachable("连不上模型服务", "检查地址后再试")
    desk.events = script()[:5]
    last = page.press("start", notes="- 一")[-1]
    assert "连不上模型服务。检查地址后再试。" in last["nigao-status"]
    assert "Traceback" not in str(last)
    desk.error, desk.events = None, script()
    assert "起草完成" in page.press("start", notes="- 一")[-1]["nigao-status"]


def test_without_notes_the_service_is_not_asked(page: Page, desk: Desk) -> None:
    assert "还没有要点" in page.press("start")[-1]["nigao-status"]
    assert not desk.asked


def test_the_ledger_can_be_looked_at_first(page: Page, desk: Desk) -> None:
    last = page.press("facts", notes="- 一")[-1]
    assert "要点.md 第3行" in last["nigao-ledger"]
    assert not desk.asked
    desk.error = UnreadableFile("读不了 要点.doc")
    assert "读不了 要点.doc。" in page.press("facts", notes="- 一")[-1]["nigao-status"]


def test_the_demo_fills_the_fields(page: Page) -> None:
    last = page.press("demo")[-1]
    assert "report_type" in last["nigao-notes"]
    files = [new for name, new in last.items() if name.startswith("file-")]
    assert [one["orig_name"] for new in files for one in new] == ["metrics.xlsx", "last_year.docx"]


def test_two_tabs_do_not_see_each_other(page: Page, desk: Desk) -> None:
    page.press("start", notes="- 一")
    other = Page(page.address)
    assert other.press("start")[-1]["nigao-page"].count(TITLE) == 0


def test_nothing_is_offered_as_a_public_interface(page: Page) -> None:
    listed = httpx.get(f"{page.address}/gradio_api/info").json()
    assert listed == {"named_endpoints": {}, "unnamed_endpoints": {}}


def test_the_page_names_no_other_host(page: Page) -> None:
    text = httpx.get(page.address).text
    hosts = set(re.findall(r"(?:src|href)=\"(https?:)?//([^/\"]+)", text))
    assert {host for _, host in hosts} <= {page.address.removeprefix("http://")}


def test_files_of_the_machine_are_not_served(page: Page) -> None:
    for path in ("/etc/hostname", str(Path(ui.__file__))):
        assert httpx.get(f"{page.address}/gradio_api/file={path}").status_code == 403


def test_the_command_line_does_not_load_gradio() -> None:
    code = "import sys, assistant.ui; sys.exit('gradio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


# --------------------------------------------------------------------------- work in the background


def test_events_come_in_order_and_errors_come_through() -> None:
    desk = Desk(error=ModelUnreachable("连不上"))

    async def read() -> list[Any]:
        seen: list[Any] = []
        with pytest.raises(ModelUnreachable):
            async for event in in_background(lambda: desk.draft(None)):  # type: ignore[arg-type]
                if not isinstance(event, Beat):
                    seen.append(event)
        return seen

    assert asyncio.run(read()) == script()


def test_closing_early_cancels_the_work() -> None:
    desk = Desk(events=[Notice("一"), ReportFinished], pause_at=1)  # type: ignore[list-item]

    async def read() -> None:
        events = in_background(lambda: desk.draft(None))  # type: ignore[arg-type]
        assert await anext(events) == Notice("一")
        await events.aclose()  # type: ignore[attr-defined]

    asyncio.run(read())
    assert desk.cancelled.wait(20)
