"""Looking about in the XML of Word files, whatever namespace it is written in."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_OFF = frozenset({"0", "false", "off"})


def local(element: Element) -> str:
    """The tag without its namespace: strict and transitional files differ only there."""
    return element.tag.rpartition("}")[2]


def child(element: Element | None, name: str) -> Element | None:
    """The first child with this local name."""
    if element is not None:
        for found in element:
            if local(found) == name:
                return found
    return None


def attribute(element: Element | None, name: str = "val") -> str:
    """The attribute with this local name, "" if there is none."""
    if element is not None:
        for key, value in element.attrib.items():
            if key.rpartition("}")[2] == name:
                return value
    return ""


def switched_on(element: Element | None) -> bool:
    """A Word toggle: present, and not set to off."""
    return element is not None and attribute(element) not in _OFF
