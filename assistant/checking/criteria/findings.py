"""CRI-01, 02, 03, 05: what the matrix says of a draft, as findings. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from assistant.appraisal import STATE_NAMES, Coverage, ItemCoverage, ItemState
from assistant.checking.criteria.needs import title_of
from assistant.checking.rules import raise_finding
from assistant.model import Finding

_UNCOVERED: Final[dict[ItemState, str]] = {
    "no_material": "补充这一项的材料；确实没有的，说明情况",
    "out_of_period": "换成申报期内的材料",
    "unused": "把这几条要点写进相应章节，或说明不用",
}


def criteria_findings(coverage: Coverage) -> tuple[Finding, ...]:
    """Of a draft. Findings without a place in the text are of section ""; a bonus that is not reached is none."""
    found: list[Finding] = []
    for item in coverage.items:
        if not item.bonus:
            found += _of_item(item)
    unsigned = [gate for gate in coverage.gates if not gate.signed]
    if unsigned:
        listed = "；".join(gate.criterion.item for gate in unsigned)
        why = f"{len(unsigned)}项前置条件还没有人签认：{listed}"
        # a signature cannot be given here yet: blocking would block every draft for ever
        found.append(replace(_whole("CRI-02", why), severity="warning"))
    return tuple(found)


def _of_item(item: ItemCoverage) -> Iterator[Finding]:
    name = f"{item.criterion.id} {title_of(item.criterion.item)}"
    if item.state in _UNCOVERED:
        yield _whole("CRI-01", f"{name}：{STATE_NAMES[item.state]}，{item.why}", _UNCOVERED[item.state])
    for need in item.needs:
        if need.need.least is not None and (
            need.state == "too_few" or (need.state == "not_found" and item.state == "too_few")
        ):
            told = f"要点里只有{need.found}" if need.found else "要点里没有找到"
            where = f"（{'、'.join(dict.fromkeys(one.label() for one in need.sources))}）" if need.sources else ""
            yield _whole("CRI-03", f"{name}要求“{need.need.text}”，{told}{where}")
    if item.state == "no_evidence":
        for place in item.places:
            if not place.facts and place.sure:
                sentence = raise_finding("CRI-05", place.section, place.text, 0, len(place.text), f"{name}：{item.why}")
                yield replace(sentence, start=place.start, end=place.end)


def _whole(rule: str, why: str, fix: str = "") -> Finding:
    return raise_finding(rule, "", "", 0, 0, why, fix)
