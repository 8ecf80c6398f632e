"""Names in a report: units, places, people, honours, coinages, titles. By suffixes and cues, without a dictionary.

What the grammar finds is meant for masking and for the search for leaks: it rather takes a word too many than one
too few. A unit whose name no suffix gives away must be declared in the front matter (`names`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from assistant.library import name_words as words
from assistant.library.brand_names import brands
from assistant.library.honour_names import honours
from assistant.library.ordinary_words import NO_NAMES
from assistant.library.place_names import Place, bare
from assistant.library.place_names import places as places_in
from assistant.library.segments import Word, frequency, is_ordinary, words_of
from assistant.library.unknown_words import sounded, unknown
from assistant.library.wider_names import wider

EntityKind = Literal["unit", "place", "person", "honour", "name", "document"]
_HANZI = re.compile(r"[\u3400-\u9fff]")
_INSIDE = r"(?:(?![的和与及或在对向把被是为让由从])[\u3400-\u9fff])"


@dataclass(frozen=True, slots=True)
class Entity:
    text: str
    kind: EntityKind


@dataclass(frozen=True, slots=True)
class Span:
    """Where a name stands. A kind of "common" is a quoted word that belongs to everybody: it is left as it is."""

    start: int
    end: int
    kind: EntityKind | Literal["common"]


def known_entities(text: str) -> tuple[Entity, ...]:
    """Every different name of the text that is surely one, in order of first place.

    Ministries, laws and bare titles (市级文明单位) are nobody's own. A place counts when something else speaks for it:
    it stands twice, in a chain of places, in a unit's name, or in the first or last lines.
    """
    found: dict[Entity, None] = {}
    for span in _grammar(text, words_of(text)):
        name = text[span.start : span.end]
        if span.kind == "common" or len(name) < 2 or is_nobodys(span.kind, name):
            continue
        if span.kind != "place" or _well_known(name, text):
            found[Entity(name, span.kind)] = None
    found.update(dict.fromkeys(Entity(name, "person") for name in _people_by_cue(text)))
    return tuple(found)


def _people_by_cue(text: str) -> Iterator[str]:
    """Of those whom a cue beside them makes people (由韩立群担任组长) the ones whose name has no word in it."""
    for start, end, kind in wider(text):
        for name in text[start:end].split("、") if kind == "person" else ():
            if len(name) == 3 and not is_ordinary(name[:2]) and not is_ordinary(name[1:]):
                yield name


def find_spans(text: str, names: tuple[str, ...] = ()) -> tuple[Span, ...]:
    """The names' places, none overlapping. `names` are taken wherever they stand, the longest first."""
    spans: list[Span] = []
    taken = bytearray(len(text))
    cut = words_of(text)
    # titles, quoted names and honours have places and units in them: they go first and are hidden whole
    for whole in (_titles(text), _quotes(text), (Span(*found, "honour") for found in honours(text))):
        _take(whole, spans, taken)
    _take(declared(text, names, cut), spans, taken)
    _take(_grammar(text, cut), spans, taken)
    _take((Span(*found) for found in sounded(text)), spans, taken)
    ends = frozenset(word.end for word in cut)
    _take((Span(*found) for found in wider(text) if found[2] == "person" or found[1] in ends), spans, taken)
    _take((Span(*found) for found in brands(text, cut)), spans, taken)
    _take((Span(*found) for found in unknown(cut)), spans, taken)
    again = [(text[span.start : span.end], span.kind) for span in spans if span.kind in {"person", "place", "unit"}]
    stems = [
        (one, "place") for place, kind in again if kind == "place" for one in stems_in(place) if not is_ordinary(one)
    ]
    sure = [(stem, kind) for stem, kind in stems if text.count(stem) > 1 or any(stem in name for name in names)]
    # a place in a declared name is that name's own wherever it stands (禾浦经验)
    sure += [(stem, "place") for name in names for stem in stems_in(name)]
    _take(_repeated(text, [*again, *sure]), spans, taken)
    return tuple(sorted(spans, key=lambda span: span.start))


def declared(text: str, names: tuple[str, ...], cut: Sequence[Word]) -> Iterator[Span]:
    """Where these names stand, the longest first. A name of two characters is not looked for in a word (自|治区)."""
    inside = bytearray(len(text) + 1)
    for word in cut:
        if word.is_ordinary and len(word.text) > _SHORT:
            inside[word.start + 1 : word.end] = b"\x01" * (word.end - word.start - 1)
    for name in sorted({name for name in names if len(name) > 1}, key=lambda one: (-len(one), one)):
        for found in re.finditer(re.escape(name), text):
            if len(name) > _SHORT or not all(inside[found.start() : found.end()]):
                yield Span(found.start(), found.end(), kind_of(name))


