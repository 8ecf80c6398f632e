"""Facts as tokens: a model writes `{{F012}}`, code writes the words that stand for the fact.

What a model sees of a note line is the line with the place of every fact that has a value replaced by its token. So a
value cannot be altered on its way through a model; one that the model types by itself is the checker's business.

What counts as a token when it comes back: the id of a fact between one to three braces, half or full width, blanks
inside allowed: `{{F012}}`, `{F012}`, `{{ F012 }}`, `｛｛F012｝｝`, `{{F012}`. The id says without doubt which fact is
meant; every form but the first is reported in `Rendered.variants`. Quotation marks or 《》 set around a token whose
words already bring them are dropped and reported likewise. An id that no fact has becomes 〔未知事实F999〕 and stays
visible. Anything else with braces, and an id without braces, is left as it is; `llm_findings` reports it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.model import Fact, Statement

_TOKEN = re.compile(
    r"(?P<before>[“《]?)[{｛]{1,3}[ \u3000]{0,3}(?P<id>F\d{1,6})[ \u3000]{0,3}[}｝]{1,3}(?P<after>[”》]?)"
)
# the end of a stream that may still become a token
_BEGUN = re.compile(r"[“《]?(?:[{｛]{1,3}[ \u3000]{0,3}(?:F\d{0,6}[ \u3000]{0,3}[}｝]{0,3})?)?\Z")
_DIGIT = re.compile(r"[\d０-９]|[二三四五六七八九]?[十百千]|[万亿]|分之")
_PAIRS = {"“": "”", "《": "》"}
_TYPES = {
    "honour": "荣誉",
    "date": "日期",
    "period": "时间段",
    "person": "人名",
    "organisation": "机构",
    "document": "文件",
    "place": "地名",
}


@dataclass(frozen=True, slots=True)
class Rendered:
    """Text with the tokens replaced. used: ids by first use; unknown: ids no fact has; variants: as written."""

    text: str
    used: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()


def has_token(fact: Fact) -> bool:
    """Whether a fact reaches a model as a token: it has words of its own and a place in its line.

    每月, 年末, 两年 and 一次 stay words: as tokens they would make a line unreadable ({{F061}}读{{F062}}书), and the
    checker compares them all the same.
    """
    in_words = fact.type in ("period", "metric") and not _DIGIT.search(fact.rendering)
    return fact.type != "action" and bool(fact.rendering) and fact.end > fact.start and not in_words


def outermost(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Of the facts of one line those with a token, by place; one that lies inside another goes with the other."""
    chosen: list[Fact] = []
    for fact in sorted((fact for fact in facts if has_token(fact)), key=lambda fact: (fact.start, -fact.end)):
        if not chosen or fact.start >= chosen[-1].end:
            chosen.append(fact)
    return tuple(chosen)


def note_line(statement: Statement, facts: Sequence[Fact]) -> str:
    """The text of a note line with tokens in the places of its facts (`facts`: those of this line)."""
    pieces: list[str] = []
    done = 0
    for fact in outermost(facts):
        start, end = _with_quotes(statement.text, fact)
        pieces += [_disarmed(statement.text[done : max(start, done)]), f"{{{{{fact.id}}}}}"]
        done = end
    pieces.append(_disarmed(statement.text[done:]))
    return "".join(pieces)


def _with_quotes(text: str, fact: Fact) -> tuple[int, int]:
    """The fact's place, the marks around it included where its rendering brings them."""
    opening, closing = fact.rendering[0], fact.rendering[-1]
    around = (
        fact.start > 0 and text[fact.start - 1 : fact.start] == opening and text[fact.end : fact.end + 1] == closing
    )
    if around and _PAIRS.get(opening) == closing:
        return fact.start - 1, fact.end + 1
    return fact.start, fact.end


def _disarmed(text: str) -> str:
    """What looks like a token in somebody's own words is shown in round brackets: it must not become a fact."""
    return _TOKEN.sub(lambda found: f"{found['before']}（{found['id']}）{found['after']}", text)


def meaning(fact: Fact) -> str:
    """One line for the list of facts: `F012 = 近300万元（义务兵家属优待金；口径：两年）`."""
    about = [_TYPES.get(fact.type, ""), fact.level, fact.subject if fact.subject not in fact.rendering else ""]
    if fact.period and fact.period not in fact.rendering:
        about.append(f"口径：{fact.period}")
    words = "；".join(word for word in about if word)
    return f"{fact.id} = {fact.rendering}（{words}）" if words else f"{fact.id} = {fact.rendering}"


def render(text: str, renderings: Mapping[str, str]) -> Rendered:
    """`text` with every token replaced by the words of its fact."""
    used: dict[str, None] = {}
    unknown: dict[str, None] = {}
    variants: list[str] = []

    def words(found: re.Match[str]) -> str:
        before, after, fact_id = found["before"], found["after"], found["id"]
        if fact_id not in renderings:
            unknown[fact_id] = None
            return f"{before}〔未知事实{fact_id}〕{after}"
        used[fact_id] = None
        rendering = renderings[fact_id]
        doubled = bool(before) and _PAIRS[before] == after and rendering[:1] == before and rendering[-1:] == after
        if doubled or found[0].removeprefix(before).removesuffix(after) != f"{{{{{fact_id}}}}}":
            variants.append(found[0])
        return rendering if doubled else f"{before}{rendering}{after}"

    return Rendered(_TOKEN.sub(words, text), tuple(used), tuple(unknown), tuple(variants))


class TokenStream:
    """Renders tokens while text arrives; a token that is not yet whole is held back."""

    def __init__(self, renderings: Mapping[str, str]) -> None:
        self._renderings = renderings
        self._held = ""

    def feed(self, delta: str) -> str:
        """What can be shown now."""
        text = self._held + delta
        begun = _token_begun(text)
        self._held = text[begun:]
        return render(text[:begun], self._renderings).text

    def close(self) -> str:
        """What was held back; no more text comes."""
        text, self._held = self._held, ""
        return render(text, self._renderings).text


def without_begun(text: str) -> str:
    """A text that broke off, without the token it broke off in."""
    return text if _TOKEN.search(text, max(0, _token_begun(text))) else text[: _token_begun(text)]


def _token_begun(text: str) -> int:
    """Where at the end of `text` a token may have begun (len(text) if none)."""
    found = _BEGUN.search(text, max(0, len(text) - 24))
    return found.start() if found else len(text)
