"""Who acts: roles, actors, membership of a report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """What a person does in the bureau. A role says nothing of a report: for that one must be its member."""

    DRAFTER = "drafter"
    DEPARTMENT = "department"
    REVIEWER = "reviewer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"
    READER = "reader"


ROLE_NAMES: Final = {
    Role.DRAFTER: "起草人",
    Role.DEPARTMENT: "科室数据责任人",
    Role.REVIEWER: "审核人",
    Role.APPROVER: "签发人",
    Role.ADMINISTRATOR: "管理员",
    Role.READER: "只读评阅人",
}

SINGLE_PERSON_ID: Final = "local"
MACHINE_ID: Final = "machine"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person in whose name a call is made. department: "" where it does not matter. alone: the one person of a
    machine without accounts, who belongs to every report; only `single_person` makes one.

    A model or the composer never acts by itself; what it writes bears MACHINE_ID as author, and a person asked for it.
    """

    id: str
    name: str
    roles: frozenset[Role]
    department: str = ""
    alone: bool = False

    def __post_init__(self) -> None:
        if not self.id or self.id == MACHINE_ID:
            raise ValueError(f"no person has the id {self.id!r}")


@dataclass(frozen=True, slots=True)
class Membership:
    """A person belongs to a report. The roles are those of the account."""

    report: str
    person: str


def single_person(name: str = "本机用户") -> Actor:
    """The one person of a machine without accounts: all roles at once."""
    return Actor(SINGLE_PERSON_ID, name, frozenset(Role), alone=True)


def is_member(actor: Actor, report: str, memberships: Iterable[Membership]) -> bool:
    """Whether the actor belongs to the report."""
    return actor.alone or Membership(report, actor.id) in set(memberships)


def names_of(roles: Iterable[Role]) -> str:
    """起草人、审核人 — in the order of the table."""
    wanted = frozenset(roles)
    return "、".join(ROLE_NAMES[role] for role in Role if role in wanted)
