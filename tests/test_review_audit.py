"""The trail: every change of an entry is found, and nothing personal can be written into one."""

from __future__ import annotations

import secrets
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from review_parts import at

from assistant.review.audit import NOTHING_BEFORE, AuditEntry, Head, entry, head_of, verify
from assistant.review.canonical import digest
from assistant.review.permissions import Action


def chain(count: int) -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for minute in range(count):
        last = head_of(entries[-1]) if entries else None
        details = {"content": digest(minute), "hunks": minute, "facts": ("F001", "F002"), "figure": False}
        entries.append(
            entry(last, "u1", Action.SECTION_EDIT, at(minute), report="r1", subject="s1", details=details)
        )  # fmt: skip
    return entries


def test_a_chain_as_it_was_written_holds() -> None:
    entries = chain(5)
    assert entries[0].previous == NOTHING_BEFORE
    assert [one.number for one in entries] == [1, 2, 3, 4, 5]
    assert verify(entries) is None and verify(entries, head_of(entries[-1])) is None
    assert verify([]) is None


_changes = st.one_of(
    st.tuples(st.just("number"), st.integers(1, 9)),
    st.tuples(st.sampled_from(["at", "actor", "action", "report", "subject"]), st.text(max_size=8)),
    st.tuples(st.sampled_from(["previous", "hash"]), st.sampled_from([NOTHING_BEFORE, digest("x")])),
    st.tuples(st.just("details"), st.sampled_from([(), (("hunks", 99),), (("content", digest("x")),)])),
)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 6), st.data(), _changes)
def test_one_changed_entry_is_found_at_its_place(count: int, data: st.DataObject, change: tuple) -> None:
    entries = chain(count)
    place = data.draw(st.integers(0, count - 1))
    forged = replace(entries[place], **dict([change]))
    if forged == entries[place]:
        return
    entries[place] = forged
    broken = verify(entries)
    assert broken is not None and broken.number == place + 1 and broken.why


@settings(max_examples=50, deadline=None)
@given(st.integers(2, 6), st.data())
def test_a_missing_or_misplaced_entry_is_found_where_it_should_be(count: int, data: st.DataObject) -> None:
    entries = chain(count)
    place = data.draw(st.integers(0, count - 2))
    broken = verify([*entries[:place], *entries[place + 1 :]])
    assert broken is not None and broken.number == place + 1
    entries[place], entries[place + 1] = entries[place + 1], entries[place]
    broken = verify(entries)
    assert broken is not None and broken.number == place + 1


def test_an_entry_forged_with_its_hash_breaks_the_next_one() -> None:
    entries = chain(3)
    entries[1] = entry(head_of(entries[0]), "u9", Action.SECTION_EDIT, at(1), report="r1", subject="s1")
    broken = verify(entries)
    assert broken is not None and (broken.number, broken.why) == (3, "第3条记录与前一条接不上")


def test_a_cut_end_or_a_trail_written_anew_is_found_by_the_head_noted_elsewhere() -> None:
    entries, noted = chain(4), head_of(chain(4)[-1])
    assert verify(entries[:3]) is None  # the chain alone cannot know
    cut = verify(entries[:3], noted)
    assert cut is not None and (cut.number, cut.why) == (4, "第3条以后的记录被删去了")
    anew = verify(chain(4), Head(4, digest("x")))
    assert anew is not None and anew.number == 4
    assert verify(chain(6), noted) is None  # went on since


PERSONAL = (
    {"reason": "数据有误"},
    {"model": "张三"},
    {"person": "13800138000"},
    {"person": "u13800138000"},
    {"fact": "x110101199003074514"},
    {"hunks": 13800138000},
    {"hunks": -1},
    {"hunks": True},
    {"hunks": "3"},
    {"figure": 1},
    {"text": "加强领导"},
    {"content": "加强领导"},
    {"facts": ("F001", "救助300人")},
    {"facts": "F001"},
    {"passages": (digest("x"), "x")},
    {"endpoint": "http://10.0.0.1/v1?key=abc"},
    {"endpoint": "10.0.0.1/v1"},
    {"model": "two words"},
    {"prompt": "a" * 90},
)


@pytest.mark.parametrize("details", PERSONAL, ids=str)
def test_text_and_personal_data_cannot_be_written(details: dict) -> None:
    with pytest.raises(ValueError, match="the trail holds no such detail") as raised:
        entry(None, "u1", Action.SECTION_EDIT, at(), details=details)
    assert str(next(iter(details.values()))) not in str(raised.value) or len(str(next(iter(details.values())))) < 3


@pytest.mark.parametrize("who", [{"actor": "张三"}, {"report": "某局申报材料"}, {"subject": "u13800138000"}])
def test_everybody_and_everything_is_told_by_id(who: dict) -> None:
    told = {"actor": "u1", "report": "r1", "subject": "s1"} | who
    with pytest.raises(ValueError, match="by its id"):
        entry(None, told["actor"], Action.SECTION_EDIT, at(), report=told["report"], subject=told["subject"])


def test_a_model_call_is_told_by_hashes_prompt_facts_and_endpoint() -> None:
    details = {
        "endpoint": "10.0.0.1:8000", "model": "qwen2.5-72b", "prompt": "section.v1", "prompt_hash": digest("p"),
        "sent": digest("t"), "received": digest("a"), "facts": ("F001",), "passages": (digest("x"),),
        "masked": 2, "input_tokens": 1200, "output_tokens": 800,
    }  # fmt: skip
    made = entry(None, "u1", Action.SECTION_DRAFT, at(), report="r1", subject="s1", details=details)
    assert dict(made.details) == details and verify([made]) is None


def test_ids_made_by_chance_may_hold_long_runs_of_digits() -> None:
    for _ in range(200):
        entry(None, "u1", Action.REPORT_CREATE, at(), report=f"r{secrets.token_hex(8)}")
    entry(None, "u1", Action.REPORT_CREATE, at(), report="r1234567890123456")
