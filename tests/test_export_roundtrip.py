"""What is exported is read back by our own readers as the same report."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.export import to_docx, to_markdown
from assistant.library.readers import Limits, read
from assistant.model import Report, Section, WriterName
from assistant.writing.drafts import read_draft

REPORT = Report(
    "东山区民政局创建市级文明单位申报材料",
    "wenming",
    "东山区民政局",
    date(2026, 4, 6),
    (
        Section("lead", "", "两年来，我局发放补贴近300万元。现将有关情况报告如下："),
        Section("s1", "一、加强组织领导，夯实创建之基", "成立领导小组，专题研究11次。\n分解任务36项。"),
        Section("s2", "二、突出主责主业，结出创建之果", "办理登记1280件，合格率100%。"),
    ),
    WriterName("composer", ""),
)


@pytest.mark.parametrize(
    ("name", "data"), [("稿.docx", to_docx(REPORT)), ("稿.md", to_markdown(REPORT).encode())], ids=["docx", "md"]
)
def test_sections_title_unit_and_date_come_back(name: str, data: bytes) -> None:
    back = read_draft(read(name, data, Limits()))
    assert (back.title, back.unit, back.date) == (REPORT.title, REPORT.unit, REPORT.date)
    assert [(one.heading, one.text) for one in back.sections] == [(one.heading, one.text) for one in REPORT.sections]
