"""Find ranks, numbers in a series and grades."""

from __future__ import annotations

import re

from assistant.figures.values import Ordinal

_ORDINAL = re.compile(r"第(\d+)[个届名次]")


def ordinals(text: str) -> tuple[Ordinal, ...]:
    """All ordinals in order of place."""
    return tuple(Ordinal(hit.group(), hit.start(), hit.end(), float(hit[1])) for hit in _ORDINAL.finditer(text))
