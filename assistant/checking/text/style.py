"""STY: worn phrases and the manner of a model, by density; hints and warnings only, never errors."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.text.page import Hit, Page

_ENDINGS: Final = re.compile(
    r"谱写[^，。\n]{0,12}篇章|再上新台阶|贡献[^，。\n]{0,8}力量|开创[^，。\n]{0,8}新局面|迈向新征程|再创(?:佳绩|辉煌)"
)
_NOT_ONLY: Final = re.compile(r"不仅[^，。\n]{1,30}，?(?:更|而且|还)|不是[^，。\n]{1,20}，?而是")
_CHAIN: Final = re.compile(r"推动|促进|助力|赋能|彰显|引领|激发|凝聚")
_EFFECT: Final = re.compile(r"(?:显著|明显|大幅|极大地?|有效)(?:提升|提高|增强|改善)")
_EVIDENCE: Final = re.compile(r"\d|[一二三四五六七八九十百千万两]{1,6}(?:个|项|次|名|人|家|户|件|成|倍)|例如|比如")
_FOUR: Final = re.compile(
    r"(?:(?<=[，、；。\n])|^)(?:[\u4e00-\u9fff]{4}[，、]){3,40}[\u4e00-\u9fff]{4}(?=[，。；])", re.MULTILINE
)
_DASH: Final = re.compile(r"——")
_ORDERED: Final = re.compile(r"一是([^。；\n]{4,80})[。；]二是([^。；\n]{4,80})[。；]三是([^。；\n]{4,80})[。；]")
_THOUSAND: Final = 1000


def style_hits(page: Page) -> Iterator[Hit]:
    """Worn phrases as listed; turns of phrase that are too frequent; effects that no figure or case bears out."""
    thousands = max(1.0, len(page.text) / _THOUSAND)
    if page.wording is not None:
        for cliche in page.wording.cliches:
            at = page.text.find(cliche.phrase)
            while at >= 0:
                yield Hit("STY-01", at, at + len(cliche.phrase), f"“{cliche.phrase}”是套话", cliche.advice, "hint")
                at = page.text.find(cliche.phrase, at + len(cliche.phrase))
    endings = list(_ENDINGS.finditer(page.text))
    for found in endings[1:]:
        yield Hit("STY-01", *found.span(), "这类收尾的话全文至多一处", "写下一步的具体任务", "warning")
    yield from _often(page, "STY-02", _NOT_ONLY, 2 * thousands, "“不仅…更…”“不是…而是…”用得太多")
    yield from _often(page, "STY-09", _DASH, 3 * thousands, "破折号用得太多")
    for sentence in page.sentences:
        for clause in re.finditer(r"[^，。；\n]{8,}", sentence.text):
            if len(_CHAIN.findall(clause[0])) >= 3:
                yield Hit(
                    "STY-04",
                    sentence.start + clause.start(),
                    sentence.start + clause.end(),
                    "一个分句里动词连用过多",
                    "只留一个动词",
                    "hint",
                )
    yield from _effects(page)
    for found in _FOUR.finditer(page.text):
        yield Hit("STY-08", *found.span(), "四字词语连用过多", "换成具体做法", "hint")
    yield from _triples(page)


def _often(page: Page, rule: str, pattern: re.Pattern[str], most: float, why: str) -> Iterator[Hit]:
    found = list(pattern.finditer(page.text))
    if len(found) > most:
        for one in found[int(most) :]:
            yield Hit(rule, *one.span(), why, severity="hint")


def _effects(page: Page) -> Iterator[Hit]:
    """STY-05: 显著提升 with no number and no case in the same sentence or the next."""
    for place, sentence in enumerate(page.sentences):
        behind = page.sentences[place + 1].text if place + 1 < len(page.sentences) else ""
        if not _EVIDENCE.search(sentence.text + behind):
            for found in _EFFECT.finditer(sentence.text):
                yield Hit(
                    "STY-05",
                    sentence.start + found.start(),
                    sentence.start + found.end(),
                    f"“{found[0]}”没有数字或事例",
                    "补上数字或事例",
                    "hint",
                )


def _triples(page: Page) -> Iterator[Hit]:
    """STY-06: 一是二是三是 cut to one length, more than twice."""
    even = [
        found
        for found in _ORDERED.finditer(page.text)
        if max(map(len, found.groups())) - min(map(len, found.groups())) <= 2
    ]
    for found in even[2:]:
        yield Hit("STY-06", *found.span(), "每段都是等长的三点", "按内容写，不凑三点", "hint")
