"""Real processes, really killed: what was handed in is in the library in the end, once, with words and vectors."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.library.index import ChromaIndex

ROOT = Path(__file__).parent.parent
WORKER = """
import sys
from pathlib import Path
from library_parts import LetterEmbedder
from assistant.library import Library
from assistant.library.index import ChromaIndex
from assistant.model import NamedFile
from assistant.store import Database, LibraryRecords, sqlite_url

def said(line):
    print(line, flush=True)

class Telling(LibraryRecords):
    def add(self, *arguments, **more):
        added = super().add(*arguments, **more)
        said("added")
        return added
    def mark_embedded(self, *arguments):
        gone = super().mark_embedded(*arguments)
        said("marked")
        return gone

data = Path(sys.argv[1])
library = Library(Telling(Database(sqlite_url(data))), ChromaIndex(data / "vectors"), LetterEmbedder())
known = {one.name for one in library.queue()}
for number in range(6):
    name = f"{number}.md"
    if name not in known:
        parts = "".join(f"## 第{at}部分\\n志愿服务{at}次，河湖巡查{number}次。\\n" for at in range(9))
        library.accept(NamedFile(name, f"# 材料{number}\\n{parts}".encode()), "policy")
        said("accepted")
library.start()
while not library.settled(60):
    pass
library.close()
"""


def run_until(folder: Path, word: str, times: int) -> int:
    """Runs the worker, kills it when it has said the word so often, and gives how it ended."""
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests")))
    process = subprocess.Popen(
        [sys.executable, "-c", WORKER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert process.stdout is not None
    for line in process.stdout:
        times -= line.strip() == word
        if not times:
            process.kill()
    return process.wait()


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="there is no SIGKILL on this system")
def test_killed_while_handing_in_while_reading_and_while_making_vectors(tmp_path: Path) -> None:
    for word, times in (("accepted", 4), ("added", 3), ("marked", 2)):
        assert run_until(tmp_path, word, times) == -signal.SIGKILL
    assert run_until(tmp_path, "never", 1) == 0
    with sqlite3.connect(tmp_path / "nigao.sqlite3") as database:

        def column(query: str) -> list[str]:
            return sorted(row[0] for row in database.execute(query))

        names = column("select name from library_documents")
        passages = column("select id from library_passages where embedder = 'letters'")
        words = column("select id from library_grams")
        states = column("select state from library_queue")
        texts, vectors = (
            column("select distinct content from library_passages"),
            column("select digest from library_vectors"),
        )
    index = ChromaIndex(tmp_path / "vectors")
    there = sorted(index.ids("letters"))
    index.close()
    assert names == [f"{number}.md" for number in range(6)]
    assert states == ["read"] * 6
    assert len(passages) == 6 * 9
    assert passages == words == there
    assert texts == vectors
