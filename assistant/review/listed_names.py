"""Names that form and context alone do not give away, found by the arrangement of the notes and by a dictionary.

A row that begins with a name and carries that person's numbers; a line under a heading about pupils or people in need;
a name behind 低保户 with any words after it. Whoever holds an office is named for the office. For masking: a word
hidden in error costs little, it comes back where it stood.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from assistant.dictionary import dictionary
from assistant.review.personal_data import IN_NEED, PERSONS_NAME, find_personal

_CUED: Final = re.compile(
    r"(?:救助|资助|补助|受助|帮扶|低保|特困|残疾|孤儿|学生|儿童|监护|困难|困境|大病|家庭|人口|年级|班级|学校)"
)
_SURE: Final = re.compile(r"身份证|证件号|住址|家住|监护人|年龄[：:]?(?:1[0-7]|\d)(?!\d)|(?<!\d)(?:1[0-7]|\d)周?岁")
_UNDER: Final = re.compile(
    r"(?:学生|儿童|孤儿|低保|特困|困难|困境|救助|资助|受助|帮扶|残疾|未成年|留守)[^。；]{0,8}(?:名单|名册|花名|一览|登记)?"
)
_OFFICE: Final = re.compile(
    r"局长|主任|科长|处长|部长|书记|组长|主席|委员|所长|站长|院长|校长|主管|负责人|科员|干部|职务"
)
_BEGINS: Final = re.compile(rf"[\d.、（() ]{{0,5}}(?P<name>{PERSONS_NAME})(?=[：:，,、；（( 　\n]|$)")
_NEEDY: Final = re.compile(rf"(?:{IN_NEED}|受助人|监护人)[：:]?(?={PERSONS_NAME})")


def listed_names(text: str, path: Sequence[str] = ()) -> tuple[str, ...]:
    """The name at the beginning of a note line or a table row (陈小明：年龄12，资助2000元), if it is that of somebody
    who receives aid or is a minor. path: the headings over it, the sheet's name among them.

    A word of the dictionary (白内障：救助12例) is a name only where the line has a number or an address of a person.
    """
    found = _BEGINS.match(text)
    if found is None or _OFFICE.search(text):
        return ()
    rest, name = text[found.end() :], found["name"]
    if find_personal(rest) or _SURE.search(rest):
        return (name,)
    cued = _CUED.search(rest) or any(_UNDER.search(heading) for heading in path)
    return (name,) if cued and not dictionary().has_word(name) else ()


def named_in_need(text: str) -> tuple[str, ...]:
    """Names right behind 低保户, 孤儿 …: 低保户李秋生已脱贫, but not 低保户高度关注. By the dictionary."""
    found: list[str] = []
    for place in _NEEDY.finditer(text):
        cut = dictionary().tag(text[place.end() : place.end() + 12])
        word, tag = cut[0]
        if len(word) == 1 and len(cut) > 1:  # 周 and 小雨
            word, tag = word + cut[1][0], cut[1][1]
        if tag in ("nr", "ns") and 2 <= len(word) <= 3 and not dictionary().has_word(word):
            found.append(word)
    return tuple(found)
