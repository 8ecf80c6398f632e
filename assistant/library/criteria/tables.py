"""Criteria from a scoring table: the header says what each column holds, merged cells say what belongs together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.library.criteria import phrases
from assistant.library.criteria.found import Draft, Findings, Left, Use
from assistant.library.readers.marks import split_mark
from assistant.model import Block, Cell, Source

Role = Literal["number", "item", "demand", "points", "evidence", "owner", "ignored", ""]
# in this order: 自评分 is no demand, 标准分 are points, 材料要求 is evidence
_ROLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    ("ignored", re.compile(r"自评|得分|备注|自查|打分|核定|复核|扣分$|实得")),
    ("points", re.compile(r"分值|分数|满分|权重|标准分|基本分|配分|总分|^分$")),
    ("number", re.compile(r"^(?:序号|编号|项次|NO\.?|№)$", re.IGNORECASE)),
    ("evidence", re.compile(r"佐证|材料|资料|印证|证明|依据|(?:测评|查验|检查|考核|评价)(?:方法|方式)|数据来源")),
    ("owner", re.compile(r"责任|牵头|部门|单位|主体")),
    ("demand", re.compile(r"标准|要求|细则|说明|评分|计分|要点|观测点|评价内容")),
    ("item", re.compile(r"项目|指标|内容|类别|名称|要素|模块|事项|条件|情形")),
)
_SUM = re.compile(r"^\s*(?:合\s*计|总\s*计|总\s*分|小\s*计)")
_ASIDE = frozenset({"gate", "bonus", "deduction"})  # what does not count towards the total
_LINES_BEFORE = 8  # a header stands among the first lines of a table


@dataclass(frozen=True, slots=True)
class _Header:
    row: int
    roles: tuple[Role, ...]

    def columns(self, role: Role) -> list[int]:
        return [at for at, one in enumerate(self.roles) if one == role]


def read_table(block: Block, above: str, found: Findings) -> None:
    """Adds what one table gives. above: the heading it stands under."""
    if block.table is None:
        return
    rows = block.table.rows
    header = _header(rows)
    named = (
        [one.text for one, role in zip(rows[header.row], header.roles, strict=False) if role == "item"]
        if header
        else []
    )
    if header is not None:
        header = _with_demands(header, rows)
    reader = _Reader(block, (above, block.table.name, *named), found)
    for row in rows[: header.row if header else len(rows)]:
        reader.leave(row, "表头之前的文字" if header else "表格没有看得懂的表头（项目、分值）")
    if header is not None:
        for row in rows[header.row + 1 :]:
            reader.row(row, header)


def _with_demands(header: _Header, rows: Sequence[Sequence[Cell]]) -> _Header:
    """The last column of items holds demands if its cells change where the points go on: one score, several demands."""
    items, points = header.columns("item"), header.columns("points")
    if len(items) < 2 or not points:
        return header
    last = items[-1]

    def goes_on(row: Sequence[Cell]) -> bool:
        own, score = row[last], row[points[-1]]
        return bool(own.text.strip()) and not own.merged and score.merged

    if any(len(row) > max(last, points[-1]) and goes_on(row) for row in rows[header.row + 1 :]):
        return _Header(header.row, tuple("demand" if at == last else role for at, role in enumerate(header.roles)))
    return header


def title_row(block: Block) -> str:
    """The title that stands over a table's header, "" if there is none."""
    if block.table is None or not block.table.rows:
        return ""
    texts = _own(block.table.rows[0])
    return texts[0] if len(texts) == 1 and _header(block.table.rows) is not None else ""


def _header(rows: Sequence[Sequence[Cell]]) -> _Header | None:
    for place, row in enumerate(rows[:_LINES_BEFORE]):
        roles = tuple(_role(cell.text) for cell in row)
        known = set(roles) - {"", "ignored", "number"}
        if len(known) >= 2 and known & {"item", "demand"} and len(_own(row)) > 1:
            if "item" not in known:
                first = roles.index("demand")
                roles = tuple("item" if at == first else role for at, role in enumerate(roles))
            return _Header(place, roles)
    return None


def _role(text: str) -> Role:
    text = re.sub(r"\s+|[（(].*?[）)]", "", text)
    return next((role for role, pattern in _ROLES if len(text) <= 14 and pattern.search(text)), "")


def _own(row: Sequence[Cell]) -> list[str]:
    return [cell.text.strip() for cell in row if cell.text.strip() and not cell.merged]


