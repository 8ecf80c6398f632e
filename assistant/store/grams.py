"""Character uni- and bigrams: how Chinese text, which has no spaces, is made searchable for FTS5."""

from __future__ import annotations

import re
import unicodedata

_RUN = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+(?:\.[0-9]+)?")
_HIDDEN = re.compile(r"\{[^{}]{1,4}\}")  # what masking put in place of a name or a figure
_MOST = 240  # terms of one query


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


def match_expression(query: str, *, words_only: bool = False) -> str:
    """An FTS5 expression that finds any of the query's grams; "" if it has none. Quoted: no operator gets through.

    words_only: without single characters, unless the query is one.
    """
    terms = [term for term in dict.fromkeys(grams(query)) if len(term) > 1 or not words_only or len(query.strip()) == 1]
    # bigrams say more than single characters: they go first if there are too many
    terms.sort(key=len, reverse=True)
    return " OR ".join(f'"{term}"' for term in terms[:_MOST])
