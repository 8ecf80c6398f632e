"""Persons by the post in front of their name: who the notes know, and who of a draft they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.grounds import Grounds
from assistant.checking.rules import raise_finding
from assistant.checking.surnames import SURNAMES
from assistant.dictionary import dictionary
from assistant.model import Finding

_POST: Final = (
    r"(?:局长|书记|主任|科长|组长|处长|市长|县长|区长|镇长|乡长|厅长|部长|院长|所长|站长|校长|园长|队长|馆长|行长|主席|会长|理事长|秘书长|"
    r"总经理|董事长|厂长|政委|检察长|庭长|股长|班长|护士长|总监|总工程师|网格员|医生|医师|护士|教师|老师|民警|居民|村民|志愿者|职工|社工)"
)
_POSTED: Final = re.compile(rf"{_POST}[ 　]?(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})")
_CALLED: Final = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}})(?:大妈|大爷|大娘|大叔|阿姨|奶奶|爷爷|同志|医生|老师)"
)
_NO_NAME: Final = re.compile(r"[的了等和与及各全为在被把对向是有长员部局组会]|同志|先生|女士")
_OF_NAMES: Final = frozenset(("nr", "ns", "nt", "nz", "j"))  # tags of the dictionary for names and short forms
_SELDOM: Final = 20  # times that the dictionary counted a word; one counted less is no word here
_WHOLE: Final = 3  # characters of a name that one other character makes a misspelling


def person_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Names one character off a known one, and names behind a post that the notes do not have."""
    known = known_persons(grounds)
    taken: set[int] = set()
    for name in known:
        for start, other in _misspelt(name, text):
            if start not in taken and not grounds.says(other):
                taken.add(start)
                why = f"要点中没有“{other}”这个人，要点是“{name}”"
                yield raise_finding("FACT-02", section, text, start, start + len(other), why, f"改为“{name}”")
    for start, name in _named(text):
        if start not in taken and not grounds.says(name):
            taken.add(start)
            why = f"要点中没有“{name}”这个人"
            yield raise_finding("FACT-02", section, text, start, start + len(name), why)


def known_persons(grounds: Grounds) -> tuple[str, ...]:
    """The persons of the ledger, and those that a post in the notes shows."""
    facts = [fact.rendering for fact in grounds.ledger.facts if fact.type == "person"]
    named = [name for line in grounds.told for _, name in _named(line) if len(name) >= _WHOLE]
    return tuple(dict.fromkeys([*facts, *named]))


def _named(text: str) -> Iterator[tuple[int, str]]:
    """(start, name): a family name with one or two characters that no dictionary knows as a word."""
    for pattern in (_POSTED, _CALLED):
        for hit in pattern.finditer(text):
            name = hit["name"]
            if len(name) >= _WHOLE and not _NO_NAME.search(name) and not is_wording(name, text[hit.end("name") :][:1]):
                yield hit.start("name"), name


def is_wording(name: str, after: str) -> bool:
    """Words that begin like a name: 高度重, 安全生(产), 向全体. after: the character behind, "" at the end."""
    if len(name) >= _WHOLE and dictionary().has_word(name) and not _is_word(name):
        return False
    pieces = (name[:2], name, *((name[1:] + after, name[2:] + after, name + after) if after else ()))
    return any(_is_word(piece) for piece in pieces)


def _is_word(piece: str) -> bool:
    """The dictionary has it, often, and not as somebody's name: it has 王建国, and it has seen 雪带 four times."""
    words = dictionary()
    if len(piece) < 2 or not words.has_word(piece) or words.suggest_freq(piece) < _SELDOM:
        return False
    return any(tag not in _OF_NAMES for _, tag in words.tag(piece))


def _misspelt(name: str, text: str) -> Iterator[tuple[int, str]]:
    """Places where all but one character of the name stand; another family name counts only behind a post."""
    if len(name) < _WHOLE:
        return
    for at in range(len(name)):
        head, tail = re.escape(name[:at]), re.escape(name[at + 1 :])
        lead = "" if at else rf"{_POST}[ 　]?"
        for hit in re.finditer(rf"{lead}(?P<name>{head}[\u4e00-\u9fff]{tail})", text):
            if hit["name"] != name:
                yield hit.start("name"), hit["name"]
