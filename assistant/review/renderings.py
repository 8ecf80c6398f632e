"""Where a fact's old words stand when its value has changed: in open sections to be proposed, in approved ones listed.

Nothing is changed here. What is proposed goes through `proposals` like every other change, figure by figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from assistant.figures import Figure, Match, find, match
from assistant.model import Fact, FigureTrace, Ledger
from assistant.review.signing import Page

_MARKS: Final = "“”《》"
_LOCKED: Final = frozenset({"approved"})


@dataclass(frozen=True, slots=True)
class Rendering:
    """text[start:end] of a section (of its heading if the section is "<id>#heading") states the old value.

    after: what would stand there. also: ids of other facts these words may state as well; then a person must look
    which is meant.
    """

    section: str
    start: int
    end: int
    before: str
    after: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consequences:
    """open: to be proposed. locked: in approved sections, only listed."""

    open: tuple[Rendering, ...]
    locked: tuple[Rendering, ...]


def consequences(
    old: Fact, new: Fact, ledger: Ledger, pages: Sequence[Page], traces: Sequence[FigureTrace] = ()
) -> Consequences:
    """Every place that states the old value.

    traces: the figures of the present text with the facts they state, as the check found them. A figure that the check
    traced to another fact is left out; without a trace the figure itself decides.
    """
    others = [fact for fact in ledger.facts if fact.id != old.id]
    traced = {(trace.section, trace.start, trace.end): trace.fact for trace in traces}
    found: dict[bool, list[Rendering]] = {True: [], False: []}
    for page in pages:
        for section, text in ((page.id, page.text), (f"{page.id}#heading", page.heading)):
            for start, end in _places(old, text):
                states = traced.get((section, start, end))
                if states in (None, old.id):
                    also = () if states == old.id else _also(old, others)
                    after = _after(new, text, start, end)
                    found[page.state in _LOCKED].append(Rendering(section, start, end, text[start:end], after, also))
    return Consequences(tuple(found[False]), tuple(found[True]))


def proposed(text: str, section: str, renderings: Sequence[Rendering]) -> str:
    """The text of a section (or a heading) with the new words in these places; the others are passed over.

    Raises ValueError if the old words do not stand there.
    """
    pieces: list[str] = []
    done = 0
    for one in sorted((one for one in renderings if one.section == section), key=lambda one: one.start):
        if text[one.start : one.end] != one.before or one.start < done:
            raise ValueError("not the text the renderings were found in")
        pieces += text[done : one.start], one.after
        done = one.end
    return "".join([*pieces, text[done:]])


def _places(fact: Fact, text: str) -> Iterator[tuple[int, int]]:
    figure = _figure(fact)
    if figure is not None:
        for one in find(text):
            if match(figure, one) is not Match.DIFFERENT:  # also what states it rounded or with another qualifier
                yield one.start, one.end
        return
    words = fact.rendering.strip(_MARKS)
    if words:
        yield from (found.span() for found in re.finditer(re.escape(words), text))


def _figure(fact: Fact) -> Figure | None:
    figures = find(fact.rendering) if fact.type == "metric" else ()
    return figures[0] if len(figures) == 1 else None


def _also(old: Fact, others: Sequence[Fact]) -> tuple[str, ...]:
    figure, words = _figure(old), old.rendering.strip(_MARKS)
    found = []
    for fact in others:
        theirs = _figure(fact)
        same = match(figure, theirs) is not Match.DIFFERENT if figure and theirs else False
        if same or (figure is None and fact.rendering.strip(_MARKS) == words):
            found.append(fact.id)
    return tuple(found)


def _after(new: Fact, text: str, start: int, end: int) -> str:
    """The new words; without the marks around them where the text has its own or had none."""
    bare = new.rendering.strip(_MARKS)
    return new.rendering if text[start:end][:1] in _MARKS else bare
