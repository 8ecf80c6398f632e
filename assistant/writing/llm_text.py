"""What a model wraps around its text, taken off where it is unambiguous; each time it is told, never silently.

Taken off: reasoning before the text (`<think>…</think>`, also when the server swallowed the opening tag); a code fence
around the whole; a first line that only announces the text (“好的，以下是……：”); a last line that only offers further
help; the section's own heading repeated as first line; heading marks and bold marks of Markdown. Blank lines and
indents are layout and go without a word. Everything else stays, and the checker flags it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.review.masking import Unveiling
from assistant.writing.fact_tokens import TokenStream

_THINK = re.compile(r"\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_THINK_OPEN = re.compile(r"\s*<think(?:ing)?>")
_THINK_END = re.compile(r"</think(?:ing)?>")
_FENCE = re.compile(r"```[A-Za-z]{0,12}")
# a whole line that talks about the answer and states nothing: it ends in a colon, or is nothing but assent
_TALK = re.compile(
    r"(?:好的|好|当然|当然可以|没问题|可以|收到|明白|遵命)?[，,。！!\s]*"
    r"(?:(?:以下|下面|这)(?:就)?(?:是|为)|已(?:按|根据)|根据您|我(?:将|来|已))"
    r"[^。；]{0,40}(?:正文|内容|材料|章节|部分|段落|稿|修改|撰写)[^。；]{0,20}[：:]"
)
_ASSENT = re.compile(r"(?:好的|当然可以|没问题|收到|明白了?)[，,。！!：:~\s]*")
_OFFER = re.compile(
    r"(?:希望(?:以上|这)|如(?:果)?(?:您)?(?:需要?|有|还)|以上(?:是|为|即为)|请(?:您)?(?:告诉我|告知|审阅))"
    r"[^\n]{0,60}(?:告诉我|告知我?|帮助|调整|随时|审阅|正文|您)[^\n]{0,20}"
)
_NUMBER = re.compile(r"(?:[一二三四五六七八九十]+、|第[一二三四五六七八九十]+部分[、：:\s]*|[\d]+[.、]\s*)")
_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+", re.MULTILINE)
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*|__([^_\n]+)__")
# how a first line that is no text may begin; anything else is text from its first characters on
_MAY_TALK = re.compile(
    r"好|当|没|可|收|明|遵|以|下|这|已|根|我(?:$|[将来已])|[`<#*＊，,。！!：:一二三四五六七八九十第\d]"
)
_LONGEST_LINE = 90  # a first line longer than this is text


@dataclass(frozen=True, slots=True)
class Cleaned:
    """text: what is left, tokens not yet rendered. taken: what was taken off, in Chinese, for a Notice."""

    text: str
    taken: tuple[str, ...] = ()


def clean(raw: str, heading: str = "") -> Cleaned:
    """A whole answer without its wrapping. "" if there was nothing but wrapping."""
    text, taken = _without_reasoning(raw)
    fence_open = False
    while True:
        line, _, rest = text.lstrip().partition("\n")
        what = _wrapping(line, heading)
        if not what:
            break
        fence_open |= what == "代码围栏"
        taken.append(what)
        text = rest
    text, offer = _without_last_line(text, _OFFER)
    if offer:
        taken.append("结尾的客套话")
    if fence_open:
        text, _ = _without_last_line(text, _FENCE)
    if _MARKS.search(text) or _BOLD.search(text):
        taken.append("Markdown 记号")
        text = _BOLD.sub(lambda found: found[1] or found[2], _MARKS.sub("", text))
    lines = (line.strip(" \t\u3000\r") for line in text.split("\n"))
    return Cleaned("\n".join(line for line in lines if line), tuple(dict.fromkeys(taken)))


def _without_reasoning(raw: str) -> tuple[str, list[str]]:
    found = _THINK.match(raw)
    if found is not None:
        return raw[found.end() :], ["思考过程"]
    if _THINK_OPEN.match(raw):
        return "", ["思考过程（没有结束）"]
    ends = _THINK_END.findall(raw)
    if len(ends) == 1 and "<think" not in raw:
        return _THINK_END.split(raw)[1], ["思考过程"]
    return raw, []


def _without_last_line(text: str, pattern: re.Pattern[str]) -> tuple[str, bool]:
    body, _, last = text.rstrip().rpartition("\n")
    return (body, True) if pattern.fullmatch(last.strip()) else (text, False)


def _wrapping(line: str, heading: str) -> str:
    """What a first line is, if it is no text: the name of the wrapping, else ""."""
    line = line.strip()
    if _FENCE.fullmatch(line):
        return "代码围栏"
    if _TALK.fullmatch(line) or _ASSENT.fullmatch(line):
        return "开头的应答话"
    if heading and line and _bare(line) == _bare(heading):
        return "重复的标题"
    return ""


def _bare(line: str) -> str:
    return _NUMBER.sub("", line.strip("#*＊ \t\u3000"), count=1).strip()


class Preview:
    """What a person sees while an answer arrives: no reasoning, no announcement, no half token. Provisional."""

    def __init__(self, renderings: Mapping[str, str], heading: str = "") -> None:
        self._tokens = TokenStream(renderings)
        self._heading = heading
        self._head: str | None = ""  # what has not yet been recognised as text; None once text has begun

    def feed(self, delta: str) -> str:
        """What can be shown now."""
        if self._head is None:
            return self._tokens.feed(delta)
        self._head += delta
        return self._settle(whole=False)

    def close(self) -> str:
        """The rest; no more text comes."""
        shown = self._settle(whole=True) if self._head is not None else ""
        return shown + self._tokens.close()

    def _settle(self, *, whole: bool) -> str:
        """Drops wrapping from the head; gives the text as soon as it is certain that it is text."""
        while self._head is not None:
            text = self._head.lstrip()
            if text.startswith("<"):
                found = _THINK.match(text)
                if found is None and not (whole and not _THINK_OPEN.match(text)):
                    return ""
                if found is not None:
                    self._head = text[found.end() :]
                    continue
            line, newline, rest = text.partition("\n")
            if not newline and not whole and self._may_be_wrapping(line):
                return ""
            if newline and _wrapping(line, self._heading):
                self._head = rest
                continue
            self._head = None
            return self._tokens.feed(text)
        return ""

    def _may_be_wrapping(self, line: str) -> bool:
        """Whether a first line that is still growing may turn out to be no text."""
        if len(line) >= _LONGEST_LINE:
            return False
        repeats = bool(self._heading) and _bare(self._heading).startswith(_bare(line))
        return not line or repeats or bool(_MAY_TALK.match(line))


class Screen:
    """A preview with the personal words put back behind it: what a person sees."""

    def __init__(self, preview: Preview, unveiling: Unveiling) -> None:
        self._preview, self._unveiling = preview, unveiling

    def feed(self, delta: str) -> str:
        """What can be shown now."""
        return self._unveiling.feed(self._preview.feed(delta))

    def close(self) -> str:
        """The rest; no more text comes."""
        return self._unveiling.feed(self._preview.close()) + self._unveiling.close()
