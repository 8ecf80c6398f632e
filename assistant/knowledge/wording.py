"""Words to use and to avoid: knowledge/wording/*.yaml."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from assistant.knowledge.fields import Fields, files, read

_TYPED = ("dated_terms", "confusion_pairs", "cliches", "measure_words")
_DAY = re.compile(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?")


@dataclass(frozen=True, slots=True)
class DatedTerm:
    """A term that is right from `valid_from` to `valid_to` (both inclusive; None: open on that side)."""

    term: str
    valid_from: date | None
    valid_to: date | None
    replacement: str  # what to write outside that time; "" if there is no plain substitute
    note: str
    unless: tuple[str, ...] = ()  # longer words of today that happen to hold the term (文化和旅游局 holds 旅游局)

    def valid(self, day: date) -> bool:
        """Whether a text of that day may use the term as current."""
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class ConfusionPair:
    """`wrong` is a slip for `right`, except inside one of `unless`."""

    wrong: str
    right: str
    unless: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cliche:
    """A worn phrase, and what to write instead or when it may stand."""

    phrase: str
    advice: str


@dataclass(frozen=True, slots=True)
class Wording:
    """measure_words: noun -> measure word; a longer noun that ends with the key has the same one.
    tables: the raw content of every other file of the folder by stem; who uses one checks its shape.
    made: by stem what a user of a table made of it, so that it is read once and not at every check."""

    dated_terms: tuple[DatedTerm, ...] = ()
    confusion_pairs: tuple[ConfusionPair, ...] = ()
    cliches: tuple[Cliche, ...] = ()
    measure_words: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, object] = field(default_factory=dict)
    made: dict[str, object] = field(default_factory=dict, compare=False, repr=False)

    def measure_word(self, noun: str) -> str:
        """The measure word of the longest known noun that `noun` ends with; "" if none is known."""
        endings = (noun[start:] for start in range(len(noun)))
        return next((self.measure_words[ending] for ending in endings if ending in self.measure_words), "")


def load_wording(folder: Path) -> Wording:
    """All wording files of the folder; the four typed ones must be there. Raises InputError naming file and key."""
    documents = {path.stem: read(path) for path in files(folder)}
    typed = Fields({stem: documents[stem] for stem in _TYPED if stem in documents}, f"文件夹 {folder.name}")
    return Wording(
        dated_terms=tuple(map(_dated_term, _parts(typed, "dated_terms"))),
        confusion_pairs=tuple(map(_confusion_pair, _parts(typed, "confusion_pairs"))),
        cliches=tuple(map(_cliche, _parts(typed, "cliches"))),
        measure_words=_measure_words(Fields(typed.value("measure_words"), "measure_words.yaml")),
        tables={stem: document for stem, document in documents.items() if stem not in _TYPED},
    )


def _parts(typed: Fields, stem: str) -> tuple[Fields, ...]:
    file = Fields(typed.value(stem), f"{stem}.yaml")
    parts = file.parts("entries")
    file.done()
    return parts


def _dated_term(fields: Fields) -> DatedTerm:
    term = DatedTerm(
        term=fields.text("term"),
        valid_from=_day(fields, "valid_from", last=False),
        valid_to=_day(fields, "valid_to", last=True),
        replacement=fields.text("replacement", default=""),
        note=fields.text("note", default=""),
        unless=_contexts(fields, fields.text("term")),
    )
    fields.done()
    if term.valid_from is None and term.valid_to is None:
        raise fields.fault("valid_to", "与 valid_from 至少要有一个")
    if term.valid_from and term.valid_to and term.valid_from > term.valid_to:
        raise fields.fault("valid_to", "早于 valid_from")
    return term


def _day(fields: Fields, key: str, last: bool) -> date | None:
    """The first day of what is named ("2018", "2018-03", "2018-03-17"), or its last."""
    text = fields.text(key, default="")
    if not text:
        return None
    found = _DAY.fullmatch(text)
    if found is None:
        raise fields.fault(key, f'“{text}”应写作 "2018"、"2018-03" 或 "2018-03-17"')
    year, month = int(found[1]), int(found[2] or (12 if last else 1))
    try:
        day = int(found[3] or (calendar.monthrange(year, month)[1] if last else 1))
        return date(year, month, day)
    except ValueError as error:
        raise fields.fault(key, f"“{text}”不是一个日期") from error


def _confusion_pair(fields: Fields) -> ConfusionPair:
    wrong = fields.text("wrong")
    pair = ConfusionPair(wrong, fields.text("right"), _contexts(fields, wrong))
    fields.done()
    return pair


def _contexts(fields: Fields, word: str) -> tuple[str, ...]:
    contexts = fields.texts("unless", optional=True)
    stray = next((context for context in contexts if word not in context), None)
    if stray is not None:
        raise fields.fault("unless", f"“{stray}”中没有“{word}”")
    return contexts


def _cliche(fields: Fields) -> Cliche:
    cliche = Cliche(fields.text("phrase"), fields.text("advice"))
    fields.done()
    return cliche


def _measure_words(fields: Fields) -> dict[str, str]:
    """The file lists the nouns of each measure word; turned round here."""
    measures: dict[str, str] = {}
    for word in fields.names():
        for noun in fields.texts(word, least=1):
            if noun in measures:
                raise fields.fault(word, f"中的“{noun}”已列在“{measures[noun]}”下")
            measures[noun] = word
    return measures
