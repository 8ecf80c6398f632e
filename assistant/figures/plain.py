"""The same text in one spelling, character for character, so that offsets stay those of the text as given."""

from __future__ import annotations

import re

# Stands for one character that must not take part in a figure (a name, a date). U+FFFC occurs in no text of the field.
HIDDEN = "\ufffc"

_WIDE = {ord(wide): plain for wide, plain in zip("０１２３４５６７８９％．＋－−／", "0123456789%.+--/", strict=True)}
_SPACES = {ord(space): " " for space in "\u00a0\u2002\u2003\u2009\u202f\u3000"}
_WIDE_THOUSANDS = re.compile(r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))")
_RATIO_MARK = re.compile(r"(?<=\d)[：∶﹕](?=\d)")


def plain(text: str) -> str:
    """Full-width digits, signs, spaces, thousands separators and ratio marks between digits as ASCII."""
    folded = _WIDE_THOUSANDS.sub(",", text).translate(_WIDE).translate(_SPACES)
    return _RATIO_MARK.sub(":", folded)


def hide(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with every character of the half-open spans replaced by HIDDEN."""
    if not spans:
        return text
    parts, position = [], 0
    for start, end in sorted(spans):
        if end <= position:
            continue
        start = max(start, position)
        parts += [text[position:start], HIDDEN * (end - start)]
        position = end
    parts.append(text[position:])
    return "".join(parts)
