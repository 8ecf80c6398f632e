"""Comments, footnotes and endnotes of a Word document."""

from __future__ import annotations

from assistant.library.readers.archive import Archive
from assistant.library.readers.word_styles import Styles
from assistant.library.readers.word_text import collect
from assistant.library.readers.word_xml import attribute, local

_PARTS = {"comment": "word/comments.xml", "footnote": "word/footnotes.xml", "endnote": "word/endnotes.xml"}


def read_notes(archive: Archive, styles: Styles) -> dict[str, str]:
    """Text by key ("comment:3", "footnote:2"). Separators, which are no notes, have a type and are left out."""
    notes: dict[str, str] = {}
    for kind, part in _PARTS.items():
        root = archive.xml(part)
        for note in root if root is not None else ():
            if local(note) != kind or attribute(note, "type") in {"separator", "continuationSeparator"}:
                continue
            paragraphs = [
                collect(element, styles.unseen(element, plain=True)).text.strip()
                for element in note.iter()
                if local(element) == "p"
            ]
            notes[f"{kind}:{attribute(note, 'id')}"] = " ".join(text for text in paragraphs if text)
    return notes


def heads_and_feet(archive: Archive) -> list[str]:
    """The paragraphs of all headers and footers; they are no text of the document, but may bear a mark."""
    found = []
    for part in sorted(archive.parts):
        if not part.startswith(("word/header", "word/footer")) or not part.endswith(".xml"):
            continue
        root = archive.xml(part)
        for element in root.iter() if root is not None else ():
            if local(element) == "p":
                found.append("".join(text.text or "" for text in element.iter() if local(text) == "t").strip())
    return [text for text in found if text]
