"""The texts that ship: exemplars lend structure, policies are never guessed, the demo shows every trap once."""

from __future__ import annotations

import importlib.util
import re
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import openpyxl
import pytest
import yaml
from docx import Document

ROOT = Path(__file__).parent.parent
KNOWLEDGE = ROOT / "knowledge"
DEMO = KNOWLEDGE / "demo"
EXEMPLARS = sorted((KNOWLEDGE / "exemplars").glob("*.md"))
POLICIES = sorted((KNOWLEDGE / "policies").glob("*.md"))

HAN = re.compile(r"[\u4e00-\u9fff]")
HALF_WIDTH = re.compile(r"(?<=[\u4e00-\u9fff])[,;:?!()\"']|[,;:?!()\"'](?=[\u4e00-\u9fff])")
FIGURE = re.compile(r"\d+(?:\.\d+)?")
HEADING = re.compile(r"^## ([一二三四五六七八九])、(.+)$", re.MULTILINE)
SIGNED = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")

# places that exist and come to mind first; an exemplar names none of them
REAL_PLACES = re.compile(
    "北京|上海|天津|重庆|广州|深圳|杭州|南京|武汉|成都|西安|无锡|苏州|青岛|济南|长沙|郑州|合肥|福州|厦门|宁波|温州|"
    "滨湖|海淀|朝阳区|浦东|雪浪|云溪区|青山区|海拉尔|旬阳|岳阳|江苏|浙江|山东|湖南|湖北|广东|四川|河南|河北|安徽|福建"
)
CLICHES = (
    "谱写新篇章",
    "再上新台阶",
    "综上所述",
    "值得注意的是",
    "赋能",
    "同频共振",
    "双向奔赴",
    "底层逻辑",
    "壮丽画卷",
)
# words of an office or a campaign -> the first day on which a text may use them
FIRST_DAY = {
    "党的二十大": date(2022, 10, 22),
    "二十届二中": date(2023, 2, 28),
    "二十届二中、三中": date(2024, 7, 18),
    "二十届四中": date(2025, 10, 23),
    "党纪学习教育": date(2024, 4, 1),
    "中央八项规定精神学习教育": date(2025, 3, 1),
}
PAST_FORMULAS = ("以科学发展观为统领", "荣辱观", "工商局", "安监局", "质监局", "国税局", "扶贫办", "计划生育")
# the only numbers that may stand in a policy's head: each was looked up; an invented one is the worst we could ship
CONFIRMED_NUMBERS = {
    "志愿服务条例": "国务院令第685号",
    "社会救助暂行办法": "国务院令第649号",
    "党政机关公文处理工作条例": "中办发〔2012〕14号",
    "党政机关公文格式": "GB/T 9704—2012",
    "人工智能生成合成内容标识办法": "国信办通字〔2025〕2号",
    "国家行政机关公文处理办法": "国发〔2000〕23号",
}


