"""The difference of two texts: exact with every subset of its hunks, in pieces a reader would call one."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import any_texts, report_texts

from assistant.errors import NotAcceptable
from assistant.review import alignment
from assistant.review.alignment import common
from assistant.review.difference import Difference, alters, apply, difference
from assistant.review.words import sentences, words

_texts = st.one_of(report_texts, any_texts)


def changes(old: str, new: str) -> list[tuple[str, str]]:
    return [(hunk.old, hunk.new) for hunk in difference(old, new).hunks]


READ = (
    # a figure changes as a whole, with its unit, and by itself
    ("救助困难群众300人次。", "救助困难群众320人次。", [("300人次", "320人次")]),
    ("发放资金12.6万元。", "发放救助资金12.8万元。", [("", "救助"), ("12.6万元", "12.8万元")]),
    ("满意率96.4%。", "满意率97%。", [("96.4%", "97%")]),
    ("于2025年3月12日成立。", "于2025年4月2日成立。", [("2025年3月12日", "2025年4月2日")]),
    ("为全省第20个。", "为全省第21个。", [("第20个", "第21个")]),
    # names in quotation marks and titles are one
    ("获“全国文明单位”称号。", "获“全省文明单位”称号。", [("“全国文明单位”", "“全省文明单位”")]),
    ("印发《养老办法》。", "印发《养老服务办法》。", [("《养老办法》", "《养老服务办法》")]),
    ("使用OCR识别。", "使用OCR2识别。", [("OCR", "OCR2")]),
    # what was put in reads as a clause, not as “，狠抓落实”
    ("加强领导，强化监督。", "加强领导，狠抓落实，强化监督。", [("", "狠抓落实，")]),
    ("一是抓学习。二是抓作风。", "一是抓学习。新的一句。二是抓作风。", [("", "新的一句。")]),
    # words change as words, and what is only put in or taken out is shown alone
    ("扎实推进养老服务工作。", "扎实推动养老服务工作。", [("推进", "推动")]),
    ("优化营商环境。", "美化营商环境。", [("优化", "美化")]),
    ("服务老人。", "服务老人们。", [("", "们")]),
    ("成立领导小组。", "成立领导。", [("小组", "")]),
    ("扎实工作。", "扎实开展工作。", [("", "开展")]),
    ("相同。", "相同。", []),
    ("", "从无到有。", [("", "从无到有。")]),
    ("全部删去。", "", [("全部删去。", "")]),
    # next to nothing in common is nothing in common
    ("坚持人的发展", "推动的力量", [("坚持人的发展", "推动的力量")]),
)


@pytest.mark.parametrize(("old", "new", "hunks"), READ)
def test_a_change_reads_as_a_person_would_tell_it(old: str, new: str, hunks: list[tuple[str, str]]) -> None:
    assert changes(old, new) == hunks


FIGURES = (
    ("救助300人次。", "救助320人次。", True),
    ("救助300人次。", "救助近300人次。", True),
    ("救助300人次。", "救助300户次。", True),
    ("达到300人。", "不超过300人。", True),
    ("增长3.5%。", "下降3.5%。", True),
    ("增长3.5%。", "增长到3.5%。", True),
    ("人均500元。", "户均500元。", True),
    ("2024年完成。", "2025年完成。", True),
    ("全省首个。", "全省第二个。", True),
    ("受到好评。", "受到好评，覆盖12个镇。", True),
    ("受到好评，覆盖12个镇。", "受到好评。", True),
    ("救助300人次。", "扎实开展工作，救助300人次。", False),
    ("共服务老人300人次，受到好评。", "共服务老人300人次，广受好评。", False),
    ("加强领导。", "强化领导。", False),
)


@pytest.mark.parametrize(("old", "new", "figure"), FIGURES)
def test_a_hunk_says_whether_it_alters_a_figure_or_what_is_said_of_one(old: str, new: str, figure: bool) -> None:
    assert any(hunk.changes_figure for hunk in difference(old, new).hunks) is figure
    assert alters(old, new) is figure


@settings(max_examples=80, deadline=None)
@given(_texts, _texts, st.data())
def test_all_hunks_give_the_new_text_none_the_old_and_some_exactly_these(
    old: str, new: str, data: st.DataObject
) -> None:
    found = difference(old, new)
    numbers = [hunk.number for hunk in found.hunks]
    assert apply(found, numbers) == new
    assert apply(found, ()) == old
    chosen = data.draw(st.sets(st.sampled_from(numbers))) if numbers else set()
    # said once more in another way: from the new text, the hunks not chosen are taken back
    back = new
    for hunk in reversed(found.hunks):
        if hunk.number not in chosen:
            back = back[: hunk.new_start] + hunk.old + back[hunk.new_end :]
    assert apply(found, chosen) == back


@settings(max_examples=80, deadline=None)
@given(_texts, _texts)
def test_hunks_stand_where_they_say_in_order_apart_and_change_something(old: str, new: str) -> None:
    last = (-1, -1)
    for number, hunk in enumerate(difference(old, new).hunks, 1):
        assert hunk.number == number
        assert (old[hunk.start : hunk.end], new[hunk.new_start : hunk.new_end]) == (hunk.old, hunk.new)
        assert hunk.old != hunk.new
        assert hunk.start > last[0] and hunk.new_start > last[1]
        last = (hunk.end, hunk.new_end)


@given(_texts)
def test_sentences_and_words_joined_are_the_text(text: str) -> None:
    assert "".join(sentences(text)) == text
    assert "".join(words(text)) == text
    assert all(words(text)) and all(sentences(text))


_symbols = st.lists(st.sampled_from("甲乙丙"), max_size=14)


@given(_symbols, _symbols)
def test_the_common_pieces_are_common_in_order_and_as_many_as_there_can_be(old: list[str], new: list[str]) -> None:
    pairs = common(old, new)
    assert all(old[one] == new[other] for one, other in pairs)
    assert all(pair[0] < later[0] and pair[1] < later[1] for pair, later in pairwise(pairs))
    assert len(pairs) == _longest(old, new)


def _longest(old: list[str], new: list[str]) -> int:
    """The textbook table."""
    table = [[0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for row, one in enumerate(old):
        for column, other in enumerate(new):
            above, left = table[row][column + 1], table[row + 1][column]
            table[row + 1][column + 1] = table[row][column] + 1 if one == other else max(above, left)
    return table[-1][-1]


def test_beyond_the_bound_the_difference_is_coarse_and_still_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(alignment, "MOST_CELLS", 3)
    old, new = "开头甲乙丙丁结尾", "开头丁丙乙甲结尾"
    assert changes(old, new) == [("甲乙丙丁", "丁丙乙甲")]
    assert apply(difference(old, new), [1]) == new


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("甲" * 10_000, "乙甲" * 5_000),
        ("甲乙" * 5_000, "乙乙甲" * 3_334),
        ("甲。" * 5_000, "乙。甲。" * 2_500),
        ("7" * 10_000, "78" * 5_000),
        ("“" * 5_000, "《" * 5_000),
    ],
    ids=["one character", "two characters", "sentences", "digits", "unclosed marks"],
)
def test_ten_thousand_characters_of_the_worst_kind_end(old: str, new: str) -> None:
    found = difference(old, new)
    assert apply(found, range(1, len(found.hunks) + 1)) == new


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_hunk_there_is_not_is_refused(number: int) -> None:
    with pytest.raises(NotAcceptable, match="没有第"):
        apply(difference("甲。", "乙。"), [number])


def test_a_difference_of_nothing_has_no_hunks() -> None:
    assert difference("", "") == Difference("", "")
