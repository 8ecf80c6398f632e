"""Is the figure of a continuation supported by its source? Precision and recall of "not supported".

    python benchmarks/supported_numbers.py FILE.jsonl [--wrong]

Each line has `source`, `claim`, and keywords of the claim that a person called `bad` (with a reason) or `good`; those
with a digit count. `digits`: some number does not occur in the source. `figures`: value and unit do not. `checker`:
figures, or a blocking FACT finding over the keyword, the source read as notes.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import figures
from assistant.checking import check_section, prepare
from assistant.checking.kinship import agreement
from assistant.figures import Match
from assistant.knowledge import load_wording
from assistant.library.readers import read
from assistant.model import Finding, Section
from assistant.notes import build_ledger
from assistant.settings import shipped

_NUMBER = re.compile(r"\d+(?:\.\d+)?")


@dataclass(frozen=True)
class Item:
    """One source with its continuation."""

    source: str
    claim: str
    keywords: tuple[tuple[str, bool, str], ...]  # words, bad, reason

    @cached_property
    def numbers(self) -> frozenset[str]:
        return frozenset(_NUMBER.findall(self.source))

    @cached_property
    def found(self) -> tuple[figures.Figure, ...]:
        return figures.find(self.source)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        ledger = build_ledger([read("notes.txt", self.source.encode())], load_wording(shipped("knowledge") / "wording"))
        found = check_section(Section("s", "", self.claim), prepare(ledger))
        return tuple(one for one in found if one.rule in ("FACT-01", "FACT-02", "QTY-13") and one.severity == "block")


def by_digits(item: Item, words: str) -> bool:
    return any(number not in item.numbers for number in _NUMBER.findall(words))


def by_figures(item: Item, words: str) -> bool:
    """A figure of the words has no like in the source; what is read as no figure is looked for as digits."""
    said = figures.find(words)
    bare = [hit for hit in _NUMBER.finditer(words) if not any(one.start <= hit.start() < one.end for one in said)]
    return any(hit[0] not in item.numbers for hit in bare) or any(
        all(agreement(noted, one) is Match.DIFFERENT for noted in item.found) for one in said
    )


def by_checker(item: Item, words: str) -> bool:
    at = item.claim.find(words)
    spans = [(at + hit.start(), at + hit.end()) for hit in _NUMBER.finditer(words)]
    accused = any(one.start < end and start < one.end for one in item.findings for start, end in spans)
    return by_figures(item, words) or (at >= 0 and accused)


WAYS: dict[str, Callable[[Item, str], bool]] = {"digits": by_digits, "figures": by_figures, "checker": by_checker}


def items(path: Path) -> list[Item]:
    read_lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [Item(one["source"], one["claim"], _keywords(one)) for one in read_lines]


def _keywords(one: dict[str, Any]) -> tuple[tuple[str, bool, str], ...]:
    bad = [(str(word["keyword"]), True, str(word["reason"])) for word in one["bad"]]
    told = [*bad, *((str(word), False, "") for word in one["good"])]
    return tuple(word for word in told if _NUMBER.search(word[0]))


def report(all_items: Sequence[Item], show: bool) -> None:
    total = sum(len(item.keywords) for item in all_items)
    print(
        f"{total} keywords with a number, {sum(bad for item in all_items for _, bad, _ in item.keywords)} not supported"
    )
    for name, way in WAYS.items():
        told = [(item, words, bad, why, way(item, words)) for item in all_items for words, bad, why in item.keywords]
        right = sum(bad and said for _, _, bad, _, said in told)
        precision = right / max(1, sum(said for *_, said in told))
        recall = right / max(1, sum(bad for _, _, bad, _, _ in told))
        print(f"{name:8} precision {precision:.3f}  recall {recall:.3f}")
        if show and name == "checker":
            for item, words, bad, why, said in told:
                if bad != said:
                    print(f"    {'missed' if bad else 'accused'} {words}: {why or item.claim[:60]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", type=Path)
    parser.add_argument("--wrong", action="store_true", help="print what the checker got wrong")
    options = parser.parse_args()
    report(items(options.file), options.wrong)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
