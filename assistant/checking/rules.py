"""The table of rules: what each finding's rule name means, how heavy it weighs, and where the rule comes from.

Adding a rule is one entry here, one check in the file of its family, and its vectors in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from assistant.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. severity: the weight its findings have unless a check has a reason to lower it.

    what, fix: Chinese, for a clerk. reference: where the rule comes from, "" for a rule of this project.
    """

    id: str
    family: str
    severity: Severity
    what: str
    reference: str
    fix: str


_TRACE = "申报材料真实性要求"
_QUANTITY = "出版物上数字用法 GB/T 15835—2011"
_PUNCTUATION = "标点符号用法 GB/T 15834—2011"

TABLE: Final[tuple[Rule, ...]] = (
    Rule("FACT-01", "fact", "block", "数字、日期、届次须与要点一致", _TRACE, "按要点改正，或补充出处后再写"),
    Rule("FACT-02", "fact", "block", "荣誉、人名、单位、文件、地名须出自要点", _TRACE, "按要点改正，要点没有的删去"),
    Rule("FACT-03", "fact", "warning", "推算出来的数字须能由要点算出", _TRACE, "请核对算法，并在要点中补上这个数"),
    Rule(
        "FACT-04", "fact", "block", "首个、唯一、第一、率先等说法须有依据", _TRACE, "删去这一说法，或在要点中补上依据"
    ),
    Rule("FACT-05", "fact", "warning", "要点应当写进材料或说明不用", _TRACE, "写进相应章节，或确认不用"),
    Rule("TMP-01", "residue", "block", "占位符和待补内容须补齐", "", "补上内容后再定稿"),
    Rule("TMP-03", "leak", "block", "不得带入范文里别的单位的内容", "", "删去，换成本单位的情况"),
    Rule("TMP-04", "leak", "warning", "不得大段照抄范文", "", "用自己的话重写"),
    Rule(
        "FMT-08", "form", "error", "独立成行的标题末尾不用句号", "党政机关公文格式 GB/T 9704—2012", "删去标题末尾的句号"
    ),
    Rule("FMT-19", "residue", "block", "不得留有模型输出的痕迹", "", "删去"),
    Rule("FMT-20", "form", "error", "汉字旁边用全角标点", _PUNCTUATION, "改用全角标点"),
    Rule("QTY-01", "quantity", "error", "概数词不重复使用", _QUANTITY, "只留一个概数词"),
    Rule("QTY-02", "quantity", "error", "“达、超、至少”与“以上”不重复使用", _QUANTITY, "去掉其中一个"),
    Rule("QTY-07", "quantity", "block", "比率不得超过100%", "", "核对后改正"),
    Rule("QTY-16", "quantity", "error", "写明的项数须与列举的项数一致", "", "补齐所列各项，或改正项数"),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in TABLE}


def raise_finding(
    rule: str, section: str, text: str, start: int, end: int, why: str, fix: str = "", severity: Severity | None = None
) -> Finding:
    """A finding of `rule` over text[start:end]; severity and fix from the table unless given.

    Raises KeyError if there is no such rule.
    """
    entry = RULES[rule]
    return Finding(rule, severity or entry.severity, section, start, end, text[start:end], why, fix or entry.fix)
