"""Readers: any supported file -> a Document of blocks with positions. One format a module, one interface: `read`."""

from __future__ import annotations

from assistant.library.readers.dispatch import SUFFIXES, admit
from assistant.library.readers.door import read
from assistant.library.readers.limits import Limits
from assistant.library.readers.reference import tidy_reference

__all__ = ["SUFFIXES", "Limits", "admit", "read", "tidy_reference"]
