"""Lies told on purpose: one false statement planted in an honest draft, with the words that are now wrong.

The maker knows nothing of the checker. It reads the draft with plain patterns and the ledger for where honours stand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from random import Random
from typing import Final, TypeVar

from assistant.model import Ledger, Report, Section

_T = TypeVar("_T")
_FIGURE: Final = re.compile(
    r"(?P<before>近|约|超过|超)?(?<![\d.])(?P<number>\d+(?:\.\d+)?)(?P<after>余|多)?(?P<scale>[万亿]?)(?P<after_scale>余|多)?"
    r"(?P<unit>个百分点|平方米|公里|毫升|小时|人次|户次|家次|场次|万元|元|人|名|户|个|家|条|次|件|张|处|场|期|支|篇|%|所|对|例|栋|亩|吨)"
    r"(?P<behind>以上|左右)?(?![^〔\n]{0,40}〕)"
)
_UNITS: Final = {
    "人": ("户", "万人"), "名": ("户", "人次"), "户": ("人", "万户"), "人次": ("人", "户"), "户次": ("户", "人次"),
    "元": ("万元",), "个": ("家次", "万个"), "家": ("人", "张"), "条": ("公里", "件次"), "件": ("万件", "人"),
    "%": ("个百分点", "倍"), "张": ("家", "万张"), "场": ("人", "万场"), "次": ("小时", "人"), "期": ("人次", "万期"),
    "对": ("人", "件次"), "小时": ("天", "分钟"), "篇": ("人", "万篇"), "处": ("户", "万处"), "例": ("万元", "人"),
    "平方米": ("亩", "公里"), "公里": ("平方米", "条"), "个百分点": ("%",),
    "亩": ("平方米", "公里"), "所": ("人", "万所"),
}  # fmt: skip
_WORDS: Final = (
    ("城市", "农村"), ("农村", "城市"), ("城镇", "农村"), ("增加到", "减少到"), ("减少到", "增加到"),
    ("提高到", "下降到"),
    ("增长", "下降"), ("新增", "撤销"), ("公办", "民办"), ("民办", "公办"), ("新命名", "撤销"), ("新建", "撤并"),
    ("助老", "助残"), ("初级", "中级"), ("留守儿童", "留守老人"), ("参与率", "知晓率"),
)  # fmt: skip
_RAISED: Final = (("全市", "全省"), ("全省", "全国"), ("省级", "国家级"), ("市级", "省级"), ("区级", "市级"))
_AWARDS: Final = (
    "我局获评{}。",
    "先后荣获{}称号。",
    "被评为{}。",
    "我局被授予“{}”称号。",
    "婚姻登记中心连续两年保持{}称号。",
)
_YEAR: Final = re.compile(r"(?<!\d)(20[0-2]\d)(?=年|—20)")


@dataclass(frozen=True, slots=True)
class Lie:
    """One false statement. places: half-open spans in `text`, every one of which must be found."""

    kind: str
    section: Section  # with the altered text
    places: tuple[tuple[int, int], ...]
    was: str

    def told(self) -> str:
        start, end = self.places[0]
        text = self.section.text
        return f"{text[max(0, start - 22) : start]}【{text[start:end]}】{text[end : end + 14]}".replace("\n", "/")


def altered_value(section: Section, random: Random) -> Iterator[Lie]:
    """A value altered by 1 to 50 %, its decimals kept."""
    for hit in _shuffled(list(_FIGURE.finditer(section.text)), random):
        number = hit["number"]
        decimals = len(number.partition(".")[2])
        changed = f"{float(number) * (1 + random.choice((-1, 1)) * random.uniform(0.01, 0.5)):.{decimals}f}"
        share = abs(float(changed) - float(number)) / float(number) if float(number) else 0
        if changed != number and 0.0 < share <= 0.5 and float(changed) > 0:
            yield _with(section, "value", hit.start("number"), hit.end("number"), changed)


def changed_unit(section: Section, random: Random) -> Iterator[Lie]:
    """Another unit, or 万 put in or left out."""
    for hit in _shuffled(list(_FIGURE.finditer(section.text)), random):
        if hit["scale"] == "万" and random.random() < 0.5:
            yield _with(section, "unit", hit.start("scale"), hit.end("scale"), "", hit.start())
        elif hit["unit"] == "万元":
            yield _with(section, "unit", hit.start("unit"), hit.end("unit"), random.choice(("元", "亿元")), hit.start())
        elif hit["unit"] in _UNITS and not hit["scale"]:
            unit = random.choice(_UNITS[hit["unit"]])
            yield _with(section, "unit", hit.start("unit"), hit.end("unit"), unit, hit.start())


def exchanged(section: Section, random: Random) -> Iterator[Lie]:
    """Two figures of one unit in one paragraph change places: both are wrong."""
    for paragraph in re.finditer(r"[^\n]+", section.text):
        found = list(_FIGURE.finditer(section.text, *paragraph.span()))
        pairs = [(a, b) for n, a in enumerate(found) for b in found[n + 1 :] if _like(a, b)]
        for one, other in _shuffled(pairs, random)[:6]:
            text = section.text
            first, second = one.group(), other.group()
            new = text[: one.start()] + second + text[one.end() : other.start()] + first + text[other.end() :]
            shift = len(second) - len(first)
            places = ((one.start(), one.start() + len(second)), (other.start() + shift, other.end()))
            yield Lie("exchanged", _section(section, new), places, first)


def _like(one: re.Match[str], other: re.Match[str]) -> bool:
    return one["unit"] == other["unit"] and one["scale"] == other["scale"] and one["number"] != other["number"]


def changed_word(section: Section, random: Random) -> Iterator[Lie]:
    """城市 for 农村, 减少到 for 增加到, 撤销 for 新建 in the piece of a figure; the figure stays."""
    for before, after in _WORDS:
        for hit in re.finditer(before, section.text):
            tail = re.split(r"[，；。、\n]", section.text[hit.end() :])[0]
            figure = _FIGURE.search(tail)
            if figure is not None and not re.search(r"[和与及]" + after, section.text[hit.end() : hit.end() + 6]):
                lie = _with(section, "word", hit.start(), hit.end(), after)
                end = lie.places[0][1] + figure.end()
                yield Lie("word", lie.section, ((hit.start(), end),), before)


def raised_honour(section: Section, random: Random, ledger: Ledger) -> Iterator[Lie]:
    """A real honour one level higher: where it stands, there without quotation marks, or in a new sentence."""
    for fact in ledger.facts:
        name = fact.rendering.strip('“”"')
        if fact.type != "honour" or len(name) < 5:
            continue
        low, high = next(((a, b) for a, b in _RAISED if a in name[:6]), ("", ""))
        if not low or high + name.partition(low)[2] in "".join(one.text for one in ledger.statements):
            continue
        raised = name.replace(low, high, 1)
        at = section.text.find(name)
        if at >= 0:
            yield _with(section, "honour", at, at + len(name), raised)
            quoted = section.text[at - 1 : at] == "“" and section.text[at + len(name) : at + len(name) + 1] == "”"
            if quoted:
                yield _shifted(_with(section, "honour", at - 1, at + len(name) + 1, raised), 0)
        frame = random.choice(_AWARDS)
        yield _inserted(section, "honour", frame.format(raised), raised, random)


def moved_year(section: Section, random: Random) -> Iterator[Lie]:
    """A year moved by one or two; the finding may stand over the year or over the figure that follows it."""
    for hit in _shuffled(list(_YEAR.finditer(section.text)), random):
        year = str(int(hit[1]) + random.choice((-2, -1, 1)))
        lie = _with(section, "year", hit.start(), hit.end(), year)
        tail = re.match(r"年[^，；。、\n〔]*", lie.section.text[lie.places[0][1] :])
        if _says_both(section.text, hit, year):
            continue
        end = lie.places[0][1] + (tail.end() if tail else 0)
        yield Lie("year", lie.section, ((hit.start(), end),), hit[1])


def _says_both(text: str, hit: re.Match[str], year: str) -> bool:
    """2024、2025年，连续2年 with another first year would stay a list; 2024年、2025年均为100% may stay true."""
    near = text[max(0, hit.start() - 8) : hit.end() + 12]
    return "均为" in near or ("—" in near and year in near)


def dropped_approximation(section: Section, random: Random) -> Iterator[Lie]:
    """近300万元 becomes 300万元, 50余篇 becomes 50篇."""
    for hit in _shuffled(list(_FIGURE.finditer(section.text)), random):
        for group in ("before", "after", "after_scale", "behind"):
            if hit[group]:
                plain = "".join(hit[name] or "" for name in ("number", "scale", "unit"))
                yield _with(section, "approximation", hit.start(), hit.end(), plain)
                break


def from_exemplar(section: Section, random: Random, clauses: Sequence[str]) -> Iterator[Lie]:
    """A clause of another unit's report with its figure, put in as a sentence of its own."""
    for clause in _shuffled(list(clauses), random):
        figure = _FIGURE.search(clause)
        if figure is not None:
            yield _inserted(section, "exemplar", clause + "。", figure.group(), random)


