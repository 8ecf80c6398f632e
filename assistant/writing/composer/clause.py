"""One clause by its own grammar (T1 count, T2 rate, T3 money …), with other ways to say the same.

Input and output are masked texts: a value is one private-use character.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from assistant.clauses import split
from assistant.writing.composer.masked import ANY, COUNT, FIGURE, HONOUR, MONEY, RATE, SPAN, Mask
from assistant.writing.composer.words import Words

Shape = Literal["verb", "rate", "noun", "prose", "years"]

_ADVERB = (
    r"(?P<adverb>全年|累计|共|总共|先后|当年|年内|[一两三四五]年[来间]?|期间|20\d\d年(?:\d{1,2}月)?|[\uf400-\uf7ff])?"
)
_NOUN_FIGURE = re.compile(
    rf"^{_ADVERB}(?P<noun>[^，；。：]*?[^，；。：、])(?P<copula>均为|为|达到?|共)?(?P<figure>{FIGURE})$"
)
_SCOPE = re.compile(
    rf"^(?P<noun>[^（），；]{{2,30}})(?P<figure>{COUNT})（(?P<scope>全[区市县省街镇乡村])[，,](?P<done>(?:全部|均已|都已|已全部)[^（）]{{1,6}})）$"
)
_SPAN_INSIDE = re.compile(rf"^(?P<noun>[^，；。：]{{2,24}})(?P<span>{SPAN})(?P<figure>{FIGURE})$")
_CAMPAIGN = re.compile(r"“[^“”]{2,14}年”")
_HAVE = re.compile(r"^有(?=[^，；。]{0,12}(?:规划|方案|计划|制度|办法))")
_POST = re.compile(
    r"(?:书记|局长|主任|科长|处长|院长|校长|所长|站长|董事长|经理|总监|主席|会长)(?:[\u4e00-\u9fff]{2,3})?$"
)
_IS = re.compile(r"^(?P<subject>[^=＝，；]{2,30})[=＝](?P<what>[^=＝，；]{1,40})$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A piece of a sentence. head: its leading verb, if it is verb + object (so that equal heads can be joined)."""

    text: str
    shape: Shape
    head: str = ""
    others: tuple[Phrase, ...] = ()

    def choose(self, avoid: tuple[Shape, ...]) -> Phrase:
        """Another way of saying it if both neighbours before have this shape (one, for a comparison of years)."""
        alike = len(avoid) == 2 and avoid[0] == avoid[1] == self.shape
        if alike or (self.shape == "years" and avoid[-1:] == ("years",)):
            for other in self.others:
                if other.shape != self.shape:
                    return other
        return self

    def followed_by(self, mark: str) -> Phrase:
        """The same with a mark at its end, however it is said."""
        return replace(self, text=self.text + mark, others=tuple(other.followed_by(mark) for other in self.others))


def clause(text: str, mask: Mask, words: Words) -> Phrase:
    """The phrase for one clause without marks of its own at the ends."""
    text = _HAVE.sub("制定", text.strip("，；。、 "))
    equal = _IS.match(text)
    if equal:
        return Phrase(f"{equal['subject']}{_becomes(equal['what'])}{equal['what']}", "prose")
    scope = _SCOPE.match(text)
    if scope:
        return Phrase(f"{scope['scope']}{scope['figure']}{scope['noun']}{scope['done']}", "prose")
    text = _SPAN_INSIDE.sub(r"\g<span>\g<noun>\g<figure>", text)  # “某讲堂”两年22期 -> 两年“某讲堂”22期
    found = _NOUN_FIGURE.match(text)
    if found is None:
        return _without_figure_at_end(text, mask, words)
    figure = found["figure"]
    if re.match(RATE, figure):
        return _rate(found, mask, words)
    if re.match(MONEY, figure):
        return _counted(found, words, words.money)
    return _counted(found, words, words.count)


def _becomes(what: str) -> str:
    return "被评为" if re.search(r"先进|模范|标兵|文明|优秀", what) else "成为"


def _rate(found: re.Match[str], mask: Mask, words: Words) -> Phrase:
    """覆盖面38.5% -> 覆盖面为38.5% / 覆盖面达38.5%; 90%以上 -> 在90%以上 (never 达到90%以上, QTY-02)."""
    noun = (found["adverb"] or "") + found["noun"]
    figure = found["figure"]
    if re.search(r"(增长|下降|提高|降低|减少|增加|上升|到|至|由|从|有|仅|不足|不到|超过?|占[^，]{0,12})$", noun):
        return Phrase(noun + figure, "verb" if words.starts_with_verb(noun) else "prose")
    fact = mask.fact(figure)
    several = len(split(noun, "、")) > 1
    if fact.approximation in {"以上", "以下", "左右"}:
        return Phrase(f"{noun}{'均' if several else ''}在{figure}", "rate")
    if several:
        return Phrase(f"{noun}均为{figure}", "rate", others=(Phrase(f"{noun}均达{figure}", "rate"),))
    good = noun.endswith(words.good_rates)
    others = (Phrase(f"{noun}达到{figure}", "prose"),) if good and not fact.approximation else ()
    return Phrase(f"{noun}为{figure}", "rate", others=others)


