"""What an honour's name is made of where no quotation marks show it: wording/honours.yaml as patterns. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from assistant.errors import InputError

if TYPE_CHECKING:
    from assistant.knowledge import Wording

_LEVEL: Final = r"(?:国家级|全国|省级|全省|自治区级|全区|市级|全市|县级|全县|区级|全旗|全镇)"
_BETWEEN: Final = r"[^，。；：！？、\n“”《》（）()的获被评为在]"


@dataclass(frozen=True, slots=True)
class HonourNames:
    """awarded: names as they stand behind a verb of award; levelled: names that their level alone shows."""

    awarded: tuple[re.Pattern[str], ...] = ()
    levelled: tuple[re.Pattern[str], ...] = ()


def names_of(wording: Wording | None) -> HonourNames:
    """The patterns of the table `honours`; none where there is no such table. Raises InputError on a bad one."""
    table = wording.tables.get("honours") if wording is not None else None
    if table is None:
        return HonourNames()
    if not isinstance(table, Mapping) or not all(_are_words(table.get(key)) for key in ("qualities", "heads")):
        raise InputError("honours.yaml 要有 qualities 和 heads 两项，各是一列词语")
    return _patterns(tuple(table["qualities"]), tuple(table["heads"]))


def _are_words(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(word, str) and word for word in value)


@lru_cache(maxsize=8)
def _patterns(qualities: tuple[str, ...], heads: tuple[str, ...]) -> HonourNames:
    quality, head = _either(qualities), _either(heads)
    ends = rf"{head}(?=$|[，。；：、（(“”\s]|等|荣誉|称号|的|和|及|与|行列)"
    plain = re.compile(rf"{quality}{_BETWEEN}{{0,10}}?{ends}|{_LEVEL}{_BETWEEN}{{1,14}}?{ends}")
    levelled = re.compile(rf"{_LEVEL}{_BETWEEN}{{0,10}}?{quality}{_BETWEEN}{{0,8}}?{ends}")
    return HonourNames((plain,), (levelled,))


def _either(words: tuple[str, ...]) -> str:
    return "(?:" + "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) + ")"
