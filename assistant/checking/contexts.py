"""What a figure is about, as far as the words around it tell.

The surroundings of a figure become weighted character pairs: its own piece weighs most, then the pieces it
leans on, then the topic of its sentence, then the heading. Notes and drafts are read by the same function, so
an honest paraphrase keeps its weight on the same words while a swap moves it to another fact's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.checking.kinship import kin
from assistant.checking.layout import Piece, lay_out
from assistant.figures import Figure

Grams = dict[str, float]

_OWN = 1.0
_OWN_BEYOND_ANOTHER = 0.6  # same piece, behind a figure of another measure: 城市低保6195户12533人
_LEANING = 0.6  # pieces of the same segment up to the next figure of the same measure
_LEANING_AHEAD = 0.3
_LEANING_AHEAD_OF_BARE = 0.6  # 投资3700万元，改造背街巷道: the own piece names nothing
_LABEL = 0.8  # a piece that ends in ：
_LONGEST = 80  # characters of a piece that are read
_REACH = 12  # pieces a figure looks back or ahead, so that a list of any length is read in linear time
_HEAD_BEHIND = 1.2  # behind a figure the noun may come late: 40多名干部职工被…
_HEAD = 2.0  # the pair next to the figure, the head of its noun phrase
_FAR = 0.06  # beyond a figure of the same measure: those words are another figure's, in a draft …
FAR_IN_NOTES = 0.3  # … but in a note line later items inherit the words of its head
_TOPIC = 0.35  # the first piece of the sentence
_BEFORE = 0.12  # the sentence before, the head of the paragraph
_SINGLE = 0.3  # what a single character weighs beside a pair

_SILENT = re.compile(r"[\s“”\"‘’「」（）()《》【】]+")  # these do not part words: 村（居）务
_TAIL = re.compile(
    r"(?:达到?了?|增[加至到]?|完成|实现|共计?|合计|累计|控制[到在]?|为|是|约|近|超过?|有|了|在|至|到|均|都|各|的|：|:|\s)+$"
)
_EVERYDAY = frozenset(
    re.findall(
        "..",
        "全区全市全县全省全国全年完成开展实现达到建成累计共计工作活动投资资金投入新增新建建设组织发放"
        "同比增长我区我市我局其中推进以上成立举办召开获得参加接收服务两年年来先后合计总计分别由于目前项目",
    )
)
_EVERYDAY_WEIGHT = 0.25
_BREAK = re.compile(r"(?:(?:增加|减少|提高|上升|下降|降低|压缩|缩短|扩大|增长)[到至]|\d+年[的度底末]?|[\W\d_])+")
_RESPECTIVE = re.compile(r"分别")
_LIST_MARK = re.compile(r"[、，]|和|与|及|以及")


@dataclass(frozen=True, slots=True)
class Context:
    """own: the words of the figure's own piece; wide: these and all others, each with its weight."""

    own: Grams
    wide: Grams


def grams(text: str) -> Iterator[tuple[str, float]]:
    """Character pairs (1.0) and single characters (0.3) of the words in `text`; digits and marks separate."""
    for run in _BREAK.split(_SILENT.sub("", text).lower()):
        for index, char in enumerate(run):
            yield char, _SINGLE
            if index + 1 < len(run):
                pair = run[index : index + 2]
                yield pair, (_EVERYDAY_WEIGHT if pair in _EVERYDAY else 1.0)


def weigh(
    fragments: Sequence[tuple[str, float]], known: dict[str, tuple[tuple[str, float], ...]] | None = None
) -> Grams:
    """Every pair with the highest weight any fragment gives it. known: fragments read before, filled as they come."""
    weights: Grams = {}
    known = {} if known is None else known
    for text, weight in fragments:
        if text not in known:
            known[text] = tuple(grams(text))
        for gram, size in known[text]:
            if weight * size > weights.get(gram, 0.0):
                weights[gram] = weight * size
    return weights


