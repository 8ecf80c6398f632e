"""knowledge/wording/usage.yaml: words to replace, fixed series, duties that moved. Read from the raw tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.knowledge import Wording

FILE = "usage.yaml"


@dataclass(frozen=True, slots=True)
class Word:
    """`wrong` breaks `rule`, except inside one of `unless`. right: what to write, "" if a person must decide."""

    rule: str
    wrong: str
    right: str
    why: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A series of words whose order is fixed."""

    rule: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duty:
    """Work that bodies of this name had until that day; now: whose it is."""

    body: str
    words: tuple[str, ...]
    until: date
    now: str


@dataclass(frozen=True, slots=True)
class Usage:
    words: tuple[Word, ...] = ()
    formulas: tuple[Formula, ...] = ()
    duties: tuple[Duty, ...] = ()
    repeated: frozenset[str] = frozenset()  # characters that are written twice by right: 人人, 渐渐
    doubled: tuple[str, ...] = ()  # words in which one character stands twice by right: 强强联合
    cross: Mapping[str, tuple[str, str]] = field(
        default_factory=dict
    )  # 作: what may stand before and behind in 工作|作风


def usage(wording: Wording) -> Usage:
    """The table of the file, empty where there is no such file. Raises InputError for a wrong shape."""
    made = wording.made.get("usage")
    if not isinstance(made, Usage):
        made = wording.made["usage"] = _read(wording.tables.get("usage"))
    return made


def _read(raw: object) -> Usage:
    if raw is None:
        return Usage()
    table = _mapping(raw, "内容")
    words = [_words(rule, _mapping(part, str(rule))) for rule, part in _mapping(table.get("words"), "words").items()]
    doubled = _mapping(table.get("doubled"), "doubled")
    cross = {
        str(char): _texts(sides, "doubled.cross") for char, sides in _mapping(doubled.get("cross"), "cross").items()
    }
    return Usage(
        tuple(word for group in words for word in group),
        tuple(
            Formula(str(part.get("rule", "")), _texts(part.get("words"), "formulas"))
            for part in _parts(table, "formulas")
        ),
        tuple(_duty(part) for part in _parts(table, "duties")),
        frozenset(str(doubled.get("repeated", ""))),
        _texts(doubled.get("phrases", []), "doubled.phrases"),
        {char: (sides[0], sides[1]) for char, sides in cross.items() if len(sides) == 2},
    )


def _words(rule: object, part: Mapping[object, object]) -> list[Word]:
    why = str(part.get("why", ""))
    found = []
    for entry in _parts(part, "entries"):
        wrong, right = str(entry.get("wrong", "")), str(entry.get("right", ""))
        if not wrong:
            raise _fault(f"{rule} 的一条没有 wrong")
        found.append(Word(str(rule), wrong, right, why, _texts(entry.get("unless", []), f"{rule}.unless")))
    return found


def _duty(part: Mapping[object, object]) -> Duty:
    until = str(part.get("until", ""))
    try:
        day = date.fromisoformat(until)
    except ValueError as error:
        raise _fault(f'duties 的 until“{until}”应写作 "2018-12-31"') from error
    return Duty(str(part.get("body", "")), _texts(part.get("words"), "duties.words"), day, str(part.get("now", "")))


def _parts(table: Mapping[object, object], name: str) -> list[Mapping[object, object]]:
    found = table.get(name, [])
    if not isinstance(found, Sequence) or isinstance(found, str):
        raise _fault(f"{name} 应当是一个列表")
    return [_mapping(part, name) for part in found]


def _mapping(found: object, name: str) -> Mapping[object, object]:
    if not isinstance(found, Mapping):
        raise _fault(f"{name} 应当是键和值")
    return found


def _texts(found: object, name: str) -> tuple[str, ...]:
    if not isinstance(found, Sequence) or isinstance(found, str) or not all(isinstance(one, str) for one in found):
        raise _fault(f"{name} 应当是一列文字")
    return tuple(found)


def _fault(what: str) -> InputError:
    return InputError(f"{FILE} 的 {what}", "改正该文件，或用随程序提供的文件替换")
