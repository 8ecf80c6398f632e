"""Whether a policy is in force on a day, as far as its document says so. Pure.

The dates go before the word: a text that is 已废止 today was in force while they say so. A word without dates holds
for every day. What nobody stated is not guessed: such a policy is not left out, and is marked as 效力未说明.
"""

from __future__ import annotations

import re
from datetime import date

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?$")  # a year or a month stands for all its days
_OVER = ("废止", "失效", "取代", "停止执行", "过期")
_IN_PART = "部分"  # 部分失效: the rest is in force
_CERTAIN = ("现行有效", "有效")
UNSTATED = "效力未说明"


def out_of_force(validity: str, valid_from: str, valid_to: str, day: date) -> str:
    """Why it is not in force on the day, "" if nothing says so. Dates as ISO 8601; others are not understood."""
    asked = day.isoformat()
    starts, ends = (one if _DAY.match(one) else "" for one in (valid_from, valid_to))
    if starts and asked[: len(starts)] < starts:
        return f"{starts}起施行"
    if ends:
        return f"有效期至{ends}，已过" if asked[: len(ends)] > ends else ""
    over = any(word in validity for word in _OVER) and _IN_PART not in validity
    return validity if over else ""


def doubt(validity: str, valid_to: str) -> str:
    """What a reader must know of a policy that is not out of force; "" for one that is in force without question.

    A last day that is not over yet is an answer; the day it began says nothing of whether it was repealed since.
    """
    if not validity:
        return "" if _DAY.match(valid_to) else UNSTATED
    return "" if validity in _CERTAIN else validity
