"""Text rules over whole reports and over any text at all."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from text_rules import TODAY, findings, wording

import assistant.checking.text
from assistant.checking import RULES, TABLE
from assistant.checking.text import Part, text_findings
from assistant.checking.text.usage import usage
from assistant.errors import InputError
from assistant.knowledge import Wording

TRICKY = (
    "一二三十、。，；：“”《》（）()0123456789%年月日个项的了我局本该市区"
    "##××率达到以上近余\n \u3000\u202e\U0001f600\x00aA-~"
)


@settings(deadline=None, max_examples=120)
@given(st.text(alphabet=st.one_of(st.sampled_from(TRICKY), st.characters()), max_size=300))
def test_any_text_gives_findings_with_places_inside_it(text: str) -> None:
    for one in findings(text):
        assert 0 <= one.start < one.end <= len(text)
        assert one.text == text[one.start : one.end] and one.why and one.fix


def test_what_stands_in_two_sections_is_compared_and_placed_in_the_second() -> None:
    parts = [
        Part("s1#heading", "一、加强领导"),
        Part("s1", "全区收养登记率达到94%。"),
        Part("s2#heading", "三、强化宣传。"),
        Part("s2", "截至年底，全区收养登记率达到96%。"),
    ]
    found = {(one.rule, one.section) for one in text_findings(parts, wording(), TODAY)}
    assert {("FMT-09", "s2#heading"), ("FMT-08", "s2#heading"), ("QTY-12", "s2")} <= found


def test_half_width_marks_hide_nothing_from_the_other_rules() -> None:
    found = {one.rule for one in findings("通过开展培训,使素质提高,推行“有章程、有专班”的“四有”.")}
    assert {"FMT-20", "LEX-06", "QTY-16"} <= found


def test_a_clean_passage_has_nothing_to_raise() -> None:
    text = (
        "一、加强组织领导，压实创建责任\n我局成立创建领导小组，下设办公室。2024—2025年，召开专题会议12次，"
        "办结事项380件，办结率达到100%。\n二、丰富活动载体，提升服务水平\n一是开展志愿服务。组织活动36场，"
        "服务群众2100人次。二是开展走访慰问。走访困难家庭186户，发放慰问金18.6万元。"
    )
    assert not [one for one in findings(text) if one.severity != "hint"]


def test_every_rule_says_what_why_and_how() -> None:
    assert len(RULES) == len(TABLE)
    assert all(rule.what and rule.fix for rule in TABLE)


def test_every_listed_word_belongs_to_a_rule() -> None:
    table = usage(wording())
    assert {word.rule for word in table.words} | {formula.rule for formula in table.formulas} <= set(RULES)
    assert table.repeated and table.cross and table.duties


@pytest.mark.parametrize(
    "table",
    ({"words": []}, {"words": {"LEX-01": {"entries": [{"right": "好"}]}}}, {"words": {}, "doubled": "好"}),
)
def test_a_table_out_of_shape_is_refused_by_name(table: object) -> None:
    with pytest.raises(InputError, match=r"usage\.yaml"):
        usage(Wording(tables={"usage": table}))


def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern of the text rules, by the name it stands under."""
    found: list[tuple[str, re.Pattern[str]]] = []
    names = [f"assistant.checking.text.{one.name}" for one in pkgutil.iter_modules(assistant.checking.text.__path__)]
    for name in (*names, "assistant.checking.residue", "assistant.figures.computing", "assistant.figures.totals"):
        for key, value in vars(importlib.import_module(name)).items():
            several = value if isinstance(value, tuple) else (value,)
            for one in several:
                for pattern in (one, getattr(one, "pattern", None), getattr(one, "unless", None)):
                    if isinstance(pattern, re.Pattern):
                        found.append((f"{name}.{key}", pattern))
    return found


def _open_ended(pattern: re.Pattern[str]) -> bool:
    """A run without a limit that must end before something else, in a pattern that may begin anywhere: such a run is
    read again from each of its own characters, so that the time grows with the square of the text."""
    import re._constants as names
    import re._parser as parser

    def inside(parts: Any) -> bool:
        for place, (kind, value) in enumerate(parts):
            if kind in (names.MAX_REPEAT, names.MIN_REPEAT):
                behind = parts[place + 1][0] if place + 1 < len(parts) else None
                if value[1] is names.MAXREPEAT and behind in (names.ASSERT, names.ASSERT_NOT):
                    return True
                if inside(value[2]):
                    return True
            inner = [value[3]] if kind is names.SUBPATTERN else value[1] if kind is names.BRANCH else []
            if any(map(inside, inner)):
                return True
        return False

    parsed = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    bound_to_a_place = parsed[0][0] in (names.AT, names.ASSERT, names.ASSERT_NOT) if len(parsed) else True
    return not bound_to_a_place and inside(parsed)


def test_no_pattern_reads_a_run_again_from_each_of_its_characters() -> None:
    assert len(_patterns()) > 100
    assert [name for name, pattern in _patterns() if _open_ended(pattern)] == []


def test_the_guard_knows_such_a_pattern() -> None:
    assert _open_ended(re.compile("#{2,}(?=[省市])")) and not _open_ended(re.compile("#{2,40}(?=[省市])"))


def _steps(text: str) -> int:
    """How many lines of Python run, which no other load on the machine changes."""
    count = 0

    def count_lines(frame: FrameType, event: str, _: object) -> object:
        nonlocal count
        count += event == "line"
        return count_lines

    sys.settrace(count_lines)
    try:
        findings(text)
    finally:
        sys.settrace(None)
    return count


@pytest.mark.parametrize(
    "seed",
    (
        "我局本局，",
        "“甲、乙，丙”",
        "1个、",
        "）",
        "（以下简称“甲”）",
        "一是甲。",
        "建建设",
        "由1人增加到2人，",
        "\n",
        "《甲乙》（国发〔2020〕1号）",
        "总书记强调：“甲乙丙丁戊己”",
        "我局把方便群众办事作为工作的出发点和落脚点。",
    ),
)
def test_work_grows_no_faster_than_the_text(seed: str) -> None:
    findings("")  # what is read once is not counted
    fixed, short, long = _steps(""), _steps(seed * 200), _steps(seed * 800)
    assert long - fixed <= 5 * (short - fixed) + 2000
