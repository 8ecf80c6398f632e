"""Persons of a draft are those of the notes, spelled as there, in the posts they have there."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.checking import check_section
from assistant.model import Brief, Finding, Ledger, Section, Source, Statement

NOTES = (
    "局党组书记、局长 温柏川；副局长 尹若溪（分管安全）",
    "县人民医院急诊科护士长 乔念薇 协助建立分诊制度，韩疏影现任副主任医师",
    "董事长蒲云峤，安全总监柯望舒",
)


def said_of(text: str) -> list[Finding]:
    statements = tuple(Statement(f"L{n}", note, (), Source("要点.md", line=n), ()) for n, note in enumerate(NOTES, 1))
    ledger = Ledger((), statements, brief=Brief(unit="临溪区教育局"))
    found = check_section(Section("s1", "", text), ledger, as_of=date(2026, 4, 26))
    return [one for one in found if one.rule == "FACT-02"]


@pytest.mark.parametrize(
    "text",
    (
        "局党组书记、局长温柏川主持会议，副局长尹若溪分管安全。",
        "护士长乔念薇协助建立分诊制度。温柏川同志带队检查。",
        "安全总监柯望舒、董事长蒲云峤出席。",
        "韩疏影是急诊科副主任医师。",
        "局长高度重视，副局长全程参与，各科长向全体职工传达，医生安全意识增强，教师时刻关心学生。",
        "居民广泛参与，志愿者温暖人心，老师和学生、医生和护士都满意，书记任组长，班长成为骨干。",
    ),
)
def test_persons_as_in_the_notes_and_plain_prose_are_accepted(text: str) -> None:
    assert [(one.text, one.why) for one in said_of(text)] == []


@pytest.mark.parametrize(
    ("text", "name"),
    (
        ("副局长周晓明分管防汛。", "周晓明"),
        ("护士长王建国协助建立分诊制度。", "王建国"),
        ("安全总监王建国到场。", "王建国"),
        ("总经理王建国到场。", "王建国"),
        ("医生张海涛连续奋战三昼夜。", "张海涛"),
        ("王秀英大妈带头参加。", "王秀英"),
        ("骆映雪同志到社区调研。", "骆映雪"),
        ("居民骆映雪带头参加。", "骆映雪"),
        ("会上表扬了局长周晓明", "周晓明"),
    ),
)
def test_a_person_the_notes_lack_is_reported(text: str, name: str) -> None:
    assert any(one.text == name and name in one.why for one in said_of(text)), said_of(text)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    (
        ("副局长尹若曦分管安全。", "尹若曦", "尹若溪"),
        ("局长温博川主持。", "温博川", "温柏川"),
        ("护士长桥念薇协助建立分诊制度。", "桥念薇", "乔念薇"),
        ("我们向柯望书学习。", "柯望书", "柯望舒"),
    ),
)
def test_a_name_one_character_off_is_told_with_the_right_one(text: str, wrong: str, right: str) -> None:
    assert any(one.text == wrong and f"要点是“{right}”" in one.why for one in said_of(text)), said_of(text)


@pytest.mark.parametrize(
    ("text", "why"),
    (
        ("局长尹若溪主持会议。", "要点没有说尹若溪是局长，任局长的是温柏川"),
        ("副局长温柏川分管安全。", "要点没有说温柏川是副局长"),
        ("董事长柯望舒出席。", "要点没有说柯望舒是董事长"),
        ("急诊科副主任乔念薇协助建立分诊制度。", "要点没有说乔念薇是副主任"),
        ("韩疏影现任主任医师。", "要点是“副主任医师”"),
    ),
)
def test_a_post_or_title_other_than_the_notes_is_reported(text: str, why: str) -> None:
    assert any(why in one.why for one in said_of(text)), [one.why for one in said_of(text)]
