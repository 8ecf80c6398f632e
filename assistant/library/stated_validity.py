"""From when to when a policy's own text says it is in force: 本办法自2023年9月8日起施行，有效期3年. Pure.

Only what the text says of itself counts (本办法, or a clause that names no other document). The day of issue is read
only where 施行 hangs on it: a line that is nothing but a date. What is not plain stays unstated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

_DAY: Final = r"(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"
_SELF: Final = (
    r"(?:(?<![^\s。；，、条])本(?:通知|办法|条例|规定|细则|意见|方案|法|决定|规则|规范|制度|指引|措施|标准|文件|政策))"
)
# nothing but an ordinal may stand before a clause without a subject: 《…办法》自…起施行 speaks of another document
_START: Final = re.compile(
    rf"(?:{_SELF}|(?:^|[。；\n])[ \t　]*(?:第[一二三四五六七八九十百]+条|[一二三四五六七八九十]+、)?[ \t　]*)"
    rf"(?:从|自)\s*(?:{_DAY}|(?P<issue>(?:印发|发布|公布|发文)之日))\s*起(?:正式)?(?:施行|实施|执行|生效)"
)
_LASTS: Final = re.compile(
    rf"(?:{_SELF}|(?:施行|实施|执行|生效)[，,；。]\s*)(?:的)?(?:有效期|试行期|有效期限)(?:为|是|暂定|限)?\s*"
    rf"(?:(?P<years>\d{{1,2}}|[一二两三四五六七八九十])\s*年|(?:截?至|到)\s*{_DAY})"
)
_ISSUED: Final = re.compile(rf"^[ \t　]*{_DAY}[ \t　]*$", re.MULTILINE)
_NUMERALS: Final = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}


@dataclass(frozen=True, slots=True)
class Stated:
    """Days as ISO 8601, "" where unstated. validity: what is said without a day that it could be counted from."""

    valid_from: str = ""
    valid_to: str = ""
    validity: str = ""


def stated_in(text: str, issued: str = "") -> Stated:
    """What a policy's text says. issued: the day of issue as ISO 8601; "": the only line of the text that is a date."""
    starts = list(_START.finditer(text))
    first = _start(starts[-1], text, issued) if starts else None
    said = list(_LASTS.finditer(text))
    if not said:
        return Stated(first.isoformat() if first else "")
    last = said[-1]
    if last["years"] is None:
        end = _day(*last.groups()[-3:])
        return Stated(first.isoformat() if first else "", end.isoformat() if end else "")
    years = _NUMERALS.get(last["years"]) or int(last["years"])
    if first is None:
        return Stated(validity=f"有效期{years}年，起算日未读出")
    return Stated(first.isoformat(), _years_on(first, years).isoformat())


def _start(found: re.Match[str], text: str, issued: str) -> date | None:
    if found["issue"] is None:
        return _day(*found.groups()[:3])
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", issued):
        return _day(*issued.split("-"))
    lines = set(_ISSUED.findall(text))
    return _day(*lines.pop()) if len(lines) == 1 else None  # of several, one may be when a website put it up


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _years_on(first: date, years: int) -> date:
    """The last day of so many years: from 8 September 2023 three years end on 7 September 2026."""
    try:
        return first.replace(year=first.year + years) - timedelta(days=1)
    except ValueError:  # from 29 February
        return date(first.year + years, 2, 28)
