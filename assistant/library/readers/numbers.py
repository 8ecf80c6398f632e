"""A number of a spreadsheet cell as a person sees it there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal

_LITERAL = re.compile(r'"([^"]*)"|\\(.)|_.|\*.')
_PATTERN = re.compile(r"[#0?][#0?,.]*(?:\s*E[+-]0+)?", re.IGNORECASE)
_NUMERIC_PRECISION = 15  # digits a spreadsheet keeps


@dataclass(frozen=True, slots=True)
class _Format:
    before: str
    after: str
    decimals: int
    optional: int  # decimals that are shown only when they are not zero ("0.0#")
    thousands: bool
    percent: bool
    scale: int  # trailing commas: each divides by a thousand


def show_number(value: float, number_format: str) -> str:
    """ "38.5%" for 0.385 as 0.0%, "38,341" as #,##0, "300" for 300.0, never an exponent.

    Where the format rounds, so does the text: it is what stands in the sheet for the reader.
    """
    number = _decimal(value)
    layout = _layout(number_format, number)
    if layout is None:
        return _plain(number)
    if layout.percent:
        number *= 100
    number = number / (Decimal(1000) ** layout.scale)
    number = number.quantize(Decimal(1).scaleb(-layout.decimals), rounding=ROUND_HALF_UP)
    text = f"{number:,f}" if layout.thousands else f"{number:f}"
    if layout.optional and "." in text:
        fixed = len(text) - layout.optional
        text = (text[:fixed] + text[fixed:].rstrip("0")).rstrip(".")
    return f"{layout.before}{text}{layout.after}".strip()


def show_date(value: datetime | date | time, number_format: str) -> str:
    """2024年3月5日, 2024年3月, 3月5日 or 8:30, by what the format shows."""
    if isinstance(value, time):
        return f"{value.hour}:{value.minute:02d}"
    shown = _LITERAL.sub("", number_format.lower())
    clock = isinstance(value, datetime) and (value.hour or value.minute) and "h" in shown
    year = f"{value.year}年" if "y" in shown or "m" not in shown else ""
    day = f"{value.day}日" if "d" in shown or not year else ""
    text = f"{year}{value.month}月{day}" if "m" in shown or not year else year
    if isinstance(value, datetime) and clock:
        text += f" {value.hour}:{value.minute:02d}"
    return text


def _decimal(value: float) -> Decimal:
    """Without the tail that binary floats carry (0.1 + 0.2), and integers of any length as they are."""
    if isinstance(value, int):
        return Decimal(value)
    return Decimal(format(value, f".{_NUMERIC_PRECISION}g"))


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _layout(number_format: str, number: Decimal) -> _Format | None:
    """None: show the number as it is (General, text, fractions, anything with an exponent)."""
    sections = number_format.split(";")
    section = sections[1] if number < 0 and len(sections) > 1 and "(" not in sections[1] else sections[0]
    section = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r'"\1"', section)
    section = re.sub(r"\[[^\]]*\]", "", section)
    marked = _LITERAL.sub(lambda hit: "\x00" * len(hit[1] or hit[2] or ""), section)
    found = _PATTERN.search(marked)
    if found is None or "E" in found.group().upper() or "/" in marked or "General" in section:
        return None
    pattern = found.group()
    whole, _, fraction = pattern.partition(".")
    plain = section if len(marked) == len(section) else None
    before, after = _around(section, plain)
    fraction = fraction.rstrip(",")
    return _Format(
        before=before,
        after=after,
        decimals=len(fraction),
        optional=fraction.count("#") + fraction.count("?"),
        thousands="," in whole.rstrip(",") if not fraction else "," in whole,
        percent="%" in marked,
        scale=len(pattern) - len(pattern.rstrip(",")),
    )


def _around(section: str, plain: str | None) -> tuple[str, str]:
    """The literal text before and after the digits."""
    text, position = "", 0
    split = -1
    while position < len(section):
        literal = _LITERAL.match(section, position)
        digits = _PATTERN.match(section, position)
        if literal:
            text += literal[1] or literal[2] or ""
            position = literal.end()
        elif digits:
            split = len(text) if split < 0 else split
            position = digits.end()
        else:
            text += section[position] if section[position] not in ",." else ""
            position += 1
    split = max(split, 0)
    return text[:split], text[split:]
