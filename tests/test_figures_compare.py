"""Does the draft state the figure of the note? The same, only weaker, or something else."""

from __future__ import annotations

import pytest

from assistant.figures import Match, compare, find, match

SAME = (
    ("受理诉求3.6万余件", "受理诉求36000余件"),
    ("办结率99.20%", "办结率99.2%"),
    ("办结率97.5%", "办结率百分之九十七点五"),
    ("走访二百一十六户", "走访216户"),
    ("占地2.5公顷", "占地25000平方米"),
    ("绿化15万㎡", "绿化15万平方米"),
    ("道路24公里", "道路24千米"),
    ("补助12万元", "补助120000元"),
    ("总投资2亿3千万元", "总投资2.3亿元"),
    ("培训３２０人次", "培训320人次"),
    ("登记2,460户", "登记2460户"),
    ("约500人参加", "500人左右参加"),
    ("超过30家", "30余家"),
    ("逾2万人", "超2万人"),
    ("三五百人", "300—500人"),
    ("十几名", "10余名"),
    ("入住率八成", "入住率80%"),
    ("收入增长0.5倍", "收入增长50%"),
    ("产量翻一番", "产量增长100%"),
    ("四分之三的社区", "75%的社区"),
    ("师生比1:15", "师生比1∶15"),
    ("控制在3起以内", "不超过3起"),
    ("示范社区 16", "示范社区16个"),
    ("最低零下12摄氏度", "最低-12℃"),
    ("会议 -14.1%", "会议数量减少14.1%"),
    ("GDP +10.1%", "GDP增长10.1%"),
    ("社区12个、村30个", "村30个、社区12个"),
    ("第三届、第20个", "第三届、第二十个"),
    ("2025年救助86人", "全年救助86人"),
    ("加强组织领导", "强化组织领导"),
)

WEAKER = (
    ("近40人取证", "40人取证"),
    ("30余篇被采用", "30篇被采用"),
    ("投入260万元", "投入260余万元"),
    ("达标率95%以上", "达标率95%"),
    ("达标率95%以上", "达标率超过95%"),
    ("面积1150.6平方米", "面积1150平方米"),
    ("覆盖面38.56%", "覆盖面38.6%"),
    ("三分之一的村", "33.3%的村"),
    ("研讨会30次", "研讨会30场"),
    ("控制在3起以内", "控制在3起"),
)

DIFFERENT = (
    ("近500万元", "500余万元"),
    ("不足8%", "8%以上"),
    ("投入400万元", "投入400元"),
    ("服务1.2万小时", "服务1.2小时"),
    ("满意率92%", "满意率95%"),
    ("善款68.4万元", "善款64.8万元"),
    ("接待86人次", "接待86人"),
    ("检查120家次", "检查120家"),
    ("提高2.4个百分点", "提高2.4%"),
    ("浓度28微克/立方米", "浓度28毫克/立方米"),
    ("增长2倍", "增长到原来的2倍"),
    ("翻两番", "增长两倍"),
    ("信访量下降9%", "信访量上升9%"),
    ("发文 -19.4%", "发文增长19.4%"),
    ("户均增收1200元", "人均增收1200元"),
    ("同比增长6%", "环比增长6%"),
    ("每周一次", "每月一次"),
    ("每年召开两次", "每季度召开两次"),
    ("低保620户1130人", "低保1130户620人"),
    ("12个社区、30个村", "30个社区、12个村"),
    ("12个社区、30个村", "12个村、30个社区"),
    ("由82%提高到95%", "由95%提高到82%"),
    ("救助金80万元、慰问金20万元", "救助金20万元、慰问金80万元"),
    ("2025年救助86人", "2023年救助86人"),
    ("上半年办理40件", "下半年办理40件"),
    ("第五届模范", "第六届模范"),
    ("二等奖", "一等奖"),
    ("师生比1:12", "师生比12:1"),
    ("省级示范点2处", "国家级示范点2处"),
    ("走访86户", "走访86户、慰问100人"),
    ("最低零下12摄氏度", "最低12摄氏度"),
    ("126件", "126万件"),
)


@pytest.mark.parametrize(("note", "draft"), SAME)
def test_the_same_figure_in_other_words(note: str, draft: str) -> None:
    answer = compare(note, draft)
    assert (answer.same, answer.lossy, answer.why) == (True, False, "")


@pytest.mark.parametrize(("note", "draft"), WEAKER)
def test_the_number_stays_but_its_qualifier_or_precision_does_not(note: str, draft: str) -> None:
    answer = compare(note, draft)
    assert (answer.same, answer.lossy) == (False, True)
    assert answer.why


@pytest.mark.parametrize(("note", "draft"), DIFFERENT)
def test_another_figure_or_another_thing(note: str, draft: str) -> None:
    answer = compare(note, draft)
    assert (answer.same, answer.lossy) == (False, False)
    assert answer.why


@pytest.mark.parametrize(
    ("note", "draft", "kind"),
    [
        ("近300万元", "近300万元", Match.SAME),
        ("近300万元", "300万元", Match.WEAKER),
        ("近300万元", "300余万元", Match.DIFFERENT),
        ("12人", "12名", Match.SAME),
        ("12人", "12人次", Match.DIFFERENT),
        ("126543人", "12.65万人", Match.WEAKER),
        ("126543人", "13.65万人", Match.DIFFERENT),
        ("1280人", "1300人", Match.DIFFERENT),
    ],
)
def test_two_figures(note: str, draft: str, kind: Match) -> None:
    (one,), (other,) = find(note), find(draft)
    assert match(one, other) is kind
