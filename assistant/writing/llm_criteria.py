"""Asks the model what lines of a notice are. It gives line numbers and kinds; words and figures stay the notice's."""

from __future__ import annotations

import asyncio
import json

from assistant import prompting, tokens
from assistant.appraisal import OpenLines, Placement, PlacementKind, Placements
from assistant.errors import ModelBadAnswer, ModelTimeout
from assistant.settings import Settings
from assistant.writing.llm import Connect, connect
from assistant.writing.llm_calls import Ask, CallRecord, Calls, Pause
from assistant.writing.llm_privacy import Privacy
from assistant.writing.llm_section import answer_tokens
from assistant.writing.llm_text import clean

_PROMPT = "criteria.v1"
_TOKENS_A_LINE = 32  # of an answer: {"line": "L101", "kind": "evidence", "of": "C12"}
_KINDS: dict[str, PlacementKind] = {
    "item": "item",
    "evidence": "evidence",
    "gate": "gate",
    "points": "points",
    "none": "none",
}
_BELONGS = ("evidence", "points")  # kinds that need "of"
_COUNTS = ("item", "points")  # kinds that may name a number
_SHOWN = 40  # characters of an answer that could not be read


class CriteriaAsker:
    """assistant.appraisal.PlaceLines over an OpenAI-compatible endpoint; one for each notice.

    connect, pause: as for the writer. Raises InputError if the prompt file is missing or broken.
    """

    def __init__(self, settings: Settings, *, connect: Connect = connect, pause: Pause = asyncio.sleep) -> None:
        self._prompt = prompting.load(settings.prompts_dir, _PROMPT)
        self._settings = settings
        self._connect = connect
        self._pause = pause
        self._records: list[CallRecord] = []

    @property
    def calls(self) -> tuple[CallRecord, ...]:
        """Every attempt, in the order in which they ended."""
        return tuple(self._records)

    def __call__(self, asked: OpenLines) -> Placements:
        """What the model says, as far as it can be read; nothing of it is checked against the lines. Raises ModelError.

        Not to be called in a running event loop.
        """
        return asyncio.run(self.ask(asked))

    async def ask(self, asked: OpenLines) -> Placements:
        """The same within an event loop. One request; lines that do not fit into it are told, not asked."""
        lines, left_out = self._fitting(asked)
        if not lines:
            raise ModelBadAnswer(
                f"通知装不进 {self._settings.context_tokens} 个词元的上下文", "请调大 NIGAO_CONTEXT_TOKENS"
            )
        system, user = self._render(asked, lines)
        async with self._connect(self._settings, answer_tokens(self._settings)) as model:
            # numbers of lines come back, no words: nothing need be shown again
            calls = Calls(model, self._settings, self._pause, self._records, Privacy().hide)
            try:
                async with asyncio.timeout(self._settings.total_timeout):
                    answer = await calls.whole(Ask(self._prompt, (("system", system), ("user", user))))
            except TimeoutError as error:
                raise ModelTimeout(
                    f"模型在 {self._settings.total_timeout:g} 秒内没有答完", "请稍后再试，或加 --offline 只按规则整理"
                ) from error
        placed, unreadable = read(answer)
        more = (f"有{left_out}行装不进一次请求，没有问模型，可调大 NIGAO_CONTEXT_TOKENS",) if left_out else ()
        return Placements(placed, (*unreadable, *more))

    def _fitting(self, asked: OpenLines) -> tuple[dict[str, str], int]:
        """The lines that one request holds, the first before the last, and how many it does not."""
        name, answer = self._settings.model, answer_tokens(self._settings)
        around = tokens.count("".join(self._render(asked, {})), name)
        # a twentieth because other models count otherwise
        room = self._settings.context_tokens - around - answer - self._settings.context_tokens // 20
        kept, dropped = tokens.fit(tuple(asked.lines), max(0, room), text=lambda line: _line(asked, line), model=name)
        most = answer // _TOKENS_A_LINE
        return {line: asked.lines[line] for line in kept[:most]}, len(dropped) + len(kept[most:])

    def _render(self, asked: OpenLines, lines: dict[str, str]) -> tuple[str, str]:
        return self._prompt.render(
            items="\n".join(f"{number}｜{title}" for number, title in asked.items.items()),
            lines="\n".join(_line(asked, line) for line in lines),
            count=len(lines),
        )


def _line(asked: OpenLines, line: str) -> str:
    return f"{line}｜{asked.lines[line]}"


def read(raw: str) -> tuple[tuple[Placement, ...], tuple[str, ...]]:
    """An answer of JSON lines, read strictly, and a remark where lines are no such thing. Never raises."""
    placed: list[Placement] = []
    wrong: list[str] = []
    for line in clean(raw).text.split("\n"):
        one = _placement(line)
        if one is not None:
            placed.append(one)
        else:
            wrong.append(line)
    if not wrong:
        return tuple(placed), ()
    shown = "".join(letter for letter in " ".join(wrong[0].split()) if letter.isprintable())[:_SHOWN]
    return tuple(placed), (
        f"模型的回答有{len(wrong)}行不合格式，没有采用：“{shown}”" + ("等" if len(wrong) > 1 else ""),
    )


def _placement(line: str) -> Placement | None:
    """{"line": "L3", "kind": "evidence", "of": "C2"}; None for anything else."""
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(answer, dict) or not {"line", "kind"} <= set(answer) <= {"line", "kind", "of", "points"}:
        return None
    name, kind, of, points = answer["line"], answer["kind"], answer.get("of"), answer.get("points")
    if not isinstance(name, str) or not isinstance(kind, str) or kind not in _KINDS:
        return None
    if (kind in _BELONGS) != isinstance(of, str) or (of is not None and kind not in _BELONGS):
        return None
    if points is not None and (kind not in _COUNTS or isinstance(points, bool) or not isinstance(points, int | float)):
        return None
    try:
        return Placement(
            name, _KINDS[kind], of if isinstance(of, str) else "", None if points is None else float(points)
        )
    except OverflowError:
        return None
