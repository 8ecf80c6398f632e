"""Note lines in official words for a writer that uses a model: shorthand spelled out, figures where prose has them.

A model then gets "实现地区生产总值{{F001}}，增长{{F002}}" instead of "GDP {{F001}}，+{{F002}}". The values, their ids
and their places in the files stay; only the lines handed to the writer change, never the ledger that the checker uses.
"""

from __future__ import annotations

import re
from collections.abc import AsyncGenerator, Collection, Sequence
from dataclasses import replace

from assistant.events import Event
from assistant.knowledge import Wording
from assistant.model import Fact, Ledger, Outline, OutlineSection, Statement, Usage, WriterName
from assistant.review.personal_data import find_personal
from assistant.writing.composer.line import masked_phrase
from assistant.writing.composer.masked import ANY
from assistant.writing.composer.repeats import Said
from assistant.writing.composer.words import UNDONE, Words, words_of
from assistant.writing.outline import is_honour_line
from assistant.writing.port import CheckSection, Job, Retrieve, Writer


class RewordingWriter:
    """Another writer, given the note lines in official words. Implements writing.port.Writer."""

    def __init__(self, writer: Writer, wording: Wording) -> None:
        self._writer = writer
        self._words = words_of(wording)

    @property
    def name(self) -> WriterName:
        return self._writer.name

    @property
    def usage(self) -> Usage:
        return self._writer.usage

    async def outline(self, job: Job) -> Outline:
        return await self._writer.outline(job)

    def write(
        self,
        job: Job,
        outline: Outline,
        sections: Sequence[OutlineSection],
        retrieve: Retrieve,
        check: CheckSection,
    ) -> AsyncGenerator[Event, None]:
        undone = {one for section in outline.sections if section.role in UNDONE for one in section.statements}
        reworded = replace(job, ledger=official_ledger(job.ledger, self._words, undone, job.kind.person))
        return self._writer.write(reworded, outline, sections, retrieve, check)


def official_ledger(
    ledger: Ledger, words: Words, undone: Collection[str] = frozenset(), person: bool = False
) -> Ledger:
    """The same facts with their lines in official words. A line in which a fact would lose its place stays as it is.

    undone: ids of lines that tell what is planned; no verb of completion is put there.
    """
    statements: list[Statement] = []
    moved: dict[str, Fact] = {}
    said = Said(ledger)
    for statement in ledger.statements:
        facts = said.marked(statement)  # a disputed value reaches a draft only with its mark
        own = words.without_verbs() if statement.id in undone else words
        made = None if is_honour_line(statement, facts, person) else _reworded(statement, facts, own)
        if made and not _keeps_personal(statement.text, made[0]):
            made = None  # a number of a person with blanks or signs in it is no shorthand
        remark = said.remark(statement)
        statements.append(replace(statement, text=(made[0] if made else statement.text) + remark))
        moved.update({fact.id: fact for fact in (made[1] if made else facts)})
    return replace(ledger, statements=tuple(statements), facts=tuple(moved.get(fact.id, fact) for fact in ledger.facts))


def _reworded(statement: Statement, facts: Sequence[Fact], words: Words) -> tuple[str, list[Fact]] | None:
    """The line's new text and its facts with their new places; None if one of them has none."""
    hidden, mask = masked_phrase(statement, facts, words)
    text, places = "", {}
    for char in hidden:
        if re.match(ANY, char):
            fact = mask.fact(char)
            places[fact.id] = (len(text), len(text) + len(fact.rendering))
            text += fact.rendering
        else:
            text += char
    placed: list[Fact] = []
    for fact in facts:
        place = places.get(fact.id) or _only_place(statement.text[fact.start : fact.end], text)
        if place is None and fact.type != "action":
            return None
        start, end = place or (0, len(text))
        placed.append(replace(fact, start=start, end=end))
    return text, placed


def _keeps_personal(before: str, after: str) -> bool:
    return all(one.text in after for one in find_personal(before))


def _only_place(words: str, text: str) -> tuple[int, int] | None:
    """Where the words stand, if they stand there once."""
    start = text.find(words)
    return (start, start + len(words)) if words and start >= 0 and text.find(words, start + 1) < 0 else None
