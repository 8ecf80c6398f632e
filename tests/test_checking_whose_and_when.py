"""Who holds an office, when something was done, and which way a figure went: as the notes have it."""

from __future__ import annotations

import pytest
from ledgers import ledger

from assistant.checking import check_section
from assistant.model import Section

NOTES = """---
unit: 云溪区民政局
period: 2024—2025年
target: 市级文明单位
---
# 创建市级文明单位要点
- 创建领导小组:组长=党组书记、局长 陆景和;副组长=班子成员
- 个人:市级劳动模范 1 人(养老服务科 沈知遥同志,2025年4月,市总工会)
- 省级:2025年婚姻登记中心获评"全省巾帼文明岗"(省妇联,2025年3月)
- 2024年党纪学习教育、2025年深入贯彻中央八项规定精神学习教育 都做了
- 志愿服务周期 2022—2024年,志愿服务 126 场
- 孤儿 2024年 143 人,2025年 138 人
- 新命名道路 112 条
- 党员 52 人(机关 30、直属 22)
"""
WRONG = (
    ("低保标准由每人每月735元提高到790元（2024年7月起）。", "2024年7月"),
    ("评出市级文明家庭6人。", "6人"),
    ("资助困难教师3275人次。", "3275人次"),
    ("参与县级课题3项。", "3项"),
    ("局长沈知遥到社区调研。", "局长沈知遥"),
    ("副局长陆景和带队走访。", "副局长陆景和"),
    ("陆景和任创建领导小组副组长。", "副组长"),
    ("养老服务科科长沈知遥获市级劳动模范称号。", "科长沈知遥"),
    ("2023年，云溪区民政局推进创建。", "2023年"),
    ("2025年扎实开展党纪学习教育。", "2025年"),
    ("2024年深入贯彻中央八项规定精神学习教育。", "2024年"),
    ("2021—2024年志愿服务126场。", "2021—2024年"),
    ("孤儿由2024年的143人增加到2025年的138人。", "增加到"),
    ("撤销道路112条。", "112条"),
    ("党员52人（机关30人、直属22户）。", "22户"),
    ("婚姻登记中心是全国巾帼文明岗。", "全国巾帼文明岗"),
    ("婚姻登记中心获“全省巾帼文明岗”（省妇联，2025年8月）。", "2025年8月"),
    ("婚姻登记中心获“全省巾帼文明岗”（省妇联，2024年3月）。", "2024年3月"),
    ("我局被评为市级文明单位。", "市级文明单位"),
)
RIGHT = (
    "由党组书记、局长陆景和任组长，班子成员任副组长。",
    "局长陆景和多次到社区调研。",
    "养老服务科沈知遥同志2025年获市级劳动模范称号。",
    "两年来，云溪区民政局推进创建。",
    "2024年开展党纪学习教育，2025年开展深入贯彻中央八项规定精神学习教育。",
    "2022—2024年志愿服务126场。",
    "孤儿由2024年的143人减少到2025年的138人。",
    "新命名道路112条。",
    "党员52人（机关30人、直属22人）。",
    "婚姻登记中心获“全省巾帼文明岗”（省妇联，2025年3月）。",
    "婚姻登记中心是全省巾帼文明岗。",
    "我局以创建市级文明单位为目标，对照市级文明单位的要求推进工作。",
)


def accused(text: str) -> list[tuple[int, int, str]]:
    found = check_section(Section("s1", "", text), ledger(NOTES))
    return [(one.start, one.end, one.why) for one in found if one.rule in ("FACT-01", "FACT-02", "FACT-04")]


@pytest.mark.parametrize(("text", "words"), WRONG)
def test_what_the_notes_say_otherwise_is_found_at_its_place(text: str, words: str) -> None:
    at = text.index(words)
    assert [one for one in accused(text) if one[0] < at + len(words) and at < one[1]], accused(text)


@pytest.mark.parametrize("text", RIGHT)
def test_what_the_notes_say_is_not_accused(text: str) -> None:
    assert accused(text) == []
