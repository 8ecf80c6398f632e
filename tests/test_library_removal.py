"""A document that was removed is gone from every byte of the data directory, in whatever encoding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from library_parts import LetterEmbedder

from assistant.library import Library
from assistant.library.index import ChromaIndex
from assistant.library.readers import read
from assistant.model import Lane
from assistant.store import Database, LibraryRecords, sqlite_url
from assistant.store.grams import grams

NAMES = ("禾浦县水利局", "竹篱镇", "柳如风", "河小青")
SENTENCES = (
    "柳如风局长带领禾浦县水利局干部职工走遍竹篱镇四十三条河道",
    "“河小青”志愿服务队全年巡河九百一十七次",
    "专题研究河湖治理工作并投入经费贰佰捌拾陆万元",
)
GONE = (
    f"# 禾浦县水利局创建材料\n## 一、加强组织领导\n{SENTENCES[0]}。\n"
    f"## 二、深化志愿服务\n{SENTENCES[1]}。\n{SENTENCES[2]}。\n"
)
KEPT = "# 另一单位的材料\n## 一、组织领导\n成立领导小组，压实责任。\n## 二、志愿服务\n开展志愿服务活动。\n"
# as long as real vectors are: Chroma allocates a file for a hundred of them at once
LETTERS = "组织领导志愿服务" + "龘" * 376


class Shelf:
    """A library on real files: SQLite and a folder of Chroma."""

    def __init__(self, folder: Path, busy: float = 15.0) -> None:
        self.database = Database(sqlite_url(folder), busy)
        self.library = Library(
            LibraryRecords(self.database), ChromaIndex(folder / "vectors"), LetterEmbedder(letters=LETTERS)
        )

    def close(self) -> None:
        self.library.close()
        self.database.close()


def spellings(text: str) -> list[bytes]:
    """As it may stand in a file: as text, as JSON escapes, as the grams that are searched for."""
    escaped = text.encode("ascii", "backslashreplace")
    together = [text.encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030")]
    return [*together, escaped, " ".join(grams(text)).encode()]


def traces(folder: Path, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    """(file, text) of everything that is still to be found."""
    files = [(path, path.read_bytes()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return [
        (path.relative_to(folder).as_posix(), text)
        for path, data in files
        for text in texts
        if any(spelling in data for spelling in spellings(text))
    ]


@pytest.mark.parametrize("lane", ["exemplar", "policy"])
@pytest.mark.parametrize("closed", [False, True], ids=["while it is open", "after closing"])
def test_no_sentence_and_no_name_of_a_removed_document_is_left(lane: Lane, closed: bool, tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.library.add(read("留下.md", KEPT.encode()), lane)
    gone = shelf.library.add(read("禾浦县水利局.md", GONE.encode()), lane)
    shelf.library.embed()
    assert traces(tmp_path, SENTENCES), "the search finds what is there"
    shelf.library.remove(gone.id)
    if closed:
        shelf.close()
    assert traces(tmp_path, (*NAMES, *SENTENCES)) == []
    shelf.close()


def test_a_version_that_was_replaced_leaves_nothing(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.library.add(read("材料.md", GONE.encode()), "exemplar")
    shelf.library.embed()
    newer = KEPT.replace("另一单位的材料", "禾浦县水利局创建材料")
    shelf.library.add(read("材料.md", newer.encode()), "exemplar")
    assert len(shelf.library.list()) == 1
    assert traces(tmp_path, SENTENCES) == []
    shelf.close()


def test_what_was_split_anew_leaves_nothing_of_the_old_pieces(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    entry = shelf.library.add(read("材料.md", GONE.encode()), "exemplar")
    shelf.library.embed()
    old = "从前的拆分方法留下的一段文字"
    records = LibraryRecords(shelf.database)
    (passage, *_) = records.passages([f"{entry.id}-001"]).values()
    records.replace_passages(entry, [replace(passage, original=old)], "an older way")
    assert traces(tmp_path, (old,))
    shelf.library.rebuild()
    assert traces(tmp_path, (old,)) == []
    assert shelf.library.list()[0].passages == 2
    shelf.close()


def test_a_killed_scrub_is_done_later(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    gone = shelf.library.add(read("材料.md", GONE.encode()), "policy")
    LibraryRecords(shelf.database).remove(gone.id)  # and no more: the process dies here
    shelf.close()
    again = Shelf(tmp_path)
    assert again.library.state().traces
    again.library.work()
    assert not again.library.state().traces
    assert traces(tmp_path, (*NAMES, *SENTENCES)) == []
    again.close()


def test_a_reader_in_the_way_leaves_the_scrub_owed(tmp_path: Path) -> None:
    shelf, other = Shelf(tmp_path, busy=0.01), Database(sqlite_url(tmp_path))
    gone = shelf.library.add(read("材料.md", GONE.encode()), "policy")
    with other.read() as reading:
        reading.exec_driver_sql("select count(*) from library_documents").all()
        shelf.library.remove(gone.id)
        assert shelf.library.state().traces
    shelf.library.work()
    assert traces(tmp_path, (*NAMES, *SENTENCES)) == []
    assert not shelf.library.state().traces
    other.close()
    shelf.close()


def test_no_vector_of_a_removed_document_is_left_in_the_files_of_the_index(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    kept = shelf.library.add(read("留下.md", KEPT.encode()), "policy")
    gone = shelf.library.add(read("水利.md", GONE.encode()), "policy")
    shelf.library.embed()
    before = {path for path in (tmp_path / "vectors").iterdir() if path.is_dir()}
    shelf.library.remove(gone.id)
    assert before.isdisjoint((tmp_path / "vectors").iterdir()), "the folder of the old vectors is gone"
    assert shelf.library.state().embedded == kept.passages
    shelf.close()


def test_a_removed_document_leaves_nothing_among_many(tmp_path: Path) -> None:
    """Enough documents that pages are split, joined and freed again."""
    shelf = Shelf(tmp_path)
    for number in range(30):
        shelf.library.add(read(f"材料{number}.md", KEPT.replace("材料", f"材料{number}").encode()), "exemplar")
    gone = [
        shelf.library.add(read(f"水利{number}.md", GONE.replace("材料", f"材料{number}").encode()), "exemplar").id
        for number in range(10)
    ]
    shelf.library.add(read("后来.md", KEPT.replace("材料", "后来的材料").encode()), "exemplar")
    for one in gone:
        shelf.library.remove(one)
    assert traces(tmp_path, (*NAMES, *SENTENCES)) == []
    assert len(shelf.library.list()) == 31
    assert shelf.library.search("组织领导")
    shelf.close()
