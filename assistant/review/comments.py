"""Comments on a section or on a span of its text; their places follow the text, or say that it is gone.

A place never jumps: it moves with the characters it stands on. If these are deleted, or replaced together with words
around them, the text is gone; the comment stays, with the words it was about. If a version is restored, the places that
text had come back with it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from assistant.errors import NotAcceptable
from assistant.review.canonical import moment
from assistant.review.difference import Difference, Hunk, difference
from assistant.review.people import Actor, Role
from assistant.review.versions import History

CommentKind = Literal["fact", "wording", "structure", "political", "format"]
Weight = Literal["must", "may"]
Answer = Literal["open", "adopted", "partly", "declined"]
KIND_NAMES: Final[Mapping[CommentKind, str]] = {
    "fact": "事实",
    "wording": "文字",
    "structure": "结构",
    "political": "政治表述",
    "format": "格式",
}
ANSWER_NAMES: Final[Mapping[Answer, str]] = {
    "open": "未答复",
    "adopted": "采纳",
    "partly": "部分采纳",
    "declined": "不采纳",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """text[start:end] of a version. quote: the words it was set on. gone: they were deleted; start and end are 0."""

    version: str
    start: int
    end: int
    quote: str
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """anchor: None for the whole section. change: id of the version that carries the answer out, "" if there is none.

    settled_by: who accepted an answer that does not adopt a comment in full.
    """

    id: str
    report: str
    section: str
    author: str
    role: Role
    kind: CommentKind
    weight: Weight
    text: str
    at: str
    anchor: Anchor | None = None
    answer: Answer = "open"
    reason: str = ""
    answered_by: str = ""
    answered_at: str = ""
    change: str = ""
    settled_by: str = ""

    @property
    def holds_up(self) -> bool:
        """Whether it keeps a report from being final: a must that is unanswered, or not adopted in full and not
        settled."""
        return self.weight == "must" and self.answer != "adopted" and not self.settled_by


def anchor(history: History, version: str, start: int, end: int) -> Anchor:
    """A place in the text of a version. Raises NotAcceptable where there is no such text."""
    text = history.version(version).text
    if not 0 <= start < end <= len(text):
        raise NotAcceptable("所选文字不在这一版里", "请重新选择要批注的文字")
    return Anchor(version, start, end, text[start:end])


def follow(place: Anchor, change: Difference, version: str) -> Anchor:
    """Where the words stand after a change that made `version`. change.old: the text the place is in."""
    if place.gone:
        return replace(place, version=version)
    parts = [*_left(place, change.hunks), *_replaced(place, change.hunks)]
    start, end = min((one for one, _ in parts), default=0), max((other for _, other in parts), default=0)
    return replace(place, version=version, start=start, end=end, gone=start == end)


def _replaced(place: Anchor, hunks: tuple[Hunk, ...]) -> list[tuple[int, int]]:
    """What was written in place of the words or between them, in the new text."""
    return [
        (hunk.new_start, hunk.new_end)
        for hunk in hunks
        if hunk.new and place.start <= hunk.start and hunk.end <= place.end and _inside(place, hunk)
    ]


def _inside(place: Anchor, hunk: Hunk) -> bool:
    """An insertion at either edge belongs to what is beside the words."""
    return hunk.end > hunk.start or place.start < hunk.start < place.end


def _left(place: Anchor, hunks: tuple[Hunk, ...]) -> list[tuple[int, int]]:
    """The stretches of the words that no hunk touches, in the new text."""
    parts: list[tuple[int, int]] = []
    done, moved = place.start, 0
    for hunk in hunks:
        until = min(hunk.start, place.end)
        if until > done:
            parts.append((done + moved, until + moved))
        done, moved = max(done, hunk.end), hunk.new_end - hunk.end
    if place.end > done:
        parts.append((done + moved, place.end + moved))
    return parts


def place_now(place: Anchor, history: History) -> Anchor:
    """The place in the head version, step by step through all versions since it was set.

    A version that has the same text as one before it has the places of that one.
    """
    version = history.version(place.version)
    known = {version.content: place}
    for later in history.after(place.version):
        found = known.get(later.content) or follow(place, difference(version.text, later.text), later.id)
        place = replace(found, version=later.id)
        known[later.content] = place
        version = later
    return place


def changed(place: Anchor, text: str) -> bool:
    """Whether the words are no longer those the comment was set on. text: of the anchor's version."""
    return place.gone or text[place.start : place.end] != place.quote


def answered(
    comment: Comment, answer: Answer, by: Actor, at: datetime.datetime, reason: str = "", change: str = ""
) -> Comment:
    """The comment with an answer. What is not adopted in full needs a reason; an earlier settling lapses.

    Raises NotAcceptable without one.
    """
    if answer in ("partly", "declined") and not reason.strip():
        raise NotAcceptable(f"{ANSWER_NAMES[answer]}要写明理由", "请写一句理由")
    return replace(
        comment, answer=answer, reason=reason, change=change, settled_by="",
        answered_by="" if answer == "open" else by.id, answered_at="" if answer == "open" else moment(at),
    )  # fmt: skip


def settled(comment: Comment, by: Actor) -> Comment:
    """Somebody accepts that a comment is not adopted in full: who made it, or an approver.

    That nobody settles an answer of their own is said by the table (`permissions`, own). Raises NotAcceptable.
    """
    if comment.answer == "open":
        raise NotAcceptable("这条意见还没有答复", "请先答复再认可")
    if by.id != comment.author and Role.APPROVER not in by.roles:
        raise NotAcceptable("只有提意见的人或签发人能认可这条答复", "请他们办理")
    return replace(comment, settled_by=by.id)
