"""The audit trail: who did what when, as a chain of hashes in which no entry can be changed or left out unnoticed.

An entry holds ids, hashes, counts and a few fixed words; never text of notes, reports or comments, never personal data.
A reason somebody gave stands in the table of the thing it belongs to, its hash here. What an entry may hold is a table
(`DETAILS`), and everything else is refused.

The chain alone cannot show that its last entries were cut off, or that all of it was written anew: for that the number
and the hash of the last entry (`Head`) are kept elsewhere, and `verify` is given them.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from assistant.review.canonical import digest, moment
from assistant.review.permissions import Action

Detail = str | int | bool | tuple[str, ...]

_HASH: Final = re.compile(r"[0-9a-f]{64}")
_ID: Final = re.compile(r"[A-Za-z][A-Za-z0-9_.#-]{0,79}")
_HOST: Final = re.compile(r"[a-z0-9][a-z0-9.-]{0,252}(?::\d{1,5})?")
_LONG_NUMBER: Final = re.compile(r"\d{7,}")  # a telephone, a card, an identity number
_MADE: Final = re.compile(r"[g-z][0-9a-f]{16}(?:[0-9a-f]{4})?|[0-9a-f]{64}")  # ids of reports, proposals; hashes
_MODEL: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:/@+-]{0,99}")
_NO_MODEL: Final = re.compile(r"\d{9,}")  # a date in a model's name has eight digits, a telephone eleven
_MOST: Final = 10**9
Form = Literal["hash", "hashes", "id", "ids", "count", "flag", "host", "model"]
DETAILS: Final[Mapping[str, Form]] = {
    "content": "hash",  # of a version or a report
    "before": "hash",
    "version": "hash",
    "expected": "hash",
    "reason": "hash",  # of the words a person gave
    "file": "hash",  # of an upload
    "notes": "hashes",  # of the files a draft is made from
    "references": "hashes",  # of the files lent to a draft
    "validity": "hash",  # of the word a person chose for a policy
    "change": "id",  # of the library: add, replace, remove, validity
    "lane": "id",
    "form": "id",  # docx, md, json
    "provider": "id",
    "sent": "hash",  # of what went to an endpoint, after masking
    "received": "hash",
    "prompt_hash": "hash",
    "passages": "hashes",
    "prompt": "id",  # name and version: section.v1
    "model": "model",  # see model_word
    "state": "id",
    "role": "id",
    "person": "id",
    "proposal": "id",
    "comment": "id",
    "fact": "id",
    "facts": "ids",
    "rules": "ids",
    "gate": "id",
    "round": "count",
    "hunks": "count",
    "findings": "count",
    "sections": "count",
    "masked": "count",  # pieces of personal data hidden before the call
    "input_tokens": "count",
    "output_tokens": "count",
    "figure": "flag",  # the hunk taken changes a figure
    "endpoint": "host",  # host and port, never a path or a key
}


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """number: from 1, without gaps. at: UTC, ISO 8601. report: "" where there is none. subject: what was acted on, by
    id. previous: hash of the entry before; 64 zeros for the first."""

    number: int
    at: str
    actor: str
    action: str
    report: str
    subject: str
    details: tuple[tuple[str, Detail], ...]
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry, as noted outside the chain."""

    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Broken:
    """number: where the chain first does not hold. why: Chinese, one clause."""

    number: int
    why: str


NOTHING_BEFORE: Final = "0" * 64


def entry(
    last: Head | None,
    actor: str,
    action: Action,
    at: datetime.datetime,
    *,
    report: str = "",
    subject: str = "",
    details: Mapping[str, Detail] | None = None,
) -> AuditEntry:
    """The entry after the last one. Raises ValueError for a detail that must not stand in the trail: a fault of the
    caller, never of a user, so that nothing personal is written by accident."""
    stated = tuple(sorted((details or {}).items()))
    for name, value in stated:
        _check(name, value)
    for word in (actor, report, subject):
        if word and not _is_id(word):
            raise ValueError("an actor, a report or a subject is told by its id")
    number, previous = (last.number + 1, last.hash) if last else (1, NOTHING_BEFORE)
    made = AuditEntry(number, moment(at), actor, action.value, report, subject, stated, previous, "")
    return replace(made, hash=_hash(made))


def model_word(name: str) -> str:
    """A model's name as the trail takes it: as it is, or its hash where it has blanks or other signs."""
    return name if _is_model(name) else digest(name)


def head_of(last: AuditEntry) -> Head:
    return Head(last.number, last.hash)


def verify(entries: Iterable[AuditEntry], head: Head | None = None) -> Broken | None:
    """The first entry at which the chain does not hold, None if all of it does. head: the last entry as noted
    elsewhere; without it a cut end is not found."""
    number, previous = 0, NOTHING_BEFORE
    noted = head is None
    for one in entries:
        if one.number != number + 1:
            return Broken(number + 1, f"缺少第{number + 1}条记录")
        if one.previous != previous:
            return Broken(one.number, f"第{one.number}条记录与前一条接不上")
        if one.hash != _hash(one):
            return Broken(one.number, f"第{one.number}条记录被改动过")
        if head is not None and one.number == head.number:
            if one.hash != head.hash:
                return Broken(one.number, f"第{one.number}条记录与另存的校验值不符")
            noted = True
        number, previous = one.number, one.hash
    return None if noted else Broken(number + 1, f"第{number}条以后的记录被删去了")


def _hash(one: AuditEntry) -> str:
    details = {name: list(value) if isinstance(value, tuple) else value for name, value in one.details}
    return digest(
        {
            "number": one.number, "at": one.at, "actor": one.actor, "action": one.action, "report": one.report,
            "subject": one.subject, "details": details, "previous": one.previous,
        }
    )  # fmt: skip


def _check(name: str, value: Detail) -> None:
    form = DETAILS.get(name)
    if form is None or not _FITS[form](value):
        raise ValueError(f"the trail holds no such detail: {name}")


def _is_id(value: Detail) -> bool:
    return isinstance(value, str) and bool(_ID.fullmatch(value) or _HASH.fullmatch(value)) and not _personal(value)


def _personal(value: str) -> bool:
    """A telephone, card or identity number in an id. Ids made by chance may hold seven digits in a row."""
    return not _MADE.fullmatch(value) and bool(_LONG_NUMBER.search(value))


def _is_hash(value: Detail) -> bool:
    return isinstance(value, str) and bool(_HASH.fullmatch(value))


def _is_count(value: Detail) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < _MOST


def _is_model(value: Detail) -> bool:
    return isinstance(value, str) and bool(
        _HASH.fullmatch(value) or (_MODEL.fullmatch(value) and not _NO_MODEL.search(value))
    )


def _is_host(value: Detail) -> bool:
    return isinstance(value, str) and bool(_HOST.fullmatch(value))


_FITS: Final = {
    "hash": _is_hash,
    "hashes": lambda value: isinstance(value, tuple) and all(map(_is_hash, value)),
    "id": _is_id,
    "ids": lambda value: isinstance(value, tuple) and all(map(_is_id, value)),
    "count": _is_count,
    "flag": lambda value: isinstance(value, bool),
    "host": _is_host,
    "model": _is_model,
}
