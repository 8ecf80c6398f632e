"""Notes in, a checked report out: with the composer, through an honest model, through a lying one, through faults."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from stub_scripts import BUSY, DENIED, DROPPED, GOOD, drop, exemplar, failing, honest, honour, percentage, swap, telling
from stub_server import Script, StubServer

from assistant import bootstrap
from assistant.errors import ModelRefused, ModelUnreachable
from assistant.events import Event, Notice, ReportFinished, SectionFailed, SectionFinished
from assistant.model import DraftRequest, Finding, NamedFile, Report
from assistant.service import Service
from assistant.settings import Settings, shipped
from assistant.writing.drafts import read_draft

NOTES = """---
report_type: 市级文明单位申报材料
unit: 云澜市青岚区民政局
period: 2024—2025年
date: 2026-03-12
target: 市级文明单位
sections: [组织领导, 宣传教育, 业务工作]
---
## 荣誉
- 省级:"全省社会救助工作先进单位"(省民政厅,2024年12月)
## 组织领导
- 创建任务分解 36 项,责任到科
- 党组会专题研究 11 次
- 职工知晓率 96.5%
## 宣传教育
- 道德讲堂 8 期
- 集中宣传 14 场,发资料 1.2万余份
- 理论学习覆盖面 98.2%
## 业务工作
- 城市低保对象 1265 人
- 农村低保对象 3821 人
- 居家养老服务覆盖面 62.4%
- 发放慰问金 171.2 万元
- 养老机构消防改造投入 263 万元
"""
REFERENCE = """# 桐川市松陵区民政局创建市级文明单位申报材料

## 一、强化组织领导，夯实创建之基

