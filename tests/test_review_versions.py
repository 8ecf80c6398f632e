"""Versions: each follows one other, none changes; rounds; who brought in a figure."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from review_parts import DRAFTER, at, history, write

from assistant.errors import EditConflict, NotAcceptable, StoreError
from assistant.figures import find
from assistant.review.canonical import canonical, digest, moment
from assistant.review.versions import (
    History,
    authors,
    changed_by,
    comings,
    content_hash,
    difference_of,
    first,
    follow,
    intact,
    introduced,
    next_round,
    restore,
    round_name,
)


def test_equal_content_has_one_hash_and_every_version_its_own_id() -> None:
    told = history("甲。", "乙。", "甲。")
    one, other, again = told.versions
    assert one.content == again.content == content_hash("一、加强领导", "甲。") != other.content
    assert len({version.id for version in told.versions}) == 3
    assert (one.parent, other.parent, again.parent) == ("", one.id, other.id)


def test_the_heading_belongs_to_the_content_and_runs_not_into_the_text() -> None:
    assert content_hash("甲", "乙") != content_hash("甲乙", "") != content_hash("", "甲乙")


def test_the_hash_is_that_of_the_canonical_bytes() -> None:
    assert canonical({"b": 1, "a": "甲"}) == b'{"a":"\\u7532","b":1}'
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    assert len(digest("\ud800")) == 64  # half a character, as some old files have it


def test_a_time_is_a_point_in_time() -> None:
    beijing = datetime.timezone(datetime.timedelta(hours=8))
    assert moment(datetime.datetime(2026, 3, 2, 20, tzinfo=beijing)) == moment(at())
    with pytest.raises(ValueError, match="zone"):
        moment(datetime.datetime(2026, 3, 2))


@pytest.mark.parametrize(
    "name", ["text", "heading", "author", "at", "origin", "asked_by", "source", "parent", "section"]
)
def test_nothing_a_version_says_can_be_changed_unnoticed(name: str) -> None:
    told = history("甲。", "乙。")
    forged = replace(told.head, **{name: "import" if name == "origin" else "别的"})
    assert not intact(forged)
    with pytest.raises(StoreError, match="不完整"):
        History((told.versions[0], forged))


def test_a_version_cannot_be_taken_out_of_the_middle() -> None:
    told = history("甲。", "乙。", "丙。")
    with pytest.raises(StoreError):
        History((told.versions[0], told.versions[2]))
    with pytest.raises(StoreError):
        History(told.versions[1:])


def test_only_the_head_can_be_followed() -> None:
    told = history("甲。", "乙。")
    with pytest.raises(EditConflict):
        follow(told.head, told.versions[0].id, write("丙。"))
    assert follow(told.head, told.head.id, write("丙。")).parent == told.head.id


def test_restoring_is_a_new_version_that_tells_where_it_is_from() -> None:
    told = history("甲。", "乙。")
    back = restore(told, told.versions[0].id, told.head.id, "u3", at(9))
    assert (back.text, back.origin, back.source, back.author) == ("甲。", "restore", told.versions[0].id, "u3")
    assert History((*told.versions, back)).head.text == "甲。"
    with pytest.raises(EditConflict):
        restore(told, told.versions[0].id, told.versions[0].id, "u3", at(9))
    with pytest.raises(NotAcceptable):
        restore(told, "0" * 64, told.head.id, "u3", at(9))


def test_authors_are_all_who_wrote_since_the_last_approval() -> None:
    start = first("r1", "s1", write("甲。", "machine", 0, origin="machine", asked_by="u1"))
    second = follow(start, start.id, write("甲乙。", "u3", 1))
    same = follow(second, second.id, write("甲乙。", "u4", 2))
    told = History((start, second, same))
    assert authors(told) == {"u1", "u3"}  # whoever had it written is one; who saved it unchanged is none
    assert authors(told, start.id) == {"u3"}
    assert authors(told, same.id) == frozenset()
    assert authors(History(())) == frozenset()


def test_what_did_the_leader_change() -> None:
    told = history("救助300人。", ("u4", "救助320人。"), ("u1", "共救助320人。"), ("u4", "共救助320人。"))
    ((version, change),) = changed_by(told, "u4")
    assert version == told.versions[1]
    assert [(hunk.old, hunk.new) for hunk in change.hunks] == [("300人", "320人")]
    assert changed_by(told, "u9") == ()
    assert len(difference_of(told, told.versions[0].id, told.head.id).hunks) == 2


def test_who_introduced_this_figure() -> None:
    told = history(
        "发放资金。",
        ("u2", "发放资金2.6万元。"),
        ("u1", "发放救助资金26000元。"),  # the same, written otherwise
        ("u3", "发放救助资金。"),
        ("u4", "发放救助资金2.6万元。"),
    )
    (figure,) = find("2.6万元")
    assert [(one.version.author, one.gone) for one in comings(told, figure)] == [
        ("u2", told.versions[3].id),
        ("u4", ""),
    ]
    found = introduced(told, figure)
    assert found is not None and found.version == told.head
    assert introduced(History(told.versions[:4]), figure) is None
    assert introduced(told, find("2.7万元")[0]) is None


@pytest.mark.parametrize(
    ("number", "name"),
    [(1, "一稿"), (2, "二稿"), (10, "十稿"), (12, "十二稿"), (20, "二十稿"), (35, "三十五稿"), (99, "九十九稿")],
)
def test_rounds_are_named_as_offices_name_them(number: int, name: str) -> None:
    assert round_name(number) == name


@pytest.mark.parametrize("number", [0, 100])
def test_there_is_no_round_without_a_name(number: int) -> None:
    with pytest.raises(ValueError, match="round"):
        round_name(number)


def test_a_round_holds_the_head_of_every_section() -> None:
    one = next_round("r1", (), {"s1": "a" * 64}, DRAFTER.id, at())
    two = next_round("r1", (one,), {"s1": "b" * 64, "s2": "c" * 64}, DRAFTER.id, at(1))
    assert (one.name, two.name, two.sections) == ("一稿", "二稿", (("s1", "b" * 64), ("s2", "c" * 64)))
