"""References are freed of what a website put around them, and punctuated as Chinese; notes never are."""

from __future__ import annotations

import pytest

from assistant.library.readers import read, tidy_reference
from assistant.library.readers.reference import full_width

PAGE = """首页 > 文章中心 > 正文

凝心聚力树新风市文明单位申报材料

前言:本站为你精心整理了凝心聚力树新风市文明单位申报材料范文,欢迎咨询。

凝心聚力树新风市文明单位申报材料

近年来,我局坚持为民服务(含社区),走访1,280户,满意率98.6%,获“先进集体”称号.

一、组织有力

成立领导小组.
上一篇：某局总结
版权所有 某某网
"""


def test_a_page_of_a_website_becomes_the_report_in_it() -> None:
    document = tidy_reference(read("范文.txt", PAGE.encode()))
    assert [(block.kind, block.level, block.text) for block in document.blocks] == [
        ("heading", 1, "凝心聚力树新风市文明单位申报材料"),
        ("paragraph", 0, "近年来，我局坚持为民服务（含社区），走访1,280户，满意率98.6%，获“先进集体”称号。"),
        ("heading", 1, "一、组织有力"),
        ("paragraph", 0, "成立领导小组。"),
    ]


def test_what_was_left_out_is_said() -> None:
    warning, again = tidy_reference(read("范文.txt", PAGE.encode())).warnings
    assert again == "标题“凝心聚力树新风市文明单位申报材料”重复，只留一处"
    for word in ("首页 > 文章中心 > 正文", "本站为你精心整理", "上一篇", "版权所有"):
        assert word in warning


def test_the_number_of_a_document_is_no_title() -> None:
    page = "云民规字〔2025〕2号\n\n关于印发救助标准的通知\n\n云民规字〔2025〕2号\n\n各区民政局：\n"
    assert tidy_reference(read("通知.txt", page.encode())).text().count("〔2025〕2号") == 2


def test_notes_are_read_as_they_stand() -> None:
    assert "近年来,我局坚持为民服务(含社区)" in read("要点.txt", PAGE.encode()).text()


@pytest.mark.parametrize(
    "line",
    [
        "当前位置：首页 > 政务公开 > 工作总结",
        "首页>新闻>正文",
        "新闻中心 > 通知公告 > 正文",
        "您当前所在的位置： 首页 > 政务服务 > 重点服务",
        "【字体： 大 中 小 】",
        "关注 · 石桥政府网",
        "- - - - -",
        "【打印本页】",
        "关闭窗口",
        "上一篇：某局工作总结",
        "分享到：微信 微博",
        "责任编辑：张三",
        "浏览次数：1024",
        "发布时间：2024-03-05 来源：某网",
        "相关推荐",
        "苏ICP备12345678号",
        "本文来源于某某范文网",
        "转载请注明出处",
    ],
)
def test_lines_of_websites_go(line: str) -> None:
    document = tidy_reference(read("范文.txt", f"{line}\n本局共有干部 86 人。\n".encode()))
    assert document.text() == "本局共有干部 86 人。"


@pytest.mark.parametrize(
    "line",
    [
        "本站共有职工 30 人，是一个供水泵站。",
        "编辑出版《石桥水务志》2 册。",
        "关注老年人、儿童、残疾人等群体的用水需求。",
        "字体：标题用小标宋，正文用仿宋。",
        "位置偏远的村组全部通水。",
        "打印社规范整治 12 家。",
        "首页公开政务信息 300 条。",
        "字体工整、装订规范的台账 12 本。",
        "关闭小散乱企业 12 家。",
        "来源：全区统计年鉴",
        "满意率由 95%>90% 提高。",
    ],
)
def test_lines_of_reports_stay(line: str) -> None:
    document = tidy_reference(read("范文.txt", f"本局共有干部 86 人。\n{line}\n".encode()))
    assert line in document.text()
    assert document.warnings == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走访群众,慰问老人", "走访群众，慰问老人"),
        ("走访1,280户", "走访1,280户"),
        ("上午9:30开会", "上午9:30开会"),
        ("网址 http://a.cn/b,c", "网址 http://a.cn/b,c"),
        ("达到90%,同比增长5.2%.", "达到90%，同比增长5.2%."),
        ("做到“有人管”,“有人问”.", "做到“有人管”，“有人问”。"),
        ("文明科室(岗位)争创", "文明科室（岗位）争创"),
        ("全区(2024)年", "全区（2024）年"),
        ("使用GB/T 9704(2012)", "使用GB/T 9704(2012)"),
        ("一是好;二是快!", "一是好；二是快！"),
        ("情况总结如下:", "情况总结如下："),
        ("Visited 300 homes, twice.", "Visited 300 homes, twice."),
        ("3.5万元.其中", "3.5万元。其中"),
    ],
)
def test_full_width(text: str, expected: str) -> None:
    assert full_width(text) == expected


def test_full_width_changes_nothing_twice() -> None:
    once = full_width(PAGE)
    assert full_width(once) == once
