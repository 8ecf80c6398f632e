"""Comments, footnotes and endnotes of a Word document."""

from __future__ import annotations

from assistant.library.readers.archive import Archive
from assistant.library.readers.word_text import attribute, collect, local

_PARTS = {"comment": "word/comments.xml", "footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


def read_notes(archive: Archive) -> dict[str, str]:
    """Text by key ("comment:3", "footnote:2"). Separators, which are no notes, have a type and are left out."""
    notes: dict[str, str] = {}
    for kind, part in _PARTS.items():
        root = archive.xml(part)
        for note in root if root is not None else ():
            if local(note) != kind or attribute(note, "type") in {"separator", "continuationSeparator"}:
                continue
            paragraphs = [collect(element).text.strip() for element in note.iter() if local(element) == "p"]
            notes[f"{kind}:{attribute(note, 'id')}"] = " ".join(text for text in paragraphs if text)
    return notes
