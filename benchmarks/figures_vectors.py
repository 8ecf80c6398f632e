"""How exact is find(), and compare(), on labelled vectors? Beside them a plain digit pattern.

    python benchmarks/figures_vectors.py FOLDER

FOLDER holds figures_vectors.jsonl and, if there is one, compare_vectors.jsonl. A clause is exact when text, value, unit
and approximation of every figure are right and nothing else is found.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.figures import Figure, compare, find

_DIGITS = re.compile(r"\d+(?:\.\d+)?")
Vector = dict[str, Any]


def baseline(text: str) -> tuple[Figure, ...]:
    """Every run of digits, nothing around it."""
    return tuple(
        Figure(hit.group(), hit.start(), hit.end(), float(hit.group()), float(hit.group()), number=hit.group())
        for hit in _DIGITS.finditer(text)
    )


def agrees(figure: Figure, wanted: Vector) -> bool:
    value = wanted["value"]
    low, high = value if isinstance(value, list) else (value, value)
    return (
        figure.text == wanted["text"]
        and abs(figure.low - low) <= 1e-6 * max(1, abs(low))
        and abs(figure.high - high) <= 1e-6 * max(1, abs(high))
        and figure.unit in [wanted["unit"], *wanted.get("unit_also", [])]
        and figure.approximation == wanted["approximation"]
    )


def exact(vector: Vector, finder: Callable[[str], Iterable[Figure]]) -> bool:
    wanted, optional = list(vector["figures"]), list(vector.get("optional", []))
    for figure in finder(vector["text"]):
        for pool in (wanted, optional):
            hit = next((one for one in pool if agrees(figure, one)), None)
            if hit is not None:
                pool.remove(hit)
                break
        else:
            return False
    return not wanted


def read(path: Path) -> list[Vector]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__)
        return 2
    folder = Path(sys.argv[1])
    vectors = read(folder / "figures_vectors.jsonl")
    wrong = [vector for vector in vectors if not exact(vector, find)]
    plain = sum(exact(vector, baseline) for vector in vectors)
    print(f"find     {len(vectors) - len(wrong):4} of {len(vectors)} exact   plain digits {plain:4}")
    for vector in wrong:
        found = [(f.text, f.value, f.unit, f.approximation) for f in find(vector["text"])]
        print(f"  {vector['id']} {vector['text']}\n    found  {found}\n    wanted {vector['figures']}")
    pairs_path = folder / "compare_vectors.jsonl"
    if pairs_path.exists():
        report_pairs(read(pairs_path))
    return 0


def report_pairs(pairs: list[Vector]) -> None:
    def right(pair: Vector) -> bool:
        answer = compare(pair["note"], pair["draft"])
        return answer.same == pair["same"] and answer.lossy == bool(pair.get("lossy"))

    def by_digits(pair: Vector) -> bool:
        note, draft = (tuple(one.low for one in baseline(pair[side])) for side in ("note", "draft"))
        return (note == draft) == pair["same"]

    wrong = [pair for pair in pairs if not right(pair)]
    plain = sum(by_digits(pair) for pair in pairs)
    print(
        f"compare  {len(pairs) - len(wrong):4} of {len(pairs)} right   plain digits {plain:4} (without telling lossy)"
    )
    for pair in wrong:
        answer = compare(pair["note"], pair["draft"])
        print(
            f"  {pair['id']} {pair['note']} | {pair['draft']}\n"
            f"    got {answer}; wanted {pair['same']} {pair.get('lossy')}"
        )


if __name__ == "__main__":
    raise SystemExit(main())
