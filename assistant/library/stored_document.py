"""A document as the library keeps it to split it anew: its blocks as JSON. The text itself stays untouched."""

from __future__ import annotations

from pydantic import TypeAdapter

from assistant.model import Document


def to_json(document: Document) -> str:
    """The whole document."""
    return TypeAdapter(Document).dump_json(document).decode()


def from_json(body: str) -> Document:
    """What to_json was given; raises pydantic.ValidationError for anything else."""
    return TypeAdapter(Document).validate_json(body)
