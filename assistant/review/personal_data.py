"""Personal data in a text: identity numbers, telephones, bank cards, home addresses, names of minors and of people who
receive aid. By form, check digit and context; the checker (SEC-02) and the masking before a model call stand on it.

An identity number that fails its check digit is found all the same: a slip of the pen identifies its bearer no less.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from assistant.figures.plain import plain

PersonalKind = Literal["identity", "mobile", "landline", "card", "address", "name"]


@dataclass(frozen=True, slots=True)
class Personal:
    """text[start:end]. certain: a check digit holds, or the form leaves no doubt."""

    kind: PersonalKind
    start: int
    end: int
    text: str
    certain: bool = True


_GAP: Final = r"[ \u3000\-—–]?"
_PROVINCE: Final = r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])"
_DAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
_COUNTED: Final = r"(?! ?(?:[万亿]|元|件|人次|吨|平方|公里|户))"  # what is counted is a figure, whatever its length
_IDENTITY: Final = re.compile(
    rf"(?<!\d){_PROVINCE}\d{{4}}{_GAP}(?:18|19|20)\d\d{_DAY}{_GAP}\d{{3}}[\dXxＸｘ](?![\dXxＸｘ])"
    rf"|(?<!\d){_PROVINCE}\d{{4}}\d\d{_DAY}\d{{3}}(?!\d){_COUNTED}"  # issued before 1999
)
_MOBILE: Final = re.compile(rf"(?<!\d)(?:[+＋]?86{_GAP})?1[3-9]\d(?:{_GAP}\d{{4}}){{2}}(?!\d){_COUNTED}")
_LANDLINE: Final = re.compile(
    r"(?<!\d)[（(]?0(?:10|2\d|[3-9]\d\d)[)）]?[ \-—]{0,2}[2-8]\d{6,7}(?:(?:-|转)\d{1,5})?(?!\d)"
    r"|(?:电话|座机|传真|联系方式|号码)[号码]{0,2}[：: 是为]{0,2}(?P<at>[2-8]\d{6,7})(?!\d)"
)
_CARD: Final = re.compile(r"(?<!\d)[3-6]\d{3}(?:[ -]?\d{4}){2,3}[ -]?\d{0,7}(?!\d)")
_CUED_CARD: Final = re.compile(
    r"(?:卡号|账号|帐号|银行账户|银行卡)[号码]{0,2}[：: 是为]{0,2}(?P<at>\d[\d -]{9,24}\d)(?!\d)"
)
_PLAIN_NAME: Final = r"[^\W\d_在了于住到往至的和与及是为从向给由对把被，。；、：]"
_ADDRESS: Final = (
    re.compile(
        r"(?:家庭住址|现住|住址|家住)[：:为]?(?P<at>[^，。；\n]{2,24}\d{1,5}(?:号|室|栋|单元)[^，。；\n]{0,10})"
    ),
    re.compile(
        rf"{_PLAIN_NAME}{{2,12}}(?:路|街|巷|弄|大道|小区|苑|花园|公寓|新村|家园)(?:\d{{1,5}}[号弄])?"
        r"(?:[^\W_，。；、]{0,8}?\d{1,3}[号幢栋座楼])?(?:\d{1,2}单元)?\d{1,4}室"
    ),
    re.compile(rf"{_PLAIN_NAME}{{2,12}}村(?:第?[\d一二三四五六七八九十]{{1,3}}[组社队])\d{{1,4}}号"),
)
SURNAMES: Final = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜"
    "戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段钱汤尹黎易常武乔贺赖龚文"
)
_NO_NAME: Final = (
    "康复|高度|高龄|方面|方便|方式|方案|任务|任何|常年|常态|万元|万人|万名|万余|余名|余人|余户|文化|文明|"
    "范围|方法|高效|康养|毛坯|白天|金额|金牌|高达|何时|何地|何处|易于|顾虑|于是|江南|江北|石材|田间|钟爱|许多|曾经|曾获|程度|史上|马上|龙头|温暖"
)
_GIVEN: Final = r"(?:(?![的等说同老在因患是和与及某])[\u4e00-\u9fff])"
PERSONS_NAME: Final = rf"(?!{_NO_NAME})[{SURNAMES}](?![氏家姓]){_GIVEN}{{1,2}}"
_NAME_ENDS: Final = (
    r"(?=同志|老人|一家|奶奶|爷爷|大爷|大妈|女士|先生|小朋友|同学|今年|现年"
    r"|身份证|证件号|证号|电话|手机|联系|银行卡|卡号|账号|住址|现住|[ \u3000]?\d{11}"
    r"|[，、。（(；：”）)\n的家户等说因患和与及]|$)"
)
IN_NEED: Final = (
    "困难群众|低保户|低保对象|特困户|特困人员|贫困户|困境儿童|孤儿|留守儿童|受助学生|残疾儿童|"
    "服刑人员|吸毒人员|艾滋病患者|精神障碍患者|未成年人|救助对象|帮扶对象|资助对象|受助人"
)
_LISTED: Final = rf"(?:{IN_NEED})[：:]?(?P<list>{PERSONS_NAME}(?:、{PERSONS_NAME})*){_NAME_ENDS}"
_NAMES: Final = (
    re.compile(_LISTED),
    re.compile(rf"(?:受助学生|学生|儿童|孩子|孤儿|监护人)(?:姓名)?[：:](?P<list>{PERSONS_NAME}){_NAME_ENDS}"),
)
_AGED: Final = (
    re.compile(rf"(?P<at>{PERSONS_NAME})[（(](?:[男女][，,])?(?:今年|现年)?(?P<age>\d{{1,3}})岁"),
    re.compile(rf"(?<!\d)(?P<age>\d{{1,3}})岁的(?P<at>{PERSONS_NAME}){_NAME_ENDS}"),
    re.compile(
        rf"(?:^|(?<=[：:；;，,、。（(\n]))(?P<at>{PERSONS_NAME})[，, ](?:[男女][，, ]?)?"
        r"(?:今年|现年|年龄)?(?P<age>\d{1,3})周?岁(?![以至到])"
    ),
)
_OF_AGE: Final = 18


def find_personal(text: str) -> tuple[Personal, ...]:
    """Everything found, in order of place, none overlapping; what is surer is taken first."""
    taken: list[Personal] = []
    folded = plain(text)
    for one in _all(folded):
        if not any(one.start < other.end and other.start < one.end for other in taken):
            taken.append(Personal(one.kind, one.start, one.end, text[one.start : one.end], one.certain))
    return tuple(sorted(taken, key=lambda one: one.start))


def _all(text: str) -> Iterator[Personal]:
    """By kind, the surest first; of places that overlap the earlier one stays."""
    for found in _IDENTITY.finditer(text):
        yield Personal("identity", *found.span(), found[0], identity_holds(found[0]))
    yield from _by("mobile", _MOBILE, text)
    yield from _by("landline", _LANDLINE, text)
    yield from _by("card", _CUED_CARD, text)
    for found in _CARD.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if 16 <= len(digits) <= 19 and luhn(digits):
            yield Personal("card", *found.span(), found[0])
    for pattern in _ADDRESS:
        yield from _by("address", pattern, text)
    yield from _names(text)


def _by(kind: PersonalKind, pattern: re.Pattern[str], text: str) -> Iterator[Personal]:
    for found in pattern.finditer(text):
        place = found.span("at") if "at" in pattern.groupindex and found["at"] else found.span()
        yield Personal(kind, *place, text[slice(*place)])


def _names(text: str) -> Iterator[Personal]:
    for pattern in _NAMES:
        for found in pattern.finditer(text):
            place = found.start("list")
            for name in found["list"].split("、"):
                yield Personal("name", place, place + len(name), name, False)
                place += len(name) + 1
    for pattern in _AGED:
        for found in pattern.finditer(text):
            if int(found["age"]) < _OF_AGE:
                yield Personal("name", *found.span("at"), found["at"], False)


def identity_holds(number: str) -> bool:
    """The check digit of an identity number (GB 11643—1999, ISO 7064 MOD 11-2); those of 15 digits have none."""
    digits = re.sub(r"[^\dXxＸｘ]", "", plain(number)).upper().replace("Ｘ", "X")
    if len(digits) != 18:
        return False
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17]


def luhn(digits: str) -> bool:
    """The check digit of a card number (ISO/IEC 7812-1)."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
