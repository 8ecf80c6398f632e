"""Lines that rules left over, placed as a model says: the model assigns, every word and number is the line's. Pure.

An answer that cannot be right is refused and told: a line that was not asked about, or answered twice; points that do
not stand in the line, that an item has already, or that exceed the total; a line that says 扣分 or 一票否决 as an item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.appraisal import OpenLines, Placement
from assistant.library.criteria import phrases
from assistant.library.criteria.found import Draft, Findings, Left
from assistant.library.criteria.packs import numbered
from assistant.library.criteria.tree import Node, split_text
from assistant.library.readers.marks import split_mark
from assistant.model import Source

# 占30分, 计15分; never 扣2分, 加2分, 不低于80分, 30分钟
_SAID = re.compile(r"(?<![\d.扣加减得达到于过低缺少打超])(\d+(?:\.\d+)?)\s*分(?![钟类别之])")
_TAKEN, _GIVEN = re.compile(r"扣\s*\d"), re.compile(r"加\s*\d+(?:\.\d+)?\s*分")
# 特色做法占10分，有可推广的经验: a title, the points, what is asked for
_TITLED = re.compile(
    r"(?P<title>[^，。；：,;:]{2,40}?)(?:分值|权重)?[占计为]?\s*(?P<points>\d+(?:\.\d+)?)\s*分(?:[，。；：,;:](?P<demand>.*))?"
)
_SENTENCE = re.compile(r"[，。；：,;:]")


def wanting(found: Findings) -> bool:
    """Whether a model could help: lines found no place, or criteria lack points or evidence and lines are left."""
    if not found.unplaced and not found.outside:
        return False
    lacking = any((one.use == "score" and one.points is None) or not one.evidence for one in found.drafts)
    return bool(found.unplaced) or not found.drafts or lacking


def open_lines(found: Findings) -> OpenLines:
    """What to ask: lines among the criteria first, then those of other parts, each in the order of the notice."""
    items = {number: _described(draft) for number, draft in numbered(found.drafts).items()}
    return OpenLines(items, {number: " ".join(left.text.split()) for number, left in _lines(found).items()})


def place(found: Findings, answers: Sequence[Placement]) -> None:
    """Adds to `found` what the answers place and takes these lines out of what is left. Refusals go to `of_model`."""
    _Placer(found).place(answers)


def _lines(found: Findings) -> dict[str, Left]:
    return {f"L{number}": left for number, left in enumerate((*found.unplaced, *found.outside), 1)}


def _described(draft: Draft) -> str:
    """组织领导／机构（10分，缺佐证）."""
    title = "／".join(phrases.distinct((*draft.group, draft.title)))
    told = [f"{draft.points:g}分"] if draft.points is not None else ["缺分值"] if draft.use == "score" else []
    told += [] if draft.evidence else ["缺佐证"]
    kind = {"gate": "前置条件：", "bonus": "加分项："}.get(draft.use, "")
    lacking = f"（{'，'.join(told)}）" if told else ""
    return " ".join(f"{kind}{title}{lacking}".split())


class _Refused(Exception):
    """This answer cannot be used; its text is the reason in Chinese."""


class _Placer:
    """Holds the lines by number while the answers are gone through."""

    def __init__(self, found: Findings) -> None:
        self._found = found
        self._lines = _lines(found)
        self._targets: dict[str, Draft] = dict(numbered(found.drafts))  # criteria, and lines that became some
        self._used: set[str] = set()

    def place(self, answers: Sequence[Placement]) -> None:
        times = Counter(one.line for one in answers)
        told = []
        # items first: evidence and points may belong to a line that becomes one
        for one in sorted(answers, key=lambda one: one.kind not in {"item", "gate"}):
            try:
                if one.line not in self._lines:
                    raise _Refused("没有这一行")
                if times[one.line] > 1:
                    raise _Refused("这一行答了不止一次")
                if one.kind != "none":
                    told.append(self._one(one, self._lines[one.line]))
            except _Refused as refused:
                self._found.of_model.append(f"模型的回答没有采用：{self._named(one.line)}：{refused}")
        used = {id(self._lines[line]) for line in self._used}  # the same words may stand in two lines
        self._found.unplaced = [left for left in self._found.unplaced if id(left) not in used]
        self._found.outside = [left for left in self._found.outside if id(left) not in used]
        if told:
            self._found.of_model.insert(0, f"由模型归入{len(told)}行，请逐行与原文核对：{'；'.join(told)}")

    def _named(self, line: str) -> str:
        return f"“{self._lines[line].text}”" if line in self._lines else printable(line)

    def _one(self, answer: Placement, left: Left) -> str:
        """Places one line; says what it became."""
        text = phrases.plain(left.text)
        if answer.kind == "item":
            told = self._item(answer, left, text)
        elif answer.kind == "gate":
            told = self._gate(answer, left, text)
        elif answer.kind == "evidence":
            told = self._evidence(answer, left, text)
        else:
            told = self._points(answer, left, text)
        self._used.add(answer.line)
        return told

    def _item(self, answer: Placement, left: Left, text: str) -> str:
        use = phrases.use_of(text)
        stated = points_of(text)
        if use == "deduction" or (_TAKEN.search(text) and not stated):
            raise _Refused("写的是扣分，不作为评分项目")
        if phrases.is_gate(text):
            raise _Refused("写的是否决情形，不是评分项目")
        bonus = use == "bonus" or (_GIVEN.search(text) is not None and not stated)
        points = None if bonus else self._points_in(text, answer.points)
        title, demand, evidence = _parts(text, points)
        if not title:
            raise _Refused("这一行除了分值和佐证没有别的文字")
        self._fits(points)
        draft = Draft(title, left.source, "bonus" if bonus else "score", evidence=evidence, points=points)
        draft.demands += [demand] if demand else []
        self._add(answer, draft, left)
        return f"{left.source.label()}作为{'加分项' if bonus else '项目'}“{title}”"

    def _gate(self, answer: Placement, left: Left, text: str) -> str:
        rest, evidence = phrases.take_evidence(text)
        if not rest.strip(" 。；;"):
            raise _Refused("这一行只有佐证，不是前置条件")
        title = phrases.gate_text(rest, False)
        self._add(answer, Draft(title, left.source, "gate", evidence=evidence), left)
        return f"{left.source.label()}作为前置条件“{title}”"

    def _add(self, answer: Placement, draft: Draft, left: Left) -> None:
        draft.by_model.append(f"本项由模型归入，请核对：{left.text}")
        self._found.drafts.append(draft)
        self._targets[answer.line] = draft

    def _evidence(self, answer: Placement, left: Left, text: str) -> str:
        target = self._target(answer)
        papers = _papers(text)
        if not papers:
            raise _Refused("这一行没有佐证的名称")
        target.evidence += papers
        target.by_model.append(f"佐证由模型归入，请核对：{left.source.label()}：{left.text}")
        return f"{left.source.label()}作为“{target.title}”的佐证"

    def _points(self, answer: Placement, left: Left, text: str) -> str:
        target = self._target(answer)
        if target.use != "score":
            raise _Refused("前置条件和加分项不计分")
        if target.points is not None:
            raise _Refused(f"“{target.title}”已有分值{target.points:g}分，不改")
        points = self._points_in(text, answer.points)
        if points is None:
            raise _Refused("这一行没有写明哪个数是分值")
        self._fits(points)
        target.points = points
        if _SENTENCE.search(text.strip(" 。；;")):  # it says more than the number, which must not be lost
            target.demands.append(text.strip(" 。；;"))
        target.by_model.append(f"分值由模型归入，请核对：{left.source.label()}：{left.text}")
        return f"{left.source.label()}作为“{target.title}”的分值"

    def _target(self, answer: Placement) -> Draft:
        target = self._targets.get(answer.of)
        if target is None:
            raise _Refused(f"所属的 {printable(answer.of) or '（未写）'} 不是项目")
        return target

    def _points_in(self, text: str, named: float | None) -> float | None:
        """The points the line states: the ones named, else the only ones. Those of a total or a deduction are none."""
        said = points_of(text)
        if named is not None and named not in said:
            raise _Refused(f"这一行没有“{named:g}分”这个分值")
        if named is not None:
            return named
        return said[0] if len(said) == 1 else None

    def _fits(self, points: float | None) -> None:
        total = self._found.total
        if total is None or points is None:
            return
        before = sum(one.points or 0 for one in self._found.drafts if one.use == "score")
        if before + points > total + 1e-6:
            raise _Refused(f"加上这{points:g}分，各项之和{before + points:g}分超出满分{total:g}分")


def _parts(text: str, points: float | None) -> tuple[str, str, list[str]]:
    """Title, demand and evidence of an item's line, without its number and its points."""
    mark = split_mark(text)
    text = mark.rest if mark else text
    rest, taken = phrases.take_points(text)
    if points is not None and taken == points:
        text = rest
    title, demand, evidence = split_text(Node(text, Source(""), 0))
    found = _TITLED.fullmatch("：".join(one for one in (title, demand) if one))
    if found is not None and float(found["points"]) == points:
        title, demand = found["title"].strip(), (found["demand"] or "").strip(" 。；;")
    return title, demand, evidence


def _papers(text: str) -> list[str]:
    """What a line of evidence names. A sentence is not taken apart: which words of it are names, rules cannot say."""
    rest, papers = phrases.take_evidence(text)
    if papers and not rest.strip(" 。；;"):
        return papers
    bare = text.strip(" 。；;")
    head, colon, names = bare.rpartition("：")
    if colon and not _SENTENCE.search(head) and not _SENTENCE.search(names):
        return phrases.evidence_list(names)
    return [bare] if bare and _SENTENCE.search(bare) else phrases.evidence_list(bare)


def points_of(text: str) -> list[float]:
    """Every number a line states as points: （15分）, 占15分; where it states none so, cells of a row that hold 15."""
    text = phrases.plain(text)
    if phrases.total_points(text) is not None:
        return []
    said = [points for _, _, points in phrases.bracketed(text)] + [float(one) for one in _SAID.findall(text)]
    cells = [points for cell in text.split("\u3000") if (points := phrases.cell_points(cell)) is not None]
    return list(dict.fromkeys(said or (cells if "\u3000" in text else [])))


def printable(text: str) -> str:
    """What a model said, short and on one line: foreign text goes into our message and into comments."""
    return "".join(letter for letter in " ".join(text.split()) if letter.isprintable())[:60]
