"""Chinese quantities: find them, normalise them, compare them. Pure; needs no model and no file.

Public: find, times, ordinals, match, compare; Figure, TimeSpan, Ordinal, Match, Comparison.
"""

from __future__ import annotations

from assistant.figures.comparing import compare
from assistant.figures.finding import find
from assistant.figures.matching import match
from assistant.figures.ordinals import ordinals
from assistant.figures.times import times
from assistant.figures.values import Comparison, Figure, Match, Ordinal, TimeSpan

__all__ = [
    "Comparison",
    "Figure",
    "Match",
    "Ordinal",
    "TimeSpan",
    "compare",
    "find",
    "match",
    "ordinals",
    "times",
]
