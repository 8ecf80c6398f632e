"""Reading of a folder of real and odd uploads, each with what its manifest expects.

    python benchmarks/readers.py FOLDER

FOLDER/manifest.jsonl: one object a line with `file`, `feature` and `expect` (a few English words). The words decide:
"error", "message", "reject" want a refusal; "say" wants a refusal or a warning; "or", "no crash", "bounded time",
"nothing written" leave it open; everything else wants text. Figures among the words must stand in the text, and no
text may hold replacement signs, "(cid:…)" or an exponent. Seconds are wall clock with the start of the parsing
process; MiB is the most that process ever held (0: a small text file, read in the application's own process).
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import re
import resource
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import InputError
from assistant.library.readers import read

SECONDS, MIB = 10.0, 1024.0
GARBLED = re.compile(r"\ufffd|\(cid:\d+\)|\d[eE][+-]\d|[\ue000-\uf8ff]")


@dataclass(frozen=True, slots=True)
class Outcome:
    said: str
    refused: bool
    warned: bool
    text: str
    seconds: float
    mebibytes: float


def outcome(path: Path) -> Outcome:
    """Runs in a process of its own, so that the children it has had are this file's parser only."""
    start = time.perf_counter()
    text, refused, warned = "", False, False
    try:
        document = read(path.name, path.read_bytes())
        text, warned = document.text(), bool(document.warnings)
        said = f"{len(text)} characters" + "".join(f"; {one}" for one in document.warnings)
    except InputError as error:
        said, refused = f"{type(error).__name__}: {error.what}", True
    seconds = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    return Outcome(said.replace(path.name, "…"), refused, warned, text, seconds, most)


def wrong(expect: str, found: Outcome) -> list[str]:
    """What differs from the manifest's words."""
    faults = []
    free = re.search(r"\bor\b|no crash$|bounded|nothing written", expect)
    refusal = re.search(r"error|message|reject", expect) and not re.search(r"\bor\b", expect)
    if refusal and not found.refused:
        faults.append("was read")
    elif expect.startswith("say") and not (found.refused or found.warned):
        faults.append("said nothing")
    elif not (free or refusal or expect.startswith("say")) and found.refused:
        faults.append("was refused")
    plain = found.text.replace(",", "")
    figures = () if found.refused else re.findall(r"(?<![\w(:.+])近?\d+(?:\.\d+)?(?![\w)-])", expect)
    faults += [f"lacks {figure}" for figure in figures if figure not in plain]
    if garbled := GARBLED.search(found.text):
        faults.append(f"garbled: {garbled.group()!r}")
    if found.seconds > SECONDS:
        faults.append("too slow")
    if found.mebibytes > MIB:
        faults.append("too large")
    return faults


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    cases: list[dict[str, Any]] = [
        json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()
    ]
    differing = 0
    slowest = largest = 0.0
    print("| file | expected | got | s | MiB | |\n|---|---|---|---|---|---|")
    for case in cases:
        with multiprocessing.get_context("spawn").Pool(1) as alone:
            found = alone.apply(outcome, (folder / case["file"],))
        faults = wrong(case["expect"], found)
        differing += bool(faults)
        slowest, largest = max(slowest, found.seconds), max(largest, found.mebibytes)
        row = [case["file"], case["expect"], found.said[:110], f"{found.seconds:.2f}", f"{found.mebibytes:.0f}"]
        print("| " + " | ".join([*row, "**" + ", ".join(faults) + "**" if faults else "as expected"]) + " |")
    print(f"\n{len(cases) - differing} of {len(cases)} as expected; slowest {slowest:.2f} s, largest {largest:.0f} MiB")


if __name__ == "__main__":
    main()
