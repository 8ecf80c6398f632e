"""Notes -> ledger: every fact with its place, nothing lost, contradictions kept apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ledgers import ledger, wording

from assistant.errors import EmptyNotes, InputError
from assistant.library.readers import read
from assistant.notes import build_ledger
from assistant.notes.brief import parse_date, parse_length
from assistant.notes.tidy import tidy


@pytest.mark.parametrize(
    ("typed", "proper"),
    [
        ("收养登记 45 件,合格率 100%", "收养登记45件，合格率100%"),
        ("村(居)务公开率 100%", "村（居）务公开率100%"),
        ('"孺子牛奖"获得者', "“孺子牛奖”获得者"),
        ("面积 3.5万㎡;绿地 2m²", "面积3.5万平方米；绿地2平方米"),
        ("登记志愿者 1,280 人", "登记志愿者1,280人"),
        ("上午8:30集合", "上午8:30集合"),
        ("**重点**:见[通知](http://x)", "重点：见通知"),
        ("在册[党员](41)人", "在册[党员]（41）人"),
        ("安康市 2018-2021 年周期", "安康市2018—2021年周期"),
        ("专题研究 两年 11 次", "专题研究，两年11次"),
        ("党组书记、局长 陆景和", "党组书记、局长陆景和"),
        ('只有一个"引号', '只有一个"引号'),
        ("省级卫生镇新增3个 达9个", "省级卫生镇新增3个，达9个"),
        ("总投资6.8亿 2025年9月投用", "总投资6.8亿，2025年9月投用"),
        ("优秀医生(国家卫健委 2025年8月)", "优秀医生（国家卫健委，2025年8月）"),
        ("医生断层 45岁以下不到三成", "医生断层，45岁以下不到三成"),
        ("局务公开 信息 372 条", "局务公开信息372条"),
        ("排查1 245件，共 12 345 678 元", "排查1,245件，共12,345,678元"),
        ("特色学校(教育部 2025.12)", "特色学校（教育部，2025年12月）"),
        ("堤防9.8km;面积3km2", "堤防9.8公里；面积3km2"),
    ],
)
def test_a_line_gets_proper_marks_and_keeps_its_words(typed: str, proper: str) -> None:
    assert tidy(typed) == proper


@given(st.text(max_size=200))
@settings(max_examples=200, deadline=None)
def test_tidying_twice_changes_nothing_and_keeps_every_digit(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once
    assert [char for char in once if char in "0123456789"] == [char for char in text if char in "0123456789"]


METRICS = [
    # line, [(value, unit, approximation, subject contains, rendering)]
    ("居家养老服务覆盖面 38.5%", [(38.5, "%", "", "居家养老服务覆盖面", "38.5%")]),
    ("优待金 近 300 万元", [(3_000_000, "元", "近", "优待金", "近300万元")]),
    ("文章被采用 50 余篇", [(50, "篇", "余", "文章", "50余篇")]),
    ("示范社区 16、星级社区 34", [(16, "个", "", "示范社区", "16个"), (34, "个", "", "星级社区", "34个")]),
    ("GDP 2亿元,+10.1%", [(200_000_000, "元", "", "地区生产总值", "2亿元"), (10.1, "%", "", "总值增长", "10.1%")]),
    ("旅游:43万人次,收入 4元", [(430_000, "人次", "", "旅游", "43万人次"), (4, "元", "", "旅游收入", "4元")]),
    ("参训率 90% 以上", [(90, "%", "以上", "参训率", "90%以上")]),
    ("听众 1,900 余人次", [(1900, "人次", "余", "听众", "1900余人次")]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "expected"), METRICS, ids=[line for line, _ in METRICS])
def test_a_figure_becomes_a_fact_with_value_unit_qualifier_and_subject(
    line: str, expected: list[tuple[object, ...]]
) -> None:
    found = ledger(f"- {line}")
    metrics = [fact for fact in found.facts if fact.type == "metric"]
    assert [(fact.value, fact.unit, fact.approximation, fact.rendering) for fact in metrics] == [
        (value, unit, approximation, rendering) for value, unit, approximation, _, rendering in expected
    ]
    for fact, (_, _, _, subject, _) in zip(metrics, expected, strict=True):
        assert str(subject) in fact.subject


def test_the_span_of_a_fact_is_where_it_stands_in_its_line() -> None:
    found = ledger("- 办理 12.6万余件,满意率 98.6%;另有《工作规则》一份")
    line = found.statements[0]
    for fact in found.facts:
        if fact.type == "metric":
            assert line.text[fact.start : fact.end].replace(",", "") == fact.rendering


def test_every_fact_knows_file_and_line() -> None:
    found = ledger("# 标题\n\n## 养老\n- 覆盖面 38.5%\n\n- 助餐点 46 个\n")
    assert [(fact.source.file, fact.source.line) for fact in found.facts] == [("要点.md", 4), ("要点.md", 6)]
    assert found.facts[0].source.label() == "要点.md 第4行"
    assert found.statements[0].path == ("标题", "养老")


def test_what_is_nothing_else_is_an_action_so_nothing_is_lost() -> None:
    found = ledger("- 全员创建、日常创建\n- 任务分解到科室;纳入考核\n")
    assert [fact.type for fact in found.facts] == ["action", "action", "action"]


NAMES = [
    ("## 荣誉\n- 全省民政工作先进集体", "honour", "“全省民政工作先进集体”", "省级"),
    ('## 荣誉\n- 市级:"全市综合考评优秀单位"(市民政局,2024年)', "honour", "“全市综合考评优秀单位”", "市级"),
    ("- 荣誉:2024年度某省文明单位(省文明办,2月13日)", "honour", "“2024年度某省文明单位”", "省级"),
    ("- 学习《新时代公民道德建设实施纲要》", "document", "《新时代公民道德建设实施纲要》", ""),
    ("- 向沈知遥同志学习", "person", "沈知遥", ""),
    ("- 区级慈善基金会:全省区级首个", "honour", "全省区级首个", "省级"),
    ("- 舞蹈《桂花香》:全省汇演 一等奖", "honour", "一等奖", ""),
    ("- 社区获评全国先进基层群众性自治组织(2023年)", "honour", "“全国先进基层群众性自治组织”", "国家级"),
    ("- 本人:2024年全国三八红旗手", "honour", "“全国三八红旗手”", "国家级"),
    ("## 荣誉\n- 李春燕同志 全国优秀乡村医生(国家卫健委 2025年8月)", "honour", "“全国优秀乡村医生”", "国家级"),
]


@pytest.mark.parametrize(("text", "kind", "rendering", "level"), NAMES)
def test_names_and_honours_are_facts_in_full(text: str, kind: str, rendering: str, level: str) -> None:
    facts = [fact for fact in ledger(text).facts if fact.type == kind]
    assert rendering in [fact.rendering for fact in facts]
    if kind == "honour" and level:
        assert level in [fact.level for fact in facts]


@pytest.mark.parametrize(
    "text",
    ["党的十七大精神", "“十四五”规划", "第一党支部", "12345热线", "5G基站", "民发〔2025〕12号文件", "一是抓学习"],
)
def test_names_with_digits_are_no_metrics(text: str) -> None:
    assert not [fact for fact in ledger(f"- {text}").facts if fact.type == "metric"]


def test_two_values_for_one_indicator_stay_apart_and_are_asked() -> None:
    found = ledger("- 社区助餐点 46 个\n- 社区助餐点 44 个\n")
    assert [fact.value for fact in found.facts] == [46, 44]
    asked = [question for question in found.questions if question.kind == "conflict"]
    assert len(asked) == 1
    assert "第1行" in asked[0].text and "第2行" in asked[0].text and len(asked[0].facts) == 2


@pytest.mark.parametrize(
    "text",
    [
        "- 2024年助餐点 38 个,2025年助餐点 44 个\n",  # two years
        "- 低保户 120 户\n- 低保户 310 人\n",  # two units
        "- 投资 3 亿元\n- 投资 5 亿元\n",  # no indicator, only a word
    ],
)
def test_what_only_looks_like_a_contradiction_is_not_asked(text: str) -> None:
    assert not [question for question in ledger(text).questions if question.kind == "conflict"]


def test_remarks_miscounted_coinages_and_double_meanings_are_asked() -> None:
    found = ledger(
        '- "四个一"活动:每月一次会;每季度读一本书;每年写一篇报告   <!-- 只报来三项 -->\n'
        "- 面积比2002年翻了近10倍\n- 满意率 102%\n"
    )
    kinds = [question.kind for question in found.questions]
    assert sorted(kinds) == ["ambiguous", "impossible", "incomplete", "remark"]
    assert any("只报来三项" in question.text for question in found.questions)


@pytest.mark.parametrize("remark", ["机关纪委还没有出书面证明", "数字待核实", "尚未公示", "是去年的吗？"])
def test_a_remark_that_leaves_the_line_open_is_told_in_the_draft(remark: str) -> None:
    found = ledger(f"- 建成食堂 9 个\n- 两年无违法违纪 <!-- {remark} -->\n")
    (question,) = [one for one in found.questions if one.kind == "remark"]
    assert question.mark == f"批注“{remark}”" and question.facts == found.statements[1].facts


@pytest.mark.parametrize("remark", ["写进第三部分", "只报来三项", "含线上"])
def test_a_remark_that_leaves_nothing_open_is_only_asked(remark: str) -> None:
    found = ledger(f"- 建成食堂 9 个 <!-- {remark} -->\n")
    assert [one.mark for one in found.questions if one.kind == "remark"] == [""]


def test_the_sub_items_of_a_label_are_one_line_with_their_own_places() -> None:
    found = ledger("- “三个一”活动：\n  - 每月一次例会\n  - 每季一次宣讲\n  - 每年一份报告\n")
    assert len(found.statements) == 1
    assert [fact.source.line for fact in found.facts if fact.type == "metric"] == [2, 3, 4]


def test_a_short_line_with_a_colon_heads_what_follows() -> None:
    found = ledger("业务数据：\n1. 救助 126 件\n2. 走访 30 户\n")
    assert [statement.path for statement in found.statements] == [("业务数据",), ("业务数据",)]


TABLE = """
| 项目 | 2024年 | 2025年 | 备注 |
|---|---|---|---|
| 社区助餐点（个） | 38 | 44 | 年末数 |
| 其中：农村 | 12 | 15 | |
| 好评率（%） | 99.1 | 99.6 | |
"""


def test_a_table_row_is_a_line_with_units_and_years_from_its_headers() -> None:
    found = ledger(TABLE)
    texts = [statement.text for statement in found.statements]
    assert texts == [
        "社区助餐点：2024年38个，2025年44个（年末数）",
        "其中，农村：2024年12，2025年15",
        "好评率：2024年99.1%，2025年99.6%",
    ]
    metrics = [fact for fact in found.facts if fact.type == "metric"]
    assert [(fact.value, fact.period, fact.source.cell) for fact in metrics[:2]] == [
        (38, "2024年", "表1!B2"),
        (44, "2025年", "表1!C2"),
    ]


def test_a_sheet_with_a_caption_merged_headers_and_a_unit_line() -> None:
    rows = "2025年救助情况表,,,\n单位：万元,,,\n类别,指标,2024年,2025年\n"
    rows += "救助,低保金,3128.6,3241.5\n救助,临时救助金,412.5,468.3\n"
    found = build_ledger([read("指标.csv", rows.encode("gb18030"))], wording())
    assert [statement.text for statement in found.statements] == [
        "低保金：2024年3128.6万元，2025年3241.5万元",
        "临时救助金：2024年412.5万元，2025年468.3万元",
    ]
    assert found.statements[0].path[-1] == "救助"
    assert found.facts[0].source.cell is not None


@pytest.mark.parametrize("text", ["---\nunit: 某局\n---\n"])
def test_empty_notes_say_so(text: str) -> None:
    with pytest.raises(EmptyNotes) as error:
        ledger(text)
    assert "要点.md" in error.value.what


@pytest.mark.parametrize("name", ["要点.md", "要点.txt"])
def test_opening_lines_say_what_is_to_be_written(name: str) -> None:
    text = (
        "单位：云澜市卫生局\n类型：省级卫生先进单位申报材料\n联系人：某某\n时间：2025年\n\n一、医疗\n单位：床位6120张"
    )
    found = build_ledger([read(name, text.encode())], wording())
    brief = found.brief
    assert (brief.unit, brief.kind, brief.target, brief.period) == (
        "云澜市卫生局", "省级卫生先进单位申报材料", "省级卫生先进单位", "2025年",
    )  # fmt: skip
    assert [statement.text for statement in found.statements] == ["联系人：某某", "单位：床位6120张"]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("- 单位:云澜市卫生局;县级医院 3 家、乡镇卫生院 14 家", "县级医院3家、乡镇卫生院14家"),
        ("单位：云澜市卫生局，床位6120张", "床位6120张"),
        ("单位：云澜市卫生局。全局42人", "全局42人"),
    ],
)
def test_what_an_opening_line_says_besides_stays_a_note_line(line: str, rest: str) -> None:
    found = ledger(f"# 素材\n{line}\n\n- 走访8户\n")
    assert found.brief.unit == "云澜市卫生局"
    assert [statement.text for statement in found.statements] == [rest, "走访8户"]


def test_a_person_given_as_the_unit_is_no_place_of_work() -> None:
    found = ledger("---\nunit: 王桂芳\n---\n# 王桂芳同志事迹素材\n- 走访8户\n")
    assert (found.brief.person, found.brief.unit) == ("王桂芳", "")


def test_a_letter_says_what_it_is_about_and_who_sends_it() -> None:
    text = (
        "关于报送平安单位创建材料的函\n区委政法委：\n现将我街道平安创建情况汇总如下。\n"
        "排查矛盾纠纷1 245件。\n云澜市青岚区梧桐街道办事处\n2026年1月15日\n"
    )
    found = build_ledger([read("函.txt", text.encode())], wording())
    brief = found.brief
    assert (brief.unit, brief.target, str(brief.date)) == ("云澜市青岚区梧桐街道办事处", "平安单位", "2026-01-15")
    assert [(fact.value, fact.rendering) for fact in found.facts] == [(1245, "1245件")]


def test_a_title_says_unit_target_and_period_but_keeps_a_figure_of_its_own() -> None:
    found = ledger("# 星河市第三中学 创建省级文明校园 2025.9—2026.8 要点\n\n- 教学班48个")
    brief = found.brief
    assert (brief.unit, brief.target, brief.period) == ("星河市第三中学", "省级文明校园", "2025年9月—2026年8月")
    assert len(found.statements) == 1
    assert len(ledger("# 星河市第三中学创建省级文明校园 学生2316人\n\n- 教学班48个").statements) == 2


def test_front_matter_goes_before_opening_lines() -> None:
    found = build_ledger([read("要点.md", "---\nunit: 甲局\n---\n单位：乙局\n\n- 走访8户\n".encode())], wording())
    assert found.brief.unit == "甲局"


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("# 王桂芳同志先进事迹\n\n- 走访8户", "王桂芳"),
        ("- 李春燕，女，1979年生\n- 走访8户", "李春燕"),
        ("姓名：陆景和同志\n\n- 走访8户", "陆景和"),
        ("# 民政局要点\n\n- 走访8户", ""),
    ],
)
def test_whom_the_notes_are_about(text: str, person: str) -> None:
    assert ledger(text).brief.person == person


def test_the_front_matter_is_the_brief() -> None:
    head = "---\nreport_type: 市级文明单位申报材料\nunit: 青岚区民政局   # 全称\nperiod: 2024—2025年\n"
    head += "date: 2026-03-12\ntarget: 市级文明单位\nlength: 3500-4500字\n"
    head += "sections: [组织领导, 思想教育(普法)]\n---\n- 一条要点\n"
    brief = ledger(head).brief
    assert (brief.unit, brief.target, brief.period) == ("青岚区民政局", "市级文明单位", "2024—2025年")
    assert str(brief.date) == "2026-03-12"
    assert (brief.length, brief.sections) == ((3500, 4500), ("组织领导", "思想教育"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2026年4月26日", "2026-04-26"), ("2026/4/6", "2026-04-06"), ("2026-02-30", "None"), ("四月", "None")],
)
def test_dates(text: str, expected: str) -> None:
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("4000-4500字", (4000, 4500)), ("3000字以内", (2400, 3000)), ("约1500字", (1350, 1650)), ("不限", None)],
)
def test_lengths(text: str, expected: object) -> None:
    assert parse_length(text) == expected


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_a_ledger_or_says_it_is_empty(text: str) -> None:
    try:
        found = ledger(text)
    except InputError:
        return
    assert {fact.statement for fact in found.facts} <= {statement.id for statement in found.statements}
