"""The table of rules: what each finding's rule name means, how heavy it weighs, where it comes from, what raises it.

Adding a rule is one row in the file of its family, one check in the file that the row names, and its vectors in the
tests; docs/rules.md is made from the table (`make docs`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.checking.rule import Rule
from assistant.checking.rules_of_criteria import CRITERIA
from assistant.checking.rules_of_form import FORM
from assistant.checking.rules_of_grounds import GROUNDS
from assistant.checking.rules_of_sense import SENSE
from assistant.model import Finding, Severity

__all__ = ["ELSEWHERE", "RULES", "TABLE", "Rule", "raise_finding"]

TABLE: Final[tuple[Rule, ...]] = (*GROUNDS, *FORM, *SENSE, *CRITERIA)
RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in TABLE}

# Rules of the trade that no check of a text raises, with the reason.
ELSEWHERE: Final[tuple[tuple[str, str], ...]] = (
    ("FMT-01 至 FMT-06、FMT-12、FMT-14、FMT-18", "版面、字体、页码：由导出的 Word 保证，不核对别处来的 Word 文件"),
    ("SEC-04", "由设置保证：只访问管理员配置的地址，范文先隐去名称"),
    ("SEC-05", "批注、修订、文件属性在 Word 文件里，核对文字时看不到；导出的定稿没有修订和隐藏文字"),
    ("CRI-04", "分项说明报告的字数：还不写分项说明"),
    ("CRI-06、CRI-07", "图片说明和佐证目录：佐证材料还没有编目"),
    ("FACT-06", "成效章节里没有出处的段落：还没有做"),
)


def raise_finding(
    rule: str,
    section: str,
    text: str,
    start: int,
    end: int,
    why: str,
    fix: str = "",
    severity: Severity | None = None,
    replacement: str | None = None,
) -> Finding:
    """A finding of `rule` over text[start:end]; severity and fix from the table unless given.

    replacement: what could stand there instead; the advice says so where no other is given.
    Raises KeyError if there is no such rule.
    """
    entry = RULES[rule]
    if not fix and replacement is not None:
        fix = f"改为“{replacement}”" if replacement else "删去"
    return Finding(
        rule, severity or entry.severity, section, start, end, text[start:end], why, fix or entry.fix, replacement
    )
