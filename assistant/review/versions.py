"""Versions of a section: each follows one other, none is ever changed or taken away.

Two hashes, as in a version control system: `content` is that of heading and text, equal texts have the same; `id` is
that of everything a version says, its parent's id included, so that a chain of versions cannot be rewritten unnoticed.
The title of a report is kept as a section with the id "title", its words as `text`.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from assistant.errors import EditConflict, NotAcceptable, StoreError
from assistant.figures import Figure, Match, find, match
from assistant.review.canonical import digest, moment
from assistant.review.difference import Difference, difference
from assistant.review.people import MACHINE_ID

Origin = Literal["machine", "person", "proposal", "restore", "import"]
ORIGIN_NAMES: Final[Mapping[Origin, str]] = {
    "machine": "机器起草",
    "person": "人工修改",
    "proposal": "采纳建议",
    "restore": "恢复旧版本",
    "import": "导入",
}


@dataclass(frozen=True, slots=True)
class Version:
    """parent: id of the version before, "" for the first. author: a person's id, or people.MACHINE_ID.

    asked_by: who had a machine write it. source: id of the proposal or of the version that was restored, else "".
    at: UTC, ISO 8601.
    """

    id: str
    content: str
    report: str
    section: str
    parent: str
    heading: str
    text: str
    author: str
    at: str
    origin: Origin
    asked_by: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Write:
    """What somebody wants to save. Meaning as in Version."""

    heading: str
    text: str
    author: str
    at: datetime.datetime
    origin: Origin
    asked_by: str = ""
    source: str = ""


def content_hash(heading: str, text: str) -> str:
    return digest({"heading": heading, "text": text})


def first(report: str, section: str, write: Write) -> Version:
    """The first version of a section."""
    return _made(report, section, "", write)


def follow(head: Version, expected: str, write: Write) -> Version:
    """The version that follows the head. expected: id of the version the writer had before them.

    Raises EditConflict if that is not the head any more (`conflicts.save` tells what to show then).
    """
    if expected != head.id:
        raise EditConflict("这一节刚被别人保存过", "请对照两边的修改后再保存，您的文字没有丢")
    return _made(head.report, head.section, head.id, write)


def _made(report: str, section: str, parent: str, write: Write) -> Version:
    content = content_hash(write.heading, write.text)
    at = moment(write.at)
    identity = _identity(report, section, parent, content, at, write)
    return Version(
        identity, content, report, section, parent, write.heading, write.text, write.author, at, write.origin,
        write.asked_by, write.source,
    )  # fmt: skip


def _identity(report: str, section: str, parent: str, content: str, at: str, said: Write | Version) -> str:
    return digest(
        {
            "report": report, "section": section, "parent": parent, "content": content, "at": at,
            "author": said.author, "origin": said.origin, "asked_by": said.asked_by, "source": said.source,
        }
    )  # fmt: skip


def intact(version: Version) -> bool:
    """Whether both hashes are those of what the version holds."""
    content = content_hash(version.heading, version.text)
    parts = version.report, version.section, version.parent, content, version.at
    return version.content == content and version.id == _identity(*parts, version)


@dataclass(frozen=True, slots=True)
class History:
    """All versions of one section, the oldest first."""

    versions: tuple[Version, ...]

    def __post_init__(self) -> None:
        """Raises StoreError for a gap: it is never papered over."""
        parent = ""
        for version in self.versions:
            if version.parent != parent or not intact(version):
                raise StoreError(f"章节{version.section}的版本记录在 {version.id[:12]} 处不完整", "请从备份恢复")
            parent = version.id

    @property
    def head(self) -> Version:
        return self.versions[-1]

    def version(self, version_id: str) -> Version:
        """Raises NotAcceptable if there is none with this id."""
        for version in self.versions:
            if version.id == version_id:
                return version
        raise NotAcceptable(f"没有版本 {version_id[:12]}", "请刷新版本列表")

    def after(self, version_id: str) -> tuple[Version, ...]:
        """The versions that came after this one; all of them after ""."""
        if not version_id:
            return self.versions
        return self.versions[self.versions.index(self.version(version_id)) + 1 :]

    def steps(self) -> Iterator[tuple[Version | None, Version]]:
        """Every version with the one before it."""
        yield from zip((None, *self.versions), self.versions, strict=False)


def restore(history: History, version_id: str, expected: str, author: str, at: datetime.datetime) -> Version:
    """The old text as a new version. Raises NotAcceptable, EditConflict."""
    old = history.version(version_id)
    return follow(history.head, expected, Write(old.heading, old.text, author, at, "restore", source=old.id))


def authors(history: History, approved: str = "") -> frozenset[str]:
    """Who wrote a part of the present text, or had it written, since the version that was last approved.

    Nobody of these may review or approve it. A version that leaves the text as it was counts for nobody.
    """
    wrote: set[str] = set()
    before = history.version(approved).content if approved else ""
    for version in history.after(approved):
        if version.content != before:
            wrote |= {version.author, version.asked_by} - {"", MACHINE_ID}
        before = version.content
    return frozenset(wrote)


def difference_of(history: History, one: str, other: str) -> Difference:
    """The changes of the text from one version to another."""
    return difference(history.version(one).text, history.version(other).text)


def changed_by(history: History, person: str) -> tuple[tuple[Version, Difference], ...]:
    """What a person changed: each of their versions that changed the text, with the change (“领导改了什么”)."""
    found = []
    for before, version in history.steps():
        if version.author == person and (before is None or before.content != version.content):
            found.append((version, difference(before.text if before else "", version.text)))
    return tuple(found)


# --------------------------------------------------------------------------- where a figure came from


@dataclass(frozen=True, slots=True)
class Coming:
    """A version in which a figure came into the text. gone: the version that took it out again, "" if it is there."""

    version: Version
    figure: Figure
    gone: str = ""


def comings(history: History, figure: Figure) -> tuple[Coming, ...]:
    """Every time this figure came into the text, the oldest first; a figure of the same value, unit and qualifier
    is the same however it is written (2.6万元, 26000元)."""
    found: list[Coming] = []
    there = False
    for version in history.versions:
        same = [one for one in find(version.text) if match(figure, one) is Match.SAME]
        if same and not there:
            found.append(Coming(version, same[0]))
        elif there and not same:
            found[-1] = Coming(found[-1].version, found[-1].figure, version.id)
        there = bool(same)
    return tuple(found)


def introduced(history: History, figure: Figure) -> Coming | None:
    """Who brought in the figure that stands in the present text; None if it stands there not."""
    found = comings(history, figure)
    return found[-1] if found and not found[-1].gone else None


# --------------------------------------------------------------------------- rounds

_DIGITS: Final = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Round:
    """A named state of a whole report: 一稿, 二稿 …. sections: the head version of each section at that time."""

    report: str
    number: int
    name: str
    sections: tuple[tuple[str, str], ...]
    by: str
    at: str


def round_name(number: int) -> str:
    """1 -> 一稿, 12 -> 十二稿, 20 -> 二十稿. Raises ValueError outside 1 to 99."""
    if not 1 <= number <= 99:
        raise ValueError(f"round {number}")
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else ("十" if tens == 1 else f"{_DIGITS[tens]}十")
    return f"{head}{_DIGITS[ones] if ones else ''}稿"


def next_round(
    report: str, earlier: tuple[Round, ...], heads: Mapping[str, str], by: str, at: datetime.datetime
) -> Round:
    """The round after these. heads: section id -> head version id, in the order of the report."""
    number = max((one.number for one in earlier), default=0) + 1
    return Round(report, number, round_name(number), tuple(heads.items()), by, moment(at))
