"""From what was asked and what the notes say to one writing job: which kind, which unit, which references. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.checking import ExemplarText
from assistant.errors import UsageError
from assistant.knowledge import guess_kind
from assistant.library import Library
from assistant.library.cataloguing import names_of
from assistant.library.entities import known_entities
from assistant.library.learned_names import learned_names
from assistant.library.masking import hide, mask
from assistant.library.splitting import split_sections
from assistant.model import Brief, CriteriaPack, Document, Kind, Ledger, Outline, Passage, Report, Section
from assistant.writing.outline import printed_heading
from assistant.writing.port import Job, Writer


@dataclass(frozen=True, slots=True)
class Reference:
    """A document that lends structure to this draft only: masked for the writer, as it is for the leak check."""

    exemplar: ExemplarText
    passages: tuple[Passage, ...]
    names: tuple[str, ...] = ()  # what must not reach a model


def merge_brief(
    brief: Brief, *, unit: str = "", title: str = "", as_of: date | None = None, length: int | None = None
) -> Brief:
    """What the caller says goes before what the notes say. A single length means ± 10 %."""
    return replace(
        brief,
        unit=unit or brief.unit,
        title=title or brief.title,
        date=as_of or brief.date,
        length=(int(length * 0.9), int(length * 1.1)) if length else brief.length,
    )


def choose_kind(kinds: Sequence[Kind], asked: str, ledger: Ledger) -> tuple[Kind, str]:
    """The kind and a sentence saying why it is this one ("" if it was asked for). Unknown ids raise UsageError."""
    if asked:
        return find_kind(kinds, asked), ""
    brief = ledger.brief
    # an id, or the name of a kind; anything else in Chinese ("省级先进单位申报材料") is a description to go by
    if brief.kind and (brief.kind.isascii() or any(brief.kind == kind.name for kind in kinds)):
        return find_kind(kinds, brief.kind), "类型取自要点开头的说明"
    words = " ".join((brief.kind, brief.kind_text, brief.target, brief.title))
    if not words.strip():
        headings = " ".join(sorted({heading for statement in ledger.statements for heading in statement.path}))
        words = f"{headings} {' '.join(statement.source.file for statement in ledger.statements[:1])}"
    return guess_kind(kinds, words)


def find_kind(kinds: Sequence[Kind], name: str) -> Kind:
    """By id or by Chinese name; UsageError with the list of what there is."""
    for kind in kinds:
        if name in (kind.id, kind.name):
            return kind
    known = "、".join(f"{kind.id}（{kind.name}）" for kind in kinds)
    raise UsageError(f"没有“{name}”这种材料类型", f"可选：{known}")


def job_for(ledger: Ledger, kind: Kind, criteria: Sequence[CriteriaPack]) -> Job:
    """The job as the brief and the kind make it."""
    brief = ledger.brief
    return Job(
        ledger=ledger,
        kind=kind,
        unit=brief.unit,
        person=brief.person,
        title=brief.title,
        target=brief.target,
        period=brief.period,
        date=brief.date,
        length=brief.length or kind.length,
        criteria=tuple(pack for pack in criteria if pack.id in kind.criteria),
    )


class Material:
    """What may be shown to the writer of one report, and what was shown (for the leak check)."""

    def __init__(
        self, library: Callable[[], Library], references: Sequence[Reference], kind: str, day: date | None
    ) -> None:
        """day: of the report; a policy that is not in force on it is not shown."""
        self._day = day
        self._library = library
        self._references = references
        self._kind = kind
        self._shown: dict[str, tuple[str, ...]] = {}  # exemplar -> its names

    def retrieve(self, query: str, role: str, lane: str) -> Sequence[Passage]:
        """References of this draft before the library; exemplars masked, policies verbatim."""
        if lane == "policy":
            return self._library().search(query, 4, "policy", in_force=True, day=self._day)
        own = [passage for reference in self._references for passage in reference.passages]
        found = self._library().search(query, 4, "exemplar", self._kind, role)
        for passage in found:
            if passage.document not in self._shown:
                self._shown[passage.document] = learned_names(self._library().show(passage.document)[1])
        return [self._without_names(passage) for passage in (*_nearest(own, query, 2), *found)]

    def _without_names(self, passage: Passage) -> Passage:
        """A second net before anything is sent: no name of any document that lends structure is left in any passage.

        What one of them says without a hint (竹篱经验) another may say with one (竹篱镇).
        """
        names = [name for known in (*(one.names for one in self._references), *self._shown.values()) for name in known]
        return replace(
            passage,
            text=hide(passage.text, names),
            section=hide(passage.section, names),
            title=hide(passage.title, names),
        )

    def exemplars(self) -> tuple[ExemplarText, ...]:
        """The library's exemplars that were shown, unmasked, for the check only."""
        made = []
        for identity in self._shown:
            document, text = self._library().show(identity)
            made.append(ExemplarText(identity, document.title, text, names_in(text)))
        return tuple(made)


def names_in(text: str) -> tuple[str, ...]:
    """Names whose turning up in another unit's draft is a leak. Two characters make a name only for a person:
    shorter words for places (宜居, 城东) are anybody's."""
    found = known_entities(text)
    return tuple(dict.fromkeys(one.text for one in found if one.kind == "person" or len(one.text) > 2))


def _nearest(passages: Sequence[Passage], query: str, count: int) -> list[Passage]:
    """The passages that share most character pairs with the query."""
    pairs = {query[index : index + 2] for index in range(len(query) - 1)}
    scored = [
        (sum(pair in f"{passage.section}{passage.text}" for pair in pairs), -index)
        for index, passage in enumerate(passages)
    ]
    best = sorted(scored, reverse=True)[:count]
    return [passages[-place] for score, place in best if score > 0]


def assemble(job: Job, outline: Outline, sections: Mapping[str, Section], writer: Writer) -> Report:
    """The sections in the outline's order; one that was never written stands as a placeholder."""
    made = tuple(
        sections.get(plan.id)
        or Section(plan.id, printed_heading(outline, plan), f"〔待补：{plan.topic}〕", state="empty")
        for plan in outline.sections
    )
    return Report(
        outline.title, job.kind.id, job.unit, job.date, made, writer.name, usage=writer.usage,
        questions=job.ledger.questions,
    )  # fmt: skip


def reference_from(document: Document, number: int) -> Reference:
    """A reference as the writer may see it (masked, section by section) and as the leak check needs it (as it is)."""
    identity = f"ref{number}"
    text = document.text()
    names = names_in(text)
    hidden = (*names, *names_of(document))
    title = document.name
    passages = tuple(
        Passage(f"{identity}-{index}", identity, mask(title, hidden).text, mask(section.heading, hidden).text,
                "exemplar", mask(section.text, hidden).text, why="随附的参考材料")
        for index, section in enumerate(split_sections(document), 1)
    )  # fmt: skip
    return Reference(ExemplarText(identity, title, text, names), passages, hidden)
