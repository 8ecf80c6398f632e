"""What the notes say of the report itself, where no front matter does: title, opening lines, salutation, signature.

Clerks open their notes with 单位：…, 类型：…, 时间：… without any marks around them, or send a letter: 关于…的函, whom
it is for, and the unit and the date at its end. These lines belong to the brief like front matter; as note lines they
would end up in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from assistant import figures
from assistant.model import Block, Document
from assistant.notes.brief import KNOWN_KEYS, LISTS, Said, parse_date

_PAIR = re.compile(r"\s*(?P<key>[A-Za-z_]{2,16}|[\u4e00-\u9fff]{2,6})\s*[:：]\s*(?P<value>\S.{0,79})")
_LETTER = re.compile(r"关于.{2,60}的(?:函|报告|请示|汇报|情况|通知|材料)")
_SALUTATION = re.compile(r"[\u4e00-\u9fff、（）]{2,20}[:：]")
_AIM = re.compile(
    r"关于(?:报送|上报|申报|创建)*([\u4e00-\u9fff]{2,12}?(?:单位|校园|社区|集体|窗口|机关|村镇|街道|区|县|市))(?:创建|申报)"
)
_FRAME = re.compile(r"现将.{2,60}(?:如下|报上|上报)[。：:]?")
_UNIT = (
    r"[\u4e00-\u9fff（）]{2,30}(?:局|委|办|办公室|办事处|政府|厅|部|院|校|中学|小学|大学|中心|公司|社区|街道|镇|乡|村|协会"
    r"|总工会|联合会|支队|大队|馆|站|所|队)"
)
_MONTHS = re.compile(r"(20\d\d)[.年](\d{1,2})月?\s*[—\-~～至－]+\s*(20\d\d)[.年](\d{1,2})月?")
_SIGNATURE = re.compile(_UNIT)
_DAY = re.compile(r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日")
# 某市第三中学 创建省级文明校园 2025.9—2026.8 要点
_TITLE = re.compile(
    rf"(?:(?P<unit>{_UNIT})[\s，,]*)?(?P<verb>创建|申报)(?P<target>[\u4e00-\u9fff“”]{{2,16}}?)(?:创建|申报|情况|工作|材料|要点|事迹|[\s\d]|$)"
)


def with_opening(document: Document) -> Document:
    """The document with such lines as front matter, which goes before them where both say something.

    Opening lines are the pairs (key: value) before the first heading, sentence or item; lines with an unknown key stay
    note lines. A title says unit and target only; it stays a note line if it states a figure of its own.
    """
    blocks = list(document.blocks)
    said: dict[str, str | tuple[str, ...]] = {}
    used = {*_opening(blocks, said), *_letter(blocks, said), *_signature(blocks, said), *_title(blocks, said)}
    if not used and not said:
        return document
    # what follows a pair on its own line stays a note line (see _apart)
    kept = tuple(block for index, block in enumerate(blocks) if index not in used)
    return replace(document, blocks=kept, front_matter={**said, **document.front_matter})


def _opening(blocks: list[Block], said: Said) -> set[int]:
    first = 1 if blocks and blocks[0].kind == "heading" and blocks[0].level == 1 else 0
    used: set[int] = set()
    for index, block in enumerate(blocks[first:], first):
        found = _PAIR.fullmatch(block.text) if block.kind in ("paragraph", "item") else None
        known = found is not None and found["key"] in KNOWN_KEYS
        if found is None or (block.kind == "item" and not known):
            break
        if known:
            value, rest = _apart(found["key"], found["value"].strip())
            said.setdefault(found["key"], value)
            if rest:
                blocks[index] = replace(block, text=rest)
            else:
                used.add(index)
    return used


def _apart(key: str, value: str) -> tuple[str, str]:
    """What a line says of the report, and what it goes on to say: 某局；县级医院3家 -> 某局, 县级医院3家."""
    if key in LISTS:
        return value, ""
    for mark in re.finditer(r"[;；。,，]", value):
        rest = value[mark.end() :].strip()
        if rest and (mark[0] in ";；。" or figures.find(rest)):
            return value[: mark.start()].strip(), rest
    return value.rstrip(";；。"), ""


def _letter(blocks: list[Block], said: Said) -> set[int]:
    """关于报送…的函, 区委政法委：, 现将…汇总如下。"""
    if not blocks or not _LETTER.fullmatch(blocks[0].text.strip()):
        return set()
    said.setdefault("report_type", blocks[0].text.strip())
    aim = _AIM.search(blocks[0].text)
    if aim:
        said.setdefault("target", aim[1])
    used = {0}
    if len(blocks) > 1 and blocks[1].kind == "paragraph" and _SALUTATION.fullmatch(blocks[1].text.strip()):
        used.add(1)
    after = len(used)
    if len(blocks) > after and _FRAME.fullmatch(blocks[after].text.strip()):
        used.add(after)
    return used


def _signature(blocks: list[Block], said: Said) -> set[int]:
    """Unit and date as the last two lines."""
    if len(blocks) < 3:
        return set()
    unit, day = blocks[-2].text.strip(), blocks[-1].text.strip()
    plain = blocks[-1].kind == blocks[-2].kind == "paragraph"
    if not plain or not _DAY.fullmatch(day) or parse_date(day) is None or not _SIGNATURE.fullmatch(unit):
        return set()
    said.setdefault("unit", unit)
    said.setdefault("date", day)
    return {len(blocks) - 2, len(blocks) - 1}


def _title(blocks: list[Block], said: Said) -> set[int]:
    if not blocks or blocks[0].kind != "heading" or blocks[0].level != 1:
        return set()
    found = _TITLE.match(blocks[0].text)
    if found is None or (found["unit"] is None and "unit" not in said and not _named(said)):
        return set()
    if found["unit"]:
        said.setdefault("unit", found["unit"])
    said.setdefault("target", found["target"].strip("“”"))
    rest = blocks[0].text
    months = _MONTHS.search(rest)
    if months:
        said.setdefault("period", "{}年{}月—{}年{}月".format(*months.groups()))
        rest = rest.replace(months[0], "")
    for span in reversed(figures.times(rest)):
        rest = rest[: span.start] + rest[span.end :]
    return set() if figures.find(rest) else {0}


def _named(said: Mapping[str, object]) -> bool:
    return any(key in said for key in ("单位", "申报单位", "单位名称"))
