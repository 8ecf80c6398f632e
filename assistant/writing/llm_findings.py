"""What can be said of a model's answer from its tokens alone, before any checker reads it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from assistant.model import Finding

_BRACES = re.compile(r"[{｛][^{}｛｝\n]{0,12}[}｝]+|[{}｛｝]")
_BARE_ID = re.compile(r"(?<![A-Za-z0-9未知事实])F\d{3,6}(?![A-Za-z0-9])")
_CANONICAL = re.compile(r"\{\{(F\d{1,6})\}\}")
_UNIT = re.compile(r"[^\d零〇一二三四五六七八九十百千.,，、。“”《》（）]{1,4}$|[%％‰]$")


def residue(section: str, text: str) -> list[Finding]:
    """Braces and fact numbers that were left in a rendered text: no token, and no Chinese either."""
    found: list[Finding] = []
    for match in _BRACES.finditer(text):
        why = "残留的花括号（范文的遮盖符号，或写坏了的事实记号）"
        found.append(Finding("FMT-19", "block", section, *match.span(), match[0], why, "按要点改成原话，或删去"))
    for match in _BARE_ID.finditer(text):
        why = "正文里露出了事实的编号"
        found.append(Finding("FMT-19", "block", section, *match.span(), match[0], why, "换成这个事实的原话"))
    return found


def doubled_units(section: str, raw: str, text: str, renderings: Mapping[str, str]) -> list[Finding]:
    """A unit typed behind a token that brings it: {{F012}}万元 -> 近300万元万元. Offsets are those of `text`."""
    found: list[Finding] = []
    for match in _CANONICAL.finditer(raw):
        rendering = renderings.get(match[1], "")
        unit = _UNIT.search(rendering)
        if unit is None or not raw.startswith(unit[0], match.end()):
            continue
        written = rendering + unit[0]
        start = text.find(written)
        if start >= 0:
            why = f"单位重复：“{unit[0]}”写了两遍"
            found.append(Finding("FACT-01", "error", section, start, start + len(written), written, why, rendering))
    return found


def is_serious(finding: Finding) -> bool:
    """Whether a finding is worth the repair round."""
    return finding.severity in ("block", "error")


def distinct(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without those that say the same of the same place."""
    kept = {(finding.rule, finding.section, finding.start, finding.end): finding for finding in reversed(findings)}
    return tuple(sorted(kept.values(), key=lambda finding: (finding.start, finding.end, finding.rule)))


def in_words(findings: Sequence[Finding], text: str, whole: Callable[[int, int], tuple[int, int]]) -> str:
    """For the model: one numbered line a finding, with the place as a quotation from the text.

    whole: widens a place of the text so that it cuts nothing that must not be cut.
    """
    lines: list[str] = []
    for place, finding in enumerate(findings, 1):
        start, end = whole(max(0, finding.start - 12), min(len(text), finding.end + 8))
        around = text[start:end].replace("\n", " ")
        fix = f"；建议：{finding.fix}" if finding.fix else ""
        lines.append(f"{place}. “{finding.text}”（在“{around}”处）：{finding.why}{fix}")
    return "\n".join(lines)
