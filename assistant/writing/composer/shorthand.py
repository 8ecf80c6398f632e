"""Office shorthand -> official prose, on text whose values are hidden (see masked)."""

from __future__ import annotations

import re

from assistant.writing.composer.masked import FIGURE, RATE
from assistant.writing.composer.words import Words

# a sign tells a direction only where no number or Latin letter stands before it (2018-2021, G-20)
_PLUS = re.compile(rf"(?P<noun>[\u4e00-\u9fff]*?)[，,]?(?<![0-9A-Za-z\ue000-\uf7ff])\s*[+＋](?P<figure>{FIGURE})")
_MINUS = re.compile(rf"(?P<noun>[\u4e00-\u9fff]*)(?<![0-9A-Za-z\ue000-\uf7ff])\s*[-−－](?P<figure>{FIGURE})")
# a+b, a/b: a list; within quotation marks it is part of a name (“河长+警长”机制)
_JOINED = re.compile(r"(?P<quoted>“[^“”]*”)|(?<=[\u4e00-\u9fff”）])\s*[+＋/]\s*(?=[\u4e00-\u9fff“（])")
# 均 of 平均, 人均, 户均 … is part of the word
# a percentage behind a count says how much more or less it is: 17.2万人次-1.1%
_CHANGED = re.compile(rf"(?P<amount>(?!{RATE}){FIGURE})[，,]?\s*(?P<sign>[-−－+＋])(?P<figure>{RATE})")
_ALL_ARE = re.compile(rf"(?:都|(?<![平人户村组日月年周亩校])均)\s*(?:是|为)?(?={FIGURE})")
_COMMENT_BRACKET = re.compile(r"（((?:都|均|其中|全部|已)[^（）]{2,60})）")
_STRAY_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) +| +(?=[\u4e00-\u9fff\ue000-\uf7ff])")
_LEARN_FROM = re.compile(r"(?<!学)学(?=[\u4e00-\u9fff]{2,3}同志)")
_RANKED_ALL = re.compile(
    r"(?P<all>[一二三四五六七八九十\ue800-\uefff]项?[^，；。（）]{0,8}(?:指标|工作)(?:（[^（）]*）)?)(?P<rank>全[国省市区县][^，；]{0,4}第一|[\uf000-\uf3ff])"
)
_FOLD = re.compile(
    rf"(?P<base>是[^，；。]{{0,12}}?的)(?P<figure>{FIGURE})增长(?:（“?翻?了?(?:{FIGURE}|[近约]?[\d.]+倍)”?）)?"
)


def official(text: str, words: Words) -> str:
    """The line in official wording; same values, same order."""
    for short, full in words.expand:
        if full not in text:  # a line that has the official form already is left alone
            text = text.replace(short, full)
    for short, full, beside in words.expand_when:
        if beside in text and full not in text:
            text = text.replace(short, full)
    for said, written in words.spoken:
        text = text.replace(said, written)
    text = _STRAY_SPACE.sub("", _LEARN_FROM.sub("学习", text))
    text = _FOLD.sub(lambda found: found["base"] + found["figure"], text)
    text = _CHANGED.sub(
        lambda found: f"{found['amount']}，{'增长' if found['sign'] in '+＋' else '下降'}{found['figure']}", text
    )
    text = _PLUS.sub(lambda found: _growth(found, words), text)
    text = _MINUS.sub(lambda found: _decline(found, words), text)
    text = _JOINED.sub(lambda found: found[0] if found["quoted"] else "、", text)
    text = _ALL_ARE.sub("均为", text)
    text = _COMMENT_BRACKET.sub(lambda found: "，" + re.sub("^都", "均", found[1]), text)
    text = _RANKED_ALL.sub(lambda found: f"{found['all']}均居{found['rank']}", text)
    return text.replace("、、", "、")


def _growth(found: re.Match[str], words: Words) -> str:
    noun, figure = found["noun"], found["figure"]
    verb = "增长" if re.match(RATE, figure) else "增加"
    comma = "，" if not noun and found[0][:1] in "，," else ""
    return f"{noun}{comma}{verb}{figure}"


def _decline(found: re.Match[str], words: Words) -> str:
    noun, figure = found["noun"], found["figure"]
    verb = "减少" if noun.endswith(words.fewer) else "下降"
    return f"{noun}{verb}{figure}"
