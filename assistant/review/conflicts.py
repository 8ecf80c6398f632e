"""Two people on one section: the second to save sees what both changed. Nothing is overwritten, nothing is lost."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.review.difference import Difference, difference
from assistant.review.merging import Merge, merge
from assistant.review.versions import History, Version, Write, content_hash, follow


@dataclass(frozen=True, slots=True)
class Conflict:
    """theirs: what was saved since `base`; ours: what the second person wants; both against the base.

    merged: the two brought together as far as they do not touch; the person decides, it is not saved by itself.
    heading_changed: both changed the heading, each in another way.
    """

    base: Version
    head: Version
    wanted: Write
    theirs: Difference
    ours: Difference
    merged: Merge
    heading_changed: bool

    def rebased(self) -> Write:
        """What the person wants, on top of what was saved; only to be shown before it is saved. Where both changed
        the same place, what was saved stands and the person's words are in `merged.clashes`."""
        kept = self.head.heading if self.wanted.heading == self.base.heading else self.wanted.heading
        wanted = self.wanted
        return Write(
            kept, self.merged.text(), wanted.author, wanted.at, wanted.origin, wanted.asked_by, wanted.source
        )  # fmt: skip


def save(history: History, base: str, write: Write) -> Version | Conflict:
    """The next version, or the conflict if somebody saved since `base`. Raises NotAcceptable for an unknown base.

    What reads as the head does already is no change: the head itself is given, and no state is to follow from it.
    """
    head = history.head
    if content_hash(write.heading, write.text) == head.content:
        return head
    if base == head.id:
        return follow(head, base, write)
    before = history.version(base)
    headings = {before.heading, head.heading, write.heading}
    return Conflict(
        before,
        head,
        write,
        difference(before.text, head.text),
        difference(before.text, write.text),
        merge(before.text, head.text, write.text),
        len(headings) == 3,
    )
