"""One rule, and how a family of them is written down."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from assistant.model import Severity

LAYOUT: Final = "党政机关公文格式 GB/T 9704—2012"
PUNCTUATION: Final = "标点符号用法 GB/T 15834—2011"
NUMERALS: Final = "出版物上数字用法 GB/T 15835—2011"
TRUTH: Final = "申报材料真实性要求"
OWN: Final = "通行写法"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table.

    severity: the weight its findings have unless a check has a reason to lower it. what, fix: Chinese, for a clerk.
    safe: what it proposes is mechanical, and may be applied at all its places at once when a person asks for it.
    bound: no unit may switch it off or make it lighter. reference: the standard, or OWN.
    family: Chinese. check: the file that raises it, from assistant/checking on, or from knowledge/ on.
    """

    id: str
    severity: Severity
    what: str
    fix: str
    safe: bool = False
    bound: bool = False
    reference: str = ""
    family: str = ""
    check: str = ""


def family(name: str, check: str, reference: str, *rules: Rule) -> tuple[Rule, ...]:
    """The rows with what they have in common filled in; a row that says something else keeps it."""
    return tuple(
        replace(rule, family=name, check=rule.check or check, reference=rule.reference or reference) for rule in rules
    )
