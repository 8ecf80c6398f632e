"""FACT-04: 首个, 唯一, 第一, 率先, 领先 need a note that says so, of the same thing and no narrower in scope."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.contexts import Grams, weigh
from assistant.checking.grounds import Grounds
from assistant.checking.layout import stretch_start
from assistant.checking.rules import raise_finding
from assistant.model import Finding

_FIRST: Final = (
    r"首个|首家|首次|首创|首批|首位|率先(?!垂范|示范|士卒)"
    r"|(?<=[省市区县国位居列])第一(?=[，、：])|第一(?!党|书记|时间|线|责任|步|季度|阶段|批|期|届|次|轮|条|章|款|项|，|、|：|种|类|方面|要务|资源|动力|副|小学|中学|幼儿园|医院|人民|责|个|产业|位(?!次))"
)
_ONLY: Final = r"唯一|独家|独一无二|绝无仅有"
_LEAD: Final = r"领先|名列前茅|[位居走]在?[^，。]{0,6}前列|排名[^，。]{0,4}前|填补[^，。]{0,8}空白|最早|最佳|之最|标杆"
_CLASSES: Final = tuple(re.compile(pattern) for pattern in (_FIRST, _ONLY, _LEAD))
_AIM: Final = re.compile(r"争[创当做取]?|力争|勇[争当]|敢[争当]|创$|努力|以.{0,4}为|奋力|目标|坚持")
_SCOPE: Final = re.compile(
    r"全球|世界|全国|国内|国家|全省|省内|[\u4e00-\u9fff]{2}省|自治区|全市|市内|全区|区内|全县|县内|省|市"
)
_HEIGHT: Final = (("球", 5), ("世界", 5), ("国", 4), ("自治区", 3), ("省", 3), ("市", 2), ("区", 1), ("县", 1))
_REACH: Final = 120  # characters of its sentence a claim is read with
_SHARED: Final = 1.5  # weight of words the sentence and the note must share


def claim_findings(section: str, text: str, grounds: Grounds) -> Iterator[Finding]:
    """Claims of being first, only or ahead that no note supports."""
    for pattern in _CLASSES:
        support = [(line, _pairs(line)) for line in grounds.lines if pattern.search(line)]
        for hit in pattern.finditer(text):
            before = text[max(0, hit.start() - 5) : hit.start()]
            if _AIM.search(before):
                continue
            why = _objection(text, hit, support)
            if why:
                yield raise_finding("FACT-04", section, text, hit.start(), hit.end(), why)


def _objection(text: str, hit: re.Match[str], support: list[tuple[str, Grams]]) -> str:
    if not support:
        return f"要点中没有支持“{hit[0]}”的内容"
    sentence = _sentence(text, hit.start())
    said = weigh([(sentence, 1.0)])
    fitting = [line for line, pairs in support if sum(pairs[pair] for pair in pairs if pair in said) >= _SHARED]
    if not fitting:
        return f"要点说“{hit[0]}”的不是这件事（要点是“{support[0][0][:30]}”）"
    height = _height(text[max(0, hit.start() - 10) : hit.start()])
    heights = [_height(line) for line in fitting]
    if height and any(heights) and height > max(heights):
        return f"范围比要点大（要点是“{fitting[0][:30]}”）"
    return ""


def _pairs(line: str) -> Grams:
    return {gram: weight for gram, weight in weigh([(line, 1.0)]).items() if len(gram) == 2}


def _height(words: str) -> int:
    found = _SCOPE.findall(words)
    return max((height for word in found for mark, height in _HEIGHT if mark in word), default=0) if found else 0


def _sentence(text: str, position: int) -> str:
    start = max(stretch_start(text, position, "。\n"), position - _REACH)
    return text[start:position] + re.split(r"[。\n]", text[position : position + _REACH])[0]
