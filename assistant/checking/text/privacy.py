"""SEC-01, SEC-02: secrecy marks and personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped
from assistant.model import Severity
from assistant.review.personal_data import SURNAMES, PersonalKind, find_personal

SHAPES: Final = (
    shaped(
        "SEC-01",
        (
            r"(?:绝密|机密|秘密)[ ]?★|^[ 　]*(?:绝密|机密|秘密)(?:[ 　]*\d{1,2}年)?$|内部(?:资料|文件|"
            r"材料|使用)[，,、 ]?(?:注意保存|不得外传|严禁外传|请勿外传)"
        ),
        "有密级或内部标志“{0}”",
        severity="block",
    ),
)
# kind of personal data -> (why, fix, severity); {0} is what was found. A public telephone may stand in a report.
_PERSONAL: Final[Mapping[PersonalKind, tuple[str, str, Severity | None]]] = {
    "identity": ("有身份证号码", "", None),
    "mobile": ("有手机号码“{0}”", "", None),
    "card": ("有银行卡号码", "", None),
    "address": ("有个人住址“{0}”", "", None),
    "name": ("写了救助对象或未成年人的姓名“{0}”", "隐去姓名，写作“李某”", "warning"),
}
_COMRADE: Final = re.compile(
    rf"(?P<at>[{SURNAMES}](?!负责|领导|全体)[\u4e00-\u9fff]{{1,2}}(?<![体责导员部位大关老])同志)"
)


def privacy_hits(page: Page) -> Iterator[Hit]:
    """Secrecy marks, telephone and identity numbers, bank cards, home addresses, names of people in need."""
    yield from run(page, SHAPES)
    if not page.grounded:
        for found in _COMRADE.finditer(page.text):
            yield Hit("POL-10", *found.span("at"), f"写到了具体的人：“{found['at']}”", severity="hint")
    for one in find_personal(page.text):
        if one.kind in _PERSONAL:
            why, fix, severity = _PERSONAL[one.kind]
            yield Hit("SEC-02", one.start, one.end, why.format(one.text), fix, severity)
