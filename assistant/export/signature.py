"""Where signature and date stand in a document without a seal (GB/T 9704 7.3.5.2)."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignaturePlace:
    """In half characters. unit, date: indents from the right edge; date_room: what is left of the line from the
    place where the date must begin, None where it is set from the right instead."""

    unit: int
    date: int
    date_room: int | None = None


def half_width(text: str) -> int:
    """Width in half characters: Chinese and full-width ones count two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def place_signature(unit: str, date: str) -> SignaturePlace:
    """The unit ends two characters from the right, the date begins two characters right of the unit's beginning;
    if the date is the longer one, the date ends two characters from the right and the unit moves left with it."""
    unit_width, date_width = half_width(unit), half_width(date)
    if date_width > unit_width:
        return SignaturePlace(unit=max(4 + date_width + 4 - unit_width, 4), date=4)
    spare = unit_width - date_width
    # with room to spare the beginning is set, which holds whatever width a font gives to digits
    return SignaturePlace(unit=4, date=spare, date_room=unit_width if spare >= 4 else None)