def contexts(text: str, figures: Sequence[Figure], heading: str = "", far: float = _FAR) -> tuple[Context, ...]:
    """One context per figure, in the same order.

    far: what words weigh that stand beyond a figure of the same measure.
    """
    reader = _Reader(text, figures, far)
    around = [(heading, _BEFORE)] if heading else []
    found = []
    known: dict[str, tuple[tuple[str, float], ...]] = {}
    for index in range(len(figures)):
        own = reader.own(index)
        said = weigh(own, known)
        bare = sum(weight for weight in said.values() if weight >= _OWN) <= 1.0
        wide = weigh([*own, *reader.leaning(index, bare), *reader.around(index, bare), *around], known)
        found.append(Context(said, wide))
    return tuple(found)


class _Reader:
    """The surroundings of the figures of one text."""

    def __init__(self, text: str, figures: Sequence[Figure], far: float) -> None:
        self.text = text
        self.far = far
        self.figures = figures
        self.pieces = lay_out(text)
        self.home = _homes(self.pieces, figures)
        self.lodgers: dict[int, list[int]] = {}
        for number, place in enumerate(self.home):
            self.lodgers.setdefault(place, []).append(number)
        self.first_of_sentence: dict[int, int] = {}
        self.first_of_paragraph: dict[int, int] = {}
        for place, piece in enumerate(self.pieces):
            self.first_of_sentence.setdefault(piece.sentence, place)
            self.first_of_paragraph.setdefault(piece.paragraph, place)
        self.respective = _respective(text, figures, self.pieces, self.home)

    def own(self, index: int) -> list[tuple[str, float]]:
        """The words of the figure's own piece, with the list items in front that share its predicate."""
        place = self.home[index]
        if place < 0:
            return []
        if index in self.respective:
            return [(self.respective[index], _OWN)]
        piece, figure = self.pieces[place], self.figures[index]
        here = self.lodgers[place]
        at = here.index(index)
        left_floor = self.figures[here[at - 1]].end if at else piece.start
        right_limit = self.figures[here[at + 1]].start if at + 1 < len(here) else piece.end
        left = self.text[left_floor : figure.start]
        right = self.text[figure.end : right_limit]
        next_is_kin = at + 1 < len(here) and self._kin(index, here[at + 1])
        has_left = any(len(gram) > 1 for gram, _ in grams(left))
        head = _TAIL.sub("", left)[-2:]
        fragments = [(left, _OWN), (right, 0.3 if has_left and next_is_kin else _OWN)]
        fragments.append((head, _HEAD) if len(head) == 2 else (right.lstrip()[:2], _HEAD_BEHIND))
        if at:
            previous_kin = any(self._kin(index, other) for other in here[:at])
            first = self.text[piece.start : self.figures[here[0]].start]
            fragments.append((first, self.far if previous_kin and has_left else _OWN_BEYOND_ANOTHER))
        if at == 0:
            fragments += self._listed_before(place)
        if at + 1 == len(here):
            fragments += self._listed_behind(place)
        if not any(True for text, _ in fragments for _ in grams(text)):
            fragments += self._inherited(place)
        return fragments

    def _inherited(self, place: int) -> list[tuple[str, float]]:
        """城市低保6195户、12533人: a figure without words of its own has those of the piece before."""
        before = place - 1
        if before < 0 or self.pieces[before].segment != self.pieces[place].segment:
            return []
        return [(self._words(before), _OWN)]

    def leaning(self, index: int, bare: bool) -> list[tuple[str, float]]:
        """Other pieces of the segment: near ones until a figure of the same measure stands between."""
        place = self.home[index]
        if place < 0:
            return []
        fragments: list[tuple[str, float]] = []
        for step, weight in ((-1, _LEANING), (1, _LEANING_AHEAD_OF_BARE if bare else _LEANING_AHEAD)):
            other = place + step
            last = place + step * _REACH
            while 0 <= other < len(self.pieces) and self.pieces[other].segment == self.pieces[place].segment:
                if other == last:
                    break
                if any(self._kin(index, lodger) for lodger in self.lodgers.get(other, ())):
                    weight = self.far
                label = step < 0 and self.pieces[other].mark in ("：", ":")
                fragments.append((self._words(other), max(weight, _LABEL) if label else weight))
                if label:
                    fragments.append((_TAIL.sub("", self._words(other))[-2:], _HEAD_BEHIND))
                weight *= 0.85
                other += step
        return fragments

    def around(self, index: int, bare: bool) -> list[tuple[str, float]]:
        """The topic of the sentence, the sentence before, the head of the paragraph."""
        place = self.home[index]
        if place < 0:
            return []
        piece = self.pieces[place]
        fragments: list[tuple[str, float]] = []
        topic = self.first_of_sentence[piece.sentence]
        if topic != place:
            busy = any(self._kin(index, lodger) for lodger in self.lodgers.get(topic, ()))
            fragments.append((self._words(topic), max(_LEANING if bare else 0.1, self.far) if busy else _TOPIC))
        for other in range(max(topic + 1, place - _REACH), place):
            if self.pieces[other].segment != piece.segment:
                fragments.append((self._words(other), self.far))
        head = self.first_of_paragraph[piece.paragraph]
        fragments.append((self._words(head), _BEFORE))
        before = topic - 1
        while before >= max(head, topic - _REACH) and self.pieces[before].sentence == piece.sentence - 1:
            fragments.append((self._words(before), _BEFORE))
            before -= 1
        return fragments

    def _words(self, place: int) -> str:
        piece = self.pieces[place]
        return self.text[piece.start : min(piece.end, piece.start + _LONGEST)]

    def _kin(self, one: int, other: int) -> bool:
        return kin(self.figures[one].unit, self.figures[other].unit)

    def _listed_before(self, place: int) -> list[tuple[str, float]]:
        fragments = []
        other = place - 1
        while other >= max(0, place - _REACH) and self.pieces[other].mark == "、" and other not in self.lodgers:
            if self.pieces[other].segment != self.pieces[place].segment:
                break
            fragments.append((self._words(other), _OWN))
            other -= 1
        return fragments

    def _listed_behind(self, place: int) -> list[tuple[str, float]]:
        """40多名职工被省、市、区表彰: the list goes on behind the figure."""
        fragments = []
        last = min(place + _REACH, len(self.pieces) - 1)
        while self.pieces[place].mark == "、" and place < last and place + 1 not in self.lodgers:
            place += 1
            fragments.append((self._words(place), _OWN))
        return fragments


