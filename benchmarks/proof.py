"""Recall and false alarms of the text rules by rule, on a folder with proof_dev.jsonl and the seed texts.

    python benchmarks/proof.py [DATA/proof] [--details] [--reports DATA/docs/reports]

A hit overlaps the injected span and has a rule of the same family, or one that says the same thing (EQUAL). The
baseline run beside it is what an editor without rules has: a search for the listed confusion pairs and for
half-width marks. fresh_sentences.yaml beside this file is run always.
Alarms are findings on clean items per 1,000 characters; advice rules are left out of them.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import yaml

from assistant.checking.residue import residue_findings
from assistant.checking.text import Part, text_findings
from assistant.knowledge import Wording, load_wording
from assistant.model import Finding
from assistant.settings import shipped

EQUAL = {
    "FMT": "PUN NUM TMP STY SEC", "PUN": "FMT NUM LEX", "NUM": "FMT PUN POL LEX",
    "QTY": "CON FACT", "CON": "FMT NUM POL LEX", "LEX": "POL TMP", "TMP": "FMT STY CON LEX",
    "POL": "LEX STY CON", "STY": "LEX",
}  # fmt: skip
ADVICE = re.compile(
    r"STY-|FACT-|CRI-|SEC-03|LEX-0[678]|CON-(?:0[1259]|1[0-4])|QTY-(?:05|09|1[013459]|1[78])|POL-(?:07|1[01])|PUN-(?:09|10)|NUM-09|TMP-0[34]"
)
FRESH_DAY = date(2026, 11, 20)
REPORT_DATES = {
    "2012": date(2012, 2, 29),
    "2013": date(2013, 2, 28),
    "2014": date(2014, 2, 19),
    "2015": date(2015, 2, 5),
}


def findings(text: str, wording: Wording, day: date | None) -> tuple[Finding, ...]:
    """The text rules and the patterns for placeholders and leavings of a model."""
    return (*text_findings([Part("", text)], wording, day), *residue_findings("", text))


def baseline(text: str, wording: Wording, day: date | None) -> tuple[Finding, ...]:
    """A plain search: listed confusion pairs, half-width marks beside Chinese."""
    spans = [
        (m.start(), m.end(), "LEX-01")
        for pair in wording.confusion_pairs
        for m in re.finditer(re.escape(pair.wrong), text)
    ]
    spans += [(m.start(), m.end(), "FMT-20") for m in re.finditer(r"(?<=[\u4e00-\u9fff])[,;:?!]", text)]
    return tuple(Finding(rule, "error", "", start, end, text[start:end], "", "") for start, end, rule in spans)


def fits(injected: str, found: str) -> bool:
    family = injected.split("-")[0]
    return found.split("-")[0] in {family, *EQUAL.get(family, "").split()}


def judge(items: Iterable[dict], wording: Wording, how, details: bool) -> None:  # type: ignore[type-arg,no-untyped-def]
    want, hit, alarms = Counter[str](), Counter[str](), Counter[str]()
    clean = 0
    for item in items:
        found = how(item["text"], wording, date.fromisoformat(item["as_of"]))
        error = item["injected"]
        if error is None:
            clean += len(item["text"])
            hard = [one for one in found if not ADVICE.match(one.rule)]
            alarms.update(one.rule for one in hard)
            for one in hard if details else ():
                print("ALARM", item["id"], one.rule, repr(item["text"][max(0, one.start - 10) : one.end + 10]))
            continue
        spans = [(error["start"], error["end"]), *map(tuple, error.get("also_at", ()))]
        ok = any(
            fits(error["rule"], one.rule) and any(one.start < b and a < one.end for a, b in spans) for one in found
        )
        want[error["rule"]] += 1
        hit[error["rule"]] += ok
        if details and not ok:
            print(
                "MISS", item["id"], error["rule"], repr(item["text"][max(0, error["start"] - 12) : error["end"] + 12])
            )
    for rule in sorted(want):
        print(f"  {rule}  {hit[rule]:3} / {want[rule]}")
    per = 1000 * alarms.total() / max(1, clean)
    print(f"  recall {hit.total() / max(1, want.total()):.3f}")
    print(f"  alarms {per:.2f} per 1,000 characters on {clean}: {dict(alarms)}")


def fresh(wording: Wording, details: bool) -> None:
    """Own sentences: found by the very rule or one that says the same, and what is said of right ones."""
    for part in yaml.safe_load((Path(__file__).parent / "fresh_sentences.yaml").read_text(encoding="utf-8")):
        exact = equal = alarms = 0
        for rule, marked in part["wrong"]:
            start, end = marked.index("⟦"), marked.index("⟧") - 1
            text = marked.replace("⟦", "").replace("⟧", "")
            over = [one for one in findings(text, wording, FRESH_DAY) if one.start < end and start < one.end]
            same = any(one.rule == rule for one in over)
            exact += same
            equal += same or any(fits(rule, one.rule) for one in over)
            if details and not same:
                print("  MISS", rule, marked, [one.rule for one in over])
        for text in part["right"]:
            said = [one for one in findings(text, wording, FRESH_DAY) if one.severity != "hint"]
            alarms += len(said)
            for one in said if details else ():
                print("  ALARM", one.rule, one.text, text)
        size = sum(map(len, part["right"]))
        print(
            f"own sentences, round {part['round']}: {exact} of {len(part['wrong'])} by the very rule, {equal} by"
            f" an equal one; {alarms} alarms on {size} right characters"
        )


def hard(text: str, wording: Wording, day: date) -> list[Finding]:
    return [one for one in findings(text, wording, day) if one.severity in ("error", "block")]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="?")
    parser.add_argument("--details", action="store_true")
    parser.add_argument("--reports", type=Path)
    parser.add_argument("--seed", type=Path, help="the seed text, to write PRED lines for score_proof.py")
    given = parser.parse_args()
    wording = load_wording(shipped("knowledge") / "wording")
    fresh(wording, given.details)
    if given.data is None:
        return
    items = [json.loads(line) for line in (given.data / "proof_dev.jsonl").read_text(encoding="utf-8").splitlines()]
    started = time.perf_counter()
    print("text rules")
    judge(items, wording, findings, given.details)
    print(f"  {time.perf_counter() - started:.2f} s for {sum(len(item['text']) for item in items)} characters")
    print("baseline: a plain search")
    judge(items, wording, baseline, False)
    for name, day in (("seed_corrected.txt", date(2026, 4, 26)), ("seed_corrected_2008.txt", date(2008, 4, 26))):
        found = hard((given.data / name).read_text(encoding="utf-8"), wording, day)
        print(f"{name} as of {day}: {len(found)} errors", [(one.rule, one.text) for one in found])
    if given.seed:
        found = list(findings(given.seed.read_bytes().decode("utf-8"), wording, date(2026, 4, 26)))
        print(json.dumps({"id": "seed", "findings": [{"rule": f.rule, "start": f.start, "end": f.end} for f in found]}))
    for path in sorted(given.reports.glob("*.txt")) if given.reports else ():
        text = path.read_text(encoding="utf-8", errors="replace")
        year = re.search(r"20\d\d", path.name)
        day = REPORT_DATES.get(year[0], date(int(year[0]), 3, 5)) if year else date(2021, 6, 1)
        found = hard(text, wording, day)
        print(
            f"{path.name}: {1000 * len(found) / len(text):.2f} errors per 1,000 of {len(text)}",
            dict(Counter(f.rule for f in found)),
        )
        for one in found if given.details else ():
            print("   ", one.rule, repr(text[max(0, one.start - 14) : one.end + 14]))


if __name__ == "__main__":
    main()
