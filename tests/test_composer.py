"""The composer: note lines become official prose by their own grammar; no value changes, nothing is made up."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence

import pytest
from ledgers import kinds, ledger, wording

from assistant import figures
from assistant.events import SectionFinished, SectionStarted
from assistant.model import Ledger, Outline, Section
from assistant.writing.composer import Composer
from assistant.writing.composer.line import phrase
from assistant.writing.composer.words import words_of
from assistant.writing.outline import numeral, plan
from assistant.writing.port import Job
from assistant.writing.titles import make_title, self_name

LINES = [
    # note line, the clause it becomes
    ("居家养老服务覆盖面 38.5%", "居家养老服务覆盖面为38.5%"),
    ("参训率 90% 以上", "参训率在90%以上"),
    ("低保:保障率、到位率、兑现率 都是 100%", "低保方面，保障率、到位率、兑现率均为100%"),
    ("义务兵家属优待金 近 300 万元", "发放义务兵家属优待金近300万元"),
    ("建成:示范社区 16、星级社区 34", "建成示范社区16个、星级社区34个"),
    ("收养登记 45 件,合格率 100%", "办理收养登记45件，合格率为100%"),
    ("撤村建居:行政村 43 个(全区,全部完成)", "全区43个行政村全部完成撤村建居"),
    ("换届选举一次成功:社区 75 个、村 38 个", "75个社区、38个村换届选举一次成功"),
    ("8 名机关干部职工谈体会", "8名机关干部职工谈体会"),
    ("GDP 253.7亿元,+10.1%", "实现地区生产总值253.7亿元，增长10.1%"),
    ("会议 -14.1%,发文 -19.4%", "会议减少14.1%，发文减少19.4%"),
    ("旅游:438万人次,收入 47.2亿元", "旅游接待438万人次，实现旅游收入47.2亿元"),
    ("工业:重点项目 28个", "工业方面，实施重点工业项目28个"),
    ("冬煤补贴:3729户,223.7万元", "为3729户发放冬煤补贴223.7万元"),
    ("区级慈善基金会:全省区级首个", "成立区级慈善基金会，为全省区级首个"),
    ("舞蹈《桂花香》:全省老年文艺汇演 一等奖", "舞蹈《桂花香》在全省老年文艺汇演中获一等奖"),
    ("卫生服务中心=国家级示范中心", "卫生服务中心成为国家级示范中心"),
    ('"四个一"活动(中层干部):每月一次例会;每季读一本书', "面向中层干部开展“每月一次例会、每季读一本书”的“四个一”活动"),
    ('"六个一":一张笑脸相迎、一把椅子让座', "做到“六个一”，即一张笑脸相迎、一把椅子让座"),
    ('"河长+警长"机制:联合巡河 52 次', "建立“河长+警长”机制，联合巡河52次"),
    ("集中学+支部学/自学", "集中学、支部学、自学"),
    ("满意率由 76.3% 提高到 94.1%", "满意率由76.3%提高到94.1%"),
    ("2023年 12345 投诉 1,126 件", "2023年受理12345投诉1126件"),
    ("总投资 860 万元:申请省级资金 400 万元,自筹 160 万元", "总投资860万元，其中申请省级资金400万元，自筹160万元"),
    ("拨款:2023年 78 万元,2024年 81 万元,2025年 84 万元", "拨款方面，2023年78万元，2024年81万元，2025年84万元"),
    ('同事周明远说:"她手机从不关机。"', "同事周明远说：“她手机从不关机”"),
    ("四到位:制度、公开、监督、奖惩", "做到制度、公开、监督、奖惩“四到位”"),
    ("创建领导小组:组长=局长;成员=各科长", "成立创建领导小组，由局长任组长，各科长为成员"),
    ("口号:建一流班子、带一流队伍", "以“建一流班子、带一流队伍”为口号"),
    ("窗口单位:公墓办、婚姻登记处;便民、文明服务", "在公墓办、婚姻登记处等窗口单位推行便民、文明服务"),
    ("全员创建、全年创建、日常创建", "推动全员创建、全年创建、日常创建"),
    ("助餐点 46 个,2025年底", "截至2025年底，助餐点46个"),
    ("慈善一日捐:2024年 4.36 万元,2025年 4.92 万元", "慈善一日捐由2024年的4.36万元增加到2025年的4.92万元"),
    ("好评率:2024年 99.6%,2025年 99.1%", "好评率由2024年的99.6%下降到2025年的99.1%"),
    ("合格率:2024年 100%,2025年 100%", "合格率2024年、2025年均为100%"),
    ("2026年打算:新建助餐点 12 个", "2026年，计划新建助餐点12个"),
    ("全区社区平均 1150 平方米", "全区社区平均1150平方米"),
    ("个人捐款 4.2 万元", "个人捐款4.2万元"),
    ("安全投入两年共 640 万元", "安全投入两年共640万元"),
    ("局党组书记、局长 温柏川;副局长 尹若溪(分管安全)", "局党组书记、局长温柏川，副局长尹若溪（分管安全）"),
    ("门诊 17.2万人次 -1.1%", "门诊17.2万人次，下降1.1%"),
    ("住院 17.2万人次 +6.3%", "住院17.2万人次，增长6.3%"),
    ("垃圾分类准确率 95%→98.6%", "垃圾分类准确率由95%提高到98.6%"),
    ("投诉量 120件→80件", "投诉量由120件减少到80件"),
    ("优秀率 42.7%,比上年+3.1个百分点", "优秀率为42.7%，比上年提高3.1个百分点"),
    ("校长:刘卫国;书记:陈静", "校长刘卫国，书记陈静"),
    ("登记率只有 91%", "登记率只有91%"),
    ("户均增收 1,200 元", "户均增收1200元"),
    ("两年志愿服务 126 场,累计时长近 5,200 小时", "两年开展志愿服务126场，累计时长近5200小时"),
    ("党组专题研究 两年 11 次", "党组专题研究，两年共11次"),
    ("调研报告 两年 38 篇", "两年形成调研报告38篇"),
    ("\"青岚讲堂\" 两年 22 期", "两年举办“青岚讲堂”22期"),
    ("结对帮扶 困难户 26 户,走访 312 户次", "结对帮扶困难户26户，走访312户次"),
    ("走访困难群众 慰问金 17 万元", "走访困难群众，慰问金17万元"),
    ("普法:宪法、民法典、慈善法,集中宣传 14 场", "普法方面，围绕宪法、民法典、慈善法开展集中宣传14场"),
    ("品牌:公司、社区、志愿者,服务内容 6 类", "品牌方面，公司、社区、志愿者，服务内容6类"),
    ("文明餐桌、文明交通:倡议书 3 份", "围绕文明餐桌、文明交通发出倡议书3份"),
    ("结对社区:梧桐街道映月社区、南浦街道双井社区", "结对社区为梧桐街道映月社区、南浦街道双井社区"),
    ("机关创成:节水型单位、无烟机关", "机关创成节水型单位、无烟机关"),
    ("好人:\"中国好人\"1名;\"安康好人\"6名;道德模范4名", "好人方面，有“中国好人”1名、“安康好人”6名、道德模范4名"),
    ("年均面积,是 2002 年的近 10 倍增长(\"翻了近10倍\")", "年均面积，是2002年的近10倍"),
]  # fmt: skip


@pytest.mark.parametrize(("note", "clause"), LINES, ids=[note for note, _ in LINES])
def test_a_note_line_becomes_a_clause_by_its_own_grammar(note: str, clause: str) -> None:
    found = ledger(f"- {note}")
    statement = found.statements[0]
    assert phrase(statement, found.of(statement), words_of(wording())).text == clause


@pytest.mark.parametrize("note", [note for note, _ in LINES])
def test_no_value_is_lost_added_or_changed(note: str) -> None:
    found = ledger(f"- {note}")
    statement = found.statements[0]
    text = phrase(statement, found.of(statement), words_of(wording())).text
    # a short quotation counts as a name; what is quoted here are measures, so the marks go
    stated, written = (
        {(figure.low, figure.high) for figure in figures.find(one.replace("“", "").replace("”", ""))}
        for one in (statement.text, text)
    )
    assert written == stated


NOTES = """---
report_type: 市级文明单位申报材料
unit: 云澜市青岚区民政局
period: 2024—2025年
date: 2026-03-12
target: 市级文明单位
---
## 荣誉
- 区级:"全区绩效考核优秀单位"(区委,2025年)
- 省级:"全省民政工作先进集体"(省民政厅,2024年)
## 组织领导
- 口号:建一流班子、带一流队伍
- 创建领导小组:组长=局长;成员=各科室负责人
- 创建任务分解 36 项,责任到科
## 宣传教育
- 专题学习 24 次
- 道德讲堂 8 期
## 志愿服务
- 志愿服务 126 场,注册志愿者 84 人
## 业务工作
### 社会救助
- 低保标准:由每人每月 735 元提高到 790 元
- 数据比对预警 2,865 条
### 养老服务
- 助餐点 46 个,2025年底
- 助餐点:2024年 38 个,2025年 44 个
"""


def job_of(found: Ledger, kind: str = "civilized-unit") -> Job:
    brief = found.brief
    chosen = kinds()[kind]
    return Job(
        found, chosen, brief.unit, brief.title, brief.target, brief.period, brief.date, brief.length or chosen.length
    )


def write(found: Ledger, kind: str = "civilized-unit") -> tuple[Outline, dict[str, Section]]:
    async def run() -> tuple[Outline, list[object]]:
        composer = Composer(wording())
        job = job_of(found, kind)
        outline = await composer.outline(job)
        events = [event async for event in composer.write(job, outline, outline.sections, _nothing, _no_findings)]
        return outline, list(events)

    outline, events = asyncio.run(run())
    assert [event.section for event in events if isinstance(event, SectionStarted)] == [
        one.id for one in outline.sections
    ]
    return outline, {event.section.id: event.section for event in events if isinstance(event, SectionFinished)}


def _nothing(query: str, role: str, lane: str) -> Sequence[object]:  # the composer asks for no passages
    raise AssertionError("the composer asked for exemplars")


def _no_findings(section: Section) -> Sequence[object]:
    return ()


def test_a_whole_report_has_title_lead_sections_and_closing() -> None:
    outline, sections = write(ledger(NOTES))
    assert outline.title == "云澜市青岚区民政局创建市级文明单位申报材料"
    assert outline.sections[0].id == "lead" and outline.sections[-1].id == "closing"
    assert all(section.text.strip() for section in sections.values())
    assert sections["lead"].heading == ""
    numbered = [section.heading for section in sections.values() if section.heading]
    assert [heading.partition("、")[0] for heading in numbered] == [numeral(n + 1) for n in range(len(numbered))]


def test_the_lead_has_the_honours_in_full_highest_level_first() -> None:
    lead = write(ledger(NOTES))[1]["lead"].text
    assert lead.startswith("2024—2025年，云澜市青岚区民政局")
    assert lead.index("“全省民政工作先进集体”（省民政厅，2024年）") < lead.index(
        "“全区绩效考核优秀单位”（区委，2025年）"
    )
    assert lead.endswith("：")


def test_every_fact_is_in_the_report_and_every_figure_in_the_notes() -> None:
    found = ledger(NOTES)
    text = "\n".join(section.text for section in write(found)[1].values())
    for fact in found.facts:
        if fact.type in {"metric", "honour", "document"}:
            assert fact.rendering in text, fact
    stated = {(figure.low, figure.unit) for statement in found.statements for figure in figures.find(statement.text)}
    for figure in figures.find(re.sub(r"〔[^〕]*〕", "", text)):
        assert any(figure.low == low for low, _ in stated), figure


def test_a_disputed_value_is_written_with_its_mark() -> None:
    text = "\n".join(section.text for section in write(ledger(NOTES))[1].values())
    assert "46个〔待核：要点.md 第" in text


def test_sections_the_notes_say_nothing_about_are_placeholders_if_required_and_absent_if_not() -> None:
    outline, sections = write(ledger("---\nunit: 某局\ntarget: 市级文明单位\n---\n## 组织领导\n- 专题研究 4 次\n"))
    required = {section.id for section in kinds()["civilized-unit"].sections if section.required}
    present = {section.id for section in outline.sections} - {"lead", "closing"}
    assert required <= present
    for section in sections.values():
        if section.state == "empty":
            assert section.text.startswith("〔待补：") and section.text.endswith("〕")


def test_headings_of_all_candidate_sets_run_in_parallel() -> None:
    outline = plan(job_of(ledger(NOTES)))
    assert len(outline.candidates) >= 3
    for headings in outline.candidates:
        assert len({len(heading) for heading in headings}) == 1, headings
        assert len({heading.count("，") for heading in headings}) == 1
        assert len({heading[:2] for heading in headings}) == len(headings), "a verb is repeated"


def test_nothing_is_told_twice_when_the_sheet_says_what_the_notes_say() -> None:
    from assistant.library.readers import read
    from assistant.notes import build_ledger

    notes = read("要点.md", "---\nunit: 某局\n---\n## 养老服务\n- 家庭养老床位 455 张\n".encode())
    sheet = read("指标.csv", "指标,数值（张）\n家庭养老床位,455\n".encode())
    _, sections = write(build_ledger([notes, sheet], wording()))
    assert "\n".join(section.text for section in sections.values()).count("455张") == 1


def test_the_sections_the_notes_ask_for_rule() -> None:
    found = ledger(NOTES.replace("target:", "sections: [组织机制, 宣教机制, 活动机制, 创建成果, 行风形象]\ntarget:"))
    topics = [section.topic for section in plan(job_of(found)).sections]
    assert topics[1:6] == ["组织机制", "宣教机制", "活动机制", "创建成果", "行风形象"]


def test_notes_without_unit_and_date_get_placeholders_never_a_guess() -> None:
    outline, sections = write(ledger("- 专题研究 4 次\n- 志愿服务 12 场\n"))
    assert "〔待补：单位名称〕" in outline.title
    assert "〔待补：单位名称〕" in sections["lead"].text


@pytest.mark.parametrize(
    ("unit", "own"),
    [
        ("滨海区民政局", "我局"),
        ("青岚区人民政府", "我区"),
        ("映月社区", "我社区"),
        ("市委文明办", "我办"),
        ("某某", "我单位"),
    ],
)
def test_what_a_unit_calls_itself(unit: str, own: str) -> None:
    assert self_name(unit) == own
    assert self_name(unit, person=True) == "该同志"


def test_a_title_that_was_asked_for_stays() -> None:
    found = ledger(NOTES.replace("unit:", "title: 我们的材料\nunit:"))
    assert make_title(job_of(found)) == "我们的材料"


def test_two_runs_give_the_same_report() -> None:
    assert write(ledger(NOTES)) == write(ledger(NOTES))


HONOUR_NOTES = [
    # line under 荣誉, what the lead says of it
    ('2024年9月,局获"全省教育工作先进集体"(省教育厅)', "先后获得“全省教育工作先进集体”（2024年9月，省教育厅）等"),
    ('2025年5月,实验小学被评为"全国特色学校"(教育部)', "实验小学获评“全国特色学校”（2025年5月，教育部）"),
    ('2023年12月,教师中心获市级"优秀教研机构"(市教育局)', "教师中心获评市级“优秀教研机构”（2023年12月，市教育局）"),
    ('教师中心 2024年获"市级青年文明号"(团市委)', "教师中心获评“市级青年文明号”（2024年，团市委）"),
    ('2022年被县委、县政府评为"抗疫先进集体"', "先后获得“抗疫先进集体”（县委、县政府，2022年）等"),
    ('2025年3月被水利部命名为"全国文明单位"', "“全国文明单位”（水利部，2025年3月）"),
]


@pytest.mark.parametrize(("line", "said"), HONOUR_NOTES, ids=[line for line, _ in HONOUR_NOTES])
def test_the_lead_says_who_was_given_what_by_whom_and_when(line: str, said: str) -> None:
    notes = f"---\nunit: 青岚区教育局\n---\n## 荣誉\n- {line}\n## 党建\n- 走访8户\n"
    text = "".join(section.text for section in write(ledger(notes), "advanced-collective")[1].values())
    assert said in text
