"""Documents -> ledger."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import EmptyNotes
from assistant.knowledge import Wording
from assistant.model import Document, Fact, Ledger, Statement
from assistant.notes.brief import read_brief
from assistant.notes.conflicts import questions
from assistant.notes.extract import extract, numbered
from assistant.notes.lines import NoteLine, read_lines
from assistant.notes.opening import with_opening


def build_ledger(documents: Sequence[Document], wording: Wording) -> Ledger:
    """The ledger of all notes together. Raises EmptyNotes if there is not one line of text in them."""
    documents = [with_opening(document) for document in documents]
    lines: list[NoteLine] = []
    for document in documents:
        lines += read_lines(document)
    brief = read_brief(documents)
    if not any(line.text for line in lines):
        names = "、".join(document.name for document in documents) or "要点"
        raise EmptyNotes(f"{names} 里没有可用的要点", "请写入要点（每行一条）或换一个文件")
    statements: list[Statement] = []
    facts: list[Fact] = []
    for line in lines:
        if not line.text:
            continue
        identity = f"L{len(statements) + 1:03d}"
        found = numbered(extract(line, identity, wording), len(facts) + 1)
        facts += found
        statements.append(Statement(identity, line.text, line.path, line.source, tuple(fact.id for fact in found)))
    return Ledger(tuple(facts), tuple(statements), questions(lines, statements, facts, brief, wording), brief)
