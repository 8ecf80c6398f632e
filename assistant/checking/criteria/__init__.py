"""Criteria: what a notice asks for against what the notes have and the draft says. Pure.

window     the assessment period
needs      what an item asks for, clause by clause
matching   the words by which a line belongs to an item
counting   demanded numbers against dated facts
places     sentences of the draft, sections of an outline
cover      all of it together: the matrix
findings   CRI-01, 02, 03, 05
questions  the gaps as questions;  estimate  自评 as a range
"""

from __future__ import annotations

from assistant.checking.criteria.cover import cover
from assistant.checking.criteria.findings import criteria_findings
from assistant.checking.criteria.window import read_window

__all__ = ["cover", "criteria_findings", "read_window"]
