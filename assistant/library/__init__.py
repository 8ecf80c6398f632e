"""The reference library: exemplars lend structure and voice, policies are quoted. Table of contents:

readers      any supported file -> Document
splitting    Document -> sections -> passages; roles guesses what part a section plays
entities     names of units, places, people, honours in a text; masking hides them and every figure
library      add, list, show, remove, search, rebuild; background makes the vectors, searching and fusion rank
embedding    the bundled embedder, an endpoint, none; index keeps the vectors
port         what the library needs from elsewhere
"""

from __future__ import annotations

from assistant.library.library import Library, LibraryState

__all__ = ["Library", "LibraryState"]
