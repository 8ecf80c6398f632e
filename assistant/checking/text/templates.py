"""TMP-02, TMP-05, TMP-06: what a sample text or a copy left behind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.checking.text.page import Hit, Page
from assistant.checking.text.patterns import run, shaped

SHAPES: Final = (
    shaped("TMP-02", r"^[^\n。]{0,10}首页\s{0,3}[>＞»›/][^\n]{0,60}$", "网页导航残留", fix="删去"),
    shaped("TMP-02", r"^(?:前言|导语|摘要)[:：][^\n]{0,60}(?:本站|小编|范文)[^\n]{0,120}$", "网页套话残留", fix="删去"),
    shaped("TMP-02", r"以下(?:是|为)[^，。\n]{0,8}(?:小编|本站)[^。\n]{0,40}", "网页套话残留", fix="删去"),
    shaped(
        "TMP-02",
        r"^(?:[^\n]{0,20}[（(]?(?:篇|范文)[一二三四五六七八九十\d]{1,2}[：:）)]?[^\n]{0,10})$",
        "范文网站的分篇标记",
        fix="删去",
    ),
    shaped(
        "TMP-02",
        r"(?:来源|作者|发布时间|浏览次数|点击数|阅读量|字体大小|打印本页|关闭窗口|上一篇|下一篇)[：:][^\n]{0,30}$",
        "网页残留“{0}”",
        fix="删去",
        severity="warning",
    ),
    shaped(
        "TMP-02",
        r"希望(?:能)?[^，。\n]{0,8}(?:你|您|大家)[^，。\n]{0,8}(?:帮助|参考|启发|借鉴)[^，。\n]{0,6}",
        "网页套话残留",
        fix="删去",
    ),
)
_MASK: Final = re.compile(r"(?:#{2,40}|×{2,40}|[XxＸ]{2,40}|某{1,2}|\*{2,40})(?=[省市县区镇乡村街])")
_PLACE: Final = re.compile(r"[\u4e00-\u9fff]{2}[省市县区]")
_NO_PLACE: Final = re.compile(
    r"[全我本该各两三四五六七八九十个新老每某和及与在到向以对由从属市省县区]|主城|开发|中心|行政|自治|直辖|市场"
)
_COMMON: Final = re.compile(r"城[区市]|[社园景小地片校山灾牧林街库矿郊辖特湿老]区|[超上门楼菜夜股房车都集]市")
_NORMAL: Final = re.compile(r"\s+")
_SHORT, _NEAR = 20, 12  # characters from which a repeated sentence counts, and one directly behind the other
_PENALTY: Final = re.compile(r"责令|罚款|处罚|法律责任|施行|通过[）)]?$")


def template_hits(page: Page) -> Iterator[Hit]:
    """Talk of web sites, text that stands twice, names half taken out."""
    yield from run(page, SHAPES)
    yield from _repeated(page)
    yield from _half_masked(page)


def _repeated(page: Page) -> Iterator[Hit]:
    """TMP-05: a line or a sentence that has stood before."""
    seen: dict[str, int] = {}
    covered = -1
    for number, line in enumerate(page.lines):
        words = _NORMAL.sub("", line.text)
        title = number < 12 and len(words) >= 8 and not re.search("[。；]", words)
        if len(words) < _SHORT and not title:
            continue
        if words in seen:
            yield Hit("TMP-05", line.start, line.end, "这一段与前面的重复", "删去一处", right="")
            covered = line.end
        seen.setdefault(words, number)
        if title and words not in seen:
            seen[words] = number
    told: dict[str, int] = {}
    for number, sentence in enumerate(page.sentences):
        words = _NORMAL.sub("", sentence.text)
        if len(words) < _NEAR:
            continue
        before = told.get(words)
        near = before is not None and number - before == 1
        far = (
            before is not None
            and len(words) >= _SHORT
            and not (page.legal and number - before > 4 and _PENALTY.search(words))
        )
        if (near or far) and sentence.start > covered:
            yield Hit("TMP-05", sentence.start, sentence.end, "这一句与前面的重复", "删去一处", right="")
        told[words] = number


def _half_masked(page: Page) -> Iterator[Hit]:
    """TMP-06: ##市 beside real names of places. Marked once, at the first mask."""
    mask = _MASK.search(page.text)
    if mask is None:
        return
    names = (
        found[0]
        for found in _PLACE.finditer(page.text)
        if not (_NO_PLACE.search(found[0][:2]) or _COMMON.search(found[0]))
    )
    real = next(names, "")
    if real:
        yield Hit(
            "TMP-06", *mask.span(), f"隐去名称不彻底：这里是“{mask[0]}”，别处写着“{real}”", "统一写真实名称，或全部隐去"
        )
