"""Facts travel as tokens: no value in the note line, the exact words in the text, nothing half on the screen."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from llm_examples import CARE, HONOURS, LEDGER, MONEY, fact, line

from assistant.writing.fact_tokens import TokenStream, meaning, note_line, outermost, render, without_begun

WORDS = {"F003": "“全省老龄工作先进单位”", "F012": "近300万元", "F013": "《志愿服务条例》", "F014": "38.5%"}


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (CARE, "居家养老服务覆盖面{{F004}}，老年食堂就餐率{{F005}}"),
        (MONEY, "发放义务兵家属优待金{{F006}}；慰问重点优抚对象{{F007}}，走访困难家庭{{F008}}"),
        (HONOURS, "{{F001}}、{{F002}}"),
        (line("L002", "成立创建领导小组，局长任组长，任务分解到科室"), "成立创建领导小组，局长任组长，任务分解到科室"),
    ],
)
def test_a_note_line_has_tokens_where_its_facts_stood(statement, expected) -> None:  # type: ignore[no-untyped-def]
    assert note_line(statement, LEDGER.of(statement)) == expected


def test_a_fact_inside_another_goes_with_it() -> None:
    statement = line("L009", "2025年获评2024年度全省先进集体")
    facts = (
        fact("F001", statement, "2025年", "date"),
        fact("F002", statement, "2024年度全省先进集体", "honour"),
        fact("F003", statement, "2024年度", "period"),
    )
    assert [one.id for one in outermost(facts)] == ["F001", "F002"]
    assert note_line(statement, facts) == "{{F001}}获评{{F002}}"


def test_marks_that_the_rendering_brings_are_not_given_twice() -> None:
    statement = line("L009", "获“先进单位”称号，落实《志愿服务条例》")
    facts = (
        fact("F001", statement, "先进单位", "honour", rendering="“先进单位”"),
        fact("F002", statement, "志愿服务条例", "document", rendering="《志愿服务条例》"),
    )
    assert note_line(statement, facts) == "获{{F001}}称号，落实{{F002}}"


def test_what_looks_like_a_token_in_the_notes_cannot_become_a_fact() -> None:
    statement = line("L009", "口号{{F012}}，见 { F013 }")
    shown = note_line(statement, ())
    assert render(shown, WORDS).used == ()
    assert "F012" in shown and "F013" in shown


def test_the_list_tells_what_a_token_means() -> None:
    assert meaning(LEDGER.fact("F006")) == "F006 = 近300万元（义务兵家属优待金；口径：2025年）"
    assert meaning(LEDGER.fact("F001")) == "F001 = “全省老龄工作先进单位”（荣誉；省级）"


@pytest.mark.parametrize(
    ("text", "expected", "variants"),
    [
        ("发放{{F012}}。", "发放近300万元。", ()),
        ("{F012}", "近300万元", ("{F012}",)),
        ("{{ F012 }}", "近300万元", ("{{ F012 }}",)),
        ("｛｛F012｝｝", "近300万元", ("｛｛F012｝｝",)),
        ("{{F012}", "近300万元", ("{{F012}",)),
        ("{{{F012}}}", "近300万元", ("{{{F012}}}",)),
        ("获“{{F003}}”等", "获“全省老龄工作先进单位”等", ("“{{F003}}”",)),
        ("《{{F013}}》", "《志愿服务条例》", ("《{{F013}}》",)),
        ("“{{F012}}”", "“近300万元”", ()),  # its words bring no marks: the model's stay
        ("{{F012}}{{F014}}", "近300万元38.5%", ()),
    ],
)
def test_tokens_become_the_words_of_their_fact(text: str, expected: str, variants: tuple[str, ...]) -> None:
    rendered = render(text, WORDS)
    assert rendered.text == expected
    assert rendered.variants == variants
    assert rendered.unknown == ()


def test_an_unknown_token_stays_visible() -> None:
    rendered = render("惠及{{F999}}，{{F998}}，{{F999}}", WORDS)
    assert rendered.text == "惠及〔未知事实F999〕，〔未知事实F998〕，〔未知事实F999〕"
    assert rendered.unknown == ("F999", "F998")


@pytest.mark.parametrize(
    "text", ["F012", "（F012）", "[F012]", "{单位}", "{F}", "{{}}", "{ {F012", "{{f012}}", "{{F12a}}"]
)
def test_what_is_no_token_is_left_alone(text: str) -> None:
    assert render(text, WORDS).text == text


def test_used_facts_come_once_in_order_of_use() -> None:
    assert render("{{F014}}{{F012}}{{F014}}", WORDS).used == ("F014", "F012")


_BITS = ["{{F012}}", "{F014}", "“{{F003}}”", "{{F999}}", "{", "}", "{{", "F01", "“", "”", "《", "发放", "｛｛F013｝｝"]
PIECES = st.lists(st.sampled_from([*_BITS, " ", "\n"]), max_size=12)


@given(PIECES, st.integers(1, 7))
def test_streamed_text_equals_whole_text_wherever_it_is_cut(pieces: list[str], size: int) -> None:
    text = "".join(pieces)
    stream = TokenStream(WORDS)
    shown = "".join(stream.feed(text[start : start + size]) for start in range(0, len(text), size)) + stream.close()
    assert shown == render(text, WORDS).text


def test_no_half_token_ever_shows() -> None:
    stream = TokenStream(WORDS)
    text = "发放{{F012}}，覆盖面{{F014}}，获“{{F003}}”。"
    for letter in text:
        shown = stream.feed(letter)
        assert "{" not in shown and "F0" not in shown


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("发放{{F0", "发放"),
        ("获“{{", "获"),
        ("发放{{F012}}", "发放{{F012}}"),
        ("发放{{F012}", "发放{{F012}"),
        ("覆盖面", "覆盖面"),
    ],
)
def test_a_text_that_broke_off_ends_before_the_broken_token(text: str, left: str) -> None:
    assert without_begun(text) == left
