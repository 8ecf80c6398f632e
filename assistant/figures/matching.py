"""How a figure of a draft relates to a figure of the notes."""

from __future__ import annotations

from assistant.figures.values import Figure, Match


def match(note: Figure, draft: Figure) -> Match:
    """SAME, WEAKER or DIFFERENT."""
    if note.value != draft.value or note.unit != draft.unit:
        return Match.DIFFERENT
    return Match.SAME if note.approximation == draft.approximation else Match.WEAKER
