"""How many planted lies does the checker find at their place, and how often does it accuse honest prose?

    python benchmarks/lies.py [CASES] [--seed N] [--all]

The drafts are the composer's, of the shipped demo and of every *.notes.md in the folder CASES. Beside the checker runs
a baseline: a number is accused when its digits do not occur in the notes. --all prints every miss, not the first few.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant import bootstrap
from assistant.checking import Grounds, check_section, prepare
from assistant.events import ReportFinished
from assistant.model import DraftRequest, Finding, NamedFile, Report, Section
from assistant.settings import Settings, shipped
from benchmarks.lying import Lie, clauses_of, lies
from benchmarks.rewording import paraphrases

ACCUSES = ("FACT-01", "QTY-13", "FACT-02", "FACT-04", "TMP-03")  # QTY-13 stands for the FACT-01 of a tenfold slip
FACT = ("FACT-01", "FACT-02", "FACT-03", "FACT-04")
MOST = {
    "value": 24,
    "unit": 12,
    "exchanged": 12,
    "word": 8,
    "honour": 10,
    "year": 12,
    "approximation": 8,
    "exemplar": 8,
}


@dataclass(frozen=True, slots=True)
class Case:
    """An honest draft and what it rests on."""

    name: str
    report: Report
    grounds: Grounds


def cases(folder: Path | None) -> list[Case]:
    """The demo, and every notes file of the folder."""
    demo = shipped("knowledge") / "demo"
    sets = [("demo", [demo / "notes.md", demo / "metrics.xlsx"])]
    sets += [(path.name.partition(".")[0], [path]) for path in sorted(folder.glob("*.notes.md"))] if folder else []
    with tempfile.TemporaryDirectory() as data:
        service = bootstrap.build(Settings.model_validate({"data_dir": data, "embedding": "none"}))
        made = []
        for name, paths in sets:
            files = tuple(NamedFile(path.name, path.read_bytes()) for path in paths)

            async def draft(files: tuple[NamedFile, ...] = files) -> Report:
                events = [event async for event in service.draft(DraftRequest(files, offline=True))]
                assert isinstance(events[-1], ReportFinished)
                return events[-1].report

            report = asyncio.run(draft())
            ledger = service.facts(files)
            made.append(Case(name, report, prepare(ledger, as_of=report.date, own_names=(report.unit, report.title))))
        service.close()
    return made


def accused(section: Section, grounds: Grounds, rules: Sequence[str] = ACCUSES) -> list[Finding]:
    """What the checker holds against the section's text."""
    return [one for one in check_section(section, grounds) if one.rule in rules and one.section == section.id]


def is_found(lie: Lie, findings: Iterable[Finding]) -> bool:
    """Every place of the lie lies under a finding."""
    spans = [(one.start, one.end) for one in findings]
    return all(any(start < b and a < end for a, b in spans) for start, end in lie.places)


def by_digits(lie: Lie, grounds: Grounds) -> bool:
    """The baseline: the digits at the place do not occur in the notes."""
    known = set(re.findall(r"\d+(?:\.\d+)?", grounds.raw.replace(",", "")))
    text = lie.section.text
    return all(
        any(number not in known for number in re.findall(r"\d+(?:\.\d+)?", text[max(0, start - 8) : end]))
        for start, end in lie.places
    )


def shipped_clauses() -> list[str]:
    folder = shipped("knowledge") / "exemplars"
    return [one for path in sorted(folder.glob("*.md")) for one in clauses_of(path.read_text(encoding="utf-8"))]


def report_lies(made: Sequence[Case], seed: int, everything: bool) -> None:
    told: Counter[str] = Counter()
    found: Counter[str] = Counter()
    plain: Counter[str] = Counter()
    missed: dict[str, list[str]] = {}
    for case in made:
        for lie in lies(case.report, case.grounds.ledger, shipped_clauses(), seed, MOST):
            told[lie.kind] += 1
            plain[lie.kind] += by_digits(lie, case.grounds)
            if is_found(lie, accused(lie.section, case.grounds)):
                found[lie.kind] += 1
            else:
                missed.setdefault(lie.kind, []).append(f"{case.name}: {lie.told()} （原为{lie.was}）")
    print(f"{'lie':15}{'told':>6}{'found':>7}{'share':>8}{'digits':>8}")
    for kind, total in told.items():
        print(f"{kind:15}{total:6}{found[kind]:7}{found[kind] / total:8.1%}{plain[kind] / total:8.1%}")
    total = told.total()
    print(f"{'all':15}{total:6}{found.total():7}{found.total() / total:8.1%}{plain.total() / total:8.1%}")
    for kind, examples in missed.items():
        print(f"missed {kind}: {len(examples)}")
        for example in examples if everything else examples[:3]:
            print("   ", example)


def report_paraphrases(made: Sequence[Case], seed: int, most: int = 100) -> None:
    wrong = []
    for number, section, ways in paraphrases([case.report for case in made], seed, most):
        for one in accused(section, made[number].grounds, FACT):
            near = section.text[max(0, one.start - 30) : one.end + 20].replace("\n", "/")
            wrong.append(f"{made[number].name} {'+'.join(ways)} {one.rule} {one.text}: {near} | {one.why}")
    print(f"honest paraphrases {most}, FACT findings {len(wrong)}")
    for line in wrong:
        print("   ", line)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", nargs="?", type=Path, help="folder with *.notes.md")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    made = cases(options.cases)
    for case in made:
        honest = [one for section in case.report.sections for one in accused(section, case.grounds, FACT)]
        print(f"{case.name}: {sum(len(one.text) for one in case.report.sections)} characters, FACT {len(honest)}")
    report_lies(made, options.seed, options.all)
    report_paraphrases(made, options.seed)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