def _homes(pieces: Sequence[Piece], figures: Sequence[Figure]) -> list[int]:
    """The piece each figure begins in, -1 if none. Both come in order of place."""
    homes: list[int] = []
    place = 0
    for figure in figures:
        while place < len(pieces) and pieces[place].end <= figure.start:
            place += 1
        inside = place < len(pieces) and pieces[place].start < figure.end
        homes.append(place if inside else -1)
    return homes


def _respective(text: str, figures: Sequence[Figure], pieces: Sequence[Piece], home: Sequence[int]) -> dict[int, str]:
    """甲、乙分别为3个、5个: each figure with its own item. Only where both sides have equal numbers."""
    found: dict[int, str] = {}
    for hit in _RESPECTIVE.finditer(text):
        place = next((n for n, piece in enumerate(pieces) if piece.start <= hit.start() < piece.end), -1)
        if place < 0:
            continue
        segment = pieces[place].segment
        after = [n for n, fig in enumerate(figures) if home[n] >= place and fig.start >= hit.end()
                 and pieces[home[n]].segment == segment]  # fmt: skip
        busy = [n for n, fig in enumerate(figures) if home[n] >= 0 and fig.end <= hit.start()
                and pieces[home[n]].segment == segment]  # fmt: skip
        first = figures[busy[-1]].end if busy else min(p.start for p in pieces if p.segment == segment)
        items = [
            item
            for item in _LIST_MARK.split(text[max(first, hit.start() - 2 * _LONGEST) : hit.start()])
            if item.strip()
        ]
        if len(after) >= 2 and len(items) >= len(after):
            predicate = text[hit.end() : figures[after[0]].start]
            for number, item in zip(after, items[-len(after) :], strict=True):
                found[number] = f"{item}，{predicate}"
    return found
