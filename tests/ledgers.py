"""Ledgers for tests, made from note lines written in the test itself."""

from __future__ import annotations

from functools import cache

from assistant.knowledge import Wording, load_kinds, load_wording
from assistant.library.readers import read
from assistant.model import Kind, Ledger
from assistant.notes import build_ledger
from assistant.settings import shipped


@cache
def wording() -> Wording:
    return load_wording(shipped("knowledge") / "wording")


@cache
def kinds() -> dict[str, Kind]:
    return {kind.id: kind for kind in load_kinds(shipped("knowledge") / "kinds")}


def ledger(text: str, name: str = "要点.md") -> Ledger:
    """The ledger of a Markdown text."""
    return build_ledger([read(name, text.encode())], wording())
