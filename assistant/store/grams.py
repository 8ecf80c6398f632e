"""Character uni- and bigrams: how Chinese text, which has no spaces, is made searchable for FTS5."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_HIDDEN = re.compile(r"\{[^{}]{1,4}\}")  # what masking put in place of a name or a figure
_MOST = 400  # of one query: a page of notes; each must be looked up


def grams(text: str) -> list[str]:
    """民政局 -> 民 政 局 民政 政局; Latin words and numbers whole, in lower case. Nothing spans a mask."""
    found: list[str] = []
    for run in _RUN.findall(_HIDDEN.sub(" ", unicodedata.normalize("NFKC", text).lower())):
        if run[0] < "\u3400":
            found.append(run.replace(".", "点"))
            continue
        found += run
        found += [run[at : at + 2] for at in range(len(run) - 1)]
    return found


def query_terms(query: str) -> tuple[str, ...]:
    """The grams of a query, each once: bigrams and words first, which say more, then single characters."""
    return tuple(sorted(dict.fromkeys(grams(query)), key=len, reverse=True)[:_MOST])
