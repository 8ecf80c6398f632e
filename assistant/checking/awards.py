"""Who got an honour, and from whom, as one passage tells it: of a draft, or of a note line. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from assistant.checking.layout import plain, stretch_start
from assistant.checking.surnames import SURNAMES

_GIVES: Final = r"(?:评选为|评定为|评为|授予|命名为?|认定为?|确定为|表彰为|选为|列为|授牌)"
_VERB: Final = re.compile(
    rf"(?:{_GIVES}|荣获|获得|获评|获颁|喜获|夺得|斩获|摘得|荣膺|荣登|荣立|蝉联|当选为?|入选|被评|获|保持)"
)
_PASSIVE: Final = re.compile(rf"(?:被|由|经)(?P<issuer>[^，,。；被]{{2,40}}?){_GIVES}")
_GIVEN_BY: Final = re.compile(rf"获(?:得|评|颁)?(?P<issuer>[^，,。；获]{{2,30}}?)(?:{_GIVES}|颁发|表彰)?的?$")
_ACTIVE: Final = re.compile(rf"^(?P<issuer>[^，,。；被由经获]{{2,40}}?){_GIVES}(?P<holder>[^，,。；]{{0,30}})$")
_BRACKET: Final = re.compile(r"[”\"]?(?:荣誉)?(?:称号|荣誉|奖牌)?[（(](?P<inside>[^（）()\n]{1,60})[）)]")
_BRACKETS: Final = re.compile(r"[（(][^（）()\n]{0,60}[）)]")
_QUOTED: Final = re.compile(r"“[^“”\n]{0,60}”|\"[^\"\n]{0,60}\"")
_DATE: Final = re.compile(r"(?:(?:19|20)\d{2}(?:[—\-～至](?:19|20)\d{2})?年?度?)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?=\D|$)")
_YEAR: Final = re.compile(r"(?:19|20)\d{2}")
_ORGANISATION: Final = re.compile(r"[部厅局委会办府署社联院央室组处队]$")
_HOLDER: Final = re.compile(
    r"(?:局|委|办|科|股|室|站|所|队|中心|院|校|园|公司|集团|厂|店|社区|街道|镇|乡|村|[省市县区旗]|支部|党委|党组|总支|组|窗口|小学|中学|协会|"
    r"妇联|企业|单位|本人|同志|我|他|她)$"
)
_OFFICIAL: Final = re.compile(r"(?:长|主任|书记|总监|经理|委员|医师|医生|教师|护士|员|师)[\u4e00-\u9fff]{2,3}$")
_PERSON: Final = re.compile(rf"[{SURNAMES}][\u4e00-\u9fff]{{2}}")
_SPLIT: Final = re.compile(r"[，,、；;\s]")
_JOINED: Final = re.compile(r"和|与|及|联合")
_AROUND: Final = re.compile(
    r"^(?:其中|此外|同时|并且?|还|也|近年来|今年|去年|当年|期间|[一二两三四五六七八九十]年来|先后)+"
    r"|(?:先后|连续[一二两三四五六七八九十\d]+[年次届]|还|也|均|都|曾|并|再次|首次|多次|分别|又|荣|累计|成功|此外|已|更|同志|个人|集体|年年|一举|共|全部)+$"
)
_SELF: Final = re.compile(
    r"(?:我们?|本|我们)(?P<tail>[\u4e00-\u9fff]{0,3})|全(?P<whole>[局院校所站县区市])|[他她]|该同志|本人"
)
_PART: Final = re.compile(r"^(?:其|所)?(?:子公司|分公司|下属|所属|所带|下设|辖区)")  # a part of the unit, not the unit
_LONGEST: Final = 20  # characters of a holder's name
_SHORT: Final = 4  # characters; a shorter holder is a mere noun (公司, 街道)
_REACH: Final = 240


@dataclass(frozen=True, slots=True)
class Award:
    """holder: "" where the passage names nobody. wide: the holder with those listed before it.

    issuers: as named, each by itself. years: of this award. before: the sentence up to the name.
    """

    holder: str = ""
    wide: str = ""
    issuers: tuple[str, ...] = ()
    years: frozenset[str] = frozenset()
    before: str = ""


def read(text: str, start: int, end: int) -> Award:
    """What the sentence says of the honour that is named at [start, end)."""
    opening = max(stretch_start(text, start, "。；;\n"), start - _REACH)
    before = text[opening:start].rstrip('“"')
    years = tuple(_YEAR.findall(before))
    bare = _QUOTED.sub("、", _BRACKETS.sub("", before))
    clause = re.split(r"[，,：:]", bare)[-1]
    bracket = _BRACKET.match(text, end)
    inside = bracket["inside"] if bracket is not None else ""
    subject, told = _frame(clause)
    issuers = tuple(dict.fromkeys(_organisations(inside) or _organisations(told)))
    dated = frozenset(_YEAR.findall(inside)) or frozenset(years[-1:])
    return Award(_holder(subject.rpartition("、")[2]), _holder(subject), issuers, dated, bare)


def _frame(clause: str) -> tuple[str, str]:
    """(subject, issuers) of a clause that ends where the honour's name begins; empty where it has no verb."""
    passive = next(reversed([*_PASSIVE.finditer(clause)]), None)
    if passive is not None and "、" not in clause[passive.end() :].strip("、"):
        return clause[: passive.start()], passive["issuer"]
    item = clause.rstrip("、")
    verb = next(_VERB.finditer(item, item.rfind("、") + 1), None)
    if verb is None:
        return "", ""
    active = _ACTIVE.match(item)
    if active is not None and _organisations(active["issuer"]):
        return active["holder"], active["issuer"]
    given = _GIVEN_BY.search(item, verb.start())
    return item[: verb.start()], given["issuer"] if given is not None else ""


