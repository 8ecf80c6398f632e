"""What a figure is about: the noun beside it, under the label of its line.

"居家养老服务覆盖面38.5%" -> 居家养老服务覆盖面; "旅游：438万人次，收入47.2亿元" -> 旅游, 旅游收入;
"8名机关干部职工谈体会" -> 机关干部职工谈体会; "GDP253.7亿元，+10.1%" -> 地区生产总值, 地区生产总值增长.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.figures import Figure

_STOPS = "，；：、（）。—"
_LEADING = re.compile(r"^(?:其中|以及|和|及|与|共|已|全年|全部|先后|累计|对|为|的|另|还)+")
_TRAILING = re.compile(
    r"(?:达到?了?|为|是|都是|均为|均达|共计?|合计|约|近|超过?|逾|有|了|在|至|到|由|从|的|[+\-−＋－]|占|比|=)+$"
)
_VERB_LABEL = re.compile(
    r"^(?:建成|新建|新获|获得|完成|新增|接收|成立|培育|创建|改造|复查|评选|表彰|新投用|申创)[^，]{0,2}$"
)
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[—－-](?:19|20)\d{2})?年度?(?:\d{1,2}月)?[底末]?")
_GROWTH = re.compile(r"([+\-−＋－]|增长|提高|上升|增加|下降|降低|减少)了?$")
_FALL = "-−－下降低减少"


def subjects(text: str, start: int, figures: Sequence[Figure], expand: Mapping[str, str]) -> tuple[str, ...]:
    """One subject per figure; `text[start:]` is the part the figures stand in (they come in order of place)."""
    label = _label(text, figures[0].start if figures else len(text))
    found: list[str] = []
    for index, figure in enumerate(figures):
        floor = figures[index - 1].end if index else start
        before = _before(text[floor : figure.start])
        growth = _GROWTH.search(text[floor : figure.start])
        limit = figures[index + 1].start if index + 1 < len(figures) else len(text)
        local = before or ("" if growth else _after(text[figure.end : limit]))
        subject = _compose(label, local, found[-1] if found else "")
        if growth and found and not before:
            subject = found[-1].removesuffix("增长").removesuffix("下降") + (
                "下降" if growth[1][0] in _FALL else "增长"
            )
        found.append(expanded(subject, expand))
    return tuple(found)


def expanded(text: str, expand: Mapping[str, str]) -> str:
    """Office shorthand in its official form (GDP -> 地区生产总值), longest entries first."""
    for short in sorted(expand, key=len, reverse=True):
        if short in text and expand[short] not in text:
            text = text.replace(f"{short} ", expand[short]).replace(short, expand[short])
    return text


def _label(text: str, limit: int) -> str:
    head = text[:limit].partition("：")[0] if "：" in text[:limit] else ""
    head = re.sub(r"（[^（）]*）", "", head)
    return "" if len(head) > 24 or _VERB_LABEL.match(head) else head


def _before(text: str) -> str:
    cut = max((text.rfind(stop) for stop in _STOPS), default=-1)
    local = _YEAR.sub("", text[cut + 1 :])
    return _LEADING.sub("", _TRAILING.sub("", _GROWTH.sub("", local)))


def _after(text: str) -> str:
    cut = min((place for stop in _STOPS if (place := text.find(stop)) >= 0), default=len(text))
    return _LEADING.sub("", text[:cut])


def _compose(label: str, local: str, previous: str) -> str:
    if not local:
        return label or previous
    return local if not label or label in local else label + local
