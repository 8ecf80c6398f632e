"""One spelling of a value as bytes, so that the same content always has the same hash."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence

Canonical = str | int | bool | None | Sequence["Canonical"] | Mapping[str, "Canonical"]


def canonical(value: Canonical) -> bytes:
    """JSON with sorted keys, no blanks and ASCII only: also text with lone surrogates has a spelling.

    Numbers are whole: how a fraction is written is not the same everywhere.
    """
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"), allow_nan=False).encode("ascii")


def digest(value: Canonical) -> str:
    """SHA-256 of the canonical bytes, 64 hexadecimal characters."""
    return hashlib.sha256(canonical(value)).hexdigest()


def moment(at: datetime.datetime) -> str:
    """The point in time as ISO 8601 in UTC. Raises ValueError for a time without a zone: it names no point in time."""
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return at.astimezone(datetime.UTC).isoformat(timespec="microseconds")
