"""Whatever the text: no crash, offsets that fit, values that survive being written in another way."""

from __future__ import annotations

import json
from itertools import pairwise

from cn2an import an2cn
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.figures import Match, compare, find, match, ordinals, times

_WORDS = """
0 1 12 2025 1,280 3.5 １２ 一 二 两 三 十 百 千 万 亿 零 廿 几 数 余 多 近 约 超过 以上 % ％ 个 个百分点 元 人次
年 月 日 第 届 分之 百分之 点 : ： - — ～ 至 到 + × / . ， 。 、 “ ” 《 》 " ( ) （ ）
半 番 翻 成 倍 每 是 比 a km ㎡ 社区
"""
_PIECES = st.sampled_from([*_WORDS.split(), " ", "\n", "\t", "\ufffc", "\x00"])
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))


@settings(max_examples=400, deadline=None)
@given(_TEXTS)
def test_any_text_is_read(text: str) -> None:
    for spans in (find(text), times(text), ordinals(text)):
        assert all(text[span.start : span.end] == span.text and span.text for span in spans)
        assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(figure.low <= figure.high for figure in find(text))
    assert all(match(figure, figure) is Match.SAME for figure in find(text))
    assert compare(text, text).same


@settings(max_examples=200, deadline=None)
@given(st.integers(min_value=2, max_value=99_999_999))
def test_a_number_is_the_same_in_digits_and_in_words(number: int) -> None:
    (digits,), (words,), (grouped,) = find(f"救助{number}人"), find(f"救助{an2cn(number)}人"), find(f"救助{number:,}人")
    assert digits.low == words.low == grouped.low == number
    assert match(digits, words) is match(digits, grouped) is Match.SAME


def test_a_long_run_of_anything_is_read_to_its_end() -> None:
    """Two million characters; with a grammar that looks back over what it read, this would not finish."""
    for piece in ("1", "一", "百分之", "1:", "a1", "2025年", "“", "1 "):
        text = piece * (200_000 // len(piece)) + "。近300万元"
        assert find(text)[-1].text == "近300万元", json.dumps(piece)
    assert find("1" * 2_000_000 + "，5户")[-1].text == "5户"
