"""What a paragraph's style and numbering say: heading, list item, indent."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.library.readers.archive import Archive
from assistant.library.readers.word_hidden import Look, look_of, shaded
from assistant.library.readers.word_text import Unseen
from assistant.library.readers.word_xml import attribute, child, local

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLE_NAMES = frozenset({"title", "标题", "文档标题"})
_LIST_NAME = re.compile(r"list (?:bullet|number|paragraph)|列表|列出段落|项目符号", re.IGNORECASE)
_LONGEST_HEADING = 120
_CHAIN = 20


@dataclass(frozen=True, slots=True)
class Role:
    heading: int = 0
    item: int | None = None
    indent: int = 0  # columns


@dataclass(frozen=True, slots=True)
class _Style:
    name: str
    parent: str
    outline: str
    numbered: bool
    look: Look


@dataclass(frozen=True, slots=True)
class Styles:
    styles: dict[str, _Style]

    def role(self, paragraph: Element) -> Role:
        """An outline level of the paragraph or of its style makes a heading; numbering makes a list item."""
        properties = child(paragraph, "pPr")
        chain = self._chain(attribute(child(properties, "pStyle")))
        level = _level(attribute(child(properties, "outlineLvl")), chain)
        length = sum(len(element.text or "") for element in paragraph.iter() if local(element) == "t")
        if level and length <= _LONGEST_HEADING:
            return Role(heading=level)
        numbering = child(properties, "numPr")
        own = attribute(child(numbering, "numId"))
        if (numbering is not None and own != "0") or (numbering is None and _is_list(chain)):
            depth = attribute(child(numbering, "ilvl"))
            return Role(item=int(depth) if depth.isdigit() else 0)
        return Role(indent=_columns(child(properties, "ind")))

    def unseen(self, paragraph: Element, *, plain: bool) -> Unseen:
        """Tells of the runs of this paragraph which nobody sees. plain: the ground is not known to be coloured."""
        properties = child(paragraph, "pPr")
        below = self._look(attribute(child(properties, "pStyle")))
        plain = plain and not shaded(properties)

        def hidden(run: Element | None) -> bool:
            own = look_of(run)
            style = attribute(child(run, "rStyle"))
            return own.over(self._look(style) if style else Look()).over(below).hidden(plain=plain)

        return hidden

    def name(self, identifier: str) -> str:
        """Its name in small letters; the identifier itself where the file does not list it."""
        style = self.styles.get(identifier)
        return style.name if style is not None else identifier

    def _look(self, identifier: str) -> Look:
        look = Look()
        for style in self._chain(identifier):
            look = look.over(style.look)
        return look

    def _chain(self, identifier: str) -> list[_Style]:
        found: list[_Style] = []
        while identifier in self.styles and len(found) < _CHAIN:
            found.append(self.styles[identifier])
            identifier = found[-1].parent
        return found


def read_styles(archive: Archive) -> Styles:
    """The paragraph styles by id; none if the file has no styles part."""
    root = archive.xml("word/styles.xml")
    styles: dict[str, _Style] = {}
    for style in root if root is not None else ():
        if local(style) != "style":
            continue
        properties = child(style, "pPr")
        styles[attribute(style, "styleId")] = _Style(
            name=attribute(child(style, "name")).lower(),
            parent=attribute(child(style, "basedOn")),
            outline=attribute(child(properties, "outlineLvl")),
            numbered=child(properties, "numPr") is not None,
            look=look_of(child(style, "rPr")),
        )
    return Styles(styles)


def _level(own: str, chain: list[_Style]) -> int:
    """1..6, or 0 for body text. Outline level 9 is Word's word for body text."""
    for outline in [own, *(style.outline for style in chain)]:
        if outline.isdigit():
            return min(int(outline) + 1, 6) if int(outline) < 9 else 0
    for style in chain:
        if style.name in _TITLE_NAMES:
            return 1
        if found := _HEADING_NAME.match(style.name):
            return min(int(found[1]), 6)
    return 0


def _is_list(chain: list[_Style]) -> bool:
    return any(style.numbered for style in chain) or bool(
        chain and _LIST_NAME.match(chain[0].name) and "paragraph" not in chain[0].name
    )


def _columns(indent: Element | None) -> int:
    """A left indent of 210 twips is one column (half a character of 10.5 points); the first line does not count."""
    left = attribute(indent, "left") or attribute(indent, "start")
    return max(int(left), 0) // 210 if left.lstrip("-").isdigit() else 0
