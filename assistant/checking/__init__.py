"""The checker: what a draft says against what the notes say. Pure; imports no model client and no writer.

rules          the table of all rules;  unit_rules  what a unit switches off or accepts;  fixes  proposed changes
layout         paragraphs, sentences, segments, pieces
contexts       what a figure is about, by the words around it
evidence       the figures of the notes;  grounds  everything a draft is compared with
trace          every figure of the draft -> the note it states
naming         whether the text names the thing a note is about
figures_check, qualities, trends, standing, derived, periods    FACT-01, FACT-03
dated          the year of what was done
honours, names, offices    FACT-02;  claims  FACT-04;  coverage  FACT-05
leaks, residue    TMP, FMT-19;  text    what can be said of a text without its notes: FMT, PUN, NUM, QTY …
checker        all of it together;  alone  a draft without notes
criteria       CRI-01 to 05: the matrix of a pack of criteria;  lengths  CRI-08, 09
"""

from __future__ import annotations

from assistant.checking.alone import check_alone
from assistant.checking.checker import check, check_section
from assistant.checking.grounds import ExemplarText, Grounds, prepare
from assistant.checking.rules import RULES, TABLE, Rule
from assistant.checking.unit_rules import UnitRules, read_rules, with_kept

__all__ = [
    "RULES",
    "TABLE",
    "ExemplarText",
    "Grounds",
    "Rule",
    "UnitRules",
    "check",
    "check_alone",
    "check_section",
    "prepare",
    "read_rules",
    "with_kept",
]
