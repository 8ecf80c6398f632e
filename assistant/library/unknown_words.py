"""Names that stand alone, known by not being words: 霁川, 沈怀瑾, 努拉嘎查; and places and people the dictionary knows.

For masking alone. A new word of the trade may be hidden too; `ordinary_words` says which ones are not. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, Literal

from assistant.library import name_words as words
from assistant.library.segments import Word, frequency

Kind = Literal["place", "person", "name"]
_HANZI: Final = re.compile(r"[\u3400-\u9fff]+")
# what a guessed word may begin or end with without belonging to it
_LOOSE: Final = frozenset(
    "的在和与及对向由从被把了是为等到于以各本该几两个让给按经其此某每将并或者而但又也已还都就之这那有无第不未"
    "一二三四五六七八九十百千万亿半日年月号时起赴至如均须应可需再很更最较能会要使请凡若且仅只后前中内外上下里我"
    "省市区县州局委办员名位次项件户份赶叫访帮即称说做去来同为人率所用得地着过"
)
# of these the end of a name may be one: 盘州
_LOOSE_END: Final = _LOOSE - frozenset("省市县区州旗镇乡村局委办里中上下内外前后半号")
# how the guess tags what is no name: verbs, adverbs, numerals, pronouns, particles (投用, 靠前)
_NO_NAME_TAGS: Final = frozenset(
    {"v", "vn", "vd", "vg", "d", "f", "m", "mq", "q", "r", "p", "c", "t", "u", "a", "ad", "i"}
)
_RARE: Final = 400  # a character that the dictionary counted less often is hardly ever a word by itself in a report
_SELDOM: Final = 450  # a brand that the dictionary knows (华润) is seldom in its texts
_GIVEN: Final = 700  # a word that is a given name (文静, 长青) is not among the frequent ones
_ABROAD: Final = frozenset({"nrt", "nrfg"})
# characters that names of other languages are written with; three in a row stand in no sentence of a report
_SOUNDS: Final = (
    "[阿艾敖巴拜毕尔嘎尕格古丽拉勒力洛玛买曼木穆娜努帕其热萨桑斯塔特吐托瓦乌云孜扎西卓旦增次仁措吉卡克库布"
    "哈汗依尼迪肉苏提]"
)
_SOUNDED: Final = re.compile(
    rf"{_SOUNDS}{{3,}}|[\u3400-\u9fff]{{2,6}}[·•・](?:{_SOUNDS}{{2,5}}|[\u3400-\u9fff]{{2,3}})"
)
_PART: Final = re.compile("[^的和与及在是或把被将]+")  # a guess may run over a conjunction: 卫健委和定海
_PLACE_ENDS: Final = tuple("省市县区州旗镇乡村盟")


def sounded(text: str) -> Iterator[tuple[int, int, Kind]]:
    """Names written by their sound: 古丽米热·阿不都, 巴特尔. Three such characters in a row are no Chinese word."""
    for found in _SOUNDED.finditer(text):
        yield *found.span(), "person"


def unknown(cut: Sequence[Word]) -> Iterator[tuple[int, int, Kind]]:
    """(start, end, kind) of every run of neighbouring words that are no words, or are known for names."""
    run: list[Word] = []
    last: Word | None = None
    for word in (*cut, None):
        if word is not None and not run and last is not None and _leads(last, word):
            run.append(last)
        last = word
        if word is not None and (_may_be_part(word) or (run and _follows(run[-1], word))):
            run.append(word)
            continue
        yield from _names_in(run)
        run = []


def _may_be_part(word: Word) -> bool:
    if not _HANZI.fullmatch(word.text):
        return False
    if len(word.text) == 1:
        return word.text not in _LOOSE and (frequency(word.text) < _RARE or word.text in words.SURNAMES)
    return not word.known or word.text in words.COMPOUND_SURNAMES or _known_name(word)


def _follows(before: Word, word: Word) -> bool:
    """霁|荡: a rare character and the one after it. 冯|文静: a character that is a surname only, and a word."""
    if before.text in words.COMPOUND_SURNAMES:
        return _HANZI.fullmatch(word.text) is not None and len(word.text) < 3 and word.text not in _LOOSE
    if len(before.text) > 1 or not _HANZI.fullmatch(word.text):
        return False
    if len(word.text) == 1:
        return _is_rare(before) and word.text not in _LOOSE
    given = len(word.text) == 2 and word.tag[:1] in {"n", "a", "z", "v"} and frequency(word.text) < _GIVEN
    return given and before.tag == "nr" and before.text in words.SURNAMES


def _leads(before: Word, word: Word) -> bool:
    """玉|浜: the character before a rare one."""
    single = len(before.text) == len(word.text) == 1 and _HANZI.fullmatch(before.text) is not None
    return single and _is_rare(word) and before.text not in _LOOSE and before.end == word.start


def _known_name(word: Word) -> bool:
    """Whether the dictionary knows it for a place or a person, and is right in that."""
    if word.is_town:
        return True
    if word.is_ordinary or not word.known or len(word.text) < 2:
        return False
    if word.tag == "ns":
        return True
    if word.tag == "nz" and len(word.text) == 2:
        return frequency(word.text) < _SELDOM
    if word.tag in _ABROAD:
        return word.text not in words.GENERAL_STEMS
    if word.tag == "nr":
        return len(word.text) == 3 and word.text[0] in words.SURNAMES
    return False


def _names_in(run: list[Word]) -> Iterator[tuple[int, int, Kind]]:
    while run and _weak(run[0]) and not (len(run) > 1 and _begins(run[0], run[1])):
        run = run[1:]
    while run and _weak(run[-1]) and not (len(run) > 1 and _belongs(run[-2], run[-1])):
        run = run[:-1]
    if not run:
        return
    start, end, name = run[0].start, run[-1].end, "".join(one.text for one in run)
    if not run[0].known:
        lead = len(name) - len(name.lstrip("".join(_LOOSE)))
        start, name = start + lead, name[lead:]
    if not run[-1].known:
        kept = name.rstrip("".join(_LOOSE_END))
        end, name = end - (len(name) - len(kept)), kept
    if len(run) == 1 and _is_new_verb(run[0], name):
        return
    for part in _PART.finditer(name):
        if len(part[0]) > 1:
            yield start + part.start(), start + part.end(), _kind(run, part[0])


def _belongs(before: Word, word: Word) -> bool:
    return _is_rare(word) or _is_rare(before) or before.text in words.COMPOUND_SURNAMES


def _begins(word: Word, after: Word) -> bool:
    return _is_surname(word) or _is_rare(word) or (_is_rare(after) and len(word.text) == 1)


def _weak(word: Word) -> bool:
    """A surname by itself is mostly a word (高, 周, 常); a rare character by itself is no name."""
    return len(word.text) == 1 or word.text in words.COMPOUND_SURNAMES


def _is_rare(word: Word) -> bool:
    return len(word.text) == 1 and frequency(word.text) < _RARE


def _is_surname(word: Word) -> bool:
    return word.text in words.SURNAMES or word.text in words.COMPOUND_SURNAMES


def _is_new_verb(word: Word, name: str) -> bool:
    return (
        not word.known and word.tag in _NO_NAME_TAGS and len(name) == 2 and all(frequency(one) >= _RARE for one in name)
    )


def _kind(run: list[Word], name: str) -> Kind:
    if name.endswith(_PLACE_ENDS) or run[0].tag == "ns":
        return "place"
    return "person" if run[0].tag[:2] == "nr" and name[0] in words.SURNAMES and len(name) <= 4 else "name"