def _counted(found: re.Match[str], words: Words, table: Mapping[str, str]) -> Phrase:
    """义务兵家属优待金近300万元 -> 发放… ; 收养登记45件 -> 收养登记45件 / 办理收养登记45件."""
    adverb, noun, figure = found["adverb"] or "", found["noun"], found["figure"]
    if found["copula"] == "共":  # 两年共640万元: a sum over the years, not each year's
        figure = f"共{figure}"
    tail = f"{noun}{figure}"
    if re.search(r"(增长|下降|提高|降低|减少|增加|上升|平均|人均|户均|总计|达到?|为|到|至|由|从)$", noun):
        return Phrase(adverb + tail, "prose")
    if words.starts_with_verb(noun):
        head = _leading_verb(noun, words)
        return Phrase(adverb + tail, "verb", head="" if adverb else head)
    verb = words.verb_for(noun, table) or words.verb_for(noun, words.nouns)
    plain = Phrase(adverb + tail, "noun")
    if not verb or verb in noun or noun.endswith("的") or re.match(r"其中|另有|以及", noun):
        return plain
    if noun[0] == verb[0] and len(noun) > 2:  # 发资料 -> 发放资料
        return Phrase(f"{adverb}{verb}{noun[1:]}{figure}", "verb")
    if any(inner in noun[:-2] for inner in words.verbs if len(inner) > 1):
        return plain  # it has its verb already, inside
    return Phrase(f"{adverb}{verb}{tail}", "verb", head="" if adverb else verb, others=(plain,))


def _leading_verb(text: str, words: Words) -> str:
    return next((verb for verb in words.verbs if text.startswith(verb)), "")


def _without_figure_at_end(text: str, mask: Mask, words: Words) -> Phrase:
    if re.fullmatch(HONOUR, text) and mask.fact(text).rendering.endswith(("首个", "首家", "唯一", "第一")):
        return Phrase(f"为{text}", "prose")
    if re.fullmatch(MONEY, text):
        return Phrase(f"涉及资金{text}", "prose")
    if re.match(FIGURE, text):
        return Phrase(text, "prose")
    if _CAMPAIGN.fullmatch(text):
        return Phrase(f"开展{text}活动", "verb", head="开展")
    if words.starts_with_verb(text):
        return Phrase(text, "verb", head=_leading_verb(text, words) if not re.search(ANY, text) else "")
    items = [piece.text for piece in split(text, "、")]
    verb = words.verb_for(re.sub(r"（[^（）]*）$", "", items[0]), words.nouns) if items else ""
    last = words.verb_for(re.sub(r"（[^（）]*）$", "", items[-1]), words.nouns) if items else ""
    if (verb or last) and "，" not in text and not _has_predicate(text, words):
        chosen = last or verb
        return Phrase(chosen + text, "verb", head=chosen)
    return Phrase(text, "prose")


def _has_predicate(text: str, words: Words) -> bool:
    """A clause with a verb inside it needs no verb in front."""
    return bool(
        re.search(
            r"(均已|已经|完成|完工|通车|启用|投用|开工|成功|通过|到位|落实|开业|封顶|移交|列入|纳入|挂钩|上墙|得到|实现|采用|获|被|为)",
            text,
        )
    )


def slogan(text: str, ordinal: int, words: Words) -> Phrase | None:
    """Parallel catchwords of equal length (安全、优质、文明、规范) get a neutral verb; None if it is no such list."""
    items = [piece.text for piece in split(text, "、")]
    if any(_POST.search(item) for item in items):  # 党组书记、局长温柏川: who, not what
        return None
    if len(items) < 2 or re.search(ANY, text) or len({len(item) for item in items}) != 1 or len(items[0]) > 6:
        return None
    if len(items[0]) >= 4 and items[0][-2:] == items[-1][-2:] and len({item[-2:] for item in items}) == 1:
        return Phrase(f"推动{text}", "verb", head="推动")
    verb = words.slogans[ordinal % len(words.slogans)]
    return Phrase(f"{verb}{text}", "verb", head=verb)


def joined(phrases: list[Phrase]) -> list[Phrase]:
    """Neighbours with the same leading verb share it: 建成大棚2350亩、温室500栋 (values stay where they were)."""
    merged: list[Phrase] = []
    for phrase in phrases:
        last = merged[-1] if merged else None
        if last and phrase.head and last.head == phrase.head and phrase.text.startswith(phrase.head):
            rest = phrase.text[len(phrase.head) :]
            mark = "，" if re.search(r"[、，]", last.text + rest) else "、"
            merged[-1] = replace(last, text=last.text + mark + rest, others=())
        else:
            merged.append(phrase)
    return merged
