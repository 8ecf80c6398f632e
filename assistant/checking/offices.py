"""FACT-02 for who holds which office: a person of the notes in an office that the notes give another, or nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from assistant.checking.grounds import Grounds
from assistant.checking.persons import known_persons
from assistant.checking.rules import raise_finding
from assistant.model import Finding

_OFFICE: Final = (
    r"(?:常务副|副|代)?(?:局长|书记|主任|科长|组长|处长|市长|县长|区长|镇长|乡长|厅长|部长|院长|所长|站长|校长|园长|队长"
    r"|馆长|行长|主席|会长|理事长|秘书长|总经理|董事长|经理|厂长|政委|检察长|庭长|股长|班长|委员|护士长|总监|总工程师)"
)
_BEFORE: Final = re.compile(rf"(?:{_OFFICE}[^，。；：\n]{{0,10}}?[、兼和及=＝：: ]{{0,2}}){{1,4}}$")
_AFTER: Final = re.compile(
    rf"^(?:同志)?(?:任|担任|兼任|当选为?|出任|（|\()[^，。；\n）)]{{0,10}}?(?P<office>{_OFFICE})"
)
_REACH: Final = 24

_TITLE: Final = re.compile(r"副?(?P<title>主任(?:医师|护师|药师|技师|记者|编辑)|教授|研究员|巡视员|调研员)")


def office_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Persons of the notes with an office the notes do not give them. Persons the notes lack are `names`' matter."""
    persons = known_persons(grounds)
    held = {person: _offices_in(grounds.told, person, persons) for person in persons}
    for person in persons:
        for start, end, office in _claims(text, person, persons):
            if office in held[person]:
                continue
            others = [other for other in persons if other != person and office in held[other]]
            told = f"，任{office}的是{others[0]}" if others else ""
            why = f"要点没有说{person}是{office}{told}"
            yield raise_finding("FACT-02", section, text, start, end, why, "按要点改正人名或职务")
    yield from _titles(section, text, grounds)


def _titles(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """A title that the notes have only one step lower, or higher: 主任医师 for 副主任医师."""
    noted = {hit[0] for hit in _TITLE.finditer(grounds.raw)}
    for hit in _TITLE.finditer(text):
        other = hit["title"] if hit[0] != hit["title"] else f"副{hit['title']}"
        if hit[0] not in noted and other in noted:
            why = f"要点中没有“{hit[0]}”，要点是“{other}”"
            yield raise_finding("FACT-02", section, text, hit.start(), hit.end(), why, f"改为“{other}”")


def _offices_in(lines: Sequence[str], person: str, persons: Sequence[str]) -> frozenset[str]:
    """Offices that stand with the person in the notes; where none does and the line names nobody else, all of it."""
    found: set[str] = set()
    for line in lines:
        if person in line:
            claimed = {office for *_, office in _claims(line, person, persons)}
            alone = not any(other in line for other in persons if other != person)
            found |= claimed or (set(re.findall(_OFFICE, line)) if alone else set())
    return frozenset(found)


def _claims(text: str, person: str, persons: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """(start, end, office) of every office the text gives this person: 局长陆景和, 陆景和任组长."""
    for hit in re.finditer(re.escape(person), text):
        window = text[max(0, hit.start() - _REACH) : hit.start()]
        for other in persons:
            window = window.rpartition(other)[2] if other != person else window
        before = _BEFORE.search(window)
        if before is not None:
            start = hit.start() - len(window) + before.start()
            for office in re.findall(_OFFICE, before[0]):
                yield start, hit.end(), office
        after = _AFTER.match(text[hit.end() : hit.end() + _REACH])
        if after is not None:
            yield hit.start(), hit.end() + after.end(), after["office"]
