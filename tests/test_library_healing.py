"""The index is a cache: lost, damaged, left open by a killed process, it is filled again from what the store keeps."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from library_parts import LetterEmbedder, exemplar, policy

from assistant.library import Library
from assistant.library.index import ChromaIndex
from assistant.library.readers import read
from assistant.library.splitting import CHUNKING
from assistant.store import Database, LibraryRecords, sqlite_url

# each passage with a vector of its own
MANY = "# 文件\n" + "\n".join(
    f"## 第{at}条\n{'组织' * (at % 37)}{'领导' * (at % 31)}{'志愿' * (at % 7)}{'河湖' * (at % 3)}。"
    for at in range(1100)
)
QUERY = "组织" * 7 + "领导" * 5 + "志愿"


def shelf(folder: Path, embedder: LetterEmbedder) -> Library:
    return Library(LibraryRecords(Database(sqlite_url(folder))), ChromaIndex(folder / "vectors"), embedder)


def sqlite_garbage(vectors: Path) -> None:
    (vectors / "chroma.sqlite3").write_bytes(b"\x99 no database " * 20_000)


def sqlite_cut_in_half(vectors: Path) -> None:
    whole = (vectors / "chroma.sqlite3").read_bytes()
    (vectors / "chroma.sqlite3").write_bytes(whole[: len(whole) // 2])


def graph_lost(vectors: Path) -> None:
    """Chroma then says that it has everything and finds next to nothing."""
    for path in vectors.iterdir():
        if path.is_dir():
            shutil.rmtree(path)


def graph_header_garbage(vectors: Path) -> None:
    for path in vectors.rglob("header.bin"):
        path.write_bytes(b"\x99" * path.stat().st_size)


def folder_lost(vectors: Path) -> None:
    shutil.rmtree(vectors)


def left_open(vectors: Path) -> None:
    """As a process leaves it that was killed."""
    (vectors / "open.mark").touch()


DAMAGES = (sqlite_garbage, sqlite_cut_in_half, graph_lost, graph_header_garbage, folder_lost, left_open)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A data directory with enough vectors for Chroma to write its graph, and what the query finds in it."""
    folder = tmp_path_factory.mktemp("filled")
    library = shelf(folder, LetterEmbedder())
    library.add(read("多.md", MANY.encode()), "policy")
    library.embed()
    found = [passage.id for passage in library.search(QUERY, 5)]
    library.close()
    assert any((folder / "vectors").rglob("header.bin"))
    return folder, found


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda one: one.__name__)
def test_a_damaged_index_stops_no_search_and_heals_itself(
    tmp_path: Path, filled: tuple[Path, list[str]], damage: Callable[[Path], None]
) -> None:
    folder, before = filled
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    damage(tmp_path / "vectors")
    embedder = LetterEmbedder()
    again = shelf(tmp_path, embedder)
    assert again.search(QUERY, 5), "by words at least"
    again.embed()
    found = again.search(QUERY, 5)
    assert [passage.id for passage in found] == before
    assert all("仅按字词检索" not in passage.why for passage in found)
    assert embedder.asked == [], "the vectors are kept in the store"
    again.close()


def test_an_index_that_is_deleted_under_a_running_program_is_made_again(tmp_path: Path) -> None:
    library = shelf(tmp_path, LetterEmbedder())
    library.add(policy(), "policy")
    library.embed()
    shutil.rmtree(tmp_path / "vectors")
    library.add(exemplar(), "exemplar")
    library.embed()
    state = library.state()
    assert state.embedded == state.passages == 4
    library.close()
    reopened = ChromaIndex(tmp_path / "vectors")
    assert len(reopened.ids("letters")) == 4
    reopened.close()


def test_an_index_that_fails_even_when_it_is_new_is_a_problem_that_is_told(tmp_path: Path) -> None:
    owner = ChromaIndex(tmp_path / "vectors")
    owner.ids("letters")
    library = shelf(tmp_path, LetterEmbedder())
    library.add(policy(), "policy")
    with pytest.raises(Exception, match="另一个程序"):
        library.embed()
    assert library.search("河长制")
    owner.close()
    library.embed()
    assert library.state().embedded == 1
    library.close()


def test_what_another_version_split_is_split_anew_by_itself(tmp_path: Path) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    library = Library(records, None, None)
    entry = library.add(policy(), "policy")
    whole = records.passages([f"{entry.id}-001"])
    records.replace_passages(entry, (), "an older way")
    assert library.search("河长制") == ()
    library.start()
    assert library.settled(60)
    library.close()
    assert records.outdated(CHUNKING) == ()
    assert records.passages([f"{entry.id}-001"]) == whole
