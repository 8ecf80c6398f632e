"""A document as the library keeps it: its particulars, its names, its passages. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.library.learned_names import learned_names
from assistant.library.masking import mask
from assistant.library.splitting import split_sections, split_text, title_of
from assistant.library.stated_validity import stated_in
from assistant.model import Document, Lane, LibraryDocument, Passage, StoredPassage

_NAME_KEYS = ("names", "unit", "单位")


def passages_of(document: Document, entry: LibraryDocument) -> tuple[StoredPassage, ...]:
    """The pieces of a document: an exemplar's masked, a policy's as they stand. Pure."""
    names = names_of(document)
    made: list[StoredPassage] = []
    masked_title = mask(entry.title, names).text if entry.lane == "exemplar" else entry.title
    for section in split_sections(document):
        heading = mask(section.heading, names).text if entry.lane == "exemplar" else section.heading
        for original in split_text(section.text):
            shown = mask(original, names).text if entry.lane == "exemplar" else original
            identity = f"{entry.id}-{len(made) + 1:03d}"
            passage = Passage(
                identity,
                entry.id,
                masked_title,
                heading,
                entry.lane,
                shown,
                validity=entry.validity,
                valid_from=entry.valid_from,
                valid_to=entry.valid_to,
            )
            made.append(StoredPassage(passage, original, entry.kind, section.role))
    return tuple(made)


def names_of(document: Document) -> tuple[str, ...]:
    """The names that the document's front matter declares, and those that its whole text gives away."""
    said: list[str] = []
    for key in _NAME_KEYS:
        value = document.front_matter.get(key, ())
        said += [value] if isinstance(value, str) else value
    return tuple(dict.fromkeys(name for name in (*said, *learned_names(document.text())) if name))


def lane_name(lane: Lane) -> str:
    """范文 or 政策."""
    return "范文" if lane == "exemplar" else "政策"


def replaced_note(older: Sequence[LibraryDocument], entry: LibraryDocument) -> str:
    """Tells that documents gave way to this one, with all titles; "" if none did."""
    if not older:
        return ""
    gone = "、".join(f"{one.name}《{one.title}》（{one.id}）" for one in older)
    return f"{entry.name}《{entry.title}》（{entry.id}）与原有的 {gone} 是同一份材料的新旧稿，已取代它"


def entry_of(document: Document, lane: Lane, kind: str, digest: str, shipped: bool) -> LibraryDocument:
    """The document's particulars, as front matter declares them, else as a policy's text says.

    digest: of its content; its id is made of it.
    """

    def said(key: str) -> str:
        value = document.front_matter.get(key, "")
        return value if isinstance(value, str) else "、".join(value)

    entry = LibraryDocument(
        id=f"{'s' if shipped else 'd'}{digest[:10]}",
        name=document.name,
        title=title_of(document),
        lane=lane,
        kind=kind or said("kind"),
        level=said("level"),
        year=said("year"),
        number=said("number"),
        issuer=said("issuer"),
        date=said("date"),
        validity=said("validity"),
        valid_from=said("valid_from"),
        valid_to=said("valid_to"),
        shipped=shipped,
    )
    return with_stated_validity(entry, document) if lane == "policy" else entry


def with_stated_validity(entry: LibraryDocument, document: Document) -> LibraryDocument:
    """What a policy's text says of being in force, where nothing else says anything of it."""
    if entry.validity or entry.valid_from or entry.valid_to:
        return entry
    stated = stated_in(document.text(), entry.date)
    return replace(entry, validity=stated.validity, valid_from=stated.valid_from, valid_to=stated.valid_to)
