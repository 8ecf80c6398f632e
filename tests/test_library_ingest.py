"""Adding, replacing, and dying at any moment: nothing lost, nothing double, the index equal to the store."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from assistant.library import Library
from assistant.library.readers import read
from assistant.store import Database, LibraryRecords, sqlite_url
from tests.library_parts import EXEMPLAR, POLICY, LetterEmbedder, ListIndex, library_in


class Killed(BaseException):
    """Stands for kill -9: nothing in the application catches it."""


def dies(target: Any, method: str, after: bool) -> None:
    """The next call of this method is the last thing that happens, with or without its effect."""
    real: Callable[..., Any] = getattr(target, method)

    def last(*arguments: Any) -> None:
        if after:
            real(*arguments)
        raise Killed

    setattr(target, method, last)


def many(count: int) -> str:
    return "# 组织领导\n" + "\n".join(f"## 第{at}部分\n志愿服务{at}次，河湖巡查。" for at in range(count))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("step", ["keep", "put", "mark_embedded"])
def test_killed_at_any_step_the_next_run_ends_with_the_index_equal_to_the_store(
    tmp_path: Path, step: str, after: bool
) -> None:
    index, records = ListIndex(), LibraryRecords(Database(sqlite_url(tmp_path)))
    library = Library(records, index, LetterEmbedder())
    library.add(read("多.md", many(20).encode()), "policy")
    dies(index if step == "put" else records, step, after)
    with pytest.raises(Killed):
        library.embed()
    survivor = ListIndex()
    survivor.stored = index.stored
    again = library_in(tmp_path, LetterEmbedder(), survivor)
    again.embed()
    state = again.state()
    assert state.passages == state.embedded == 20
    assert survivor.ids("letters") == LibraryRecords(Database(sqlite_url(tmp_path))).embedded_ids("letters")
    assert len(survivor.ids("letters")) == 20


def test_killed_between_store_and_index_a_removed_document_leaves_no_vector(tmp_path: Path) -> None:
    index = ListIndex()
    library = library_in(tmp_path, LetterEmbedder(), index)
    entry = library.add(read("多.md", many(3).encode()), "policy")
    library.embed()
    dies(index, "remove", after=False)
    with pytest.raises(Killed):
        library.remove(entry.id)
    survivor = ListIndex()
    survivor.stored = index.stored
    library_in(tmp_path, LetterEmbedder(), survivor).embed()
    assert survivor.ids("letters") == frozenset()


def test_a_lost_index_is_made_again_without_asking_the_embedder(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    library.add(read("多.md", many(5).encode()), "policy")
    library.embed()
    embedder, empty = LetterEmbedder(), ListIndex()
    again = library_in(tmp_path, embedder, empty)
    again.embed()
    assert len(empty.ids("letters")) == 5
    assert embedder.asked == []


def test_the_same_file_twice_is_one_document_and_a_new_version_replaces_the_old(tmp_path: Path) -> None:
    embedder, index = LetterEmbedder(), ListIndex()
    library = library_in(tmp_path, embedder, index)
    first = library.add(read("范文.md", EXEMPLAR.encode()), "exemplar")
    library.embed()
    assert library.add(read("改名.md", EXEMPLAR.encode()), "exemplar").id == first.id
    newer = library.add(read("范文.md", EXEMPLAR.replace("93场", "94场").encode()), "exemplar")
    library.embed()
    assert [one.id for one in library.list()] == [newer.id]
    assert all(one.startswith(newer.id) for one in index.ids("letters"))
    assert "94场" in library.show(newer.id)[1]


@pytest.mark.parametrize(
    ("name", "text", "lane"),
    [
        ("别的.md", POLICY.replace("石政发〔2023〕7号", "石政发〔2024〕9号"), "policy"),
        ("办法.md", POLICY.replace("巡查1次", "巡查2次"), "exemplar"),
    ],
    ids=["another number", "the other lane"],
)
def test_what_is_another_document_replaces_nothing(tmp_path: Path, name: str, text: str, lane: Any) -> None:
    library = library_in(tmp_path)
    library.add(read("办法.md", POLICY.encode()), "policy")
    library.add(read(name, text.encode()), lane, data=text.encode())
    assert len(library.list()) == 2


def test_minutes_left_are_none_until_there_is_a_pace_and_none_are_left_at_the_end(tmp_path: Path) -> None:
    library = library_in(tmp_path, LetterEmbedder(), ListIndex())
    library.add(read("多.md", many(3).encode()), "policy")
    assert library.state().minutes_left is None
    library.embed()
    assert library.state().minutes_left == 0
