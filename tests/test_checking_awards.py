"""An honour is the notes' only with its name, its level, its year, the one who gave it and the one who got it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import check_section
from assistant.knowledge import load_wording
from assistant.model import Brief, Finding, Ledger, Section, Source, Statement
from assistant.settings import shipped

NOTES = (
    "2024年9月，局获“全省河湖工作先进集体”（省水利厅）",
    "2025年3月被水利部命名为“全国节水型社会建设达标县”",
    "青石河管理站2023年被县委、县政府评为“先进基层党组织”",
    "县河长办获“省级绿色工厂”（省工业和信息化厅、省人力资源和社会保障厅）",
    "所带科室2024年获“市级青年文明号”（共青团市委）",
    "个人：韩疏影（人事股股长）2025年获市级优秀水利工作者",
    "2025年5月街道获评“市级文明街道”（市文明办）",
)
WORDING = load_wording(shipped("knowledge") / "wording")


def said_of(text: str) -> list[Finding]:
    statements = tuple(
        Statement(f"L{n:03d}", note, ("荣誉",), Source("要点.md", line=n), ()) for n, note in enumerate(NOTES, 1)
    )
    ledger = Ledger((), statements, brief=Brief(unit="青岚县水利局"))
    found = check_section(Section("s1", "", text), ledger, wording=WORDING, as_of=date(2026, 4, 26))
    return [one for one in found if one.rule == "FACT-02"]


@pytest.mark.parametrize(
    "text",
    (
        "我局获评“全省河湖工作先进集体”（省水利厅，2024年9月）。",
        "2024年，青岚县水利局荣获省水利厅“全省河湖工作先进集体”称号。",
        "县水利局先后获得“全省河湖工作先进集体”、“全国节水型社会建设达标县”等荣誉称号。",
        "我局被水利部命名为“全国节水型社会建设达标县”。",
        "2025年3月，本局被国家水利部命名为“全国节水型社会建设达标县”。",
        "青石河管理站2023年被中共青岚县委、县人民政府评为“先进基层党组织”。",
        "县河长办获评“省级绿色工厂”（省工信厅、省人社厅）。",
        "所带科室2024年荣获“市级青年文明号”（团市委）。",
        "韩疏影同志2025年获市级优秀水利工作者称号。",
        "人事股股长韩疏影被评为市级优秀水利工作者。",
        "我局争创“全国文明单位”，工作获得群众“好评”。",
    ),
)
def test_an_honour_told_as_the_notes_have_it_is_accepted(text: str) -> None:
    assert [(one.text, one.why) for one in said_of(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    (
        ("我局荣登“中国好人榜”。", "中国好人榜"),
        ("我局获评“全国最美医生”。", "全国最美医生"),
        ("我局被国家卫生健康委评为“全国最美街道”。", "全国最美街道"),
        ("该同志当选省劳动模范。", "省劳动模范"),
        ("我局入选“百县千站”名单。", "百县千站"),
        ("我局荣获全国优秀水利企业称号。", "全国优秀水利企业"),
        ("我局被认定为省级节水型机关。", "省级节水型机关"),
    ),
)
def test_an_honour_the_notes_lack_is_reported(text: str, name: str) -> None:
    assert any(name in one.text and name in one.why for one in said_of(text))


@pytest.mark.parametrize(
    ("text", "why"),
    (
        # who gave it
        ("我局被省水利厅命名为“全国节水型社会建设达标县”。", "授予单位“省水利厅”与要点不符：要点是“水利部”"),
        ("我局被国务院命名为“全国节水型社会建设达标县”。", "授予单位“国务院”"),
        ("我局获“全省河湖工作先进集体”（省政府，2024年9月）。", "授予单位“省政府”"),
        ("青石河管理站2023年被市委评为“先进基层党组织”。", "授予单位“市委”"),
        ("所带科室2024年获“市级青年文明号”（省妇联）。", "授予单位“省妇联”"),
        # who got it
        ("青石河管理站获“全省河湖工作先进集体”（省水利厅）。", "获得者与要点不符"),
        ("我局2023年被县委评为“先进基层党组织”。", "要点是“青石河管理站”"),
        ("本人2024年获“市级青年文明号”（共青团市委）。", "要点是“所带科室”"),
        ("副局长骆映雪2025年获市级优秀水利工作者。", "获得者与要点不符"),
        ("河道管理所被水利部命名为“全国节水型社会建设达标县”。", "要点没有说这项荣誉是“河道管理所”的"),
        ("2025年5月社区获评“市级文明街道”（市文明办）。", "要点是“街道”"),
        # level and year
        ("2025年5月街道获评“省级文明街道”（市文明办）。", "级别与要点不符"),
        ("县河长办获“国家级绿色工厂”。", "级别与要点不符"),
        ("韩疏影2025年获省级优秀水利工作者。", "级别与要点不符"),
        ("2024年街道获评“市级文明街道”（市文明办）。", "年份与要点不符"),
    ),
)
def test_another_giver_holder_level_or_year_is_reported(text: str, why: str) -> None:
    assert any(why in one.why for one in said_of(text)), [one.why for one in said_of(text)]