桐川市松陵区民政局成立专班，建成社区食堂57个，覆盖老人4.2万人，获“全省养老服务示范单位”称号。
"""


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[[Script | None], Service]]:
    """Makes services that talk to a stub with this script (None: no model); closes everything afterwards."""
    servers: list[StubServer] = []
    services: list[Service] = []

    def make(script: Script | None) -> Service:
        options: dict[str, object] = {"data_dir": tmp_path / f"data{len(services)}", "embedding": "none"}
        if script is not None:
            server = StubServer(script)
            server.__enter__()
            servers.append(server)
            options |= {"OPENAI_BASE_URL": server.base_url, "OPENAI_API_KEY": "x", "model": "stub", "retries": 1}
        services.append(bootstrap.build(Settings.model_validate(options)))
        return services[-1]

    yield make
    for service in services:
        service.close()
    for server in servers:
        server.__exit__(None, None, None)


def events_of(service: Service, **options: object) -> list[Event]:
    async def run() -> list[Event]:
        request = DraftRequest(
            (NamedFile("要点.md", NOTES.encode()),), (NamedFile("范文.md", REFERENCE.encode()),), **options
        )
        return [event async for event in service.draft(request)]

    return asyncio.run(run())


def report_of(service: Service, **options: object) -> Report:
    last = events_of(service, **options)[-1]
    assert isinstance(last, ReportFinished)
    return last.report


def text_of(report: Report) -> str:
    return "\n".join(section.text for section in report.sections)


def grave(report: Report) -> list[Finding]:
    """What accuses the text of saying something the notes do not."""
    return [finding for finding in report.findings if finding.rule in {"FACT-01", "FACT-02", "FACT-04", "TMP-03"}]


def test_the_composer_gives_a_whole_report_without_a_false_statement(serve: Callable[..., Service]) -> None:
    report = report_of(serve(None))
    assert report.writer.provider == "composer"
    assert (report.unit, report.date, report.kind) == ("云澜市青岚区民政局", date(2026, 3, 12), "civilized-unit")
    assert [section.heading[:2] for section in report.sections[1:-1]] == ["一、", "二、", "三、"]
    assert grave(report) == []
    assert report.unused_facts == ()
    assert all(trace.fact is not None for trace in report.figures)


def test_an_honest_model_gives_no_finding_on_facts(serve: Callable[..., Service]) -> None:
    service = serve(honest)
    report = report_of(service)
    assert report.writer.provider == "openai-compatible"
    assert report.usage.calls >= 5
    assert grave(report) == []
    assert "〔待核" not in text_of(report)
    for figure in ("36项", "96.5%", "1.2万余份", "1265人", "3821人", "171.2万元"):
        assert figure in text_of(report)


def test_a_disputed_value_is_marked_whoever_writes(serve: Callable[..., Service]) -> None:
    notes = NOTES.replace("- 养老机构消防", "- 道德讲堂 9 期\n- 养老机构消防")
    for script in (None, honest):

        async def run(script: Script | None = script) -> list[Event]:
            return [event async for event in serve(script).draft(DraftRequest((NamedFile("要点.md", notes.encode()),)))]

        last = asyncio.run(run())[-1]
        assert isinstance(last, ReportFinished)
        assert "8期〔待核：" in text_of(last.report) and "9期〔待核：" in text_of(last.report)
        assert any(question.kind == "conflict" for question in last.report.questions)


def test_a_line_whose_remark_is_open_is_marked_whoever_writes(serve: Callable[..., Service]) -> None:
    notes = NOTES + "\n## 行风\n- 两年无违法违纪、无负面舆情 <!-- 机关纪委还没有出证明,3月5日前补 -->\n"
    for script in (None, honest):

        async def run(script: Script | None = script) -> list[Event]:
            return [event async for event in serve(script).draft(DraftRequest((NamedFile("要点.md", notes.encode()),)))]

        last = asyncio.run(run())[-1]
        assert isinstance(last, ReportFinished)
        mark = "〔待核：批注“机关纪委还没有出证明，3月5日前补”〕"
        assert f"无负面舆情{mark}" in text_of(last.report)
        assert any(one.rule == "TMP-01" and one.text == mark for one in last.report.findings)
        assert grave(last.report) == []


def found_at(report: Report, words: str) -> list[Finding]:
    """The grave findings whose span touches these words where they stand."""
    touching = []
    for section in report.sections:
        start = section.text.find(words)
        while start >= 0:
            end = start + len(words)
            touching += [
                one for one in grave(report) if one.section == section.id and one.start < end and start < one.end
            ]
            start = section.text.find(words, start + 1)
    return touching


LIES: list[tuple[str, Script, tuple[str, ...]]] = [
    ("an altered percentage", telling(percentage, stubborn=True), ("96.6%", "98.3%", "62.5%")),
    ("an invented honour", telling(honour, stubborn=True), ("全国文明单位标兵",)),
    ("another unit's name", telling(exemplar("桐川市松陵区民政局", "4.2万人"), stubborn=True), ("桐川市松陵区民政局",)),
    ("another unit's figure", telling(exemplar("桐川市松陵区民政局", "4.2万人"), stubborn=True), ("4.2万人",)),
]


@pytest.mark.parametrize(("script", "planted"), [lie[1:] for lie in LIES], ids=[lie[0] for lie in LIES])
def test_every_planted_lie_is_a_finding_at_its_place(
    serve: Callable[..., Service], script: Script, planted: tuple[str, ...]
) -> None:
    report = report_of(serve(script))
    for words in planted:
        assert words in text_of(report), "the lie was silently removed"
        assert found_at(report, words), f"{words} was not found"


def test_two_figures_of_one_unit_that_changed_places_are_both_found(serve: Callable[..., Service]) -> None:
    report = report_of(serve(telling(swap, stubborn=True)))
    assert {one.text for one in grave(report)} == {"171.2万元", "263万元"}


def test_a_dropped_fact_is_reported_as_unused(serve: Callable[..., Service]) -> None:
    report = report_of(serve(telling(drop, stubborn=True)))
    missing = [finding for finding in report.findings if finding.rule == "FACT-05"]
    assert report.unused_facts and missing


def test_a_repair_round_mends_a_lie_that_was_told_once(serve: Callable[..., Service]) -> None:
    assert grave(report_of(serve(telling(percentage)))) == []


def test_a_section_that_fails_does_not_take_the_others_with_it(serve: Callable[..., Service]) -> None:
    events = events_of(serve(failing(DROPPED, DROPPED, DROPPED, GOOD)))
    failed = [event for event in events if isinstance(event, SectionFailed)]
    finished = [event for event in events if isinstance(event, SectionFinished)]
    assert finished and len(failed) + len(finished) == 5
    last = events[-1]
    assert isinstance(last, ReportFinished) and len(last.report.sections) == 5


def test_finished_sections_are_stored_at_once(serve: Callable[..., Service], tmp_path: Path) -> None:
    service = serve(honest)

    async def run() -> str:
        request = DraftRequest((NamedFile("要点.md", NOTES.encode()),))
        stream = service.draft(request)
        async for event in stream:
            if isinstance(event, SectionFinished):
                await stream.aclose()
                return event.section.text
        raise AssertionError("no section was finished")

    text = asyncio.run(run())
    from assistant.store import Database, Reports, sqlite_url

    database = Database(sqlite_url(tmp_path / "data0"))
    reports = Reports(database)
    stored = reports.load(reports.list()[0].id)
    assert text in [section.text for section in stored.sections]
    database.close()


def test_an_endpoint_that_refuses_says_what_to_do(serve: Callable[..., Service]) -> None:
    with pytest.raises(ModelRefused) as error:
        report_of(serve(lambda request: DENIED))
    assert "401" in error.value.what and "OPENAI_API_KEY" in error.value.fix


def test_an_endpoint_that_is_busy_for_a_moment_is_waited_for(serve: Callable[..., Service]) -> None:
    from dataclasses import replace

    report = report_of(serve(failing(replace(BUSY, headers={"Retry-After": "0"}), GOOD)))
    assert all(section.state == "drafted" for section in report.sections)


def test_no_endpoint_at_the_address_is_said_in_one_line(tmp_path: Path) -> None:
    settings = Settings.model_validate(
        {"data_dir": tmp_path, "OPENAI_BASE_URL": "http://127.0.0.1:9/v1", "model": "stub", "retries": 0}
    )
    service = bootstrap.build(settings)
    with pytest.raises(ModelUnreachable) as error:
        report_of(service)
    assert "127.0.0.1:9" in str(error.value) and "\n" not in str(error.value)
    service.close()


def test_offline_uses_the_composer_although_a_model_is_configured(serve: Callable[..., Service]) -> None:
    assert report_of(serve(honest), offline=True).writer.provider == "composer"


def test_a_guessed_kind_is_said(serve: Callable[..., Service]) -> None:
    notices = [event.text for event in events_of(serve(None)) if isinstance(event, Notice)]
    assert any("文明单位" in text for text in notices)


def test_every_export_of_a_draft_can_be_checked_again(serve: Callable[..., Service]) -> None:
    service = serve(None)
    report = report_of(service)
    notes = (NamedFile("要点.md", NOTES.encode()),)
    for form in ("md", "docx"):
        draft = NamedFile(f"draft.{form}", service.export(report, form))
        read = read_draft(service.read(draft))
        assert (read.title, read.unit, read.date) == (report.title, report.unit, report.date)
        assert [one.heading for one in read.sections] == [
            one.heading for one in report.sections if one.heading or one.id == "lead"
        ]
        result = service.check(draft, notes)
        assert [one for one in result.findings if one.severity == "block"] == [], form


def test_the_shipped_demo_gives_a_whole_report(serve: Callable[..., Service]) -> None:
    demo = shipped("knowledge") / "demo"
    files = tuple(NamedFile(name, (demo / name).read_bytes()) for name in ("notes.md", "metrics.xlsx"))

    async def run() -> Event:
        events = [event async for event in serve(None).draft(DraftRequest(files))]
        return events[-1]

    last = asyncio.run(run())
    assert isinstance(last, ReportFinished)
    assert len(text_of(last.report)) > 3000
    assert grave(last.report) == []
    assert last.report.questions
