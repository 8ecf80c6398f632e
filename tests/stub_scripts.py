"""What the stub endpoint answers: honest, lying, faulty. Scripts read the prompt as a model would.

Lies and faults fall on section requests. A lie is told in the first draft; `stubborn` tells it in the repair as well.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from stub_server import Reply, Request, Script

_TOKEN = re.compile(r"\{\{(F\d+)\}\}")
Lie = Callable[[str, Mapping[str, str]], str]  # honest text, legend -> lying text


def is_outline(request: Request) -> bool:
    return "任务：排提纲" in request.last


def is_criteria(request: Request) -> bool:
    return "任务：归类通知里的行" in request.last


def is_repair(request: Request) -> bool:
    return "任务：修改刚才的正文" in request.last


def part_of(request: Request) -> str:
    """Which part a section request is for: its heading, "lead" or "closing"; "" for an outline."""
    if is_outline(request):
        return ""
    found = re.search(r"标题（已定，不要写进正文）：(.*)", request.text)
    if found:
        return found[1]
    return "lead" if "开头（导语）" in request.text else "closing"


def fence(text: str, label: str) -> list[str]:
    """The lines inside the fence with this label, [] if there is none."""
    found = re.search(rf"<{{3,}}{label}\n(.*?)\n{label}>{{3,}}", text, re.DOTALL)
    return found[1].split("\n") if found else []


def notes_of(request: Request) -> list[str]:
    """The note lines a section request gives, without their dashes."""
    return [line.strip()[2:] for line in fence(request.text, "要点") if line.strip().startswith("- ")]


def legend_of(request: Request) -> dict[str, str]:
    """Token id -> the words it stands for, as the request tells them."""
    pairs = (line.split(" = ", 1) for line in fence(request.text, "记号") if " = " in line)
    return {identity: words.split("（")[0] for identity, words in pairs}


def honest(request: Request) -> Reply:
    """Every note line as a plain sentence, tokens kept; for an outline the sections and headings as given.

    Of a notice it says that no line is a criterion; `placing` knows better.
    """
    if is_criteria(request):
        return placing()(request)
    return Reply(outline_json(request) if is_outline(request) else honest_text(request))


def honest_text(request: Request) -> str:
    lines = [re.sub(r"[。；;.]$", "", line) for line in notes_of(request)]
    if part_of(request) == "closing" and not lines:
        return "以上情况，请予审核。"
    text = "；".join(lines)
    return f"先后获得{text}。现将有关情况报告如下：" if part_of(request) == "lead" else f"{text}。"


def outline_json(request: Request) -> str:
    """A valid outline: the note lines in their order, cut into as many stretches of about equal length."""
    sections = [line.split("｜") for line in fence(request.text, "各节")]
    lines = [line.split("｜")[0] for line in fence(request.text, "要点") if line]
    ends = [len(lines) * place // len(sections) for place in range(len(sections) + 1)]
    answer = {
        "sections": [
            {"id": section[0], "heading": section[3], "notes": lines[ends[place] : ends[place + 1]]}
            for place, section in enumerate(sections)
        ],
        "unassigned": [],
        "candidates": [],
    }
    return json.dumps(answer, ensure_ascii=False)


def placing(**known: str) -> Script:
    """Of a notice's lines: a line that holds the words gets the answer, given without its line; the others are none.

    placing(占40分='"kind": "points", "of": "C2"')
    """

    def script(request: Request) -> Reply:
        answers = []
        for line in fence(request.text, "行"):
            number, _, text = line.partition("｜")
            what = next((answer for words, answer in known.items() if words in text), '"kind": "none"')
            answers.append(f'{{"line": "{number}", {what}}}')
        return Reply("\n".join(answers))

    return script


# --------------------------------------------------------------------------- lies


def percentage(text: str, legend: Mapping[str, str]) -> str:
    """The first percentage, typed out and wrong by a tenth."""
    for identity in _TOKEN.findall(text):
        number = re.search(r"\d+(?:\.\d+)?(?=%)", legend.get(identity, ""))
        if number:
            wrong = f"{float(number[0]) + 0.1:.1f}%"
            return text.replace(f"{{{{{identity}}}}}", wrong, 1)
    return text


def drop(text: str, legend: Mapping[str, str]) -> str:
    """The clause with the last token is left out."""
    clauses = text.rstrip("。").split("；")
    told = [place for place, clause in enumerate(clauses) if _TOKEN.search(clause)]
    if len(told) > 1:
        del clauses[told[-1]]
    return "；".join(clauses) + "。"


def swap(text: str, legend: Mapping[str, str]) -> str:
    """Two figures of the same unit change places."""
    by_unit: dict[str, list[str]] = {}
    for identity in _TOKEN.findall(text):
        unit = re.sub(r"^[^\d]*[\d.,]+", "", legend.get(identity, ""))
        by_unit.setdefault(unit, []).append(identity)
    for unit, ids in by_unit.items():
        if unit and len(ids) > 1:
            first, second = f"{{{{{ids[0]}}}}}", f"{{{{{ids[1]}}}}}"
            return text.replace(first, "\0", 1).replace(second, first, 1).replace("\0", second, 1)
    return text


def honour(text: str, legend: Mapping[str, str]) -> str:
    """An honour nobody gave."""
    return text.rstrip("。") + "，荣获“全国文明单位标兵”称号。"


def unknown(text: str, legend: Mapping[str, str]) -> str:
    """A token of no fact."""
    return text.rstrip("。") + "，惠及群众{{F999}}。"


def exemplar(unit: str, figure: str) -> Lie:
    """The name and a figure of another unit, as if the masking had failed."""
    return lambda text, legend: text.rstrip("。") + f"，经验在{unit}推广，覆盖{figure}。"


def telling(lie: Lie, *, stubborn: bool = False, only: str = "") -> Script:
    """An honest script but for one lie a section (or only in the section with this heading)."""

    def script(request: Request) -> Reply:
        if is_outline(request) or (is_repair(request) and not stubborn) or (only and part_of(request) != only):
            return honest(request)
        return Reply(lie(honest_text(request), legend_of(request)))

    return script


def broken_outline(*answers: str) -> Script:
    """Outline requests get these answers in turn, then a good one."""
    left = list(answers)

    def script(request: Request) -> Reply:
        return Reply(left.pop(0)) if is_outline(request) and left else honest(request)

    return script


def saying(text: str, finish: str = "stop") -> Script:
    """Every section is this text."""
    return lambda request: honest(request) if is_outline(request) else Reply(text, finish)


# --------------------------------------------------------------------------- faults


def failing(*faults: Reply, only: str = "") -> Script:
    """Section requests (of the section with this heading) get these replies in turn, the last one for good.

    A reply without content gets the honest content (a stream that drops or hangs needs some).
    """
    left, lock = list(faults), threading.Lock()

    def script(request: Request) -> Reply:
        if is_outline(request) or (only and part_of(request) != only):
            return honest(request)
        with lock:
            reply = left.pop(0) if len(left) > 1 else left[0]
        return reply if reply.content or reply.raw is not None else replace(reply, content=honest_text(request))

    return script


GOOD = Reply()  # in `failing`: the honest answer
BUSY = Reply(status=429, headers={"Retry-After": "3"}, content="too many requests")
BROKEN = Reply(status=500, content="internal error")
DENIED = Reply(status=401, content="bad key")
FORBIDDEN = Reply(status=403, content="no")
ABSENT = Reply(status=404, content="no such model")
DROPPED = Reply(drop_after=14)
HANGING = Reply(hang_after=14)
SLOW = Reply(gap=0.2, piece=4)
CUT = Reply(finish="length")
GARBAGE = Reply(raw=b'data: {"choices": oops\n\n', content_type="text/event-stream")
HTML = Reply(raw=b"<html><body>gateway</body></html>", content_type="text/html")


def named(name: str) -> Script:
    """The script for a name of the command line. Raises KeyError with the names there are."""
    scripts: dict[str, Script] = {
        "honest": honest,
        **{f"lying:{lie.__name__}": telling(lie, stubborn=True) for lie in (percentage, drop, swap, honour, unknown)},
        "lying:exemplar": telling(exemplar("云溪市民政局", "4.2万人"), stubborn=True),
        "lying:json": broken_outline("好的，提纲如下：一、加强领导", "{"),
        "lying:early": saying("本节写到一半，"),
        **{f"faulty:{word}": failing(reply) for word, reply in _FAULTS.items()},
    }
    if name not in scripts:
        raise KeyError(f"{name}: one of {', '.join(scripts)}")
    return scripts[name]


_FAULTS: Mapping[str, Reply] = {
    "429": BUSY, "500": BROKEN, "401": DENIED, "403": FORBIDDEN, "404": ABSENT, "slow": SLOW,
    "drop": DROPPED, "hang": HANGING, "length": CUT, "garbage": GARBAGE, "html": HTML,
}  # fmt: skip
FAULT_NAMES: Sequence[str] = tuple(_FAULTS)
