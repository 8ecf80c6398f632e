"""Does the time of a check grow with the length of the text, and no faster? Any text at all, every family of rules.

    python benchmarks/checker.py [--size CHARACTERS] [--families]

Each text is checked at a length and at twice the length; the ratio of the times is 2 where the check is linear. The
baseline beside it is one pass of a trivial pattern over the same text. --families tells the families of rules apart.
Then a report of 5,000 characters and one of its sections, against the notes of the shipped demo.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.checking import Grounds, check, check_section
from assistant.checking.claims import claim_findings
from assistant.checking.dated import dated_findings
from assistant.checking.figures_check import figure_findings
from assistant.checking.honours import honour_findings
from assistant.checking.names import name_findings
from assistant.checking.offices import office_findings
from assistant.checking.periods import ordinal_findings, period_findings, year_findings
from assistant.checking.residue import residue_findings
from assistant.checking.text import Part, text_findings
from assistant.checking.trace import trace
from assistant.model import Report, Section
from benchmarks.lies import cases

REPEATED = {
    "digits": "1234567890", "one digit": "1", "chinese digits": "一二三四五六七八九十百",
    "prose": "我局扎实推进各项工作", "figures": "走访慰问困难家庭356户，", "no stops": "全区养老机构19家",
    "quotes": "“", "brackets": "（（", "titles": "《", "control": "\x00\x07\x1b", "emoji": "😀👍🏽",
    "right to left": "\u202e\u200fabc", "awards": "荣获全省先进集体、", "years": "2024年、2025年",
    "names": "局长王小明", "places": "在映月社区", "same char": "的", "spaces": " ", "lines": "\n", "dots": "……。",
    "percent": "98.5%，", "markers": "一是", "from to": "由3人增加到", "letters": "a1", "levels": "（一）\n",
}  # fmt: skip


def texts(size: int) -> dict[str, str]:
    """Texts of this length: each piece over and over, and two that are drawn at random."""
    random = Random(1)
    made = {name: (piece * (size // len(piece) + 1))[:size] for name, piece in REPEATED.items()}
    made["random"] = "".join(chr(random.randrange(1, 0x9FFF)) for _ in range(size))
    made["random words"] = "".join(random.choice(list(REPEATED.values())) for _ in range(size // 4))[:size]
    return made


def seconds(run: Callable[[], object]) -> float:
    began = time.process_time()
    run()
    return time.process_time() - began


def families(text: str, grounds: Grounds) -> dict[str, Callable[[], object]]:
    """Each family of checks by itself, on one text."""
    traces = trace(text, grounds)
    return {
        "trace": lambda: trace(text, grounds),
        "figures": lambda: list(figure_findings("s", text, traces, grounds)),
        "periods": lambda: [*period_findings("s", text, grounds), *ordinal_findings("s", text, grounds)],
        "years": lambda: [*year_findings("s", text, traces, grounds), *dated_findings("s", text, grounds)],
        "honours": lambda: list(honour_findings("s", text, grounds)),
        "names": lambda: [*name_findings("s", text, grounds), *office_findings("s", text, grounds)],
        "claims": lambda: list(claim_findings("s", text, grounds)),
        "residue": lambda: list(residue_findings("s", text)),
        "text": lambda: text_findings([Part("s", text)], grounds.wording, grounds.as_of, ""),
    }


def growth(grounds: Grounds, size: int, apart: bool) -> None:
    once, twice = texts(size), texts(2 * size)
    print(f"{'text':16}{size:>9}{2 * size:>9}{'ratio':>7}{'baseline':>10}")
    for name, text in once.items():
        first = seconds(lambda text=text: check_section(Section("s", "", text), grounds))
        second = seconds(lambda text=twice[name]: check_section(Section("s", "", text), grounds))
        plain = seconds(lambda text=twice[name]: re.findall(r"\d+", text))
        print(f"{name:16}{first:9.2f}{second:9.2f}{second / max(first, 1e-3):7.1f}{plain:10.3f}", flush=True)
        if apart and second > 3 * first:
            for family, run in families(text, grounds).items():
                again = families(twice[name], grounds)[family]
                print(f"    {family:12}{seconds(run):9.2f}{seconds(again):9.2f}", flush=True)


def everyday(report: Report, grounds: Grounds) -> None:
    """A report as long as they come, and one of its sections."""
    longer = tuple(Section(f"{one.id}{copy}", one.heading, one.text) for copy in range(2) for one in report.sections)
    length = 0
    kept = []
    for one in longer:
        kept.append(one)
        length += len(one.text)
        if length >= 5000:
            break
    whole = Report(report.title, report.kind, report.unit, report.date, tuple(kept), report.writer)
    section = min(report.sections, key=lambda one: abs(len(one.text) - 400))
    print(f"report of {length} characters: {seconds(lambda: check(whole, grounds.ledger)):.2f} s")
    check_section(section, grounds)  # the notes are read once for all sections
    print(f"section of {len(section.text)} characters: {seconds(lambda: check_section(section, grounds)):.3f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", type=int, default=50_000)
    parser.add_argument("--families", action="store_true")
    options = parser.parse_args()
    demo = cases(None)[0]
    everyday(demo.report, demo.grounds)
    growth(demo.grounds, options.size, options.families)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