def clauses_of(text: str) -> list[str]:
    """Clauses of an exemplar that name their own subject and give exactly one figure."""
    pieces = re.split(r"[，；。\n]", text)
    return [
        piece
        for piece in pieces
        if len(list(_FIGURE.finditer(piece))) == 1
        and len(re.findall(r"\d+", piece)) == 1
        and 8 <= len(piece) <= 40
        and re.match(r"[\u4e00-\u9fff]{4}", piece)
        and not re.search(r"[“”（）《》、年]", piece)
    ]


def lies(report: Report, ledger: Ledger, clauses: Sequence[str], seed: int, most: dict[str, int]) -> list[Lie]:
    """At most so many of each kind, spread over the sections; the same for the same seed."""
    random = Random(seed)
    makers: dict[str, Callable[[Section], Iterator[Lie]]] = {
        "value": lambda one: altered_value(one, random),
        "unit": lambda one: changed_unit(one, random),
        "exchanged": lambda one: exchanged(one, random),
        "word": lambda one: changed_word(one, random),
        "honour": lambda one: raised_honour(one, random, ledger),
        "year": lambda one: moved_year(one, random),
        "approximation": lambda one: dropped_approximation(one, random),
        "exemplar": lambda one: from_exemplar(one, random, clauses),
    }
    told: list[Lie] = []
    for kind, wanted in most.items():
        pool = [lie for section in report.sections if section.text for lie in makers[kind](section)]
        told += _shuffled(pool, random)[:wanted]
    return told


def _with(section: Section, kind: str, start: int, end: int, new: str, place: int | None = None) -> Lie:
    text = section.text
    first = start if place is None else place
    changed = _section(section, text[:start] + new + text[end:])
    return Lie(kind, changed, ((first, start + len(new)),), text[first:end])


def _shifted(lie: Lie, by: int) -> Lie:
    return Lie(lie.kind, lie.section, tuple((start + by, end + by) for start, end in lie.places), lie.was)


def _inserted(section: Section, kind: str, sentence: str, words: str, random: Random) -> Lie:
    ends = [hit.end() for hit in re.finditer("。", section.text)]
    at = random.choice(ends) if ends else len(section.text)
    start = at + sentence.index(words)
    changed = _section(section, section.text[:at] + sentence + section.text[at:])
    return Lie(kind, changed, ((start, start + len(words)),), "")


def _section(section: Section, text: str) -> Section:
    return Section(section.id, section.heading, text, section.facts, section.sources, section.state)


def _shuffled(items: list[_T], random: Random) -> list[_T]:
    return random.sample(items, len(items))
