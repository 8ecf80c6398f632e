"""The lines at the top of the notes that say what is to be written, where no front matter does.

Clerks open their notes with 单位：…, 类型：…, 时间：…, without any marks around them. These lines belong to the brief
like front matter; as note lines they would end up in the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.model import Document
from assistant.notes.brief import KNOWN_KEYS

_PAIR = re.compile(r"\s*(?P<key>[A-Za-z_]{2,16}|[\u4e00-\u9fff]{2,6})\s*[:：]\s*(?P<value>\S.{0,79})")


def with_opening(document: Document) -> Document:
    """The document with its opening lines as front matter, which goes before them where both say something.

    Opening lines are the pairs (key: value) before the first heading, sentence or item; a heading of level 1 at the
    very top is the title and may stand before them. Lines with an unknown key stay note lines.
    """
    blocks = list(document.blocks)
    first = 1 if blocks and blocks[0].kind == "heading" and blocks[0].level == 1 else 0
    said: dict[str, str | tuple[str, ...]] = {}
    used: set[int] = set()
    for index, block in enumerate(blocks[first:], first):
        found = _PAIR.fullmatch(block.text) if block.kind in ("paragraph", "item") else None
        known = found is not None and found["key"] in KNOWN_KEYS
        if found is None or (block.kind == "item" and not known):
            break
        if known:
            said.setdefault(found["key"], found["value"].strip())
            used.add(index)
    if not used:
        return document
    kept = tuple(block for index, block in enumerate(blocks) if index not in used)
    return replace(document, blocks=kept, front_matter={**said, **document.front_matter})
