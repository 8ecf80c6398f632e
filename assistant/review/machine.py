"""A state machine as a table: every state with every action, either a step or a refusal that says what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from assistant.errors import NotAcceptable, WrongState
from assistant.review.permissions import TABLE, Action


@dataclass(frozen=True, slots=True)
class Step:
    """to: the state afterwards. reason: the person must say why."""

    to: str
    reason: bool = False


@dataclass(frozen=True, slots=True)
class Refusal:
    """why, fix: Chinese, one clause each, no full stop."""

    why: str
    fix: str


Row = Mapping[str, Step | Refusal]


class Machine:
    """name: what has the state, for messages. names: the states in Chinese, in order; the first is the beginning."""

    def __init__(self, name: str, names: Mapping[str, str], table: Mapping[Action, Row]) -> None:
        for action, row in table.items():
            missing = set(names) ^ set(row)
            odd = {step.to for step in row.values() if isinstance(step, Step)} - set(names)
            if missing or odd:
                raise ValueError(f"{name}, {action}: not every state, or an unknown one: {missing | odd}")
        self.name = name
        self.names = MappingProxyType(dict(names))
        self.table = MappingProxyType({action: MappingProxyType(dict(row)) for action, row in table.items()})

    @property
    def beginning(self) -> str:
        return next(iter(self.names))

    def look(self, state: str, action: Action) -> Step | Refusal:
        """What the table says. Raises KeyError for an action that is none of this machine, or an unknown state."""
        return self.table[action][state]

    def take(self, state: str, action: Action, reason: str = "") -> str:
        """The state after the action. Raises WrongState if the table refuses, NotAcceptable if a reason is wanting."""
        step = self.look(state, action)
        if isinstance(step, Refusal):
            raise WrongState(step.why, step.fix)
        if step.reason and not reason.strip():
            raise NotAcceptable(f"{TABLE[action].label}要写明理由", "请写一句理由再办理")
        return step.to


def row(steps: Mapping[str, str | Step], refused: Mapping[str, Refusal]) -> Row:
    """One action's row: where it leads from each state, and why not from the others."""
    leads = {state: Step(to) if isinstance(to, str) else to for state, to in steps.items()}
    if both := leads.keys() & refused.keys():
        raise ValueError(f"a state that is both led on and refused: {both}")
    return {**leads, **refused}


def every(states: str, value: Refusal) -> dict[str, Refusal]:
    """The same refusal for several states, written with blanks between."""
    return dict.fromkeys(states.split(), value)


def stay(states: str) -> dict[str, str]:
    """The action leaves these states as they are."""
    return {state: state for state in states.split()}


def to(target: str, states: str) -> dict[str, str]:
    """The action leads from these states to the target."""
    return dict.fromkeys(states.split(), target)
