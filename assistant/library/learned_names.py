"""The names that a whole document gives away, with short forms: each is hidden wherever it stands. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.library import name_words as words
from assistant.library.entities import Span, find_spans, is_nobodys, stems_in
from assistant.library.place_names import places
from assistant.library.segments import is_ordinary, words_of

_LONGEST: Final = 30  # characters; what is longer is a sentence
_SHORTEST_HONOUR: Final = 6  # 先进集体 alone is no name
# what makes words in quotation marks a brand of somebody's
_BRANDED: Final = re.compile(
    r"(?:打造|擦亮|叫响|唱响|推出|创建|培育|组建|建成|开通|实施|推行|开展|设立)[^，。；、]{0,6}[“「\"]$"
)
_BRAND_AFTER: Final = re.compile(
    r"[”」\"](?:[\u3400-\u9fff]{0,4})(?:品牌|工作法|项目|工程|行动|计划|服务队|工作室|模式|小程序|平台|阵地|驿站|课堂)"
)
_OFFICE: Final = "|".join(sorted(words.OFFICES, key=len, reverse=True))
_COMPANY: Final = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|集团)$")
_LEVELS: Final = frozenset("省市州县区旗")


def learned_names(text: str) -> tuple[str, ...]:
    """Names to hide everywhere in a document with this text, in order of first place.

    A name that is an ordinary word (光明社区 gives 光明) is not learned: it is hidden where its suffix says so.
    """
    found: dict[str, None] = {}
    for span in find_spans(text):
        branded = _BRANDED.search(text[max(0, span.start - 8) : span.start]) or _BRAND_AFTER.match(text, span.end)
        for name in _forms(span, text[span.start : span.end], branded is not None):
            if 2 <= len(name) <= _LONGEST and name not in found and not is_ordinary(name):
                found[name] = None
    return tuple(dict.fromkeys((*found, *_with_office(text, tuple(found)))))


def _forms(span: Span, name: str, branded: bool) -> Iterator[str]:
    if span.kind in ("common", "document") or is_nobodys(span.kind, name):
        return
    if span.kind == "unit" and name[0] in _LEVELS:
        return  # 市民政局 by itself is hidden where it begins a clause; elsewhere 城区政务大厅 would be cut
    if span.kind == "honour":
        if len(name) >= _SHORTEST_HONOUR or branded:
            yield name
        return
    if (
        span.kind == "name"
        and not branded
        and len(words_of(name)) > 1
        and all(one.is_ordinary for one in words_of(name))
    ):
        return  # a quoted catchword of ordinary words (看病难) is hidden in its quotes only
    yield name
    if span.kind in ("place", "unit"):
        yield from (stem for stem in stems_in(name) if stem)
    if span.kind == "unit":
        yield from _level_forms(name)
        yield from _trade_name(name)


def _level_forms(name: str) -> Iterator[str]:
    """徐州市民政局 is 市民政局 too."""
    for chain in places(name, words_of(name)):
        last = name[chain.end - 1 :]
        alone = last[0] in _LEVELS and name[chain.end - 2] not in "社小园片"
        if alone and len(last) > 3 and name.endswith(words.UNIT_SUFFIXES):
            yield last


def _trade_name(name: str) -> Iterator[str]:
    """绍兴市诸暨八方热电有限责任公司 is 八方热电 too."""
    rest = _COMPANY.sub("", name)
    if rest == name:
        return
    for chain in places(rest, words_of(rest))[:1]:
        rest = rest[chain.end :] if chain.start == 0 else rest
    first = words_of(rest)[0] if rest else None
    if first is not None and (first.is_town or (first.tag == "ns" and not first.is_ordinary)):
        rest = rest[first.end :]
    if len(rest) > 2:
        yield rest


def _with_office(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """柳如风 is 柳局长 too."""
    surnames = {name[0] for name in names if len(name) in (2, 3) and name[0] in words.SURNAMES}
    if surnames:
        pattern = rf"(?<![\u3400-\u9fff])[{''.join(sorted(surnames))}](?:{_OFFICE})"
        yield from (found[0] for found in re.finditer(pattern, text))
