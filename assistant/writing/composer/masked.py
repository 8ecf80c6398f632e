"""A note line with every fact that carries a value hidden behind one character.

The rules of the composer rearrange text; a value that is a single private-use character can be moved, but not altered.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.model import Fact, Statement

_BASES = {"rate": 0xE000, "money": 0xE400, "count": 0xE800, "honour": 0xF000, "span": 0xF400}
RATE, MONEY, COUNT, HONOUR = "[\ue000-\ue3ff]", "[\ue400-\ue7ff]", "[\ue800-\uefff]", "[\uf000-\uf3ff]"
FIGURE = "[\ue000-\uefff]"
SPAN = "[\uf400-\uf7ff]"  # a span of time that a figure belongs to: 两年, 三年
ANY = "[\ue000-\uf7ff]"
_SPAN = re.compile(r"[两三四五六七八九十]年[来间]?")


class Mask:
    """The facts of one line and the characters that stand for them."""

    def __init__(self, statement: Statement, facts: Sequence[Fact]) -> None:
        self._facts: dict[str, Fact] = {}
        text = statement.text
        for fact in sorted(facts, key=lambda fact: fact.start, reverse=True):
            if fact.type not in {"metric", "honour"}:
                continue
            char = chr(_BASES[kind(fact)] + len(self._facts))
            self._facts[char] = fact
            text = text[: fact.start] + char + text[fact.end :]
        self.text = text

    def fact(self, char: str) -> Fact:
        return self._facts[char]

    def show(self, text: str) -> str:
        """The text with every hidden fact in its own words."""
        return "".join(self._facts[char].rendering if char in self._facts else char for char in text)


def kind(fact: Fact) -> str:
    """ "rate" (percent, permille), "money", "honour", "span" (两年) or "count" (what else is counted or measured)."""
    if fact.type == "honour":
        return "honour"
    if fact.unit in {"%", "‰"}:
        return "rate"
    if _SPAN.fullmatch(fact.rendering):
        return "span"
    return "money" if fact.unit.endswith("元") else "count"
