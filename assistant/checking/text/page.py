"""A printed text as the text rules read it: all parts on one page, with lines, sentences and the way back. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.checking.rules import raise_finding
from assistant.checking.text.usage import Usage, usage
from assistant.model import Finding, Severity

if TYPE_CHECKING:
    from assistant.knowledge import Wording

HAN = "\u3400-\u9fff"
COUNT = "一二三四五六七八九十"
_SENTENCE = re.compile(r"[^。！？!?\n]{1,2000}[。！？!?]?[”’」』）]?")
_LAW = re.compile(r"本(?:条例|法|办法|规定|细则)|(?:^|\n)第[一二三四五六七八九十百零]{1,6}条")
_DUTY = re.compile(r"应当|不得|依照|依法")


@dataclass(frozen=True, slots=True)
class Part:
    """One printed text: key is what findings name as their section ("title", "s1#heading", "s1")."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a rule found on a page: text[start:end]. fix "": the one of the table; severity None: that of the table.

    right: what to write instead, None where a person must find the words.
    """

    rule: str
    start: int
    end: int
    why: str
    fix: str = ""
    severity: Severity | None = None
    right: str | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A line or a sentence of a page."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Page:
    """The text of all parts, one a line, and what the rules must know beside it.

    as_of: the day the text is judged for, None when nobody knows it (rules about dates are then silent).
    unit: the bureau whose text it is, "" if unknown. grounded: notes are at hand, so that rules which can only
    ask for evidence leave the matter to those that look it up. notes: what they say, "" if there are none.
    """

    text: str
    as_of: date | None = None
    wording: Wording | None = None
    unit: str = ""
    grounded: bool = False
    notes: str = ""

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """All lines, empty ones too, without their line break."""
        lines, start = [], 0
        for line in self.text.split("\n"):
            lines.append(Span(line, start, start + len(line)))
            start += len(line) + 1
        return tuple(lines)

    @cached_property
    def usage(self) -> Usage:
        """The table of words to replace; empty where there is no wording."""
        return usage(self.wording) if self.wording is not None else Usage()

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Runs up to 。！？ or the end of a line, their mark included."""
        return tuple(Span(hit[0], hit.start(), hit.end()) for hit in _SENTENCE.finditer(self.text) if hit[0].strip())

    @cached_property
    def legal(self) -> bool:
        """The text of a law or an ordinance, which writes numbers in words and repeats itself by design."""
        return bool(_LAW.search(self.text)) or len(_DUTY.findall(self.text[:100_000])) * 150 > len(self.text[:100_000])

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds this place, or an empty one."""
        at = bisect_right(self._starts, place) - 1
        if at >= 0 and place < self.sentences[at].end:
            return self.sentences[at]
        return Span("", place, place)

    @cached_property
    def vocabulary(self) -> str:
        """The right words that the wording holds, one a line."""
        if self.wording is None:
            return ""
        words = [*self.wording.measure_words, *(pair.right for pair in self.wording.confusion_pairs)]
        words += [cliche.phrase for cliche in self.wording.cliches]
        return "\n".join([*words, *(word.right for word in self.usage.words)])

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Two characters that stand side by side in words of the language, as far as this text and the wording show
        it: with no character twice, so that a slip does not vouch for itself."""
        words = self.vocabulary.split("\n")
        pairs = {word[at : at + 2] for word in words for at in range(len(word) - 1)}
        text = f"\n{self.text}\n\n"
        for at in range(1, len(text) - 2):
            if text[at - 1] != text[at] != text[at + 1] != text[at + 2]:
                pairs.add(text[at : at + 2])
        return frozenset(pairs)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(sentence.start for sentence in self.sentences)


_BESIDE = re.compile(rf"(?<=[{HAN}”》）])[,;:?!()](?!//)|[,;?!()](?=[{HAN}“《（])")
_WIDE = str.maketrans(",;:?!()", "，；：？！（）")


def widened(text: str) -> str:
    """The text with full-width marks beside Chinese, character for character, so that one rule reads both."""
    return _BESIDE.sub(lambda found: found[0].translate(_WIDE), text)


def join(parts: Sequence[Part]) -> tuple[str, tuple[int, ...]]:
    """The text of a page and where each part begins on it."""
    starts, at = [], 0
    for part in parts:
        starts.append(at)
        at += len(part.text) + 1
    return "\n".join(part.text for part in parts), tuple(starts)


def placed(hits: Iterator[Hit], parts: Sequence[Part], starts: Sequence[int]) -> Iterator[Finding]:
    """Findings in the parts; one that reaches over the end of its part is cut there."""
    for hit in hits:
        index = bisect_right(starts, hit.start) - 1
        part, begin = parts[index], starts[index]
        start, end = hit.start - begin, min(hit.end - begin, len(part.text))
        if start < end:
            whole = end == hit.end - begin
            right = hit.right if whole else None
            yield raise_finding(hit.rule, part.key, part.text, start, end, hit.why, hit.fix, hit.severity, right)
