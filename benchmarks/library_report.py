"""What benchmarks/library.py measured, as a table and as a picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

_SHOWN = ("jieba + BM25", "words (FTS5)", "vectors", "rank fusion 1:1", "search")
_COLOURS = ("#9aa5b1", "#5b7db1", "#7aa874", "#c9a15b", "#b5483a")
_LEFT, _WIDE, _HIGH, _ROW = 150, 520, 16, 20


def as_markdown(found: Mapping[str, Any]) -> str:
    """Every figure that was measured, with what it was measured on."""
    sets, scores = found["sets"], found["ndcg"]
    lines = [f"Measured on {found['machine']}.", "", "## What is found (nDCG at 10)", ""]
    lines += _table(
        ("method", *(f"{name}: {one['passages']} passages, {one['queries']} queries" for name, one in sets.items())),
        [(method, *(_three(scores[name].get(method)) for name in sets)) for method in _SHOWN],
    )
    lines += [
        "",
        f"The weight of the vectors is {found['weight']}. With other weights, and with the best of the other sets:",
        "",
    ]
    weights = [method for method in next(iter(scores.values())) if method.startswith("weight ")]
    rows = [(method, *(_three(scores[name][method]) for name in sets)) for method in weights]
    if found["cross-validated"]:
        rows.append(("chosen on the other sets", *(_three(found["cross-validated"].get(name)) for name in sets)))
    lines += _table(("vectors' weight", *sets), rows)
    lines += ["", "## How fast (milliseconds, 10,000 passages)", ""]
    timing = found["milliseconds"]
    columns = list(next(iter(timing.values())))
    lines += _table(
        ("part", *columns), [(name, *(f"{each[key]:.0f}" for key in columns)) for name, each in timing.items()]
    )
    lines += ["", "## Taking in", ""]
    lines += [f"- {name}: {value:.1f}" for name, value in found["intake"].items()]
    lines += [f"- memory at the most: {found['memory, MB']:.0f} MB", ""]
    return "\n".join(lines)


def as_svg(found: Mapping[str, Any]) -> str:
    """nDCG of every method, a group of bars for each set."""
    parts: list[str] = []
    top = 30
    for name, scores in found["ndcg"].items():
        parts.append(_text(10, top, name, "bold"))
        for method, colour in zip(_SHOWN, _COLOURS, strict=True):
            if method not in scores:
                continue
            top += _ROW
            width = scores[method] * _WIDE
            parts.append(_text(10, top, method))
            parts.append(f'<rect x="{_LEFT}" y="{top - 12}" width="{width:.0f}" height="{_HIGH}" fill="{colour}"/>')
            parts.append(_text(_LEFT + width + 6, top, f"{scores[method]:.3f}"))
        top += 2 * _ROW
    frame = f'width="{_LEFT + _WIDE + 70}" height="{top}" font-family="sans-serif" font-size="13"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {frame}>{"".join(parts)}</svg>\n'


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]


def _three(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.3f}"


def _text(x: float, y: float, text: str, weight: str = "normal") -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" font-weight="{weight}">{escape(text)}</text>'
