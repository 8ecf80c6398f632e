"""Proposals: a change that a model, an imported file or the ledger suggests. A person takes it hunk by hunk, or not.

A proposal is made on one version of a section (its base). Its hunks are numbered on that base and keep their numbers
however the section goes on. What does not touch what was changed meanwhile can still be taken; the rest is a clash,
shown with both sides.

Figures are never taken in bulk: "all" passes over every hunk that changes a figure, a date or a rank, and one call
takes at most one of these, named by its number and by the words it brings.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from assistant.errors import NotAcceptable
from assistant.review.canonical import digest, moment
from assistant.review.difference import Hunk, alters, same_quantities
from assistant.review.merging import Clash, Merge, merge
from assistant.review.versions import Version, Write

ProposalOrigin = Literal["model", "import", "ledger", "finding", "person"]
Status = Literal["open", "adopted", "partly", "declined"]


@dataclass(frozen=True, slots=True)
class Proposal:
    """base: id of the version it was made on. by: who asked for it or brought it. why: Chinese, for the person.

    findings: rules whose findings it answers. instruction: what the person had asked for, "" if nothing.
    heading: the heading it suggests, None to leave it as it is. taken, declined: numbers of hunks already decided.
    """

    id: str
    report: str
    section: str
    base: str
    text: str
    origin: ProposalOrigin
    by: str
    at: str
    why: str
    instruction: str = ""
    findings: tuple[str, ...] = ()
    heading: str | None = None
    taken: frozenset[int] = frozenset()
    declined: frozenset[int] = frozenset()
    heading_declined: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """What of a proposal can be taken now. open: hunks placed in the head's text; clashes: with both sides.

    done: numbers of hunks that the head contains already without anybody having taken them here.
    """

    proposal: Proposal
    head: Version
    open: tuple[Hunk, ...]
    clashes: tuple[Clash, ...]
    done: tuple[int, ...]
    hunks: tuple[Hunk, ...]  # all hunks, on the base
    merged: Merge

    @property
    def heading(self) -> str | None:
        """The heading that can still be taken, if any."""
        suggested = self.proposal.heading
        return None if self.proposal.heading_declined or suggested == self.head.heading else suggested

    @property
    def status(self) -> Status:
        """open while a hunk or the heading is undecided; a clash is undecided."""
        if self.open or self.clashes or self.heading is not None:
            return "open"
        if not self.proposal.declined and not self.proposal.heading_declined:
            return "adopted"
        took = self.proposal.taken or (self.proposal.heading is not None and not self.proposal.heading_declined)
        return "partly" if took else "declined"


@dataclass(frozen=True, slots=True)
class Accepted:
    """write: for `versions.follow`, with `expected`, the head the offer was made for. left: numbers still undecided."""

    expected: str
    write: Write
    proposal: Proposal
    left: tuple[int, ...]


ALL: Final = "all"


def propose(
    base: Version, text: str, origin: ProposalOrigin, by: str, at: datetime.datetime, why: str, instruction: str = "",
    findings: tuple[str, ...] = (), heading: str | None = None,
) -> Proposal:  # fmt: skip
    """A proposal on this version. Raises NotAcceptable if it changes nothing."""
    if text == base.text and heading in (None, base.heading):
        raise NotAcceptable("这条建议与原文相同", "没有可采纳的修改")
    stated = moment(at)
    identity = digest({"base": base.id, "text": text, "heading": heading, "origin": origin, "by": by, "at": stated})
    return Proposal(
        f"p{identity[:20]}", base.report, base.section, base.id, text, origin, by, stated, why, instruction, findings,
        heading,
    )  # fmt: skip


def offer(proposal: Proposal, base: Version, head: Version) -> Offer:
    """What can be taken of it when `head` is the present version. Raises ValueError if `base` is not its base."""
    if base.id != proposal.base:
        raise ValueError("not the version the proposal was made on")
    merged = merge(base.text, head.text, proposal.text, proposal.taken)
    settled = proposal.taken | proposal.declined
    return Offer(
        proposal,
        head,
        tuple(hunk for hunk in merged.open if hunk.number not in settled),
        tuple(clash for clash in merged.clashes if clash.ours.number not in settled),
        tuple(number for number in merged.done if number not in settled),
        merged.ours.hunks,
        merged,
    )


def accept(
    offered: Offer, chosen: Mapping[int, str] | Literal["all"], by: str, at: datetime.datetime, *, heading: bool = False
) -> Accepted:
    """Takes the hunks chosen: numbers with the words each brings (`Hunk.new`), as the person saw them; or ALL, which
    are those that change no figure. heading: takes the suggested heading too.

    Raises NotAcceptable for a hunk that is not open or reads differently, for more than one that changes a figure, and
    when nothing would be taken.
    """
    numbers = _harmless(offered) if chosen == ALL else _named(offered, chosen)
    suggested = _suggested(offered) if heading else offered.head.heading
    changing = {number for number in numbers if _hunk(offered, number).changes_figure}
    if alters(offered.head.heading, suggested) and (changing or chosen == ALL):
        raise NotAcceptable("标题也改动数字，不能与别处一并采纳", "请单独采纳标题")
    text = offered.merged.text(numbers)
    _figures_stay(offered.merged.text(changing), text)
    if text == offered.head.text and suggested == offered.head.heading:
        raise NotAcceptable("没有可以一并采纳的修改", "改动数字的地方要逐条确认")
    proposal = replace(offered.proposal, taken=offered.proposal.taken | numbers)
    write = Write(suggested, text, by, at, "proposal", source=proposal.id)
    left = [hunk.number for hunk in offered.open if hunk.number not in numbers]
    left += [clash.ours.number for clash in offered.clashes]
    return Accepted(offered.head.id, write, proposal, tuple(sorted(left)))


def _suggested(offered: Offer) -> str:
    if offered.heading is None:
        raise NotAcceptable("这条建议没有可采纳的标题", "请刷新后重新选择")
    return offered.heading


def decline(offered: Offer, numbers: frozenset[int] | None = None) -> Proposal:
    """The proposal with these hunks declined, or all that is undecided, the heading too.

    Raises NotAcceptable for a number that is not undecided.
    """
    undecided = {hunk.number for hunk in offered.open} | {clash.ours.number for clash in offered.clashes}
    if numbers is not None and (odd := numbers - undecided):
        raise NotAcceptable(f"第{min(odd)}处修改已经处理过，或没有这一处", "请刷新后重新选择")
    chosen = undecided if numbers is None else numbers
    heading = offered.proposal.heading_declined or (numbers is None and offered.heading is not None)
    return replace(offered.proposal, declined=offered.proposal.declined | chosen, heading_declined=heading)


def _harmless(offered: Offer) -> frozenset[int]:
    return frozenset(hunk.number for hunk in offered.open if not hunk.changes_figure)


def _named(offered: Offer, chosen: Mapping[int, str]) -> frozenset[int]:
    for number, words in chosen.items():
        if _hunk(offered, number).new != words:
            raise NotAcceptable(f"第{number}处修改与您看到的不同", "请刷新后重新选择")
    changing = sorted(number for number in chosen if _hunk(offered, number).changes_figure)
    if len(changing) > 1:
        places = "、".join(f"第{number}处" for number in changing)
        raise NotAcceptable(f"{places}都改动数字，不能一次采纳", "请逐条核对、逐条采纳")
    return frozenset(chosen)


def _hunk(offered: Offer, number: int) -> Hunk:
    for hunk in offered.open:
        if hunk.number == number:
            return hunk
    if any(clash.ours.number == number for clash in offered.clashes):
        raise NotAcceptable(f"第{number}处刚被别人改过", "请对照两边后直接修改，或不采纳")
    raise NotAcceptable(f"第{number}处修改已经处理过，或没有这一处", "请刷新后重新选择")


def _figures_stay(before: str, after: str) -> None:
    """What is harmless hunk by hunk must be harmless together. before: with the named change of a figure made."""
    if not same_quantities(before, after):
        raise NotAcceptable("这些修改合在一起会改动数字", "请逐条核对、逐条采纳")
