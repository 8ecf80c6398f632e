"""Export as Markdown and JSON, and the form of a report: which line is what."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.export import to_json, to_markdown
from assistant.export.form import chinese_date, is_heading, lines
from assistant.export.markdown import escape
from assistant.export.signature import place_signature
from assistant.export.title import break_title
from assistant.model import Finding, Report, Section, Usage, WriterName


def report(**changes: object) -> Report:
    values: dict[str, object] = {
        "title": "东山区民政局创建市级文明单位申报材料",
        "kind": "civilised-unit",
        "unit": "东山区民政局",
        "date": date(2026, 4, 6),
        "sections": (
            Section("lead", "", "两年来，我局发放补贴近300万元。", ("F001",), ("P1",)),
            Section("s1", "一、加强领导，夯实创建之基", "（一）健全机制\n成立领导小组。\n（二）落实责任。分解任务。"),
        ),
        "writer": WriterName("composer", ""),
    }
    return Report(**{**values, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（一）健全机制", True),
        ("（十二）抓好队伍，转变作风", True),
        ("1.加强培训", True),
        ("（1）分级分类", True),
        ("（一）健全机制。成立领导小组。", False),
        ("（一）发放补贴；", False),
        ("一是健全机制", False),
        ("1.5万人次享受补贴", False),
        ("（2024年）全年发放", False),
        ("（一）" + "长" * 70, False),
    ],
)
def test_a_numbered_line_without_full_stop_is_a_heading(text: str, heading: bool) -> None:
    assert is_heading(text) is heading


def test_lines_carry_the_place_in_their_section() -> None:
    section = Section("s1", "一、抓落实", "  （一）健全机制\n\n成立小组。\n（二）落实责任。分解任务。")
    shown = [line for line in lines(report(sections=(section,))) if line.part == "s1"]
    assert [line.role for line in shown] == ["level2", "body", "body"]
    for line in shown:
        assert section.text[line.offset : line.offset + len(line.text)] == line.text
    assert shown[2].text[: shown[2].lead_in] == "（二）落实责任。"
    assert shown[2].lead_in_role == "level2"


def test_markdown_is_the_document_and_nothing_else() -> None:
    finding = Finding("FACT-01", "block", "lead", 0, 3, "两年来", "没有依据")
    text = to_markdown(report(findings=(finding,), unused_facts=("F009",)))
    assert text == (
        "# 东山区民政局创建市级文明单位申报材料\n\n两年来，我局发放补贴近300万元。\n\n## 一、加强领导，夯实创建之基\n\n"
        "### （一）健全机制\n\n成立领导小组。\n\n（二）落实责任。分解任务。\n\n东山区民政局\n\n2026年4月6日\n"
    )


def test_what_is_missing_is_a_placeholder() -> None:
    text = to_markdown(report(title="", unit="", date=None))
    assert text.startswith("# 〔待补：标题〕\n")
    assert text.endswith("〔待补：单位名称〕\n\n〔待补：成文日期〕\n")


@pytest.mark.parametrize(
    "text",
    ["# 一", "- 一", "1. 一", "12) 一", "<script>alert(1)</script>", "a*b*c", "[链接](http://x)", "&lt;", "===", "\\*"],
)
def test_text_with_markdown_in_it_stays_text(text: str) -> None:
    assert _read_back(escape(text)) == text


@given(st.text(alphabet=st.sampled_from("一二三。#*_-+=>`[](){}<&;~|!\\.1 2\t")).filter(lambda text: text.strip()))
def test_any_text_is_read_back_from_markdown(text: str) -> None:
    assert _read_back(escape(text)) == " ".join(text.split())


def _read_back(markdown: str) -> str:
    tokens = MarkdownIt("commonmark").parse(markdown)
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    children = tokens[1].children or []
    assert {child.type for child in children} <= {"text", "text_special", "softbreak"}
    return "".join(child.content for child in children)


def test_json_has_the_promised_shape() -> None:
    finding = Finding("NUM-01", "error", "lead", 9, 15, "近300万元", "与台账不符", "改为近400万元")
    shape = json.loads(to_json(report(findings=(finding,), unused_facts=("F009",), usage=Usage(10, 20, 3))))
    assert list(shape) == [
        "title", "kind", "unit", "date", "sections", "findings", "unused_facts", "writer", "usage",
    ]  # fmt: skip
    assert shape["date"] == "2026-04-06"
    assert shape["sections"][0] == {
        "id": "lead",
        "heading": "",
        "text": "两年来，我局发放补贴近300万元。",
        "facts": ["F001"],
        "sources": ["P1"],
        "state": "drafted",
    }
    assert shape["findings"] == [
        {
            "rule": "NUM-01",
            "severity": "error",
            "section": "lead",
            "start": 9,
            "end": 15,
            "text": "近300万元",
            "why": "与台账不符",
            "fix": "改为近400万元",
            "replacement": None,
        }
    ]
    assert shape["unused_facts"] == ["F009"]
    assert shape["writer"] == {"provider": "composer", "model": ""}
    assert shape["usage"] == {"input_tokens": 10, "output_tokens": 20, "calls": 3}


def test_json_keeps_offsets_and_can_be_encoded_whatever_the_text() -> None:
    text = to_json(report(date=None, sections=(Section("s", "", "甲\ud800乙\x00丙"),)))
    assert json.loads(text.encode("utf-8"))["sections"][0]["text"] == "甲\ufffd乙\x00丙"
    assert json.loads(text)["date"] is None


@pytest.mark.parametrize(
    ("unit", "title", "expected"),
    [
        ("东山区民政局", "东山区民政局创建市级文明单位申报材料", ("东山区民政局创建市级文明单位申报材料",)),
        (
            "东山区民政局",
            "东山区民政局创建2024—2025年度市级文明单位先进事迹申报材料",
            ("东山区民政局创建2024—2025年度", "市级文明单位先进事迹申报材料"),
        ),
        (
            "东山区退役军人事务局",
            "东山区退役军人事务局申报全省双拥模范先进集体推荐材料",
            ("东山区退役军人事务局", "申报全省双拥模范先进集体推荐材料"),
        ),
    ],
)
def test_a_title_breaks_where_its_meaning_does(unit: str, title: str, expected: tuple[str, ...]) -> None:
    assert break_title(title, 20, unit) == expected


@given(st.text(alphabet="东山区民政局创建《》“”2024—5年的关于材料", max_size=70))
def test_a_broken_title_loses_nothing(title: str) -> None:
    assert "".join(break_title(title, 20, "东山区民政局")) == title


def test_dates_have_no_leading_zeros() -> None:
    assert chinese_date(date(2026, 4, 6)) == "2026年4月6日"


@pytest.mark.parametrize(
    ("unit", "day", "unit_right", "date_right", "room"),
    [
        (
            "东山区退役军人事务局",
            "2026年4月6日",
            4,
            8,
            20,
        ),  # the date begins two characters right of the unit's beginning
        ("民政局", "2026年12月16日", 16, 4, None),  # the date is longer: it ends two characters in, the unit moves left
    ],
)
def test_the_signature_stands_as_the_standard_says(
    unit: str, day: str, unit_right: int, date_right: int, room: int | None
) -> None:
    place = place_signature(unit, day)
    assert (place.unit, place.date, place.date_room) == (unit_right, date_right, room)
