"""The reference library: exemplars lend structure and voice, policies are quoted. Table of contents:

readers      any supported file -> Document
splitting    Document -> sections -> passages; roles guesses what part a section plays
entities     names of units, places, people, honours in a text; masking hides them and every figure
segments     words by a dictionary; place_names, honour_names, brand_names, wider_names, unknown_words: names by form
learned_names what a whole document gives away, with short forms: hidden wherever it stands
library      accept, add, list, show, preview, remove, rebuild, search; searching and fusion rank
ingestion    files handed in wait in a queue until they are read; preview shows what was read of them
cataloguing  a document's particulars, names and passages; versions tells a new version from another document
validity     whether a policy is in force on a day; stated_validity reads it from the text; naming: asked for by name
background   one thread that reads what waits and makes what is missing; vectors fills the index and heals it
embedding    the bundled embedder, an endpoint, none; index keeps the vectors
port         what the library needs from elsewhere
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from assistant.library.library import Library, LibraryState, Progress

__all__ = ["Library", "LibraryState", "Progress"]


def __getattr__(name: str) -> Any:
    """The library is imported when it is first asked for: reading a file needs a tenth of it."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from assistant.library import library

    return getattr(library, name)
