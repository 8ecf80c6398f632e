"""The gaps as questions to the staff: the item is quoted, never reworded; the lines are named. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from assistant.appraisal import ItemCoverage, NeedCoverage
from assistant.checking.criteria.needs import title_of
from assistant.model import Question, Source

_LINES: Final = 3  # that a question names


def questions_of(items: Sequence[ItemCoverage], stage: Literal["notes", "outline", "draft"]) -> tuple[Question, ...]:
    """One question an item that has a gap; a bonus is nobody's duty and is not asked for."""
    return tuple(question for item in items if not item.bonus for question in _of_item(item, stage))


def _of_item(item: ItemCoverage, stage: Literal["notes", "outline", "draft"]) -> Iterator[Question]:
    head = f"{item.criterion.id} {title_of(item.criterion.item)}"
    if item.criterion.points is not None:
        head += f"（{item.criterion.points:g}分）"
    parts: list[str] = []
    sources: list[Source] = []
    if item.state == "no_material" and not item.materials:
        parts.append(f"要求“{_demand(item)}”，要点里没有找到：有材料吗？")
    elif item.state == "out_of_period":
        sources = [one.source for one in item.materials]
        parts.append(f"要求“{_demand(item)}”，要点（{_places(sources)}）都在申报期以外：申报期内还有吗？")
    else:
        for need in item.needs:
            if (asked := _ask(need)) and asked not in parts:
                parts.append(asked)
                sources += need.sources
        for need in item.needs:
            if need.state == "likely" and need.need.least is None and not any(one.sure for one in item.materials):
                near = _places(need.sources)
                parts.append(f"“{need.need.text}”在要点里没有同样的说法，最接近的是{near}：是吗，还有别的吗？")
                sources += need.sources
        missing = [one.need.text for one in item.needs if one.state == "not_found" and one.need.least is None]
        if missing:
            parts.append(f"{''.join(f'“{one}”' for one in missing)}要点里没有找到：有材料吗？")
        if item.state == "no_evidence":
            parts.append("材料写到了，但没有数字、文件或具体事实：请补充依据")
        if item.state == "unused" and stage != "notes":
            sources += [one.source for one in item.materials]
            parts.append(f"要点（{_places([one.source for one in item.materials])}）没有写进材料：要写吗？")
    if parts:
        yield Question(
            "incomplete", f"{head}：{'；'.join(parts).replace('？；', '？')}", (), tuple(dict.fromkeys(sources))
        )


def _ask(one: NeedCoverage) -> str:
    """What to ask about one counted demand; "" if it is met or counts nothing."""
    if one.need.least is None:
        return ""
    where = f"（{_places(one.sources)}）" if one.sources else ""
    if one.state == "not_found":
        return f"要求“{one.need.text}”，要点里没有找到：有吗？"
    if one.state == "too_few":
        return f"要求“{one.need.text}”，要点里只有{one.found}{where}：还有吗？"
    if one.state == "in_total":
        return f"要求“{one.need.text}”，要点里是{one.found}{where}，看不出各期次数：请按期列出"
    if one.state == "likely":
        return f"要求“{one.need.text}”，要点里没有同样的说法，最接近的是{_places(one.sources)}：有吗？"
    if one.state == "unclear":
        told = f"是{one.found}，看不出每期多少" if one.found else "没有写明数量"
        return f"要求“{one.need.text}”，要点{where}{told}：请补上"
    return ""


def _demand(item: ItemCoverage) -> str:
    """The item's own words after its title, or the title."""
    _, _, rest = item.criterion.item.partition("：")
    return rest or item.criterion.item


def _places(sources: Sequence[Source]) -> str:
    named = list(dict.fromkeys(one.label() for one in sources))
    more = f"等{len(named)}处" if len(named) > _LINES else ""
    return "、".join(named[:_LINES]) + more
