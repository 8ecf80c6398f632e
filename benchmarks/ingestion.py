"""The library under load and under the knife: many documents in the background, killed again and again.

    python benchmarks/ingestion.py [--docs DIR] [--documents 200] [--kills 10] [--seed N] [--only kill|respond]

Documents: the texts below --docs (the shipped ones by default) and copies of them with other names and figures, made
in a temporary folder; every tenth becomes a Word file. Two measurements:

kill      The documents are handed in to a process that reads them and makes vectors (of an embedder that is fast and
          exact), and that is ended by SIGKILL at random moments, started again, and at last left to finish. What is
          stored then is held against a run that nobody disturbed, table by table, and against the index.
respond   The workbench runs with the bundled embedder. What a person does that needs no model is timed with nothing
          going on, while documents are read, and while vectors are made.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

from documents import make_documents

ROOT = Path(__file__).parent.parent
DIMENSIONS = 384


# --------------------------------------------------------------------------- the process that is killed


class HashEmbedder:
    """A vector for every text, made of its hash: fast, exact, and the same in every run."""

    name = "hash"

    def passages(self, texts: Sequence[str]) -> list[list[float]]:
        return [self.query(text) for text in texts]

    def query(self, text: str) -> list[float]:
        rng = random.Random(hashlib.sha256(text.encode()).digest())
        return [rng.random() - 0.5 for _ in range(DIMENSIONS)]


def work(data: Path, documents: Path) -> None:
    """Hands in what is not handed in yet (says so line by line), works everything off, says that it is done."""
    from assistant.library import Library
    from assistant.library.index import ChromaIndex
    from assistant.model import NamedFile
    from assistant.store import Database, LibraryRecords, sqlite_url

    records = LibraryRecords(Database(sqlite_url(data)))
    library = Library(records, ChromaIndex(data / "vectors"), HashEmbedder())
    library.start()
    said("ready")
    handed_in = {one.name for one in library.queue()}
    for path in sorted(documents.iterdir()):
        if path.name not in handed_in:
            library.accept(NamedFile(path.name, path.read_bytes()), "exemplar")
            said(f"accepted {path.name}")
    while not library.settled(1.0):
        state = library.state()
        said(f"state {state.documents} {state.waiting} {state.embedded} {state.passages} {state.problem}")
    state = library.state()
    said(f"done {state.problem}")
    library.close()


def said(line: str) -> None:
    print(line, flush=True)


def spawned(*arguments: object, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, __file__, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
    )


def lines(stream: IO[str] | None) -> Iterator[str]:
    assert stream is not None
    for line in stream:
        yield line.rstrip("\n")


def undisturbed(data: Path, documents: Path) -> float:
    """Seconds from being ready to being done."""
    process, started = spawned("--work", data, documents), 0.0
    for line in lines(process.stdout):
        if line == "ready":
            started = time.monotonic()
        if line.startswith("done"):
            process.wait()
            return time.monotonic() - started
    raise SystemExit("the undisturbed run ended early")


def killed_again_and_again(
    data: Path, documents: Path, kills: int, longest: float, rng: random.Random
) -> tuple[set[str], list[str]]:
    """Names that were acknowledged, and where each kill struck. longest: seconds after a process was ready."""
    acknowledged: set[str] = set()
    struck: list[str] = []
    while True:
        process, last, finished = spawned("--work", data, documents), "", False
        seconds = rng.uniform(0.0, longest)
        for line in lines(process.stdout):
            last = line
            if line == "ready" and len(struck) < kills:
                threading.Timer(seconds, process.kill).start()
            if line.startswith("accepted "):
                acknowledged.add(line.removeprefix("accepted "))
            finished = finished or line.startswith("done")
        if process.wait() == -signal.SIGKILL:
            struck.append(f"{seconds:4.1f} s after it was ready; its last words: {last[:40]}")
        elif not finished:
            raise SystemExit(f"a run ended by itself with {process.returncode} after: {last}")
        elif len(struck) < kills:
            struck.append(f"{seconds:4.1f} s after it was ready: it had ended before")
        else:
            return acknowledged, struck


def contents(data: Path) -> Mapping[str, object]:
    """What is stored, so that two data directories can be compared."""
    from assistant.library.index import ChromaIndex

    with sqlite3.connect(data / "nigao.sqlite3") as db:
        found: dict[str, object] = {
            "documents": sorted(db.execute("select id, digest, name, title, text from library_documents")),
            "passages": sorted(db.execute("select id, document, position, shown, original from library_passages")),
            "grams": sorted(db.execute("select id, title, section, body from library_grams")),
            "kept vectors": sorted(db.execute("select digest, vector from library_vectors")),
            "passages without a vector": db.execute(
                "select count(*) from library_passages where embedder <> 'hash'"
            ).fetchone()[0],
            "files that wait": db.execute("select count(*) from library_queue where state <> 'read'").fetchone()[0],
            "duties": sorted(db.execute("select name from library_duties")),
        }
    index = ChromaIndex(data / "vectors")
    found["vectors in the index"] = sorted(index.ids("hash"))
    index.close()
    return found


def kill(folder: Path, documents: Path, count: int, kills: int, rng: random.Random) -> bool:
    seconds = undisturbed(folder / "calm", documents)
    print(f"\nkill: {count} documents, undisturbed in {seconds:.0f} s")
    longest = 1.2 * seconds / max(kills, 1)
    acknowledged, struck = killed_again_and_again(folder / "killed", documents, kills, longest, rng)
    for number, where in enumerate(struck, 1):
        print(f"  kill {number:2}: {where}")
    calm, after = contents(folder / "calm"), contents(folder / "killed")
    names = {row[2] for row in after["documents"]}  # type: ignore[attr-defined]
    print(f"  acknowledged {len(acknowledged)}, of these not in the library: {len(acknowledged - names)}")
    good = acknowledged <= names
    for what, expected in calm.items():
        got = after[what]
        size = f"{len(got)}" if isinstance(got, list) else f"{got}"
        print(f"  {what:26} {size:>6}   {'as undisturbed' if got == expected else 'DIFFERENT'}")
        good = good and got == expected
    ids = [row[0] for row in after["passages"]]  # type: ignore[attr-defined]
    same = ids == after["vectors in the index"] == sorted(row[0] for row in after["grams"])  # type: ignore[attr-defined]
    print(f"  passages, words and index   {'the same ids, each once' if same else 'NOT THE SAME IDS'}")
    return good and same


# --------------------------------------------------------------------------- the workbench meanwhile


def serve(port: int) -> None:
    """The workbench as `nigao serve` runs it; what is asked on stdin is done through its service and timed."""
    import asyncio

    from assistant.bootstrap import build
    from assistant.model import DraftRequest, NamedFile
    from assistant.settings import Settings
    from assistant.ui import build as build_page
    from assistant.ui.workbench import launch_options

    service = build(Settings(_env_file=None))
    demo = ROOT / "knowledge" / "demo"
    notes = tuple(NamedFile(name, (demo / name).read_bytes()) for name in ("notes.md", "metrics.xlsx"))
    build_page(service).launch(server_name="127.0.0.1", server_port=port, prevent_thread_lock=True, **launch_options())

    async def draft() -> None:
        async for _ in service.draft(DraftRequest(notes, offline=True)):
            pass

    said("ready")
    for line in sys.stdin:
        word, _, rest = line.strip().partition(" ")
        started = time.perf_counter()
        if word == "facts":
            service.facts(notes)
        elif word == "draft":
            asyncio.run(draft())
        elif word == "start":
            service.start()
        elif word == "accept":
            files = [NamedFile(path.name, path.read_bytes()) for path in sorted(Path(rest).iterdir())]
            service.library_accept(files, "exemplar")
        elif word == "state":
            state = service.library_state()
            said(json.dumps([state.waiting, state.embedded, state.passages, state.minutes_left]))
            continue
        said(f"{(time.perf_counter() - started) * 1000:.1f}")
    service.close()


class Workbench:
    def __init__(self, data: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.process = spawned("--serve", self.port, NIGAO_DATA_DIR=str(data))
        assert self.process.stdout is not None
        while self.process.stdout.readline().strip() != "ready":
            if self.process.poll() is not None:
                raise SystemExit("the workbench did not start")

    def ask(self, words: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(f"{words}\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().strip()

    def page(self) -> float:
        started = time.perf_counter()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=60) as answer:
            answer.read()
        return (time.perf_counter() - started) * 1000

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


ACTIONS = ("page", "facts", "draft")


def timed(workbench: Workbench, rounds: int) -> dict[str, list[float]]:
    taken: dict[str, list[float]] = {action: [] for action in ACTIONS}
    for _ in range(rounds):
        taken["page"] += [workbench.page() for _ in range(5)]
        for action in ("facts", "draft"):
            taken[action].append(float(workbench.ask(action)))
    return taken


def respond(folder: Path, documents: Path, rounds: int) -> None:
    workbench = Workbench(folder / "workbench")
    timed(workbench, 1)
    phases = {"nothing going on": timed(workbench, rounds)}
    accepted = float(workbench.ask(f"accept {documents}"))
    workbench.ask("start")
    reading: dict[str, list[float]] = {action: [] for action in ACTIONS}
    while (state := json.loads(workbench.ask("state")))[0]:
        for action, taken in timed(workbench, 1).items():
            reading[action] += taken
    phases["while documents are read"] = reading
    phases["while vectors are made"] = timed(workbench, rounds)
    state = json.loads(workbench.ask("state"))
    workbench.end()
    print(f"\nrespond: handed in within {accepted:.0f} ms; {state[1]} of {state[2]} vectors made by the end")
    print("  milliseconds: median (slowest), and the median as a multiple of that with nothing going on")
    idle = {action: statistics.median(taken) for action, taken in phases["nothing going on"].items()}
    for phase, taken in phases.items():
        shown = [
            f"{action} {statistics.median(each):5.0f} ({max(each):5.0f}) x{statistics.median(each) / idle[action]:.1f}"
            for action, each in taken.items()
            if each
        ]
        print(f"  {phase:26} {'   '.join(shown)}   n={len(taken['facts'])}")


def main() -> None:
    parser = argparse.ArgumentParser(description="Ingestion under load and under kill -9.")
    parser.add_argument("--docs", type=Path, default=ROOT / "knowledge")
    parser.add_argument("--documents", type=int, default=200)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", choices=["kill", "respond"])
    parser.add_argument("--work", type=Path, nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--serve", type=int, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.work:
        return work(*asked.work)
    if asked.serve:
        return serve(asked.serve)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}")
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = folder / "documents"
        documents.mkdir()
        made = make_documents(asked.docs, documents, asked.documents, seed)
        if asked.only != "respond":
            good = kill(folder, documents, len(made), asked.kills, random.Random(seed))
        if asked.only != "kill":
            respond(folder, documents, asked.rounds)
    return None if good else sys.exit(1)


if __name__ == "__main__":
    main()
