"""Honest paraphrases: the same statements in other words, spellings and order. Knows nothing of the checker."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Final

from assistant.model import Report, Section

_DIGITS: Final = "零一二三四五六七八九"
_COUNT: Final = re.compile(r"(?<![\d.—])(\d{1,2})(?=[项次个名家场期篇条支位所户件])(?!次干道|个百分点)")
_PERCENT: Final = re.compile(r"(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)%")
_LARGE: Final = re.compile(r"(?<![\d.])(\d{5,})(?=[项次个名家场期篇条位户件人])")
_TEN_THOUSANDS: Final = re.compile(r"(?<![\d.近约])(\d+(?:\.\d{1,3})?)万(?=[元人份条件平])")
_DEPENDENT: Final = re.compile(
    r"其中|包括|二级|[一二三四五六七八九]是|全部|均|已|两年|为|同比|增|合计|开展两年|累计|全国|涉及|同时|并"
)
_VERBS: Final = (
    ("率为", "率达到"),
    ("增加到", "增至"),
    ("减少到", "减至"),
    ("提高到", "提升至"),
    ("开展", "组织开展"),
    ("先后获得", "先后荣获"),
)
_SELVES: Final = (("我局", "本局"), ("我区", "全区"), ("我们", "我局"))
_SPANS: Final = (
    ("2024—2025年", "2024年至2025年"),
    ("2018—2021年", "2018年至2021年"),
    ("2022—2024年", "2022年至2024年"),
)


def numerals(text: str, random: Random) -> str:
    """Small counts in Chinese numerals: 36项 -> 三十六项."""
    return _COUNT.sub(lambda hit: in_words(int(hit[1])) if random.random() < 0.6 else hit[1], text)


def in_words(number: int) -> str:
    """1 to 99 as it is read aloud."""
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
    return lead + (_DIGITS[ones] if ones or not tens else "")


def percents(text: str, random: Random) -> str:
    """96.5% -> 百分之九十六点五."""

    def spelt(hit: re.Match[str]) -> str:
        whole, _, decimals = hit[1].partition(".")
        words = "百" if whole == "100" else in_words(int(whole))
        return f"百分之{words}" + (f"点{''.join(_DIGITS[int(digit)] for digit in decimals)}" if decimals else "")

    return _PERCENT.sub(lambda hit: spelt(hit) if random.random() < 0.5 else hit[0], text)


def scales(text: str, random: Random) -> str:
    """126000 -> 12.6万 and 28.6万元 -> 286000元."""
    text = _LARGE.sub(lambda hit: f"{int(hit[1]) / 10000:g}万" if int(hit[1]) % 10 == 0 else hit[1], text)
    return _TEN_THOUSANDS.sub(lambda hit: f"{round(float(hit[1]) * 10000)}" if random.random() < 0.6 else hit[0], text)


def clauses(text: str, random: Random) -> str:
    """The clauses between ； of a sentence in another order; what leans on the one before stays behind it."""
    paragraphs = []
    for paragraph in text.split("\n"):
        sentences = paragraph.split("。")
        paragraphs.append("。".join(_reordered(sentence, random) for sentence in sentences))
    return "\n".join(paragraphs)


def _reordered(sentence: str, random: Random) -> str:
    topic, mark, rest = sentence.partition("，")
    headed = bool(re.search(r"方面$|^从|^围绕|^在|^社会|上$", topic)) and bool(mark)
    body = rest if headed else sentence
    groups: list[str] = []
    for clause in body.split("；"):
        if groups and _DEPENDENT.match(clause):
            groups[-1] += "；" + clause
        else:
            groups.append(clause)
    ordered = random.sample(groups, len(groups))
    if _DEPENDENT.match(ordered[0]):
        ordered = groups
    return (topic + mark if headed else "") + "；".join(ordered)


def paragraphs(text: str, random: Random) -> str:
    """Paragraphs in another order, the first one kept."""
    first, *others = text.split("\n")
    return "\n".join([first, *random.sample(others, len(others))])


def verbs(text: str, random: Random) -> str:
    """Other verbs and connectives for the same thing."""
    for before, after in _VERBS:
        if random.random() < 0.7:
            text = text.replace(before, after)
    return text


def selves(text: str, random: Random) -> str:
    """我局, 本局."""
    for before, after in _SELVES:
        if random.random() < 0.7:
            text = text.replace(before, after)
    return text


def spans(text: str, random: Random) -> str:
    """2024—2025年 -> 2024年至2025年, 2024年的 -> 2024年度的."""
    for before, after in _SPANS:
        text = text.replace(before, after)
    return text.replace("由2024年的", "从2024年的")


def semicolons(text: str, random: Random) -> str:
    """Some ； become full stops: the clauses become sentences."""
    return re.sub(r"；(?!其中|二级|全部)", lambda hit: "。" if random.random() < 0.5 else "；", text)


WAYS: Final[dict[str, Callable[[str, Random], str]]] = {
    "numerals": numerals, "percents": percents, "scales": scales, "clauses": clauses, "paragraphs": paragraphs,
    "verbs": verbs, "selves": selves, "spans": spans, "semicolons": semicolons,
}  # fmt: skip


def paraphrases(reports: Sequence[Report], seed: int, most: int) -> list[tuple[int, Section, tuple[str, ...]]]:
    """(number of the report, reworded section, ways used); the same for the same seed."""
    random = Random(seed)
    pool = [(n, section) for n, report in enumerate(reports) for section in report.sections if len(section.text) > 60]
    told: list[tuple[int, Section, tuple[str, ...]]] = []
    for _ in range(most * 20):
        if len(told) == most:
            break
        number, section = random.choice(pool)
        ways = tuple(random.sample(sorted(WAYS), random.randint(1, 4)))
        text = section.text
        for way in ways:
            text = WAYS[way](text, random)
        if text != section.text and all(text != one.text for _, one, _ in told):
            told.append((number, replace(section, text=text), ways))
    return told