@cache
def parts(path: Path) -> tuple[dict[str, Any], str]:
    """Front matter with every scalar as text, and the body."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.load(head, Loader=yaml.BaseLoader), body


def han(text: str) -> int:
    return len(HAN.findall(text))


def each(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])


# --------------------------------------------------------------------------- exemplars


def test_exemplars_cover_the_kinds_and_the_years() -> None:
    heads = [parts(path)[0] for path in EXEMPLARS]
    kinds = [head["kind"] for head in heads]
    assert len(heads) >= 10
    assert kinds.count("civilized-unit") >= 3
    assert set(kinds) >= {
        "civilized-unit",
        "advanced-collective",
        "advanced-individual",
        "demonstration-community",
        "safe-unit",
        "exemplary-practice",
        "work-report",
        "special-fund",
    }
    assert {head["year"] for head in heads} == {"2022", "2023", "2024", "2025"}


@each(EXEMPLARS)
def test_exemplar_head_says_what_it_is(path: Path) -> None:
    head, body = parts(path)
    assert set(head) == {"kind", "title", "unit", "level", "year", "names"}
    assert body.lstrip().startswith(f"# {head['title']}\n")
    assert head["level"] in {"国家级", "省级", "市级", "县级"}
    assert any(name in head["unit"] for name in head["names"])
    assert [name for name in head["names"] if name not in body] == []


@each(EXEMPLARS)
def test_exemplar_is_long_enough_and_full_of_figures(path: Path) -> None:
    body = parts(path)[1]
    assert 1500 <= han(body) <= 4500
    assert len(FIGURE.findall(body)) >= 60


@each(EXEMPLARS)
def test_headings_are_numbered_without_gap_and_parallel_in_length(path: Path) -> None:
    found = HEADING.findall(parts(path)[1])
    assert [number for number, _ in found] == list("一二三四五六七八九"[: len(found)])
    assert len(found) >= 5
    lengths = [len(text) for _, text in found]
    assert max(lengths) == min(lengths)
    assert all(text.count("，") == 1 and not text.endswith("。") for _, text in found)


@each(EXEMPLARS)
def test_exemplar_punctuation_is_chinese(path: Path) -> None:
    body = parts(path)[1]
    assert HALF_WIDTH.findall(body) == []
    assert re.findall(r"”、“|》、《|[。，；、]{2}|。”。|[一二三]是、", body) == []
    assert re.findall(r"\d-\d|[０-９％]|[\u4e00-\u9fff] +[\u4e00-\u9fff]", body.split("\n", 2)[2]) == []
    assert body.count("“") == body.count("”")
    assert body.count("（") == body.count("）")
    assert body.count("《") == body.count("》")


@each(EXEMPLARS)
def test_exemplar_has_no_real_place_and_no_cliche(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert REAL_PLACES.findall(text) == []
    assert [word for word in CLICHES if word in text] == []
    assert re.findall(r"(?:达到?|超过?|不低于)\d[\d.]*%?以上|近\d[\d.]*余|翻了?近?\d+倍", text) == []


@each(EXEMPLARS)
def test_exemplar_speaks_the_language_of_its_day(path: Path) -> None:
    head, body = parts(path)
    last = body.strip().splitlines()[-1]
    signed = SIGNED.fullmatch(last)
    assert signed is not None
    day = date(*(int(part) for part in signed.groups()))
    assert str(day.year) == head["year"]
    assert [words for words, first in FIRST_DAY.items() if words in body and day < first] == []
    assert [words for words in PAST_FORMULAS if words in body] == []
    assert [year for year in re.findall(r"(\d{4})年\d+月\d+日前完成", body) if int(year) < day.year] == []


def test_no_two_exemplars_share_a_sentence() -> None:
    owners: dict[str, str] = {}
    shared = []
    for path in EXEMPLARS:
        for sentence in set(re.split(r"[。；\n]", parts(path)[1])):
            if han(sentence) < 20:
                continue
            if sentence in owners:
                shared.append((owners[sentence], path.stem, sentence))
            owners[sentence] = path.stem
    assert shared == []


def test_no_name_of_one_exemplar_belongs_to_the_demo_bureau() -> None:
    notes = (DEMO / "notes.md").read_text(encoding="utf-8")
    for path in EXEMPLARS:
        assert [name for name in parts(path)[0]["names"] if name in notes] == []


# --------------------------------------------------------------------------- policies


@each(POLICIES)
def test_policy_head_is_complete_and_its_dates_are_in_order(path: Path) -> None:
    head, body = parts(path)
    assert set(head) - {"superseded_by"} == {
        "title",
        "number",
        "issuer",
        "date",
        "valid_from",
        "valid_to",
        "validity",
        "summary",
    }
    dates = [head[key] for key in ("date", "valid_from", "valid_to") if head[key]]
    assert dates == sorted(dates)
    assert all(re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", day) for day in dates)
    assert head["validity"] in {"现行有效", "有效性待核对", "已废止", "已被取代"}
    assert body.lstrip().startswith(f"# {head['title']}")


@each(POLICIES)
def test_policy_is_a_summary_and_says_so(path: Path) -> None:
    head, body = parts(path)
    assert head["summary"] == "true"
    assert "不是原文，不能作为引文使用" in body
    assert re.search(r"与(?:原文|标准文本)核对|再核对原文", body)
    assert 600 <= len(re.sub(r"\s", "", body)) <= 1500
    numbers = [number for number, _ in HEADING.findall(body)]
    assert numbers == list("一二三四五六七八九"[: len(numbers)]) and len(numbers) >= 4
    assert HALF_WIDTH.findall(body) == []


@each(POLICIES)
def test_policy_number_is_confirmed_or_left_empty_and_said_to_be(path: Path) -> None:
    head, body = parts(path)
    assert head["number"] == CONFIRMED_NUMBERS.get(head["title"], "")
    if not head["number"]:
        assert re.search(r"文号[^。]*留空", body)
    if not head["date"]:
        assert re.search(r"日期[^。]*留空", body)
    cited = set(re.findall(r"[\u4e00-\u9fff]+〔\d{4}〕\d+号", body))
    assert cited <= set(CONFIRMED_NUMBERS.values())


def test_exactly_one_policy_is_no_longer_in_force_and_names_its_successor() -> None:
    gone = [parts(path)[0] for path in POLICIES if parts(path)[0]["validity"] in {"已废止", "已被取代"}]
    titles = {parts(path)[0]["title"] for path in POLICIES}
    assert len(POLICIES) >= 8
    assert len(gone) == 1
    assert gone[0]["valid_to"] and gone[0]["superseded_by"] in titles


# --------------------------------------------------------------------------- demo


def test_demo_notes_are_written_as_clerks_write() -> None:
    head, body = parts(DEMO / "notes.md")
    assert {"report_type", "unit", "period", "date", "target", "sections", "length"} <= set(head)
    assert 65 <= len(re.findall(r"^ *- ", body, re.MULTILINE)) <= 110
    assert len(HALF_WIDTH.findall(body)) > 100
    assert re.search(r"<!-- .+ -->", body)
    assert len(re.findall(r"^\|.*\|$", body, re.MULTILINE)) >= 5
    assert re.search(r"^  +- ", body, re.MULTILINE)
    for mark in ("近", "余", "多", "约", "以上", "不到"):
        assert re.search(rf"{mark} ?\d|\d[\d,.万]* ?{mark}|{mark}[一二三四五六七八九十]成", body), mark


def test_demo_coinage_names_as_many_things_as_it_says() -> None:
    line = next(line for line in parts(DEMO / "notes.md")[1].splitlines() if '"四个一"' in line)
    assert len(re.findall(r"每(?:月|季|半年|年)[^、]*一", line)) == 4


def test_demo_departments_disagree_on_exactly_one_value() -> None:
    body = parts(DEMO / "notes.md")[1]
    bullet = re.search(r"社区老年助餐点 (\d+) 个", body)
    row = re.search(r"^\| 社区老年助餐点（个） \| \d+ \| (\d+) \|", body, re.MULTILINE)
    assert bullet is not None and row is not None
    assert (bullet.group(1), row.group(1)) == ("46", "44")


def test_demo_notes_and_workbook_agree_where_they_overlap() -> None:
    body = parts(DEMO / "notes.md")[1]
    sheet = openpyxl.load_workbook(DEMO / "metrics.xlsx")["业务指标"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    relief = rows["临时救助"]
    assert f"{relief[3] + relief[4]:,} 人次" in body  # type: ignore[operator]
    given = [float(value) for value in re.findall(r"202[45]年 ([\d.]+) 万元、202[45]年 ([\d.]+) 万元", body)[0]]
    assert f"{sum(given):,.1f} 万元,其中" in body


def test_demo_workbook_has_merged_headers_parts_years_and_a_total() -> None:
    book = openpyxl.load_workbook(DEMO / "metrics.xlsx")
    assert book.sheetnames == ["业务指标", "资金支出"]
    assert {"A1:F1", "D3:E3", "A3:A4"} <= {str(area) for area in book["业务指标"].merged_cells.ranges}
    spending = book["资金支出"]
    assert spending["B3"].value == "金额（万元）"
    assert [spending[cell].value for cell in ("B4", "C4", "D4")] == ["2024年", "2025年", "两年合计"]
    *rows, total = [list(row) for row in spending.iter_rows(min_row=5, values_only=True)]
    assert total[0] == "合计"
    assert any(str(row[0]).startswith("其中") for row in rows)
    for column in (1, 2, 3):
        whole = sum(float(str(row[column])) for row in rows if not str(row[0]).startswith("其中"))
        assert round(whole, 1) == total[column]


def test_demo_workbook_parts_add_up() -> None:
    sheet = openpyxl.load_workbook(DEMO / "metrics.xlsx")["业务指标"]
    rows = {row[1]: row for row in sheet.iter_rows(min_row=5, values_only=True)}
    for year in (3, 4):
        city, country = rows["其中：城市低保对象"][year], rows["其中：农村低保对象"][year]
        assert city + country == rows["最低生活保障对象"][year]  # type: ignore[operator]


def test_last_years_report_has_heading_styles_and_is_of_the_same_bureau() -> None:
    document = Document(str(DEMO / "last_year.docx"))
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert [text[0] for text in headings] == list("一二三四五六")
    assert len({len(text) for text in headings[:5]}) == 1
    text = "".join(p.text for p in document.paragraphs)
    assert 1600 <= len(text) <= 2200
    assert parts(DEMO / "notes.md")[0]["unit"] in text
    assert "社区老年助餐点31个" in text and "54.6%" in text  # last year's values, which must not reach the new draft


def test_demo_notice_has_points_evidence_gates_limit_and_deadline() -> None:
    head, body = parts(DEMO / "notice.md")
    points = [int(value) for value in re.findall(r"^\d+\. [^：]+（(\d+)分）", body, re.MULTILINE)]
    assert len(points) == 8 and sum(points) == 100
    assert body.count("佐证：") >= 8
    assert "不得申报" in body and "4500字" in body
    assert head["deadline"] == "2026-03-20" and "2026年3月20日前" in body
    assert parts(DEMO / "notes.md")[0]["date"] <= head["deadline"]


def test_demo_readme_gives_the_command_and_is_short() -> None:
    text = (DEMO / "README.md").read_text(encoding="utf-8")
    assert (
        "nigao draft knowledge/demo/notes.md knowledge/demo/metrics.xlsx "
        "--reference knowledge/demo/last_year.docx -o out.docx" in text
    )
    assert len(text.splitlines()) <= 16
    assert all(path.name in text for path in DEMO.iterdir() if path.name != "README.md")


def make_demo() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_demo", ROOT / "benchmarks" / "make_demo.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_committed_demo_files_are_what_the_script_makes(tmp_path: Path) -> None:
    made = make_demo()
    made.make_metrics(tmp_path / "metrics.xlsx")
    made.make_last_year(tmp_path / "last_year.docx")
    for name in ("业务指标", "资金支出"):
        old, new = (openpyxl.load_workbook(folder / "metrics.xlsx")[name] for folder in (DEMO, tmp_path))
        assert list(old.iter_rows(values_only=True)) == list(new.iter_rows(values_only=True))
    old_text, new_text = (
        [p.text for p in Document(str(folder / "last_year.docx")).paragraphs] for folder in (DEMO, tmp_path)
    )
    assert old_text == new_text
