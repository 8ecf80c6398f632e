"""Which runs of a Word file nobody sees: hidden by a toggle, white on white, or smaller than print can be.

What a run does not say itself its character style says, then the paragraph's style, then their parents
(ECMA-376-1, 17.7.2). White text is hidden on plain ground only: a shaded cell or a text box may be dark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.readers.word_xml import attribute, child, switched_on

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LIGHT = 240  # of 255, in each of red, green and blue
_SMALLEST = 4  # half points
_PLAIN_FILLS = frozenset({"", "auto", "ffffff"})


@dataclass(frozen=True, slots=True)
class Look:
    """What run properties say; None where they say nothing."""

    vanish: bool | None = None
    light: bool | None = None
    shaded: bool | None = None
    tiny: bool | None = None

    def over(self, other: Look) -> Look:
        """This look, and what it leaves open as the other says."""
        return Look(
            other.vanish if self.vanish is None else self.vanish,
            other.light if self.light is None else self.light,
            other.shaded if self.shaded is None else self.shaded,
            other.tiny if self.tiny is None else self.tiny,
        )

    def hidden(self, *, plain: bool) -> bool:
        """plain: the ground behind the run is not known to be coloured."""
        return bool(self.vanish or self.tiny or (self.light and plain and not self.shaded))


def look_of(properties: Element | None) -> Look:
    """The look that these run properties give."""
    if properties is None:
        return Look()
    vanish = child(properties, "vanish")
    colour = attribute(child(properties, "color"))
    marker = child(properties, "highlight")
    size = attribute(child(properties, "sz"))
    return Look(
        None if vanish is None else switched_on(vanish),
        _is_light(colour) if colour else None,
        (attribute(marker) != "white" if marker is not None else None) or shaded(properties),
        int(size) < _SMALLEST if size.isdigit() else None,
    )


def shaded(properties: Element | None) -> bool | None:
    """Whether these properties put a colour behind the text; None if they say nothing of it."""
    shading = child(properties, "shd")
    if shading is None:
        return None
    pattern = attribute(shading).lower()
    return attribute(shading, "fill").lower() not in _PLAIN_FILLS or pattern not in {"", "clear", "nil"}


def _is_light(colour: str) -> bool:
    """RRGGBB; "auto" is black on white."""
    try:
        return len(colour) == 6 and all(int(colour[at : at + 2], 16) >= _LIGHT for at in (0, 2, 4))
    except ValueError:
        return False
