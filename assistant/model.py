"""What flows between the layers. Frozen values, no behaviour beyond small look-ups.

Offsets are half-open character positions. Texts are Python strings in NFC as they were read.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

# --------------------------------------------------------------------------- what readers give


@dataclass(frozen=True, slots=True)
class Source:
    """The exact place something came from. Exactly one of line, page, cell is set for most formats."""

    file: str
    line: int | None = None  # 1-based line of a text file, 1-based paragraph of a Word file
    page: int | None = None  # 1-based
    cell: str | None = None  # "指标!C7": sheet name and A1 reference; "表2!B3" for a table in a document

    def label(self) -> str:
        """How a person is told: 要点.md 第12行 / 指标.xlsx 指标!C7 / 报告.pdf 第3页."""
        if self.cell is not None:
            return f"{self.file} {self.cell}"
        if self.page is not None:
            return f"{self.file} 第{self.page}页"
        return f"{self.file} 第{self.line}行" if self.line is not None else self.file


@dataclass(frozen=True, slots=True)
class Cell:
    text: str  # as shown, trimmed; "" for an empty cell; never scientific notation
    ref: str  # "C7"
    merged: bool = False  # this cell only repeats the value of the merged range it lies in


@dataclass(frozen=True, slots=True)
class Table:
    name: str  # sheet name, or "表1" …
    rows: tuple[tuple[Cell, ...], ...]


BlockKind = Literal["heading", "paragraph", "item", "table", "comment"]


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of a document in reading order."""

    kind: BlockKind
    text: str  # "" for a table; a comment is an HTML comment or a Word comment, without its marks
    source: Source
    level: int = 0  # heading: 1..6; item: nesting depth from 0
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Document:
    name: str
    blocks: tuple[Block, ...]
    front_matter: Mapping[str, str | tuple[str, ...]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    def text(self) -> str:
        """All text, one block a line, table rows tab-separated."""
        lines: list[str] = []
        for block in self.blocks:
            if block.table is not None:
                lines += ["\t".join(cell.text for cell in row) for row in block.table.rows]
            elif block.kind != "comment":
                lines.append(block.text)
        return "\n".join(lines)


# --------------------------------------------------------------------------- notes and ledger

FactType = Literal["metric", "honour", "date", "period", "person", "organisation", "document", "place", "action"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One atomic thing the notes state.

    text: the clause of the note that states it, as written. subject: what is measured or named, as far as
    the note says ("居家养老服务覆盖面"). value: number with 万 and 亿 multiplied out, None where it has none;
    high: the upper end of a range, else None. unit: "" when the note gives none.
    rendering: the words that stand for this fact in a draft, and nothing else ("近300万元", "“全省老龄工作先进单位”").
    statement: id of the note line; start, end: where `surface` stands in that line's text.
    """

    id: str
    type: FactType
    text: str
    subject: str
    source: Source
    statement: str
    value: float | None = None
    high: float | None = None
    unit: str = ""
    approximation: str = ""
    period: str = ""
    rendering: str = ""
    start: int = 0
    end: int = 0
    level: str = ""  # honours: 国家级 / 省级 / 市级 / 县级 / ""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line of the notes: a bullet, a sentence, a table row. Nothing of the notes is outside all statements."""

    id: str
    text: str
    path: tuple[str, ...]  # the headings it stands under, outermost first
    source: Source
    facts: tuple[str, ...]  # ids, in order of place
    parts: tuple[str, ...] = ()  # sub-items ("其中…") that belong to it, as written


QuestionKind = Literal["conflict", "remark", "ambiguous", "incomplete", "impossible", "sum", "outside"]


@dataclass(frozen=True, slots=True)
class Question:
    """Something the staff must decide; it is asked, never decided by code."""

    kind: QuestionKind
    text: str  # one sentence in Chinese, names the lines
    facts: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    mark: str = ""  # what a draft says behind each of the facts until it is decided; "" where nothing need be said


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be written, as far as the notes' front matter or the caller says it. "" or None: not said."""

    kind: str = ""
    kind_text: str = ""  # the words the kind was read from ("市级文明单位申报材料")
    unit: str = ""
    title: str = ""
    person: str = ""  # whom a report about a person is about
    target: str = ""  # the honour applied for, level included ("市级文明单位")
    period: str = ""  # as written ("2024—2025年", "两年来")
    date: datetime.date | None = None
    length: tuple[int, int] | None = None  # characters
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    facts: tuple[Fact, ...]
    statements: tuple[Statement, ...]
    questions: tuple[Question, ...] = ()
    brief: Brief = Brief()

    def fact(self, fact_id: str) -> Fact:
        """The fact with this id; KeyError if there is none."""
        for fact in self.facts:
            if fact.id == fact_id:
                return fact
        raise KeyError(fact_id)

    def of(self, statement: Statement) -> tuple[Fact, ...]:
        """The facts of one statement in order of place."""
        return tuple(fact for fact in self.facts if fact.statement == statement.id)


# --------------------------------------------------------------------------- knowledge

SectionRole = str  # "organisation", "education", "activity", "results" …: see docs/knowledge.md


@dataclass(frozen=True, slots=True)
class KindSection:
    """One section a kind asks for."""

    id: str
    topic: str  # short noun phrase ("组织领导"), used in the lead: 从组织领导、…五个方面
    role: SectionRole
    purpose: str  # what the section must achieve, for the model and for the person
    keywords: tuple[str, ...]  # words in notes that belong here
    headings: tuple[str, ...]  # one per heading set, in the order of Kind.heading_sets
    evidence: tuple[str, ...] = ()
    share: float = 1.0  # relative length
    required: bool = False
    openers: tuple[str, ...] = ()  # first sentences that claim nothing the notes must support; {self} {topic} {target}
    placeholder: str = ""  # what is missing when no note belongs here: 〔待补：…〕 is made from it


@dataclass(frozen=True, slots=True)
class Kind:
    id: str
    name: str
    aliases: tuple[str, ...]  # words by which notes or file names give the kind away
    title: str  # pattern: {unit} {target} {level} {name}
    length: tuple[int, int]
    sections: tuple[KindSection, ...]
    heading_sets: tuple[str, ...]  # the name of each set of parallel headings, at least three
    lead: str  # frame of the lead with slots, see docs/knowledge.md
    closing: tuple[str, ...]  # frames of the closing
    person: bool = False  # about a person: third person with 同志
    criteria: tuple[str, ...] = ()  # ids of packs


@dataclass(frozen=True, slots=True)
class Criterion:
    id: str
    item: str
    points: float | None = None
    evidence: tuple[str, ...] = ()
    gate: bool = False
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CriteriaPack:
    id: str
    name: str
    note: str  # says that it is a starter pack, and what it was made from
    items: tuple[Criterion, ...]
    total: float | None = None
    length: tuple[int, int] | None = None  # characters of the report, as the notice asks; (1, n): at most n
    period: str = ""  # the assessment period, as the notice writes it


Lane = Literal["exemplar", "policy"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a library document. For the lane "exemplar" `text` is always masked."""

    id: str
    document: str  # document id
    title: str
    section: str
    lane: Lane
    text: str
    score: float = 0.0
    why: str = ""  # which lane and which rank brought it here
    validity: str = ""  # policies: 现行有效 / 已废止 …
    valid_from: str = ""  # policies: first and last day in force, ISO 8601; "" not stated
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as the library keeps it: `passage.text` is what may be shown, `original` what the document says."""

    passage: Passage
    original: str
    kind: str = ""
    role: SectionRole = ""


# --------------------------------------------------------------------------- outline, draft, findings


@dataclass(frozen=True, slots=True)
class OutlineSection:
    id: str
    heading: str  # without its number; "" for lead and closing
    topic: str
    role: SectionRole
    purpose: str
    statements: tuple[str, ...]  # ids of note lines assigned here, in order
    target: int = 0  # characters
    placeholder: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    title: str
    sections: tuple[OutlineSection, ...]  # lead first, closing last
    candidates: tuple[tuple[str, ...], ...] = ()  # heading sets to choose from; the first is in use
    unassigned: tuple[str, ...] = ()  # ids of note lines that found no section


SectionState = Literal["empty", "drafted", "failed", "edited", "reviewed", "approved"]


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: str  # with its number, as printed: "一、加强组织领导，夯实创建之基"; "" for lead and closing
    text: str  # paragraphs separated by "\n"; a line "（一）…" without full stop is a level-2 heading
    facts: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()  # passage ids
    state: SectionState = "drafted"


Severity = Literal["block", "error", "warning", "hint"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check reports. Offsets into the text of the section (or into the title for section "title",
    into a heading for "<id>#heading").

    fix: advice, in words. replacement: what could stand in the place of text[start:end] ("" to delete it), None where
    a person must find the words.
    """

    rule: str
    severity: Severity
    section: str
    start: int
    end: int
    text: str
    why: str
    fix: str = ""
    replacement: str | None = None


@dataclass(frozen=True, slots=True)
class FigureTrace:
    """One figure of the draft and the fact it states, if any."""

    text: str
    section: str
    start: int
    end: int
    fact: str | None


@dataclass(frozen=True, slots=True)
class CheckResult:
    findings: tuple[Finding, ...]
    figures: tuple[FigureTrace, ...]
    missing_facts: tuple[str, ...]
    kept: tuple[Finding, ...] = ()  # what a person has accepted, or the unit's rules leave out


@dataclass(frozen=True, slots=True)
class Usage:
    input_tokens: int = 0
    output_tokens: int = 0
    calls: int = 0


@dataclass(frozen=True, slots=True)
class WriterName:
    provider: str  # "composer" or "openai-compatible"
    model: str


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    kind: str
    unit: str
    date: datetime.date | None
    sections: tuple[Section, ...]
    writer: WriterName
    findings: tuple[Finding, ...] = ()
    unused_facts: tuple[str, ...] = ()
    usage: Usage = Usage()
    questions: tuple[Question, ...] = ()
    figures: tuple[FigureTrace, ...] = ()


# --------------------------------------------------------------------------- requests and answers of the service


@dataclass(frozen=True, slots=True)
class NamedFile:
    """A file as handed in: its name (for the format and for messages) and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class DraftRequest:
    notes: tuple[NamedFile, ...]
    references: tuple[NamedFile, ...] = ()  # exemplars for this draft only
    kind: str = ""  # "": from the notes' front matter, else guessed, and said
    unit: str = ""
    title: str = ""
    as_of: datetime.date | None = None
    length: int | None = None  # characters
    offline: bool = False  # the composer, even if a model is configured


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """A draft from anywhere. Without notes only the text itself is checked."""

    draft: NamedFile
    notes: tuple[NamedFile, ...] = ()
    references: tuple[NamedFile, ...] = ()
    criteria: NamedFile | str = ""  # a pack (.yaml), a notice, or the id of a pack of the knowledge folder
    kind: str = ""
    as_of: datetime.date | None = None
    period: str = ""  # the assessment period in words; "": from the notice, else from the notes


@dataclass(frozen=True, slots=True)
class LibraryDocument:
    id: str
    name: str  # file name
    title: str
    lane: Lane
    kind: str = ""
    level: str = ""
    year: str = ""
    number: str = ""  # policies: 文号
    issuer: str = ""
    date: str = ""
    validity: str = ""
    valid_from: str = ""  # first and last day in force, ISO 8601; "" not stated
    valid_to: str = ""
    passages: int = 0
    embedded: int = 0  # how many passages have a vector
    shipped: bool = False


QueuedState = Literal["waiting", "read", "refused"]


@dataclass(frozen=True, slots=True)
class QueuedFile:
    """A file that was handed in for the library. Its bytes are kept until it was read, and no longer."""

    id: str
    name: str
    lane: Lane
    kind: str = ""
    state: QueuedState = "waiting"
    document: str = ""  # read: id of the document it became, or was already
    why: str = ""  # refused: what is wrong with it; read: what to know of it, such as what it replaced
    fix: str = ""  # refused: what to do


@dataclass(frozen=True, slots=True)
class PreviewPart:
    """A page, a sheet, or the whole of a document without either. No blocks: nothing was read from that page."""

    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A library document as it was read, for a person to see what was lost. warnings: what its reader had to say."""

    document: LibraryDocument
    parts: tuple[PreviewPart, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One line of `nigao doctor`."""

    what: str
    state: Literal["ok", "off", "problem"]  # off: not configured, works without
    detail: str
    fix: str = ""
