"""A text cut into words by a dictionary, with what the dictionary says of each. The dictionary is in the package.

What no dictionary knows is what names are found by: 霁川 is no word, 稳步 is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.dictionary import dictionary
from assistant.library import ordinary_words as ordinary

if TYPE_CHECKING:
    from rjieba import Jieba

_NUMERALS = frozenset("一二三四五六七八九十百千万个")
_SELDOM = 450  # times that the dictionary counted a town's name; 先进县 and 和平县 stand above that
_NAME_TAGS = frozenset({"nr", "ns", "nt", "nz"})


@dataclass(frozen=True, slots=True)
class Word:
    """tag: part of speech as in the ICTCLAS set (n, v, nr person, ns place …). known: the dictionary has it.

    is_town: the dictionary has it as a city or a county too (酒泉, 酒泉市), and it is seldom anything else.
    """

    start: int
    end: int
    text: str
    tag: str
    known: bool
    is_town: bool = False

    @property
    def is_ordinary(self) -> bool:
        """Known, and known as something else than somebody's or some place's name."""
        if self.is_town:
            return False
        if self.known and len(self.text) > 3 and self.tag[:2] != "ns":
            return True  # 大力发展, 建立健全: the dictionary's tags of longer words are not to be trusted
        return self.known and (self.tag[:2] not in _NAME_TAGS or self.text in ordinary.NO_NAMES)


def words_of(text: str) -> tuple[Word, ...]:
    """All words in order of place, blanks and punctuation among them: together they are the text."""
    jieba = dictionary()
    found: list[Word] = []
    at = 0
    for word, tag in jieba.tag(text):
        known = len(word) == 1 or jieba.has_word(word)
        found.append(Word(at, at + len(word), word, tag, known, known and _is_town(jieba, word)))
        at += len(word)
    return tuple(found)


def _is_town(jieba: Jieba, word: str) -> bool:
    if not 2 <= len(word) <= 4 or word[0] in _NUMERALS or word in ordinary.NO_NAMES or word in ordinary.NO_TOWNS:
        return False
    return any(jieba.has_word(word + end) for end in "市县") and jieba.suggest_freq(word) < _SELDOM


def is_ordinary(word: str) -> bool:
    """Whether it is one word that the dictionary knows, and not as a name."""
    cut = words_of(word)
    return len(cut) == 1 and cut[0].is_ordinary


def frequency(word: str) -> int:
    """How often the dictionary counted it (its texts are news and novels); 1 for what it does not have."""
    return dictionary().suggest_freq(word)
