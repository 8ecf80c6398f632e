"""The knowledge files (knowledge/**/*.yaml) as typed, frozen values. How to write one: docs/knowledge.md.

    fields      reads one YAML file strictly: unknown, missing, repeated or ill-typed keys are errors
    kinds       load_kinds(folder): knowledge/kinds, one kind a file
    criteria    load_criteria(folder): knowledge/criteria, one pack a file; parse_criteria(data, name): one handed in
    wording     load_wording(folder): knowledge/wording
    guess       guess_kind(kinds, words): which kind some words speak of

Every loader raises InputError naming the file and the key, and never repairs what it reads.
"""

from assistant.knowledge.criteria import load_criteria, parse_criteria
from assistant.knowledge.guess import guess_kind
from assistant.knowledge.kinds import load_kinds
from assistant.knowledge.wording import Cliche, ConfusionPair, DatedTerm, Wording, load_wording

__all__ = [
    "Cliche",
    "ConfusionPair",
    "DatedTerm",
    "Wording",
    "guess_kind",
    "load_criteria",
    "load_kinds",
    "load_wording",
    "parse_criteria",
]
