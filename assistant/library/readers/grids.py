"""Ruled lines -> tables: which lines belong together, and which fields they enclose. Pure geometry, in points."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

_SNAP = 2.0  # lines closer than this are one
_GAP = 3.0  # a dashed line has gaps up to this; lines that miss each other by less meet
_SHORTEST = 6.0
_OPEN = 12.0  # lines that reach this far beyond the last crossing enclose an open field there
_MOST_CROSSINGS = 4_000_000
_MOST_FIELDS = 20_000


@dataclass(frozen=True, slots=True)
class Ruling:
    """A straight line. at: its y if it lies, its x if it stands; begin, end: its extent along the other axis."""

    lies: bool
    at: float
    begin: float
    end: float


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table. columns, rows: their edges. owner: for each row, for each column, the (row, column) of the
    upper left field of the merged one it belongs to."""

    columns: tuple[float, ...]
    rows: tuple[float, ...]
    owner: tuple[tuple[tuple[int, int], ...], ...]

    def field(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) at this place, None outside."""
        column, row = bisect_right(self.columns, x) - 1, bisect_right(self.rows, y) - 1
        inside = 0 <= column < len(self.columns) - 1 and 0 <= row < len(self.rows) - 1
        return self.owner[row][column] if inside else None

    def fields(self) -> set[tuple[int, int]]:
        """The upper left fields of all that are told apart."""
        return {one for row in self.owner for one in row}

    def size(self) -> float:
        """Its area."""
        return (self.columns[-1] - self.columns[0]) * (self.rows[-1] - self.rows[0])


def grids(rulings: Sequence[Ruling]) -> list[Grid]:
    """The tables of a page, the smallest first: a table within a table comes before the one around it.

    A single box is no table, and neither are lines that only lie or only stand.
    """
    lying = _merged([one for one in rulings if one.lies])
    standing = _merged([one for one in rulings if not one.lies])
    if len(lying) * len(standing) > _MOST_CROSSINGS:
        return []
    found = [grid for group in _groups(lying, standing) if (grid := _grid(*group)) is not None]
    return sorted(found, key=Grid.size)


def _merged(rulings: list[Ruling]) -> list[Ruling]:
    """One line for all that lie on each other or go on after a small gap."""
    by_place: list[list[Ruling]] = []
    for one in sorted(rulings, key=lambda ruling: ruling.at):
        if by_place and one.at - by_place[-1][0].at <= _SNAP:
            by_place[-1].append(one)
        else:
            by_place.append([one])
    merged: list[Ruling] = []
    for group in by_place:
        at = sum(one.at for one in group) / len(group)
        begin, end = group[0].begin, group[0].begin
        for one in sorted(group, key=lambda ruling: ruling.begin):
            if one.begin > end + _GAP:
                merged.append(Ruling(one.lies, at, begin, end))
                begin = one.begin
            begin, end = min(begin, one.begin), max(end, one.end)
        merged.append(Ruling(group[0].lies, at, begin, end))
    return [one for one in merged if one.end - one.begin >= _SHORTEST]


def _groups(lying: list[Ruling], standing: list[Ruling]) -> list[tuple[list[Ruling], list[Ruling]]]:
    """Lines that cross or touch one another, directly or by others."""
    parent = list(range(len(lying) + len(standing)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, flat in enumerate(lying):
        for j, upright in enumerate(standing, start=len(lying)):
            if _covers(flat, upright.at) and _covers(upright, flat.at):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Ruling], list[Ruling]]] = {}
    for index, one in enumerate([*lying, *standing]):
        groups.setdefault(root(index), ([], []))[0 if one.lies else 1].append(one)
    return list(groups.values())


def _covers(ruling: Ruling, place: float) -> bool:
    return ruling.begin - _GAP <= place <= ruling.end + _GAP


def _grid(lying: list[Ruling], standing: list[Ruling]) -> Grid | None:
    if not lying or not standing:
        return None
    columns, rows = _edges(standing, lying), _edges(lying, standing)
    fields = (len(columns) - 1) * (len(rows) - 1)
    if len(columns) < 3 or len(rows) < 2 or fields > _MOST_FIELDS:
        return None
    grid = Grid(columns, rows, _owners(columns, rows, lying, standing))
    return grid if len(grid.fields()) > 1 else None


def _edges(across: list[Ruling], along: list[Ruling]) -> tuple[float, ...]:
    """The places of lines, and the ends of the lines that cross them where these reach well beyond: open sides."""
    places = sorted(one.at for one in across)
    edges = [place for index, place in enumerate(places) if index == 0 or place - places[index - 1] > _SNAP]
    first, last = min(one.begin for one in along), max(one.end for one in along)
    if edges[0] - first > _OPEN:
        edges.insert(0, first)
    if last - edges[-1] > _OPEN:
        edges.append(last)
    return tuple(edges)


def _owners(
    columns: Sequence[float], rows: Sequence[float], lying: list[Ruling], standing: list[Ruling]
) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Fields without a line between them are one, if together they are a rectangle."""
    wide, high = len(columns) - 1, len(rows) - 1
    owner = [[(row, column) for column in range(wide)] for row in range(high)]
    for row in range(high):
        for column in range(wide):
            if owner[row][column] != (row, column):
                continue
            across, down = column + 1, row + 1
            while across < wide and owner[row][across] == (row, across) and _open(standing, columns, across, rows, row):
                across += 1
            while down < high and all(
                owner[down][at] == (down, at)
                and _open(lying, rows, down, columns, at)
                and (at == column or _open(standing, columns, at, rows, down))
                for at in range(column, across)
            ):
                down += 1
            for y in range(row, down):
                for x in range(column, across):
                    owner[y][x] = (row, column)
    return tuple(tuple(line) for line in owner)


def _open(rulings: list[Ruling], edges: Sequence[float], edge: int, others: Sequence[float], field: int) -> bool:
    """Whether no line stands on this inner edge beside this field."""
    middle = (others[field] + others[field + 1]) / 2
    return not any(abs(one.at - edges[edge]) <= _SNAP and one.begin <= middle <= one.end for one in rulings)
