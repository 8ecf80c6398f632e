"""A reference as it was meant to be read: without what a website puts around it, with Chinese punctuation.

For references only. Notes keep every character where it stands, because facts point into them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.library.readers.marks import could_be_title
from assistant.model import Block, Cell, Document, Table

_HEAD = 10  # blocks at the top in which breadcrumbs and a repeated title stand
_LONGEST = 160  # characters; a longer paragraph is prose, whatever words are in it
_BREADCRUMB = re.compile(
    r"^(?:您?(?:的|现在的|现在所在的|当前|当前的|当前所在的|目前所在的)?(?:位置|在这里)\s*(?:是)?\s*[:：]|(?:网站)?首页\s*[>＞»›/|→])"
)
_LINKS = re.compile(r"^(?:[\u3400-\u9fff]{2,8}\s*[>＞»›→]\s*){2,}[\u3400-\u9fff]{0,12}$")
# whole lines of web pages; each begins as no line of a report does
_BOILERPLATE = re.compile(
    r"^(?:"
    r"(?:前言|导语|摘要)?\s*[:：]?\s*本站(?:为[你您]|整理|提供|精心).*"
    r"|.*(?:客服老师|欢迎(?:咨询|下载|阅读|收藏)|仅供参考[，,]?(?:欢迎|请)).*"
    r"|.*(?:本文(?:来自|来源|由).{0,30}(?:网|网站|整理|提供)|转载请注明|版权(?:所有|声明)|免责声明).*"
    r"|.*ICP\s*备\s*\d+.*"
    r"|[【\[]?(?:上一篇|下一篇|上一页|下一页|返回顶部|返回首页|返回列表|打印本页|打印此页|打印|关闭窗口|关闭|加入收藏|收藏本站)"
    r"(?:\s*[】\]]?\s*[:：|丨].*|[】\]]?)"
    r"|(?:分享到|扫一扫|扫码|微信扫|浏览次数|阅读次数|点击数|点击次数|访问量|责任编辑|编辑|发布人|信息来源|文章来源)"
    r"\s*[:：\[【].{0,40}"
    r"|[【\[(（]?\s*字(?:体|号)(?:大小)?\s*[:：]\s*大?\s*中?\s*小?\s*[】\])）]?"
    r"|关注\s*[·:：|]\s*.{2,20}(?:网|号|微信|微博)"
    r"|(?:[-—–_=*·•]\s*){3,}"
    r"|(?:相关(?:推荐|文章|阅读|链接|范文)|热门(?:文章|推荐)|猜你喜欢|推荐阅读|精品范文|延伸阅读)\s*[:：]?"
    r"|(?:发布时间|发布日期|更新时间)\s*[:：].*"
    r")$"
)
_NUMBER = re.compile(r"[〔\[（(]\d{4}[〕\]）)]\s*第?\s*\d+\s*号$")
_CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]"
_FULL = str.maketrans(",;:!?", "，；：！？")
_STOP = re.compile(rf"(?<=[\u3400-\u9fff”’）》]) ?\.(?=\s*$|{_CHINESE})")
_MARK = re.compile(rf"(?<={_CHINESE})\s?[,;:!?](?!\S*//)\s?|(?<=[\w%％℃)])[,;:!?]\s?(?={_CHINESE})")
_BRACKETS = re.compile(r"(.?)\(([^()\n]*)\)")


def tidy_reference(document: Document) -> Document:
    """Without breadcrumbs, lines of the website and a title that is said twice; half-width marks between Chinese
    become full-width. What was left out is said in a warning, word for word."""
    blocks, dropped = _without_website(document.blocks)
    blocks, again = _titled(blocks)
    blocks = [_punctuated(block) for block in blocks]
    warnings = list(document.warnings)
    if dropped:
        said = "；".join(f"“{text[:30]}…”" if len(text) > 30 else f"“{text}”" for text in dropped)
        warnings.append(f"已去掉网页上的附加内容：{said}")
    if again:
        warnings.append(f"标题“{again}”重复，只留一处")
    return replace(document, blocks=tuple(blocks), warnings=tuple(warnings))


def full_width(text: str) -> str:
    """Half-width , ; : ! ? ( ) and full stops beside Chinese characters as full-width ones; 1,280 and 9:30 stay."""
    text = _BRACKETS.sub(_brackets, text)
    text = _MARK.sub(lambda hit: hit.group().strip().translate(_FULL), text)
    return _STOP.sub("。", text)


def _brackets(pair: re.Match[str]) -> str:
    before, inside = pair.groups()
    return f"{before}（{inside}）" if re.search(_CHINESE, f"{before}{inside}") else pair.group()


def _without_website(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    kept: list[Block] = []
    dropped: list[str] = []
    for index, block in enumerate(blocks):
        if block.table is None and block.kind != "comment" and _is_website(block.text.strip(), index < _HEAD):
            dropped.append(block.text.strip())
        else:
            kept.append(block)
    return kept, dropped


def _is_website(text: str, at_head: bool) -> bool:
    if len(text) > _LONGEST:
        return False
    return bool(_BOILERPLATE.match(text) or (at_head and (_BREADCRUMB.match(text) or _LINKS.match(text))))


def _titled(blocks: list[Block]) -> tuple[list[Block], str]:
    """The first of two equal lines at the head goes; the line that is left is the title. And the title, if so."""
    titles = [index for index, block in enumerate(blocks[:_HEAD]) if _may_be_title(block)]
    for first in titles:
        for again in titles:
            if again > first and _bare(blocks[again].text) == _bare(blocks[first].text):
                level = max(blocks[first].level, 1)
                title = replace(blocks[again], kind="heading", level=level)
                return [*blocks[:first], *blocks[first + 1 : again], title, *blocks[again + 1 :]], title.text
    return blocks, ""


def _may_be_title(block: Block) -> bool:
    """A line like a title, and not the number of a document, which stands twice as well (穗民规字〔2025〕2号)."""
    return bool(block.text) and could_be_title(block.text) and not _NUMBER.search(block.text)


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


def _punctuated(block: Block) -> Block:
    if block.table is None:
        return replace(block, text=full_width(block.text))
    rows = tuple(tuple(Cell(full_width(cell.text), cell.ref, cell.merged) for cell in row) for row in block.table.rows)
    return replace(block, table=Table(block.table.name, rows))
