"""FACT-05: which facts of the ledger the draft does not state."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.checking.grounds import Grounds
from assistant.checking.layout import plain
from assistant.checking.rules import raise_finding
from assistant.model import Fact, Finding

_ACTION_SHARE = 0.5  # share of an action's character pairs that one section must have
_NAME_SHARE = 0.8


def missing(grounds: Grounds, texts: Sequence[str], stated: Iterable[str]) -> tuple[str, ...]:
    """Ids of the facts that no text states. stated: ids of the facts that figures were traced to."""
    used = set(stated)
    plain_texts = [plain(text) for text in texts]
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in plain_texts]
    everything = "\n".join(plain_texts)
    for fact in grounds.ledger.facts:
        if fact.id not in used and fact.type not in ("metric", "date", "period") and _told(fact, everything, pairs):
            used.add(fact.id)
    told_lines = {fact.statement for fact in grounds.ledger.facts if fact.id in used}
    for fact in grounds.ledger.facts:
        if fact.type in ("date", "period") and (fact.statement in told_lines or plain(fact.rendering) in everything):
            used.add(fact.id)
    return tuple(fact.id for fact in grounds.ledger.facts if fact.id not in used)


def missing_findings(grounds: Grounds, facts: Sequence[str], announced: Sequence[str]) -> Iterator[Finding]:
    """One finding a note line of which a fact is neither stated nor announced as unused. They belong to section ""."""
    left_out: dict[str, list[Fact]] = {}
    for identity in facts:
        if identity not in announced:
            fact = grounds.ledger.fact(identity)
            left_out.setdefault(fact.statement, []).append(fact)
    for of_line in left_out.values():
        told = "；".join(dict.fromkeys(_shown(fact) for fact in of_line))
        why = f"要点没有写进材料（{of_line[0].source.label()}）：{told}"
        finding = raise_finding("FACT-05", "", told, 0, len(told), why)
        yield Finding(finding.rule, finding.severity, "", 0, 0, "", finding.why, finding.fix)


def _shown(fact: Fact) -> str:
    return fact.text if fact.type in ("metric", "action") else fact.rendering or fact.text


def _told(fact: Fact, everything: str, pairs: Sequence[set[str]]) -> bool:
    words = plain(fact.subject or fact.rendering or fact.text)
    if words and words in everything:
        return True
    wanted = {words[at : at + 2] for at in range(len(words) - 1)}
    if not wanted:
        return words in everything
    share = max((len(wanted & section) / len(wanted) for section in pairs), default=0.0)
    return share >= (_ACTION_SHARE if fact.type == "action" else _NAME_SHARE)