@lru_cache(maxsize=4096)
def stems_in(name: str) -> tuple[str, ...]:
    """The bare names of the places in a name: 徐州市民政局 -> 徐州. Kept: a document's names are asked each passage."""
    chains = places_in(name, words_of(name))
    return tuple(bare(name[start:end]) for place in chains for start, end in place.atoms)


def _grammar(text: str, cut: Sequence[Word]) -> list[Span]:
    """What suffixes and cues give, by order of certainty, none overlapping; in order of place."""
    spans: list[Span] = []
    taken = bytearray(len(text))
    places = places_in(text, cut)
    chains = [Span(place.start, place.end, "place") for place in places]
    for source in (_titles(text), _quotes(text), _honours(text), _units(text, places), _people(text, cut), chains):
        _take(source, spans, taken)
    return sorted(spans, key=lambda span: span.start)


def _well_known(place: str, text: str) -> bool:
    lines = [line for line in text.split("\n") if line.strip()]
    ends = "\n".join([*lines[:2], *lines[-2:]])
    atoms = [atom for chain in places_in(place, words_of(place)) for atom in chain.atoms]
    stem = bare(place[slice(*atoms[0])]) if atoms else ""
    return len(atoms) > 1 or place in ends or text.count(stem or place) > 1


def is_nobodys(kind: str, name: str) -> bool:
    """Ministries, laws, bare titles, catchwords: nobody's own."""
    return kind in _NOBODYS and _NOBODYS[kind].search(name) is not None


def kind_of(name: str) -> EntityKind:
    """What a declared name is, by its form."""
    if name.endswith(words.HONOUR_ENDINGS):
        return "honour"
    if name.endswith(("市", "区", "县", "镇", "乡", "村", "省", "街道", "社区", "州", "旗")):
        return "place"
    if name.endswith(words.UNIT_SUFFIXES):
        return "unit"
    return "person" if 2 <= len(name) <= 3 and name[0] in words.SURNAMES else "name"


_NOBODYS: dict[str, re.Pattern[str]] = {
    "document": re.compile(
        r"^(?:中华人民共和国|中国共产党|中共中央|国务院)|(?:法|条例|纲要|准则|民法典|若干规定|宪法)$"
    ),
    "honour": re.compile(r"^(?:国家|省|市|州|县|区)级"),
    "unit": re.compile("|".join(words.MINISTRIES)),
    # a slogan, a numbered catchword (四个一) or a quality (服务型) is a manner of speaking, not a name
    "name": re.compile(r"^.{1,2}$|、|^[一二三四五六七八九十两]+个|(?:型|化|率|公开|指南|指标|任务)$"),
}
_QUOTED = re.compile(r"“([^“”\n]{1,30})”|\"([^\"\n]{1,30})\"|「([^」\n]{1,30})」")
_TITLED = re.compile(r"《([^《》\n]{2,60})》")
_GRANTED = re.compile(
    r"(?:荣获|荣膺|获评|获授|被评为|被授予|被命名为|授予|评为|评选为|获得|命名为|获)了?"
    r"(?P<name>[^，。；、“”《》（）()\n]{3,30}?)(?=称号|荣誉|殊荣|表彰|[，。；、（(\n]|等|$)"
)
_LEVELLED = re.compile(
    rf"(?:全国|全省|全市|全区|全县|全州|全系统|国家级|省级|市级|州级|县级|区级|省部级){_INSIDE}{{0,18}}?"
    rf"(?:{'|'.join(sorted(words.HONOUR_ENDINGS, key=len, reverse=True))})"
)
_UNIT_END = "|".join(sorted(words.UNIT_SUFFIXES, key=len, reverse=True))
_UNIT_TAIL = re.compile(rf"(?!地处){_INSIDE}{{0,14}}?(?:{_UNIT_END})(?:{_INSIDE}{{1,5}}?(?:中心|站|所|队))?")
_STEM_TAIL = re.compile(rf"(?![省市县区州旗镇乡村]?地处){_INSIDE}{{0,6}}?(?:{_UNIT_END})")
_LEVEL_UNIT = re.compile(
    rf"(?<![\u3400-\u9fff])(?:{'|'.join(words.LEVELS)}){_INSIDE}{{1,12}}?"
    rf"(?:{'|'.join(sorted(words.LEVEL_UNIT_SUFFIXES, key=len, reverse=True))})|{'|'.join(words.MINISTRIES)}"
)
_COMPANY = re.compile(rf"{_INSIDE}{{3,14}}?(?:有限责任公司|股份有限公司|有限公司|集团公司)")
# surnames that are particles more often: 向顾明同志学习 is about 顾明
_PARTICLES = frozenset("向于和与同从由对")
_SHORT = 2
_OFTEN = 200  # times the dictionary counted it: 局长高度重视 names nobody
_COMRADE = re.compile(r"同志")
_OFFICE = re.compile(rf"(?:{'|'.join(sorted(words.OFFICES, key=len, reverse=True))})[ 　]{{0,4}}(?=[\u3400-\u9fff])")


