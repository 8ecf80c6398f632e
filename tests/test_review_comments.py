"""Comments follow their text; they never jump, and say when it is gone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import CLERK, DRAFTER, LEADER, READER, at, history, report_texts

from assistant.errors import NotAcceptable
from assistant.review.comments import (
    Anchor,
    Comment,
    anchor,
    answered,
    changed,
    follow,
    place_now,
    settled,
)
from assistant.review.difference import difference
from assistant.review.people import Role

TEXT = "加强组织领导。全年救助300人次，群众满意。"


def on(words: str, text: str = TEXT) -> Anchor:
    start = text.index(words)
    return Anchor("v", start, start + len(words), words)


def followed(words: str, new: str) -> str | None:
    """The words the comment stands on after the change, None if they are gone."""
    place = follow(on(words), difference(TEXT, new), "w")
    return None if place.gone else new[place.start : place.end]


FOLLOWS = (
    ("300人次", "本局全面加强组织领导。全年救助300人次，群众满意。", "300人次"),  # moved along
    ("群众满意", "全年救助300人次，群众满意。", "群众满意"),  # what stood before was deleted
    ("加强组织领导", TEXT + "新的一句。", "加强组织领导"),
    ("300人次", TEXT.replace("300人次", "320人次"), "320人次"),  # replaced on the spot
    ("全年救助300人次，群众满意", TEXT.replace("300", "320"), "全年救助320人次，群众满意"),
    ("加强组织领导", TEXT.replace("加强组织领导", "加强党的组织领导"), "加强党的组织领导"),
    ("加强组织领导", TEXT.replace("加强", ""), "组织领导"),  # a part was deleted
    ("加强", TEXT.replace("加强", "切实加强"), "加强"),  # what is put before it is not it
    ("加强", TEXT.replace("加强", "加强全局"), "加强"),
    ("300人次", "加强组织领导。群众满意。", None),
    ("全年救助300人次，", TEXT.replace("全年救助300人次，", ""), None),
    ("群众满意", "", None),
    ("群众满意。", "群众满意。加强组织领导。全年救助300人次，", None),  # cut and pasted: gone, not guessed
)


@pytest.mark.parametrize(("words", "new", "then"), FOLLOWS)
def test_a_comment_follows_its_words(words: str, new: str, then: str | None) -> None:
    assert followed(words, new) == then


def test_words_replaced_together_with_their_surroundings_are_gone_not_guessed() -> None:
    assert followed("组织", TEXT.replace("加强组织领导", "把廉政放首位")) is None


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, st.data())
def test_a_comment_never_jumps(old: str, new: str, data: st.DataObject) -> None:
    if not old:
        return
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    found = difference(old, new)
    place = follow(Anchor("v", start, end, old[start:end]), found, "w")
    untouched = {one for one in range(start, end) if not any(hunk.start <= one < hunk.end for hunk in found.hunks)}
    moved = {one + sum(len(h.new) - len(h.old) for h in found.hunks if h.end <= one) for one in untouched}
    if place.gone:
        assert not untouched
        return
    # every character that was kept is still in it, and nothing beyond them but what was written in their place
    assert moved <= set(range(place.start, place.end))
    inside = [h for h in found.hunks if start <= h.start and h.end <= end]
    written = {one for hunk in inside for one in range(hunk.new_start, hunk.new_end)}
    assert {place.start, place.end - 1} <= moved | written
    if len(untouched) == end - start and not inside:
        assert new[place.start : place.end] == old[start:end]


@given(report_texts)
def test_a_text_that_stays_keeps_its_places(text: str) -> None:
    if text:
        place = Anchor("v", 0, len(text), text)
        assert follow(place, difference(text, text), "w") == Anchor("w", 0, len(text), text)


def test_the_place_is_followed_through_all_versions_and_comes_back_with_restored_text() -> None:
    told = history(TEXT, "本局" + TEXT, "加强组织领导。群众满意。", "加强组织领导。群众十分满意。", "本局" + TEXT)
    place = anchor(told, told.versions[0].id, 7, 15)
    assert place.quote == "全年救助300人"
    assert place_now(place, type(told)(told.versions[:2])).start == 9
    lost = place_now(place, type(told)(told.versions[:4]))
    assert lost.gone and changed(lost, told.versions[3].text) and lost.quote == "全年救助300人"
    back = place_now(place, told)
    assert not back.gone and told.head.text[back.start : back.end] == "全年救助300人"
    assert back.version == told.head.id


def test_a_changed_place_says_so() -> None:
    new = TEXT.replace("300人次", "320人次")
    place = follow(on("300人次"), difference(TEXT, new), "w")
    assert changed(place, new) and not changed(on("300人次"), TEXT)


@pytest.mark.parametrize(("start", "end"), [(3, 3), (-1, 2), (0, 999), (5, 2)])
def test_a_place_that_is_no_text_is_refused(start: int, end: int) -> None:
    told = history(TEXT)
    with pytest.raises(NotAcceptable, match="不在这一版"):
        anchor(told, told.head.id, start, end)


def comment(weight: str = "must") -> Comment:
    return Comment("c1", "r1", "s1", LEADER.id, Role.APPROVER, "fact", weight, "请核实人次", "")  # type: ignore[arg-type]


def test_a_must_holds_up_until_it_is_adopted_or_its_author_settles_the_answer() -> None:
    asked = comment()
    assert asked.holds_up and not comment("may").holds_up
    assert not answered(asked, "adopted", DRAFTER, at(), change="v2").holds_up
    partly = answered(asked, "partly", DRAFTER, at(), "另一半没有依据")
    assert partly.holds_up and not settled(partly, LEADER).holds_up


@pytest.mark.parametrize("answer", ["partly", "declined"])
def test_what_is_not_adopted_in_full_needs_a_reason(answer: str) -> None:
    with pytest.raises(NotAcceptable, match="写明理由"):
        answered(comment(), answer, DRAFTER, at(), "  ")  # type: ignore[arg-type]


def test_a_new_answer_must_be_settled_anew() -> None:
    done = settled(answered(comment(), "declined", DRAFTER, at(), "没有依据"), LEADER)
    assert answered(done, "partly", DRAFTER, at(), "只改一处").holds_up
    opened = answered(done, "open", DRAFTER, at())
    assert opened.holds_up and (opened.answered_by, opened.answered_at, opened.settled_by) == ("", "", "")


def test_only_the_author_or_an_approver_settles_and_only_what_was_answered() -> None:
    with pytest.raises(NotAcceptable, match="还没有答复"):
        settled(comment(), LEADER)
    declined = answered(comment(), "declined", DRAFTER, at(), "没有依据")
    for other in (DRAFTER, CLERK, READER):
        with pytest.raises(NotAcceptable, match="提意见的人或签发人"):
            settled(declined, other)
