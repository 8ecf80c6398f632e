"""A small report for the tests of the model writer: a fictional bureau, four note lines, every kind of fact."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from assistant import events
from assistant.model import (
    Fact,
    FactType,
    Finding,
    Kind,
    KindSection,
    Ledger,
    Outline,
    OutlineSection,
    Passage,
    Section,
    Source,
    Statement,
)
from assistant.settings import Settings
from assistant.writing.llm_writer import LlmWriter
from assistant.writing.port import Job

Result = TypeVar("Result")
PROMPTS = Path(__file__).parent.parent / "prompts"
LEADING, CARING = "加强组织领导，夯实创建之基", "突出为民服务，彰显创建之效"


def fact(identity: str, statement: Statement, words: str, kind: FactType = "metric", **more: Any) -> Fact:
    """A fact whose words stand in the statement's text; its rendering are these words unless said."""
    start = statement.text.index(words)
    values = {"rendering": words, "start": start, "end": start + len(words), "subject": "", **more}
    return Fact(identity, kind, statement.text, source=statement.source, statement=statement.id, **values)


def line(identity: str, text: str, path: tuple[str, ...] = ("要点",)) -> Statement:
    return Statement(identity, text, path, Source("要点.md", line=int(identity[1:])), ())


HONOURS = line("L001", "全省老龄工作先进单位、全市双拥工作先进集体", ("荣誉",))
LEADERS = line("L002", "成立创建领导小组，局长任组长，任务分解到科室", ("组织领导",))
CARE = line("L003", "居家养老服务覆盖面38.5%，老年食堂就餐率91.2%", ("业务数据", "养老"))
MONEY = line("L004", "发放义务兵家属优待金近300万元；慰问重点优抚对象128名，走访困难家庭256名", ("业务数据", "双拥"))

LEDGER = Ledger(
    facts=(
        fact("F001", HONOURS, "全省老龄工作先进单位", "honour", rendering="“全省老龄工作先进单位”", level="省级"),
        fact("F002", HONOURS, "全市双拥工作先进集体", "honour", rendering="“全市双拥工作先进集体”", level="市级"),
        fact("F003", LEADERS, LEADERS.text, "action", rendering=""),
        fact("F004", CARE, "38.5%", subject="居家养老服务覆盖面", value=38.5, unit="%"),
        fact("F005", CARE, "91.2%", subject="老年食堂就餐率", value=91.2, unit="%"),
        fact("F006", MONEY, "近300万元", subject="义务兵家属优待金", value=3e6, unit="元", period="2025年"),
        fact("F007", MONEY, "128名", subject="重点优抚对象", value=128, unit="名"),
        fact("F008", MONEY, "256名", subject="困难家庭", value=256, unit="名"),
    ),
    statements=(HONOURS, LEADERS, CARE, MONEY),
)

KIND = Kind(
    id="civilized-unit",
    name="文明单位",
    aliases=("文明单位",),
    title="{unit}创建{target}申报材料",
    length=(800, 1200),
    sections=(
        KindSection("leading", "组织领导", "organisation", "写清谁来抓、怎么抓", ("领导", "组织"), (LEADING,),
                    required=True, placeholder="组织领导的做法"),
        KindSection("caring", "为民服务", "service", "写清养老、优抚等服务的做法和数据", ("养老", "双拥"), (CARING,)),
    ),
    heading_sets=("之",),
    lead="{period}，|{unit}|以创建{target}为目标|。现将情况报告如下：",
    closing=("{self}将以此次申报为契机，继续做好各项工作。",),
)  # fmt: skip

JOB = Job(LEDGER, KIND, "云溪市青岚区民政局", "", "市级文明单位", "两年来", date(2026, 4, 26), (800, 1200))

OUTLINE = Outline(
    "云溪市青岚区民政局创建市级文明单位申报材料",
    (
        OutlineSection("lead", "", "导语", "overview", "概括单位、目标、荣誉", ("L001",), 150),
        OutlineSection("leading", LEADING, "组织领导", "organisation", "写清谁来抓、怎么抓", ("L002",), 300),
        OutlineSection("caring", CARING, "为民服务", "service", "写清做法和数据", ("L003", "L004"), 400),
        OutlineSection("closing", "", "结尾", "closing", "收束", (), 80),
    ),
    ((LEADING, CARING),),
)

EXEMPLAR = Passage("p1", "d1", "白鹭市民政局申报材料", "白鹭市的创建之路", "exemplar",
                   "{单位}以“五心”服务为抓手，惠及群众{数}人次。", 0.9)  # fmt: skip
POLICY = Passage("p2", "d2", "创建管理办法", "第三条", "policy", "申报单位应当如实填报。", 0.8, validity="现行有效")


def settings(base_url: str = "http://127.0.0.1:9/v1", **more: Any) -> Settings:
    values = {"OPENAI_BASE_URL": base_url, "OPENAI_API_KEY": "key", "model": "stub", "prompts_dir": PROMPTS, **more}
    return Settings(_env_file=None, **values)


def retrieve(words: str, role: str, lane: str) -> Sequence[Passage]:
    return [EXEMPLAR] if lane == "exemplar" else [POLICY]


def nothing_wrong(section: Section) -> Sequence[Finding]:
    return ()


def literal_percentages(section: Section) -> Sequence[Finding]:
    """A checker that knows one rule: a percentage is 38.5% or 91.2%."""
    import re

    return [
        Finding("FACT-01", "block", section.id, *found.span(), found[0], "要点里没有这个数", "38.5%")
        for found in re.finditer(r"\d+(?:\.\d+)?%", section.text)
        if found[0] not in ("38.5%", "91.2%")
    ]


class Pauses:
    """Stands in for asyncio.sleep: waits not at all, keeps what was asked for."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)
        await asyncio.sleep(0)


async def gather(stream: AsyncIterator[events.Event]) -> list[events.Event]:
    return [event async for event in stream]


def write(
    writer: LlmWriter,
    check: Callable[[Section], Sequence[Finding]] = nothing_wrong,
    sections: Sequence[OutlineSection] | None = None,
    job: Job = JOB,
    outline: Outline = OUTLINE,
) -> list[events.Event]:
    """All events of writing these sections (of the whole outline by default)."""
    return run(gather(writer.write(job, outline, sections or outline.sections, retrieve, check)))


def run(work: Coroutine[Any, Any, Result]) -> Result:
    return asyncio.run(work)


def finished(happened: Sequence[events.Event]) -> dict[str, Section]:
    return {event.section.id: event.section for event in happened if isinstance(event, events.SectionFinished)}


def failed(happened: Sequence[events.Event]) -> dict[str, events.SectionFailed]:
    return {event.section.id: event for event in happened if isinstance(event, events.SectionFailed)}


def notices(happened: Sequence[events.Event]) -> str:
    return "\n".join(event.text for event in happened if isinstance(event, events.Notice))


def shown(happened: Sequence[events.Event], section: str) -> str:
    """What stands on the screen at the end for a section, by its deltas alone."""
    text = ""
    for event in happened:
        if isinstance(event, events.SectionRestarted) and event.section == section:
            text = ""
        elif isinstance(event, events.TextDelta) and event.section == section:
            text += event.text
    return text
