"""Chinese quantities: find them, normalise them, compare them. Pure; needs no model and no file.

Public: find, times, ordinals, match, bounds, direction, compare, disagreements, divisions, years_of, years_outside;
Figure, TimeSpan, Ordinal, Match, Comparison.
"""

from __future__ import annotations

from assistant.figures.approximations import direction
from assistant.figures.comparing import compare
from assistant.figures.computing import Disagreement, disagreements
from assistant.figures.finding import find
from assistant.figures.matching import bounds, match
from assistant.figures.ordinals import ordinals
from assistant.figures.times import times
from assistant.figures.totals import Division, divisions
from assistant.figures.values import Comparison, Figure, Match, Ordinal, TimeSpan
from assistant.figures.years import years_of, years_outside

__all__ = [
    "Comparison",
    "Disagreement",
    "Division",
    "Figure",
    "Match",
    "Ordinal",
    "TimeSpan",
    "bounds",
    "compare",
    "direction",
    "disagreements",
    "divisions",
    "find",
    "match",
    "ordinals",
    "times",
    "years_of",
    "years_outside",
]
