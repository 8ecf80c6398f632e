"""SEC-01, SEC-02: secrecy marks and personal data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped

_NEEDY: Final = (
    "困难群众|低保户|低保对象|特困户|特困人员|贫困户|困境儿童|孤儿|留守儿童|受助学生|残疾儿童|"
    "服刑人员|吸毒人员|艾滋病患者|精神障碍患者|未成年人"
)
_SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
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
    shaped("SEC-02", r"(?<![\d])1[3-9]\d{9}(?!\d)", "有手机号码“{0}”"),
    shaped("SEC-02", r"(?<![\d])1[3-9]\d[- ]\d{4}[- ]\d{4}(?!\d)", "有手机号码“{0}”"),
    shaped(
        "SEC-02",
        (
            rf"(?:{_NEEDY})(?P<at>[{_SURNAMES}](?!某|[氏家姓])[\u4e00-\u9fff]{{1,2}})(?=同志|老人|的|"
            rf"家|一家|[，、。（等说])"
        ),
        "写了救助对象或未成年人的姓名“{0}”",
        fix="隐去姓名，写作“李某”",
        severity="warning",
    ),
    shaped(
        "SEC-02",
        r"(?:家庭住址|现住|住址|家住)[：:为]?(?P<at>[^，。；\n]{2,24}\d{1,5}(?:号|室|栋|单元)[^，。；\n]{0,10})",
        "有个人住址“{0}”",
    ),
)
_COMRADE: Final = re.compile(
    rf"(?P<at>[{_SURNAMES}](?!负责|领导|全体)[\u4e00-\u9fff]{{1,2}}(?<![体责导员部位大关老])同志)"
)
_IDENTITY: Final = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dXx])"
)
_CARD: Final = re.compile(r"(?<!\d)(?:62|4\d|5[1-5])\d{2}[ ]?(?:\d{4}[ ]?){2,3}\d{1,7}(?!\d)")


def privacy_hits(page: Page) -> Iterator[Hit]:
    """Secrecy marks, telephone and identity numbers, bank cards, home addresses, names of people in need."""
    yield from run(page, SHAPES)
    if not page.grounded:
        for found in _COMRADE.finditer(page.text):
            yield Hit("POL-10", *found.span("at"), f"写到了具体的人：“{found['at']}”", severity="hint")
    for found in _IDENTITY.finditer(page.text):
        yield Hit("SEC-02", *found.span(), "有身份证号码")
    for found in _CARD.finditer(page.text):
        digits = found[0].replace(" ", "")
        if 16 <= len(digits) <= 19 and _luhn(digits) and not _IDENTITY.fullmatch(digits):
            yield Hit("SEC-02", *found.span(), "有银行卡号码")


def _luhn(digits: str) -> bool:
    """The check digit of a card number (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
