"""Rows of the table: rules that look a thing up in the notes or in the exemplars, and what must not be left over."""

from __future__ import annotations

from typing import Final

from assistant.checking.rule import OWN, TRUTH, Rule, family

# fmt: off
GROUNDS: Final[tuple[Rule, ...]] = (
    *family(
        "事实", "figures_check.py", TRUTH,
        Rule("FACT-01", "block", "数字、日期、届次须与要点一致", "按要点改正，或补充出处后再写", bound=True),
        Rule("FACT-02", "block", "荣誉、人名、单位、文件、地名须出自要点",
             "按要点改正，要点没有的删去", check="honours.py", bound=True),
        Rule("FACT-03", "warning", "推算出来的数字须能由要点算出", "请核对算法，并在要点中补上这个数", bound=True),
        Rule("FACT-04", "block", "首个、唯一、第一、率先等说法须有依据",
             "删去这一说法，或在要点中补上依据", check="claims.py", bound=True),
        Rule("FACT-05", "warning", "要点应当写进材料或说明不用",
             "写进相应章节，或确认不用", check="coverage.py", bound=True),
    ),
    *family(
        "残留", "residue.py", OWN,
        Rule("TMP-01", "block", "占位符和待补内容须补齐", "补上内容后再定稿", bound=True),
        Rule("TMP-03", "block", "不得带入范文里别的单位的内容", "删去，换成本单位的情况", check="leaks.py", bound=True),
        Rule("TMP-04", "warning", "不得大段照抄范文", "用自己的话重写", check="leaks.py", bound=True),
        Rule("FMT-19", "block", "不得留有模型输出的痕迹", "删去"),
    ),
)
# fmt: on
