"""A notice or scoring table becomes criteria by rules; what has no place is shown with its line."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.errors import UnreadableFile
from assistant.knowledge import load_criteria, parse_criteria
from assistant.library.criteria import ImportedCriteria, import_criteria, to_yaml
from assistant.library.criteria.packs import keywords
from assistant.library.criteria.phrases import cell_points, evidence_list, take_evidence, take_points
from assistant.library.readers import read
from assistant.settings import Settings

NOTICE = """云川市平安单位考评办法

一、考评标准（总分100分）
（一）组织领导（30分）
1. 成立领导小组（10分）：有文件、有分工。佐证材料：成立文件、分工表。
2. 专题研究（20分）。每年不少于2次，缺一次扣5分。需提供：会议纪要。
（二）宣传教育（30分）
每季度开展一次宣传，全年不少于4次。
佐证：活动方案、图片、总结。
（三）内部防范（40分）
1. 值班巡查（15分）；2. 监控设施（15分）
3. 消防器材完好（10分）
4. 发生较大火灾的，一票否决。
二、一票否决事项
1. 近两年内未发生重大安全生产事故；
2. 发生重大刑事案件的；
三、加分项
1. 获省级以上表彰的，加3分。
四、扣分项
1. 迟报信息一次扣1分。
五、报送要求
于3月底前报市平安办。
"""
TABLE = """云川市文明社区测评表,,,,,,
序号,一级指标,二级指标,测评标准,分值,佐证材料,自评分
1,组织领导（25分）,领导机构,成立领导小组,10,成立文件；分工表,
2,,工作经费,落实经费,15,预算批复,
3,志愿服务,活动开展,每月1次以上,75,方案、图片,
4,安全,无安全事故,近两年内未发生责任事故,一票否决,应急部门证明,
合计,,,,100,,
"""


def imported(text: str, name: str = "通知.txt") -> ImportedCriteria:
    return import_criteria(read(name, text.encode()))


def scored(found: ImportedCriteria) -> list[tuple[str, float | None]]:
    return [(one.item.split("：")[0], one.points) for one in found.pack.items if one.id.startswith("C")]


def gates(found: ImportedCriteria) -> list[str]:
    return [one.item for one in found.pack.items if one.gate]


def test_numbered_lines_give_the_lowest_items_that_have_points() -> None:
    found = imported(NOTICE)
    assert scored(found) == [
        ("组织领导／成立领导小组", 10),
        ("组织领导／专题研究", 20),
        ("宣传教育", 30),
        ("内部防范／值班巡查", 15),
        ("内部防范／监控设施", 15),
        ("内部防范／消防器材完好", 10),
    ]
    assert found.pack.total == 100
    assert found.remarks == ()
    first, _, third = found.pack.items[:3]
    assert (first.evidence, third.evidence) == (("成立文件", "分工表"), ("活动方案", "图片", "总结"))


def test_what_excludes_an_applicant_is_a_gate_wherever_it_stands() -> None:
    found = gates(imported(NOTICE))
    assert "近两年内未发生重大安全生产事故" in found
    assert "不得有：发生重大刑事案件的" in found
    assert any("较大火灾" in gate for gate in found)


def test_bonuses_do_not_count_and_deductions_are_left_with_their_line() -> None:
    found = imported(NOTICE)
    (bonus,) = [one for one in found.pack.items if one.id.startswith("B")]
    assert bonus.points is None
    assert "省级以上表彰" in bonus.item
    (left,) = found.unplaced
    assert (left.text, left.source.line, left.why) == ("迟报信息一次扣1分。", 20, "扣分项，不作为评分项目")
    assert [(one.text, one.source.line) for one in found.outside] == [("于3月底前报市平安办。", 22)]


def test_a_table_is_read_by_its_header() -> None:
    found = imported(TABLE, "测评表.csv")
    assert found.pack.name == "云川市文明社区测评表"
    assert scored(found) == [("组织领导／领导机构", 10), ("组织领导／工作经费", 15), ("志愿服务／活动开展", 75)]
    assert found.pack.total == 100
    assert found.pack.items[0].evidence == ("成立文件", "分工表")
    (gate,) = [one for one in found.pack.items if one.gate]
    assert ("无安全事故" in gate.item, gate.evidence) == (True, ("应急部门证明",))


def test_merged_cells_hold_the_rows_of_one_item_together() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "细则"
    for row in (
        ["项目", "内容", "评分标准", "满分", "考核材料", "得分"],
        ["组织领导", "机构", "有领导小组", 10, "成立文件", ""],
        ["", "", "有专人负责", "", "花名册", ""],
        ["", "制度", "有制度", 5, "制度汇编", ""],
        ["其他加分", "创新", "获市级以上推广", 5, "文件", ""],
    ):
        sheet.append(row)
    for merged in ("A2:A4", "B2:B3", "D2:D3"):
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    found = import_criteria(read("细则.xlsx", out.getvalue()))
    assert scored(found) == [("组织领导／机构", 10), ("组织领导／制度", 5)]
    first = found.pack.items[0]
    assert "有领导小组；有专人负责" in first.item
    assert first.evidence == ("成立文件", "花名册")
    assert found.sources[found.pack.items[1].id].cell == "细则!B4"
    assert [one.id for one in found.pack.items] == ["C1", "C2", "B1"]


def test_several_demands_under_one_score_are_demands_and_no_title() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["测评项目", "测评内容", "分值", "材料要求"],
        ["组织领导", "专题研究每年不少于2次", 10, "会议纪要"],
        ["", "有领导小组", "", ""],
        ["志愿服务", "注册率不低于80%", 20, "截图"],
    ):
        sheet.append(row)
    for merged in ("A2:A3", "C2:C3", "D2:D3"):
        sheet.merge_cells(merged)
    out = io.BytesIO()
    book.save(out)
    found = import_criteria(read("细则.xlsx", out.getvalue()))
    assert [one.item for one in found.pack.items] == [
        "组织领导：专题研究每年不少于2次；有领导小组",
        "志愿服务：注册率不低于80%",
    ]


def test_sums_that_do_not_agree_are_remarked_and_never_mended() -> None:
    found = imported("一、评分标准（满分100分）\n（一）组织领导（30分）\n1. 机构（10分）\n2. 经费（15分）\n")
    assert found.pack.total is None
    assert any("“组织领导”为30分，其下各项之和为25分" in one for one in found.remarks)
    assert any("满分100分" in one and "25分" in one for one in found.remarks)


def test_introduced_cases_are_gates_and_get_the_attestation_that_follows() -> None:
    text = (
        "# 通知\n## 一、申报条件\n申报单位须为区级文明单位。有下列情形之一的，不得申报：\n\n"
        "1. 班子成员受到处分；\n2. 材料造假。\n\n上述情形由纪检部门出具书面意见。\n"
    )
    found = imported(text, "通知.md")
    assert gates(found) == ["申报单位须为区级文明单位", "不得有：班子成员受到处分", "不得有：材料造假"]
    assert [one.evidence for one in found.pack.items] == [(), ("纪检部门书面意见",), ("纪检部门书面意见",)]


def test_articles_and_lists_within_a_line() -> None:
    found = imported(
        "某市考评办法\n第一条 为规范考评，制定本办法。\n"
        "第二条 申报单位须具备下列条件：（一）有专门机构；（二）近两年未发生责任事故。\n"
        "第三条 考评内容及分值（共40分）：\n（一）宣传教育18分。每季度不少于1次。查阅资料：台账、图片。\n"
        "（二）内部防范22分。值班到位。\n"
        "第四条 有下列情形之一的，一票否决：\n（一）发生刑事案件的；\n（二）发生责任事故的。\n"
        "第五条 本办法自发布之日起施行。\n",
        "办法.txt",
    )
    assert scored(found) == [("宣传教育", 18), ("内部防范", 22)]
    assert found.pack.items[2].evidence == ("台账", "图片")
    assert gates(found) == ["有专门机构", "近两年未发生责任事故", "不得有：发生刑事案件的", "不得有：发生责任事故的"]
    assert [one.text for one in found.outside][-1] == "本办法自发布之日起施行。", "an article's text is never lost"


def test_cases_that_entitle_are_not_turned_into_exclusions() -> None:
    found = imported(
        "# 办法\n## 申报条件\n符合下列情形之一的，可以申报：\n1. 连续三年达标；\n2. 获市级表彰。\n", "办法.md"
    )
    assert gates(found) == ["连续三年达标", "获市级表彰"]


def test_a_sheet_of_exclusions_is_known_by_its_name_or_its_head() -> None:
    book = Workbook()
    scores, never = book.active, book.create_sheet("否决条件")
    assert scores is not None
    scores.append(["项目", "分值"])
    scores.append(["组织领导", 100])
    never.append(["序号", "事项", "出具部门"])
    never.append([1, "班子成员受到处分的", "纪检部门"])
    out = io.BytesIO()
    book.save(out)
    found = import_criteria(read("表.xlsx", out.getvalue()))
    assert (scored(found), gates(found)) == ([("组织领导", 100)], ["不得有：班子成员受到处分的"])


def test_amounts_called_standards_are_no_criteria() -> None:
    with pytest.raises(UnreadableFile):
        imported(
            "关于救助标准的通知\n一、救助标准\n（一）低保标准为每人每月1309元。\n（二）边缘家庭认定线为1963.5元。\n"
        )


def test_length_and_period_are_read_from_the_notice() -> None:
    def frame(text: str) -> tuple[tuple[int, int] | None, str]:
        pack = imported(f"{text}\n一、评选标准\n1. 组织领导（10分）：有机构。\n").pack
        return pack.length, pack.period

    assert frame("2024—2025年度评选通知\n材料正文3500字至4500字。") == ((3500, 4500), "2024—2025年度")
    assert frame("评选通知\n评选周期为2024年1月1日至2025年12月31日。材料不超过3000字。") == (
        (1, 3000), "2024年1月1日至2025年12月31日",
    )  # fmt: skip
    assert frame("评选通知\n每项指标说明不超过500字。") == (None, "")


@pytest.mark.parametrize(("text", "name"), [(NOTICE, "通知.txt"), (TABLE, "测评表.csv")])
def test_the_yaml_is_a_pack_that_loads_and_says_where_each_item_stands(text: str, name: str, tmp_path: Path) -> None:
    found = import_criteria(read(name, text.encode()), "pack")
    written = to_yaml(found)
    (tmp_path / "pack.yaml").write_text(written, encoding="utf-8")
    assert load_criteria(tmp_path) == (found.pack,)
    assert all(source.label() in written for source in found.sources.values())
    assert all(left.text in written for left in (*found.unplaced, *found.outside))


def test_signs_that_yaml_forbids_do_not_spoil_the_file() -> None:
    found = imported(NOTICE.replace("组织", "组\x7f织").replace("迟报", "迟\ufffe报"))
    loaded = parse_criteria(to_yaml(found).encode(), "包.yaml")
    assert [one.id for one in loaded.items] == [one.id for one in found.pack.items]
    assert "\ufffe" in found.unplaced[0].text, "else this shows nothing"


def test_the_command_writes_a_new_file_and_tells_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice, pack = tmp_path / "通知.txt", tmp_path / "safe-unit.yaml"
    notice.write_text(NOTICE, encoding="utf-8")
    runtime = Runtime(settings=lambda: Settings(_env_file=None, data_dir=tmp_path / "data", embedding="none"))
    words = ["library", "criteria", str(notice), "-o", str(pack)]
    assert run(words, runtime) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(pack)
    assert "通知.txt 第20行：迟报信息一次扣1分" in told.err
    (loaded,) = load_criteria(tmp_path)
    assert loaded.total == 100
    assert "志愿服务" not in loaded.items[0].keywords
    assert "领导小组" in loaded.items[0].keywords
    assert run(words, runtime) == 2, "a pack that somebody may have edited is never written over"


@pytest.mark.parametrize(
    ("text", "rest", "points"),
    [
        ("组织领导（15分）：有机构", "组织领导：有机构", 15),
        ("组织领导（满分十五分）", "组织领导", 15),
        ("宣传教育 （8—10分）", "宣传教育", 10),
        ("诚信建设【2.5分】", "诚信建设", 2.5),
        ("党建引领 20分", "党建引领", 20),
        ("党建引领：２０分", "党建引领", 20),
        ("每缺一次扣2分", "每缺一次扣2分", None),
        ("获表彰的，加3分", "获表彰的，加3分", None),
        ("材料正文3500字", "材料正文3500字", None),
    ],
)
def test_points_of_a_line(text: str, rest: str, points: float | None) -> None:
    from assistant.library.criteria.phrases import plain

    assert take_points(plain(text)) == (rest, points)


@pytest.mark.parametrize(
    ("text", "points"), [("15", 15), ("15分", 15), ("10%", 10), ("8-10", 10), ("一票否决", None), ("", None)]
)
def test_points_of_a_cell(text: str, points: float | None) -> None:
    assert cell_points(text) == points


def test_evidence_is_taken_apart_outside_brackets_only() -> None:
    assert evidence_list("1.成立文件、会议纪要（议题、时间）和问卷结果等。") == [
        "成立文件",
        "会议纪要（议题、时间）",
        "问卷结果",
    ]
    assert take_evidence("有队伍。佐证：名册、图片。") == ("有队伍。", ["名册", "图片"])


def test_keywords_are_the_titles_words_and_known_words_of_the_item() -> None:
    assert keywords("志愿服务与文明实践", "志愿服务与文明实践：注册率不低于80%", ("注册率", "信访")) == (
        "志愿服务", "文明实践", "注册率",
    )  # fmt: skip


def test_a_text_without_criteria_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="没有找到评分项目"):
        imported("今天开会。\n研究了工作。\n")
