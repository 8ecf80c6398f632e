"""What is to be written, as the notes' front matter says it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from assistant.model import Brief, Document

# what clerks call the same thing
_KEYS = {
    "kind": ("kind", "类型", "report_kind"),
    "kind_text": ("report_type", "材料类型", "申报类型", "文种"),
    "unit": ("unit", "单位", "申报单位", "单位名称", "organisation"),
    "person": ("person", "姓名", "申报人"),
    "title": ("title", "标题"),
    "target": ("target", "目标", "申报目标", "申报荣誉"),
    "period": ("period", "申报期", "期间", "时间", "年度"),
    "date": ("date", "日期", "成文日期"),
    "length": ("length", "字数", "篇幅"),
    "sections": ("sections", "章节", "提纲"),
}
Said = dict[str, str | tuple[str, ...]]
KNOWN_KEYS = frozenset(key for keys in _KEYS.values() for key in keys)
LISTS = frozenset({*_KEYS["sections"], *_KEYS["length"], *_KEYS["title"]})  # their values have marks of their own
_APPLIES = re.compile(
    r"(?:创建|申报)?((?:全国|国家级|省级|全省|自治区级|市级|全市|区级|县级|全县|全区)[\u4e00-\u9fff]{2,16}?)(?:创建|申报)+材料"
)
_ABOUT = re.compile(
    r"(?:关于)?(?P<title>[\u4e00-\u9fff]{2,4})同志(?:先进|主要|个人|模范|典型)*事迹|(?P<line>[\u4e00-\u9fff]{2,4})[，,]\s*[男女][，,]"
)


def read_brief(documents: Sequence[Document]) -> Brief:
    """The brief of all documents together; the first that says something wins."""
    said: dict[str, str | tuple[str, ...]] = {}
    for document in documents:
        for name, keys in _KEYS.items():
            for key in keys:
                value = document.front_matter.get(key)
                if value and name not in said:
                    said[name] = value
    return _brief(said, next((name for name in map(_person, documents) if name), ""))


def _person(document: Document) -> str:
    """Whom the notes are about, where their title says it (王某同志事迹) or their first line does (王某，女，…)."""
    for block in document.blocks[:3]:
        found = _ABOUT.match(block.text)
        if found:
            return found["title"] or found["line"]
    return ""


def _brief(said: Mapping[str, str | tuple[str, ...]], person: str) -> Brief:
    unit, person = _text(said.get("unit")), _text(said.get("person")).removesuffix("同志") or person
    return Brief(
        kind=_text(said.get("kind")),
        kind_text=_text(said.get("kind_text")),
        unit="" if person and unit.removesuffix("同志") == person else unit,  # a person is nobody's place of work
        title=_text(said.get("title")),
        person=person,
        target=_text(said.get("target")) or _target(said),
        period=_text(said.get("period")),
        date=parse_date(_text(said.get("date"))),
        length=parse_length(_text(said.get("length"))),
        sections=_names(said.get("sections")),
    )


def _target(said: Mapping[str, str | tuple[str, ...]]) -> str:
    """省级卫生先进单位申报材料 says what is applied for."""
    for key in ("kind_text", "kind"):
        found = _APPLIES.fullmatch(_text(said.get(key)))
        if found:
            return found[1]
    return ""


def _text(value: str | tuple[str, ...] | None) -> str:
    if value is None:
        return ""
    return (value if isinstance(value, str) else "、".join(value)).strip()


def _names(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    parts = re.split(r"[,，、;；]", value.strip("[]")) if isinstance(value, str) else value
    # a bracket at a section's name is a gloss ("总体(经济指标+荣誉)"), not part of it
    names = (re.sub(r"[（(][^）)]*[）)]?", "", part).strip() for part in parts)
    return tuple(name for name in names if name)


def parse_date(text: str) -> date | None:
    """2026-04-26, 2026年4月26日, 2026/4/26 -> a date; None for anything else (an impossible date too)."""
    found = re.search(r"(\d{4})\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})", text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def parse_length(text: str) -> tuple[int, int] | None:
    """ "4000-4500字" -> (4000, 4500); "3000字以内" -> (2400, 3000); "约1500字" -> (1350, 1650)."""
    numbers = [int(number) for number in re.findall(r"\d{2,6}", text.replace(",", ""))]
    if len(numbers) >= 2:
        return min(numbers[:2]), max(numbers[:2])
    if not numbers:
        return None
    if re.search(r"以内|不超过|以下", text):
        return int(numbers[0] * 0.8), numbers[0]
    return int(numbers[0] * 0.9), int(numbers[0] * 1.1)
