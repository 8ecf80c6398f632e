"""Does the text name the thing a note is about, and is that name the one nearest to the figure?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from assistant.checking.contexts import Context
from assistant.checking.evidence import Evidence
from assistant.checking.layout import stretch_start
from assistant.figures import Figure

_WHOLE_NAME: Final = 3  # characters of a subject that name one thing
_LONG_NAME: Final = 4
_LONGEST: Final = 200  # characters of a sentence that are looked at in front of a figure
_BEHIND: Final = 16  # and behind it
_TITLE: Final = re.compile(r"《[^《》\n]{0,60}》|“[^“”\n]{0,60}”")
_PIECE_ENDS: Final = "，；。：！？\n,;:"
_STOPS: Final = "，；。：、\n,;:"


def core(note: Evidence) -> str:
    """The subject without what leads to it and what only counts it: 其中，农村低保金合计 -> 农村低保金."""
    subject = note.fact.subject if note.fact is not None else ""
    return re.sub(r"(?:合计|总计|共计|累计|增长|下降)+$", "", re.split(r"[，：、]", subject)[-1].removeprefix("其中"))


def named_nearest(text: str, figure: Figure, note: Evidence, rival: Evidence, between: Callable[[int], bool]) -> bool:
    """The note's subject stands in full in the figure's own stretch (between ；or 。), and the rival's not nearer.

    其中，农村低保金由…增加到…，两年合计4296.6万元: the words before the ；belong to another sum.
    between: are all figures of this measure from that place up to the figure ones of the same subject? Where another
    thing's figure stands between, the name belongs to that one: 示范社区16个、村34个.
    """
    own, other = core(note), core(rival)
    start = stretch_start(text, figure.start, "；。\n")
    if "分别" in text[start : figure.start] or "依次" in text[start : figure.start]:
        return False  # there the order of the names counts, not their nearness
    named = text.rfind(own, start, figure.start) if len(own) >= _WHOLE_NAME else -1
    if named < 0 or own == other:
        return False
    rivals = text.rfind(other, start, figure.start) if len(other) > 1 else -1
    nearer = (rivals + len(other), len(other)) > (named + len(own), len(own))
    return not (rivals >= 0 and nearer) and between(named)


def is_named(text: str, figure: Figure, note: Evidence) -> bool:
    """The note's subject stands in full in the figure's own stretch, in front of it or right behind it."""
    own = core(note)
    start = stretch_start(text, figure.start, "；。\n")
    return len(own) >= _WHOLE_NAME and own in text[start : figure.end + len(own)]


def share_named(context: Context, note: Evidence) -> float:
    """Share of the subject's characters that stand around the figure; 0 where no two of a longer one do together."""
    if not note.subject:
        return 1.0
    own = core(note)
    if len(own) >= _LONG_NAME and not any(own[at : at + 2] in context.wide for at in range(len(own) - 1)):
        return 0.0
    return sum(1 for char in note.subject if char in context.wide) / len(note.subject)


def touches_sentence(text: str, figure: Figure, note: Evidence) -> bool:
    """Two characters of the note's subject stand together in the figure's own sentence."""
    return touches_stretch(text, figure, note, "。\n")


def touches_stretch(text: str, figure: Figure, note: Evidence, ends: str = "；。\n") -> bool:
    """Two characters of the note's subject stand together between these marks in front of the figure or behind it."""
    own = core(note)
    start = max(stretch_start(text, figure.start, ends), figure.start - _LONGEST)
    sentence = text[start : figure.end + _BEHIND]
    return any(own[at : at + 2] in sentence for at in range(len(own) - 1))


def abbreviated(text: str, figure: Figure, note: Evidence) -> bool:
    """The note's subject is Latin shorthand (GDP), or its characters stand in this order before the figure."""
    subject = note.fact.subject if note.fact is not None else ""
    if not subject or subject.isascii():
        return True
    rest = iter(text[max(0, figure.start - 40) : figure.end + 20])
    return all(char in rest for char in subject)


def abbreviates(words: str, note: Evidence) -> bool:
    """The note's subject is an abbreviation of these words: 社零 of 社会消费品零售总额."""
    subject = note.fact.subject if note.fact is not None else ""
    rest = iter(words)
    shorthand = 2 <= len(subject) <= 8 and not subject.isascii() and subject not in words
    return shorthand and all(char in rest for char in subject)


def own_words(text: str, figure: Figure) -> str:
    """The words of the figure's piece, at most 24 characters before and 16 behind it."""
    start, end = figure.start, figure.end
    while start > 0 and text[start - 1] not in _STOPS and figure.start - start < 24:
        start -= 1
    while end < len(text) and text[end] not in _STOPS and end - figure.end < 16:
        end += 1
    return text[start:end]


def without_titles(text: str) -> str:
    """The text with what stands in 《》 and “” blanked, offsets kept: a word of a title names no figure's thing."""
    return _TITLE.sub(lambda found: "□" * len(found[0]), text)


def piece_before(text: str, figure: Figure) -> str:
    """The figure's piece, lists and all, in front of it: from the last mark but 、, at most 200 characters."""
    return text[max(stretch_start(text, figure.start, _PIECE_ENDS), figure.start - _LONGEST) : figure.start]


def shares_words(text: str, figure: Figure, note: Evidence) -> bool:
    """Two characters of the note's subject stand together at the figure, outside titles: in its piece or behind it."""
    own = core(note)
    words = without_titles(piece_before(text, figure)) + "□" + text[figure.end : figure.end + _BEHIND]
    return any(own[at : at + 2] in words for at in range(len(own) - 1))
