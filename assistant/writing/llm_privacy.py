"""What of one report is personal and hidden from the model (rule SEC-02): one mask for all its calls.

Every message is hidden at the one door through which calls go (`llm_calls.Calls`); what comes back is put back last,
behind the tokens of the facts, so that no words of the notes can pose as a token. Three things cannot be left to that
door, because they cut a number or an address in pieces that nobody would know again: a fact inside it, a quotation of
a few characters around a finding, and search words cut at a length. They are seen to here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.model import Fact, Finding, Ledger, Statement
from assistant.review.listed_names import listed_names, named_in_need
from assistant.review.masking import Mask, Unveiling, without_begun
from assistant.writing.port import Job

_TOKEN = re.compile(r"\{\{F\d+\}\}")
_CRUMB = 3  # so many characters of an address or a number tell something of it


class Privacy:
    """The mask of one report; it grows with what is sent. Belongs to one writer."""

    def __init__(self) -> None:
        self._mask = Mask()
        self._inside: dict[str, str] = {}  # fact -> the personal words it is a piece of

    def protect(self, job: Job) -> Job:
        """Learns what is personal in the job. The job with no token for a fact that is a piece of it (8号 of an
        address): those words reach a model in their line only, hidden as a whole."""
        statements = job.ledger.statements
        names = [name for one in statements for name in (*listed_names(one.text, one.path), *named_in_need(one.text))]
        self._mask = self._mask.learn(tuple(_texts(job)), names)
        facts = {fact.id: fact for one in statements for fact in self._apart(one, job.ledger.of(one))}
        kept = tuple(facts.get(fact.id, fact) for fact in job.ledger.facts)
        return replace(job, ledger=replace(job.ledger, facts=kept))

    def _apart(self, statement: Statement, facts: Sequence[Fact]) -> Iterator[Fact]:
        places = self._mask.places(statement.text)
        for fact in facts:
            pieces = [
                statement.text[start:end]
                for start, end in places
                if fact.type != "action" and start < fact.end and fact.start < end
            ]
            if any(words not in fact.rendering for words in pieces):
                self._inside[fact.id] = pieces[0]
                yield replace(fact, start=0, end=0)
            elif any(_holds_crumb(fact.subject, statement.text[start:end]) for start, end in places):
                yield replace(fact, subject="")

    def hide(self, text: str) -> str:
        """What may be sent of a text: placeholders for all that is known to be personal, or is so by itself."""
        grown = self._mask.learn([_TOKEN.sub("\n", text)])  # what is hidden never swallows a token
        # what a model made up stands in the next message; that does not make it words of the notes
        self._mask = replace(grown, taken=self._mask.taken)
        return self._mask.hide(text)

    def without(self, text: str) -> str:
        """A text to search with: what is personal is left out."""
        self._mask = self._mask.learn([text])
        return self._mask.hide(text, "")

    def show(self, text: str) -> str:
        """What a model wrote, with the words back in the place of their placeholders."""
        return self._mask.show(text)

    def show_broken(self, text: str) -> str:
        """The same for an answer that broke off, without the placeholder it broke off in."""
        return self._mask.show(without_begun(text))

    def unveiling(self) -> Unveiling:
        """The same for an answer as it comes."""
        return Unveiling(self._mask)

    def pieces_in(self, text: str, statements: Sequence[str], ledger: Ledger) -> tuple[str, ...]:
        """The facts of these lines that stand in a text as pieces of personal words."""
        return tuple(
            fact.id
            for fact in ledger.facts
            if fact.statement in statements and fact.id in self._inside and self._inside[fact.id] in text
        )

    def left_out(self, sent: Sequence[str], text: str) -> str:
        """What personal words of these lines do not stand in the text, by kind: 姓名1处、手机号1处; "" if all do."""
        hidden = self._mask.hide("\n".join(sent))
        gone = (
            placeholder.strip("〔〕").rstrip("0123456789")
            for placeholder, words in self._mask.originals.items()
            if placeholder in hidden and words not in text
        )
        return "、".join(f"{label}{times}处" for label, times in Counter(gone).items())

    def strange(self, section: str, text: str) -> list[Finding]:
        """Placeholders that a model altered or made up; they are left as they are, for a person to see."""
        return [
            Finding(
                "FMT-19", "block", section, start, end, text[start:end],
                "遮盖个人信息的记号写走了样或没有这个记号，程序没有还原",
                f"可能是“{meant}”，请对照要点改成原话，或删去" if meant else "请对照要点改成原话，或删去",
            )
            for start, end, meant in self._mask.strange(text)
        ]  # fmt: skip

    def whole(self, text: str, start: int, end: int) -> tuple[int, int]:
        """The place, widened so that it cuts no personal words."""
        for left, right in self._mask.places(text):
            if left < end and start < right:
                start, end = min(start, left), max(end, right)
        return start, end

    def is_piece(self, text: str, finding: Finding) -> bool:
        """Whether a finding is about a piece of personal words only: a model cannot mend what it does not see."""
        return any(
            left <= finding.start and finding.end <= right and (left, right) != (finding.start, finding.end)
            for left, right in self._mask.places(text)
        )


def _texts(job: Job) -> Iterator[str]:
    """All words of a job that come from notes or from whoever asked; a context tells best in a whole line."""
    yield from (job.unit, job.title, job.target, job.period, job.person)
    for one in job.ledger.statements:
        yield from (one.text, *one.path, *one.parts)
    for fact in job.ledger.facts:
        yield from (fact.rendering, fact.subject, fact.period)


def _holds_crumb(subject: str, words: str) -> bool:
    """Whether a subject holds a piece of the words but not all of them."""
    crumbs = (words[place : place + _CRUMB] for place in range(len(words) - _CRUMB + 1))
    return words not in subject and any(crumb in subject for crumb in crumbs)
