"""Proposals and conflicts: a person takes hunk by hunk, never figures in bulk; nothing of anybody is lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import at, history, report_texts, write

from assistant.errors import NotAcceptable
from assistant.review.conflicts import Conflict, save
from assistant.review.difference import apply, difference, same_quantities
from assistant.review.merging import merge
from assistant.review.proposals import ALL, Offer, accept, decline, offer, propose
from assistant.review.versions import History, Version, Write, first, follow

BASE = "全年救助300人次，发放资金12.6万元。工作扎实推进。群众较为满意。"
BETTER = "全年救助320人次，发放资金12.8万元。各项工作扎实推进。群众普遍满意。"


def proposed(base: str = BASE, text: str = BETTER, head: str | None = None, heading: str | None = None) -> Offer:
    told = history(base) if head is None else history(base, head)
    made = propose(told.versions[0], text, "model", "u1", at(5), "压缩文字", heading=heading)
    return offer(made, told.versions[0], told.head)


def test_the_hunks_are_shown_with_what_changes_a_figure() -> None:
    assert [(hunk.old, hunk.new, hunk.changes_figure) for hunk in proposed().open] == [
        ("300人次", "320人次", True),
        ("12.6万元", "12.8万元", True),
        ("", "各项", False),
        ("较为", "普遍", False),
    ]


def test_all_takes_everything_but_figures() -> None:
    done = accept(proposed(), ALL, "u1", at(6))
    assert done.write.text == "全年救助300人次，发放资金12.6万元。各项工作扎实推进。群众普遍满意。"
    assert (done.left, done.proposal.taken) == ((1, 2), frozenset({3, 4}))
    assert (done.write.origin, done.write.source, done.write.author) == ("proposal", done.proposal.id, "u1")


def test_a_figure_is_taken_by_its_number_and_its_words_one_at_a_time() -> None:
    offered = proposed()
    assert "救助320人次，发放资金12.6万元。各项" in accept(offered, {1: "320人次", 3: "各项"}, "u1", at(6)).write.text
    with pytest.raises(NotAcceptable, match="第1处、第2处都改动数字"):
        accept(offered, {1: "320人次", 2: "12.8万元"}, "u1", at(6))
    with pytest.raises(NotAcceptable, match="与您看到的不同"):
        accept(offered, {1: "330人次"}, "u1", at(6))


def test_all_with_nothing_but_figures_takes_nothing() -> None:
    with pytest.raises(NotAcceptable, match="没有可以一并采纳的修改"):
        accept(proposed("救助300人次。", "救助320人次。"), ALL, "u1", at(6))


@pytest.mark.parametrize("number", [0, 9])
def test_a_hunk_there_is_not_is_refused(number: int) -> None:
    with pytest.raises(NotAcceptable, match="没有这一处"):
        accept(proposed(), {number: ""}, "u1", at(6))


def test_what_is_decided_is_not_offered_again_and_the_proposal_ends() -> None:
    told = history(BASE)
    made = propose(told.head, BETTER, "model", "u1", at(5), "压缩文字")
    versions = [told.head]
    for chosen in ({1: "320人次"}, ALL):
        done = accept(offer(made, told.head, versions[-1]), chosen, "u1", at(6))
        versions.append(follow(versions[-1], done.expected, done.write))
        made = done.proposal
    last = offer(made, told.head, versions[-1])
    assert ([hunk.number for hunk in last.open], last.status) == ([2], "open")
    with pytest.raises(NotAcceptable, match="已经处理过"):
        accept(last, {1: "320人次"}, "u1", at(7))
    ended = offer(decline(last, frozenset({2})), told.head, versions[-1])
    assert (ended.open, ended.status) == ((), "partly")
    assert versions[-1].text == "全年救助320人次，发放资金12.6万元。各项工作扎实推进。群众普遍满意。"


def test_declining_everything_ends_it_too() -> None:
    offered = proposed(heading="一、强化领导")
    assert offered.status == "open"
    declined = decline(offered)
    assert (declined.declined, declined.heading_declined) == (frozenset({1, 2, 3, 4}), True)
    told = history(BASE)
    assert offer(declined, told.head, told.head).status == "declined"
    with pytest.raises(NotAcceptable):
        decline(offered, frozenset({7}))


def test_a_heading_is_taken_when_it_is_asked_for() -> None:
    offered = proposed(heading="一、强化领导")
    assert accept(offered, ALL, "u1", at(6)).write.heading == "一、加强领导"
    assert accept(offered, {}, "u1", at(6), heading=True).write.heading == "一、强化领导"
    with pytest.raises(NotAcceptable, match="没有可采纳的标题"):
        accept(proposed(), ALL, "u1", at(6), heading=True)


def test_a_figure_in_a_heading_is_not_taken_along_with_others() -> None:
    offered = proposed(heading="一、实施12项举措")
    for chosen in (ALL, {1: "320人次"}):
        with pytest.raises(NotAcceptable, match="标题也改动数字"):
            accept(offered, chosen, "u1", at(6), heading=True)
    assert accept(offered, {}, "u1", at(6), heading=True).write.heading == "一、实施12项举措"


def test_a_proposal_that_changes_nothing_is_none() -> None:
    told = history(BASE)
    with pytest.raises(NotAcceptable):
        propose(told.head, BASE, "model", "u1", at(5), "", heading=told.head.heading)


def test_a_proposal_belongs_to_its_base() -> None:
    told = history(BASE, BETTER)
    made = propose(told.versions[0], BETTER, "model", "u1", at(5), "")
    with pytest.raises(ValueError, match="not the version"):
        offer(made, told.head, told.head)


# --------------------------------------------------------------------------- the section went on meanwhile


def test_what_does_not_touch_the_meanwhile_is_still_taken_and_the_rest_shows_both_sides() -> None:
    head = "本局全年救助300人次，发放资金12.6万元。工作扎实推进。群众十分满意。"
    offered = proposed(head=head)
    assert [hunk.number for hunk in offered.open] == [1, 2, 3]
    (clash,) = offered.clashes
    assert (clash.ours.old, clash.ours.new, clash.theirs[0].new) == ("较为", "普遍", "十分")
    assert head[clash.start : clash.end] == "十分"
    done = accept(offered, ALL, "u1", at(6))
    assert done.write.text == "本局全年救助300人次，发放资金12.6万元。各项工作扎实推进。群众十分满意。"
    assert done.left == (1, 2, 4)
    with pytest.raises(NotAcceptable, match="刚被别人改过"):
        accept(offered, {4: "普遍"}, "u1", at(6))


def test_what_somebody_has_done_already_is_done() -> None:
    offered = proposed(head=BASE.replace("较为", "普遍"))
    assert (offered.done, offered.clashes) == ((4,), ())


def test_what_was_harmless_where_it_was_proposed_may_alter_a_figure_that_came_since() -> None:
    offered = proposed("新增 的以内。", "新增 以内。", "新增3人 的以内。")
    assert [hunk.changes_figure for hunk in offered.hunks] == [False]
    assert [hunk.changes_figure for hunk in offered.open] == [True]


def test_hunks_harmless_by_themselves_may_alter_a_figure_together() -> None:
    offered = proposed("满 的（含）的以上。", "满 （含）以上。", "满3人 的（含）的以上。")
    assert [(hunk.old, hunk.changes_figure) for hunk in offered.open] == [("的", False), ("的", False)]
    for chosen in (ALL, {1: "", 2: ""}):
        with pytest.raises(NotAcceptable, match="合在一起会改动数字"):
            accept(offered, chosen, "u1", at(6))
    assert accept(offered, {1: ""}, "u1", at(6)).write.text == "满3人 （含）的以上。"


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, report_texts)
def test_three_texts_come_together_and_every_hunk_of_ours_is_open_done_or_a_clash(
    base: str, theirs: str, ours: str
) -> None:
    found = merge(base, theirs, ours)
    numbers = [hunk.number for hunk in found.open] + [one.ours.number for one in found.clashes] + list(found.done)
    assert sorted(numbers) == [hunk.number for hunk in found.ours.hunks]
    for hunk in found.open:
        assert theirs[hunk.start : hunk.end] == hunk.old
    for clash in found.clashes:
        assert 0 <= clash.start <= clash.end <= len(theirs)
    assert found.text(()) == theirs
    assert merge(base, base, ours).text() == ours
    assert merge(base, theirs, base).text() == theirs
    assert merge(base, ours, ours).text() == ours


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts)
def test_changes_far_apart_are_both_made(one: str, other: str) -> None:
    middle = "\n中间这一段谁也没有改动过。\n"
    found = merge(f"甲甲{middle}乙乙", f"{one}{middle}乙乙", f"甲甲{middle}{other}")
    assert found.text() == f"{one}{middle}{other}" or found.clashes


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, report_texts)
def test_no_bulk_acceptance_alters_a_figure(base: str, text: str, head: str) -> None:
    if base == text:
        return
    try:
        done = accept(proposed(base, text, head), ALL, "u1", at(6))
    except NotAcceptable:
        return
    assert same_quantities(head, done.write.text)


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, st.data())
def test_no_call_alters_more_than_the_one_place_it_named(base: str, text: str, data: st.DataObject) -> None:
    if base == text:
        return
    offered = proposed(base, text)
    chosen = data.draw(st.sets(st.sampled_from([hunk.number for hunk in offered.open])))
    named = {hunk.number: hunk.new for hunk in offered.open if hunk.number in chosen}
    figures = [hunk.number for hunk in offered.open if hunk.number in chosen and hunk.changes_figure]
    try:
        done = accept(offered, named, "u1", at(6))
    except NotAcceptable:
        return
    assert len(figures) <= 1
    assert done.write.text == apply(difference(base, text), chosen)
    assert same_quantities(apply(difference(base, text), figures), done.write.text)


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, st.randoms(use_true_random=False))
def test_taken_one_by_one_in_any_order_a_proposal_gives_its_text(base: str, text: str, chance: random.Random) -> None:
    if base == text:
        return
    start = history(base).head
    made, head = propose(start, text, "model", "u1", at(5), ""), start
    offered = offer(made, start, head)
    for hunk in chance.sample(offered.open, len(offered.open)):
        done = accept(offer(made, start, head), {hunk.number: hunk.new}, "u1", at(6))
        made, head = done.proposal, follow(head, done.expected, done.write)
    last = offer(made, start, head)
    assert (head.text, last.status, last.open, last.clashes) == (text, "adopted", (), ())


# --------------------------------------------------------------------------- two people on one section


def saved(told: History, base: Version, text: str, author: str = "u2", **said: str) -> Version | Conflict:
    return save(told, base.id, write(text, author, 9, **said))


def test_on_the_head_saving_is_saving() -> None:
    told = history("甲。", "乙。")
    done = saved(told, told.head, "丙。")
    assert isinstance(done, Version) and done.parent == told.head.id


def test_what_reads_as_the_head_does_is_no_change_and_no_conflict() -> None:
    told = history("甲。", "乙。")
    assert saved(told, told.head, "乙。") == saved(told, told.versions[0], "乙。") == told.head


def test_the_second_to_save_sees_what_both_changed() -> None:
    told = history(BASE, ("u1", BASE.replace("300人次", "310人次")))
    conflict = saved(told, told.versions[0], BASE.replace("较为", "非常"))
    assert isinstance(conflict, Conflict)
    assert [(hunk.old, hunk.new) for hunk in conflict.theirs.hunks] == [("300人次", "310人次")]
    assert [(hunk.old, hunk.new) for hunk in conflict.ours.hunks] == [("较为", "非常")]
    assert conflict.rebased().text == BASE.replace("300人次", "310人次").replace("较为", "非常")
    assert (conflict.rebased().heading, conflict.heading_changed) == ("一、加强领导", False)


def test_where_both_changed_the_same_place_the_saved_words_stand_and_the_others_are_kept_to_decide() -> None:
    told = history(BASE, ("u1", BASE.replace("300人次", "310人次")))
    conflict = saved(told, told.versions[0], BASE.replace("300人次", "320人次"))
    assert isinstance(conflict, Conflict)
    assert conflict.rebased().text == told.head.text
    assert [clash.ours.new for clash in conflict.merged.clashes] == ["320人次"]
    assert conflict.wanted.text == BASE.replace("300人次", "320人次")


@pytest.mark.parametrize(
    ("theirs", "ours", "kept", "both"),
    [("旧", "新", "新", False), ("别", "旧", "别", False), ("别", "新", "新", True), ("新", "新", "新", False)],
)
def test_the_heading_too_is_nobodys_to_overwrite_unseen(theirs: str, ours: str, kept: str, both: bool) -> None:
    start = first("r1", "s1", Write("旧", "甲。", "u1", at(), "person"))
    head = follow(start, start.id, Write(theirs, "甲乙。", "u1", at(1), "person"))
    conflict = save(History((start, head)), start.id, Write(ours, "甲。", "u2", at(2), "person"))
    assert isinstance(conflict, Conflict)
    assert (conflict.rebased().heading, conflict.heading_changed) == (kept, both)


@settings(max_examples=80, deadline=None)
@given(report_texts, report_texts, report_texts)
def test_nothing_of_either_is_lost(base: str, theirs: str, ours: str) -> None:
    told = history(base, theirs)
    conflict = saved(told, told.versions[0], ours)
    if theirs == ours:
        assert conflict == told.head
        return
    assert isinstance(conflict, Conflict)
    assert apply(conflict.theirs, [hunk.number for hunk in conflict.theirs.hunks]) == theirs
    assert apply(conflict.ours, [hunk.number for hunk in conflict.ours.hunks]) == ours
    assert (conflict.head.text, conflict.wanted.text) == (theirs, ours)


def test_a_base_nobody_knows_is_refused() -> None:
    with pytest.raises(NotAcceptable):
        save(history("甲。"), "0" * 64, write("乙。"))