def _take(source: Iterable[Span], spans: list[Span], taken: bytearray) -> None:
    for span in source:
        if span.end > span.start and not any(taken[span.start : span.end]):
            taken[span.start : span.end] = b"\x01" * (span.end - span.start)
            spans.append(span)


def _titles(text: str) -> Iterator[Span]:
    for found in _TITLED.finditer(text):
        yield Span(found.start(1), found.end(1), "document")


def _quotes(text: str) -> Iterator[Span]:
    for found in _QUOTED.finditer(text):
        group = next(index for index in (1, 2, 3) if found[index] is not None)
        inner = found[group]
        if inner in words.COMMON_QUOTES:
            yield Span(found.start(group), found.end(group), "common")
        elif inner.endswith(words.HONOUR_ENDINGS) or inner.startswith(("全国", "全省", "全市", "全县", "全区", "最美")):
            yield Span(found.start(group), found.end(group), "honour")
        elif not re.search(r"[，。；！？,!?]", inner):
            # a clause in quotation marks is somebody's words, not a name
            yield Span(found.start(group), found.end(group), "name")


def _honours(text: str) -> Iterator[Span]:
    for found in _GRANTED.finditer(text):
        name = found["name"]
        if name.endswith(words.HONOUR_ENDINGS) or re.match(r"(?:全国|全省|全市|全县|全区|省|市|县|区)", name):
            yield Span(found.start("name"), found.end("name"), "honour")
    for found in _LEVELLED.finditer(text):
        yield Span(found.start(), found.end(), "honour")


def _units(text: str, places: Sequence[Place]) -> Iterator[Span]:
    for place in places:
        tail = _UNIT_TAIL.match(text, place.end)
        if tail:
            yield Span(place.start, tail.end(), "unit")
    for pattern in (_LEVEL_UNIT, _COMPANY):
        for found in pattern.finditer(text):
            if not text.startswith("门", found.end()):  # 民政部|门
                yield Span(found.start(), found.end(), "unit")
    for stem in sorted({bare(text[start:end]) for place in places for start, end in place.atoms}):
        for found in re.finditer(re.escape(stem), text) if stem else ():
            tail = _STEM_TAIL.match(text, found.end())
            if tail:
                yield Span(found.start(), tail.end(), "unit")


def _is_common(word: Word) -> bool:
    return len(word.text) > 2 or word.text in NO_NAMES or (len(word.text) == 2 and frequency(word.text) > _OFTEN)


def _people(text: str, cut: Sequence[Word]) -> Iterator[Span]:
    common = {word.start for word in cut if word.is_ordinary and _is_common(word)}
    for found in _COMRADE.finditer(text):
        for length in (3, 2):
            name = text[max(found.start() - length, 0) : found.start()]
            if length == 3 and name[:1] in _PARTICLES and name[1:2] in words.SURNAMES:
                continue
            if len(name) == length and name[0] in words.SURNAMES and all("\u3400" <= one <= "\u9fff" for one in name):
                yield Span(found.start() - length, found.start(), "person")
                break
    for found in _OFFICE.finditer(text):
        start = found.end()
        if text[start] not in words.SURNAMES or text[start : start + 2] in words.NO_PERSON or start in common:
            continue
        second, third = text[start + 1 : start + 2], text[start + 2 : start + 3]
        if not _HANZI.match(second) or second in words.NO_GIVEN:
            continue
        # a given name has two characters unless what follows the first cannot be one
        length = 3 if _HANZI.match(third) and third not in words.AFTER_NAME else 2
        yield Span(start, start + length, "person")


def _repeated(text: str, names: Sequence[tuple[str, str]]) -> Iterator[Span]:
    kinds = {name: kind for name, kind in reversed(names) if len(name) > 1}
    for name in sorted(kinds, key=len, reverse=True):
        for found in re.finditer(re.escape(name), text):
            kind = kinds[name]
            yield Span(
                found.start(), found.end(), "person" if kind == "person" else "unit" if kind == "unit" else "place"
            )
