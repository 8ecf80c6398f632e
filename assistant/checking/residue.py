"""TMP-01, FMT-19, FACT-01 for tokens: what must not be left in a finished text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from assistant.checking.rules import raise_finding
from assistant.model import Finding


@dataclass(frozen=True, slots=True)
class Pattern:
    """A rule that one pattern decides. why may use {0} for the text found."""

    rule: str
    pattern: re.Pattern[str]
    why: str
    fix: str = ""


PATTERNS: Final = (
    Pattern("TMP-01", re.compile(r"〔待(?:补|定|填)[^〔〕\n]{0,120}〕?"), "还有待补的内容：{0}"),
    Pattern(
        "TMP-01",
        re.compile(r"〔待核：批注[^〔〕\n]{0,120}〕?"),
        "要点的批注还没有落实",
        "落实后删去这个标记，落实不了的删去这句话",
    ),
    Pattern(
        "TMP-01",
        re.compile(r"〔待核(?!：批注)[^〔〕\n]{0,120}〕?"),
        "各处报的数不一致",
        "核定后保留一个数，并删去这个标记",
    ),
    Pattern(
        "TMP-01",
        re.compile(
            r"(?<![×xX\d])[×]{1,40}(?=[\u4e00-\u9fff])|[××]{2,}|[XxＸ]{2,40}(?=[省市区县镇乡村局委办科街社单月日年个名万元%同])"
        ),
        "占位符“{0}”没有填",
    ),
    Pattern("TMP-01", re.compile(r"#{2,40}(?=[\u4e00-\u9fff])|(?<=[\u4e00-\u9fff])#{2,}"), "占位符“{0}”没有填"),
    Pattern(
        "TMP-01",
        re.compile(
            r"20[xXｘ×＊*]{2}年?|[＿_]{3,}|[○〇]{2,40}(?=[省市区县局街镇])|\{(?:单位|人|地|数|荣誉|名称)\}|某某|TODO|待补充"
        ),
        "占位符“{0}”没有填",
    ),
    Pattern(
        "FACT-01",
        re.compile(r"〔未知事实[^〔〕\n]{0,20}〕|[{｛]{1,2}\s{0,4}F\d{2,4}\s{0,4}[}｝]{1,2}"),
        "“{0}”不对应任何要点",
        "换成要点中的事实，或删去",
    ),
    Pattern(
        "FMT-19",
        re.compile(
            r"\*\*|__(?=[\u4e00-\u9fff])|^#{1,6}\s|^[ \t\u3000]{0,40}[-*][ \t\u3000]{1,40}(?=[\u4e00-\u9fff“])|"
            r"^\|.{0,2000}\|[ \t]{0,40}$|```[a-z]*|`",
            re.MULTILINE,
        ),
        "留有排版标记“{0}”",
    ),
    Pattern("FMT-19", re.compile(r"</?think>|<\|[^|\n]{0,30}\|>|</?[a-z]{1,10}>"), "留有模型标记“{0}”"),
    Pattern(
        "FMT-19",
        re.compile(
            r"(?:^|(?<=\n))(?:好的|当然|没问题|明白了|收到)[，,！!。][^\n。：:]{0,60}(?:[。：:]|$)|以下(?:是|为)(?:根据|按照|为您|修改|优化|润色|您|本节|改写|正文)[^\n。]{0,40}[：:]"
            r"|希望(?:以上|这)[^\n。]{0,30}(?:帮助|要求)[^\n。]{0,10}|作为(?:一个|一名)?(?:AI|人工智能)[^\n。]{0,20}|如(?:有|需)[^\n。]{0,16}请(?:告诉我|随时)[^\n。]{0,10}"
        ),
        "留有模型的对话用语“{0}”",
    ),
    Pattern("FMT-19", re.compile("[\U0001f300-\U0001faff\u2705\u2728\u2b50\u2714\u27a1]"), "留有表情符号“{0}”"),
)


_PLACEHOLDER: Final = re.compile(r"〔待(?:补|核|定|填)[^〔〕\n]{0,120}〕?")


def without_placeholders(text: str) -> str:
    """The text with every 〔待补…〕 blanked out, so that nothing else is said about what will be replaced anyway."""
    return _PLACEHOLDER.sub(lambda hit: "□" * len(hit[0]), text)


def residue_findings(section: str, text: str) -> Iterator[Finding]:
    """Placeholders, unknown fact tokens, marks and talk of a model."""
    yield from by_patterns(section, text, PATTERNS)


def by_patterns(section: str, text: str, patterns: tuple[Pattern, ...]) -> Iterator[Finding]:
    """One finding for each place a pattern fits."""
    for entry in patterns:
        for hit in entry.pattern.finditer(text):
            if hit.end() > hit.start():
                why = entry.why.format(hit[0].strip())
                yield raise_finding(entry.rule, section, text, hit.start(), hit.end(), why, entry.fix)