def _organisations(words: str) -> list[str]:
    named: list[str] = []
    for part in _SPLIT.split(_DATE.sub("", words)):
        pieces = [piece for piece in _JOINED.split(part) if piece]
        whole = not all(_ORGANISATION.search(piece) for piece in pieces)  # 工业和信息化厅 is one
        named += [one for one in ([part] if whole else pieces) if len(one) > 1 and _ORGANISATION.search(one)]
    return named


def _holder(words: str) -> str:
    """The one who got it; "" where the words are none that name a unit, its part or a person."""
    bare, last = _DATE.sub("", words).strip(" 、"), None
    while bare != last:
        last, bare = bare, _AROUND.sub("", bare).strip(" 、")
    named = bool(
        _HOLDER.search(bare) or _OFFICIAL.search(bare) or words.rstrip().endswith("同志") or _PERSON.fullmatch(bare)
    )
    return bare if named and len(bare) <= _LONGEST else ""


def in_order(short: str, long: str) -> bool:
    """All characters of `short` stand in `long` in this order, the last ones being the same: 工信部, 工业和信息化部."""
    rest = iter(long)
    return len(short) > 1 and short[-1] == long[-1:] and all(char in rest for char in short)


def same_name(one: str, other: str) -> bool:
    """The two may name one unit: equal, one the end of the other, or its abbreviation."""
    first, second = _spelt(one), _spelt(other)
    if not first or not second:
        return False
    if first.endswith(second) or second.endswith(first):
        return True
    return in_order(first, second) or in_order(second, first)


def _spelt(name: str) -> str:
    short = plain(name).removesuffix("同志").removeprefix("中共")
    return re.sub(r"委员会$", "委", short).replace("办公室", "办").replace("人民政府", "政府")


def is_self(holder: str, unit: str) -> bool:
    """我局, 本局, 该同志, and whatever is the end or the abbreviation of the unit's own name."""
    if _SELF.fullmatch(holder):
        return True
    if _PART.match(holder):
        return False
    return bool(unit) and (same_name(holder, unit) or plain(unit).endswith(plain(holder)))


def holder_wrong(said: Award, noted: Iterable[Award], unit: str) -> str:
    """Why the holder is not the notes'; "" if it is, or if the one or the other is not said."""
    known = [award for award in noted if award.wide]
    if not said.holder:
        return ""
    own = is_self(said.holder, unit)
    if not known:
        pronoun = _SELF.fullmatch(said.holder)
        missing = (
            (unit or _PART.match(said.holder))
            and not own
            and pronoun is None
            and not any(said.holder in one.before for one in noted)
        )
        return f"要点没有说这项荣誉是“{said.holder}”的" if missing else ""
    if any(_is_holder(said.holder, own, award, unit) for award in known):
        return ""
    return f"获得者与要点不符：要点是“{known[0].holder or known[0].wide}”"


def _is_holder(holder: str, own: bool, noted: Award, unit: str) -> bool:
    pronoun = _SELF.fullmatch(holder)
    if (
        _PART.match(noted.holder)
        and not _PART.match(holder)
        and in_order(holder, noted.holder)
        and len(holder) < _SHORT
    ):
        return False  # 公司 is not 子公司恒澜热处理公司
    for name in (noted.holder, noted.wide):
        if own and (not name or is_self(name, unit)):
            return True
        if pronoun is not None and not unit and name.endswith(pronoun["tail"] or pronoun["whole"] or ""):
            return True
        if not own and name and not (unit and is_self(name, unit)) and (same_name(holder, name) or holder in name):
            return True
    return False


def issuer_wrong(said: Award, noted: Iterable[Award], lines: Iterable[str]) -> str:
    """Why an issuer is not the notes'; "" if they are the same or the draft names none."""
    known = tuple(dict.fromkeys(issuer for award in noted for issuer in award.issuers))
    told = "\n".join(plain(line) for line in lines)
    for issuer in said.issuers:
        if any(same_name(issuer, other) for other in known):
            continue
        if known:
            return f"授予单位“{issuer}”与要点不符：要点是“{'、'.join(known)}”"
        if plain(issuer) not in told:
            return f"要点没有说这项荣誉由“{issuer}”授予"
    return ""
