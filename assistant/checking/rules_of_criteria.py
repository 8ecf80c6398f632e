"""Rows of the table: rules that compare a report with a notice or a pack of criteria."""

from __future__ import annotations

from typing import Final

from assistant.checking.rule import Rule, family

_NOTICE: Final = "评选通知或测评标准"

# fmt: off
CRITERIA: Final[tuple[Rule, ...]] = (
    *family(
        "测评项", "criteria/findings.py", _NOTICE,
        Rule("CRI-01", "warning", "要求的项目都要写到", "补充材料后写进相应章节"),
        Rule("CRI-02", "block", "前置条件由责任部门签认", "由责任部门出具证明并签字", bound=True),
        Rule("CRI-03", "warning", "次数、比例达到要求", "核对次数，补上漏报的"),
        Rule("CRI-05", "warning", "写到的项目要有依据", "补上数字、文件或具体事实"),
        Rule("CRI-08", "warning", "全文字数符合要求", "按要求增减", check="lengths.py"),
        Rule("CRI-09", "hint", "各部分篇幅相称", "适当增减",
             check="lengths.py", reference="材料类型各章节的一般比重"),
    ),
)
# fmt: on