class _Reader:
    """Row by row; knows the group, the item that is open and how its rows are used."""

    def __init__(self, block: Block, titles: Sequence[str], found: Findings) -> None:
        """titles: the heading above, the sheet's name, the heads of the columns of items; the first that says wins."""
        self._block, self._found = block, found
        self._use: Use = next((said for one in titles if (said := phrases.use_of(one))), "")
        self._forbidden = any(phrases.forbids(one) for one in titles)
        self._group: tuple[str, ...] = ()
        self._open: Draft | None = None
        self._above: dict[int, str] = {}

    def row(self, row: Sequence[Cell], header: _Header) -> None:
        own = _own(row)
        if not own or all(_role(cell.text) == role for cell, role in zip(row, header.roles, strict=False) if cell.text):
            return
        if _SUM.match(own[0]):
            totals = [points for text in own if (points := phrases.cell_points(text)) is not None]
            if totals and "小" not in own[0]:
                self._found.total = totals[-1]
        elif (
            len(own) == 1 and len({cell.text for cell in row if cell.text}) == 1 and self._is_band(row, own[0], header)
        ):
            self._band(own[0])
        else:
            self._criterion(row, header)

    def leave(self, row: Sequence[Cell], why: str) -> None:
        texts = _own(row)
        if texts:
            text = "　".join(texts)
            inside = why != "表头之前的文字" or phrases.looks_like_criterion(text)
            (self._found.unplaced if inside else self._found.outside).append(Left(text, self._at(row), why))

    def _is_band(self, row: Sequence[Cell], text: str, header: _Header) -> bool:
        """A line across the table. The last cells of an item that goes on below are none."""
        if text.startswith(("注", "说明", "备注")):
            return True
        place = next(at for at, cell in enumerate(row) if cell.text)
        return place < 2 and header.roles[place] in {"item", "number", ""} and len(text) <= 60

    def _band(self, text: str) -> None:
        self._open = None
        mark = split_mark(text)
        title, _ = phrases.take_points(phrases.plain(mark.rest if mark else text))
        if text.startswith(("注", "说明", "备注")):
            self._found.unplaced.append(Left(text, self._block.source, "表中的说明"))
            return
        self._use = phrases.use_of(text) or "score"
        self._forbidden = phrases.forbids(text)
        self._group = () if self._use in _ASIDE else (title,)

    def _criterion(self, row: Sequence[Cell], header: _Header) -> None:
        def texts(role: Role, merged: bool = True) -> list[str]:
            chosen = [row[at] for at in header.columns(role) if at < len(row)]
            return [phrases.plain(cell.text) for cell in chosen if cell.text.strip() and (merged or not cell.merged)]

        points_cells = [row[at] for at in header.columns("points") if at < len(row)]
        leaf = points_cells[-1] if points_cells else None
        points = phrases.cell_points(leaf.text) if leaf is not None else None
        new = (leaf is not None and bool(leaf.text.strip()) and not leaf.merged) or (
            not points_cells and bool(texts("item", merged=False) or texts("demand", merged=False))
        )
        fresh_item = bool(texts("item", merged=False))
        if self._open is not None and not new and (leaf is not None and (leaf.merged or not fresh_item)):
            self._more(texts("item", merged=False), texts("demand", merged=False), texts("evidence", merged=False))
            return
        self._start(
            row, self._items(row, header), texts("demand"), texts("evidence"), points, leaf.text if leaf else ""
        )

    def _items(self, row: Sequence[Cell], header: _Header) -> list[str]:
        """The item cells from left to right. An empty one on the left repeats what stands above it, as in a CSV
        file, which cannot merge cells."""
        columns = [at for at in header.columns("item") if at < len(row)]
        for at in columns:
            text = phrases.plain(row[at].text)
            if text:
                self._above[at] = text
                for other in columns[columns.index(at) + 1 :]:
                    self._above.pop(other, None)
        return [self._above[at] for at in columns if at in self._above]

    def _start(
        self, row: Sequence[Cell], items: list[str], demands: list[str], evidence: list[str],
        points: float | None, points_text: str,
    ) -> None:  # fmt: skip
        use = phrases.use_of(points_text) if points is None and points_text else ""
        use = use or next((said for one in items if (said := phrases.use_of(one)) in _ASIDE), "")
        use = use if use in _ASIDE else (self._use or "score")
        names = phrases.distinct(_bare(one)[0] for one in items)
        for one in reversed((*items, *demands)):
            if points is None:
                points = phrases.take_points(one)[1]
        if not names and demands:
            names, demands = [_bare(demands[0])[0]], demands[1:]
        if not names or use == "deduction":
            self.leave(row, "扣分项，不作为评分项目" if use == "deduction" else "这一行没有项目名称")
            return
        forbidden = self._forbidden or phrases.forbids(f"{names[0]}{points_text}")
        last = phrases.gate_text(names[-1], forbidden) if use == "gate" else names[-1]
        group = tuple(one for one in (*self._group, *names[:-1])) if use == "score" else ()
        draft = Draft(last, self._at(row), use, group, points=points if use == "score" else None)
        self._open = draft
        self._found.drafts.append(draft)
        self._more([], demands, evidence)
        if use == "bonus" and points is not None:
            draft.demands.append(f"加分上限{points:g}分")

    def _more(self, items: list[str], demands: list[str], evidence: list[str]) -> None:
        if self._open is None:
            return
        for text in (*items, *demands):
            rest, offered = phrases.take_evidence(
                "；".join(line.strip(" ；;") for line in text.split("\n") if line.strip())
            )
            self._open.evidence += offered
            if rest.strip(" 。；;"):
                self._open.demands.append(rest.strip(" 。；;"))
        for text in evidence:
            self._open.evidence += phrases.evidence_list(text)

    def _at(self, row: Sequence[Cell]) -> Source:
        first = next((cell for cell in row if cell.text.strip() and not cell.merged), row[0])
        name = self._block.table.name if self._block.table is not None else ""
        return replace(self._block.source, cell=f"{name}!{first.ref}", line=None)


def _bare(text: str) -> tuple[str, float | None]:
    """Without its number and its points: 1.组织领导（15分） -> 组织领导, 15."""
    mark = split_mark(text)
    rest, points = phrases.take_points(mark.rest if mark else text)
    return re.sub(r"\s*\n\s*", "", rest), points
