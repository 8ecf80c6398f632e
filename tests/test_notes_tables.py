"""A table of the notes -> lines and facts: no cell is lost, and each figure keeps its row, its column and its unit."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx import Document as WordDocument
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import ledger, wording
from openpyxl import Workbook

from assistant.library.readers import read
from assistant.model import Fact, Ledger
from assistant.notes import build_ledger
from assistant.notes.tidy import tidy

Rows = list[list[str]]


def markdown(rows: Rows) -> bytes:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(["# 要点", "", lines[0], "|" + "---|" * len(rows[0]), *lines[1:], ""]).encode()


def word(rows: Rows) -> bytes:
    document = WordDocument()
    document.add_paragraph("某局要点")
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for index, text in enumerate(row):
            table.cell(number, index).text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def sheet(rows: Rows) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FORMATS = {"md": markdown, "docx": word, "xlsx": sheet}


def notes(rows: Rows, suffix: str) -> Ledger:
    return build_ledger([read(f"要点.{suffix}", FORMATS[suffix](rows))], wording())


def metrics(found: Ledger) -> list[Fact]:
    return [fact for fact in found.facts if fact.type == "metric"]


YEARS = [["2024年", "2025年"], ["93.6%", "97.1%"], ["8210件", "9635件"], ["126", "188"]]


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("header", ["项目", "名称", "类别", "科室", "单位", "姓名", "事项", "指标", "工作", ""])
def test_each_figure_keeps_its_row_and_its_year_whatever_the_first_column_is_called(header: str, suffix: str) -> None:
    names = [header, "居民满意度", "便民服务", "充电桩"]
    found = notes([[name, *row] for name, row in zip(names, YEARS, strict=True)], suffix)
    assert [(fact.subject, fact.period, fact.rendering) for fact in metrics(found)] == [
        ("居民满意度", "2024年", "93.6%"), ("居民满意度", "2025年", "97.1%"),
        ("便民服务", "2024年", "8210件"), ("便民服务", "2025年", "9635件"),
        ("充电桩", "2024年", "126个"), ("充电桩", "2025年", "188个"),
    ]  # fmt: skip
    assert [fact.source.cell and fact.source.cell[-2:] for fact in metrics(found)][:2] == ["B2", "C2"]


LINES = [
    # rows, the lines they become
    ([["年度", "满意度", "培训场次"], ["2024", "93.6%", "12"]], ["2024年满意度93.6%，2024年培训场次12场"]),
    ([["时间", "事项", "人数"], ["2025年3月", "防汛演练", "340"]], ["防汛演练：2025年3月340人"]),
    ([["单位", "场次", "人次"], ["水库管理所", "12场", "340"]], ["水库管理所：12场，340人次"]),
    ([["项目", "单位", "2025年"], ["培训", "人次", "340"]], ["培训：2025年340人次"]),
    ([["序号", "科室", "事项", "数量"], ["1", "水政股", "巡河", "12次"]], ["水政股巡河：12次"]),
    ([["姓名", "职务", "联系群众"], ["温柏川", "局长", "12户"]], ["温柏川局长：联系群众12户"]),
    ([["事项", "负责人", "做法"], ["党建", "温柏川", "双周例会"]], ["党建：负责人温柏川，双周例会"]),
    ([["事项", "完成情况", "备注"], ["建档", "全部完成", "年末"]], ["建档：完成情况全部完成（年末）"]),
    ([["项目", "2024年", "2025年"], ["出勤", "全勤", "96.5%"]], ["出勤：2024年全勤，2025年96.5%"]),
    ([["居民满意度", "97.1%"], ["便民服务", "9635件"]], ["居民满意度：97.1%", "便民服务：9635件"]),
    (
        [["事项", "内容"], ["党建", "上党课"], ["队伍", "配专职"], ["宣传", "发简报"], ["数量", "12期"]],
        ["党建：上党课", "队伍：配专职", "宣传：发简报", "数量：12期"],
    ),
]  # fmt: skip


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize(("rows", "lines"), LINES, ids=["|".join(rows[0]) for rows, _ in LINES])
def test_a_row_is_a_line(rows: Rows, lines: list[str], suffix: str) -> None:
    assert [statement.text for statement in notes(rows, suffix).statements] == lines


HONOURS = [
    ["荣誉名称", "时间", "授予单位"],
    ["市级文明街道", "2024年11月", "市文明办"],
    ["全省城乡社区治理示范社区", "2025.7", "省民政厅"],
]


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_honours_table_gives_honours_with_level_time_and_issuer(suffix: str) -> None:
    found = notes(HONOURS, suffix)
    assert [statement.text for statement in found.statements] == [
        "“市级文明街道”（市文明办，2024年11月）",
        "“全省城乡社区治理示范社区”（省民政厅，2025年7月）",
    ]
    honours = [fact for fact in found.facts if fact.type == "honour"]
    assert [(fact.subject, fact.level) for fact in honours] == [
        ("市级文明街道", "市级"), ("全省城乡社区治理示范社区", "省级"),
    ]  # fmt: skip
    assert [fact.rendering for fact in found.facts if fact.type == "organisation"] == ["市文明办", "省民政厅"]
    assert [fact.rendering for fact in found.facts if fact.type == "period"] == ["2024年11月", "2025年7月"]


@pytest.mark.parametrize(
    ("rows", "line", "level"),
    [
        (
            [["获奖单位", "奖项", "级别", "授奖单位"], ["实验小学", "绿色学校", "国家级", "教育部"]],
            "国家级：实验小学获“绿色学校”（教育部）", "国家级",
        ),
        ([["姓名", "荣誉称号", "年度"], ["温柏川", "全省劳模", "2025"]], "温柏川获“全省劳模”（2025年）", "省级"),
        ([["作品", "奖项"], ["《桂花香》", "全省汇演一等奖"]], "《桂花香》获全省汇演一等奖", "省级"),
    ],
)  # fmt: skip
def test_an_honours_table_says_who_has_it_and_how_high_it_is(rows: Rows, line: str, level: str) -> None:
    found = notes(rows, "md")
    assert [statement.text for statement in found.statements] == [line]
    assert level in [fact.level for fact in found.facts if fact.type == "honour"]


def test_the_lines_of_a_caption_are_kept_all_and_one_with_a_figure_is_a_line() -> None:
    rows = "某区救助情况表,,\n全年共救助126人次,,\n（单位：万元）,,\n项目,2024年,2025年\n低保金,31,32\n"
    found = build_ledger([read("表.csv", rows.encode())], wording())
    assert [statement.text for statement in found.statements] == [
        "全年共救助126人次",
        "低保金：2024年31万元，2025年32万元",
    ]
    assert found.statements[1].path == ("全年共救助126人次", "某区救助情况表")


NAMED = ["居民满意度", "养老", "水库管理所", "温柏川", "党建引领", "河道清淤", "老旧小区改造", "重点工作", "其他"]
WORDS = [
    "全覆盖",
    "已完成",
    "牵头",
    "省民政厅",
    "每周三下午",
    "上党课，讲案例",
    "第一名",
    "甲类；乙类",
    "副局长",
    "“双百”行动",
]
FIGURES = ["12", "93.6%", "8,210", "近300万元", "12场", "340人次", "1.2亿元", "0.5", "15户", "2座", "500余人"]
TIMES = ["2024年", "2025", "2024年11月", "2025.7", "2024年1—6月"]
HEADERS = [
    "项目",
    "名称",
    "类别",
    "科室",
    "单位",
    "姓名",
    "时间",
    "事项",
    "指标",
    "2024年",
    "2025年",
    "金额（万元）",
    "",
]
HEADERS += [
    "人数",
    "备注",
    "荣誉名称",
    "授予单位",
    "级别",
    "数量",
    "内容",
    "年度",
    "计量单位",
    "获奖单位",
    "责任科室",
    "编号",
]
CELLS = st.one_of(
    st.sampled_from(NAMED), st.sampled_from(WORDS), st.sampled_from(FIGURES), st.sampled_from(TIMES), st.just("")
)


@st.composite
def tables(draw: Callable[[st.SearchStrategy[str]], str]) -> Rows:
    width = int(draw(st.integers(2, 5).map(str)))
    height = int(draw(st.integers(1, 5).map(str)))
    header = [draw(st.sampled_from(HEADERS)) for _ in range(width)]
    return [header, *([draw(CELLS) for _ in range(width)] for _ in range(height))]


def lost(rows: Rows, found: Ledger) -> list[str]:
    """The cells below the header that are in no statement, path, unit or question, each row looked up by itself."""
    said = [re.sub(r"[\s,，年月.]", "", " ".join((line.text, *line.path))) for line in found.statements] + [
        re.sub(r"[\s,，年月.]", "", question.text) for question in found.questions
    ]
    return [
        text
        for row in rows[1:]
        for text in row
        if text and not any(re.sub(r"[\s,，年月.]", "", tidy(text)) in one for one in said)
    ]


def test_words_in_a_column_of_times_beside_columns_of_years_are_kept() -> None:
    rows = [
        ["项目", "项目", "2024年"],
        ["居民满意度", "养老", "多"],
        ["2024年", "养老", "少"],
        ["2024年", "养老", "中"],
    ]
    assert lost(rows, notes(rows, "md")) == []


def test_a_row_with_nothing_but_its_group_is_kept() -> None:
    rows = [["项目", "金额（万元）", ""], ["甲", "甲", ""], ["甲", "甲", "甲"], ["", "养老", ""]]
    assert lost(rows, notes(rows, "md")) == []


@pytest.mark.parametrize(("suffix", "examples"), [("md", 200), ("docx", 10), ("xlsx", 10)])
def test_no_cell_of_any_table_is_lost(suffix: str, examples: int) -> None:
    @given(tables())
    @settings(max_examples=examples, deadline=None)
    def holds(rows: Rows) -> None:
        if not any(text for row in rows[1:] for text in row):
            return
        assert lost(rows, notes(rows, suffix)) == []

    holds()


def test_the_table_among_other_notes_keeps_its_heading() -> None:
    found = ledger("## 治理\n- 网格42个\n\n| 项目 | 2025年 |\n|---|---|\n| 满意度 | 97.1% |\n")
    assert [(statement.path, statement.text) for statement in found.statements] == [
        (("治理",), "网格42个"), (("治理",), "满意度：2025年97.1%"),
    ]  # fmt: skip
