"""An embedder and an index for tests: exact, in memory, and open about what they were asked."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library import Library
from assistant.library.port import Vector
from assistant.library.readers import read
from assistant.model import Document
from assistant.store import Database, LibraryRecords, sqlite_url

EXEMPLAR = """---
title: 云川市石桥区水务局创建市级文明单位材料
unit: 云川市石桥区水务局
kind: civilized-unit
level: 市级
year: 2024
names: [云川市石桥区水务局, 石桥区, 河小青]
---
# 云川市石桥区水务局创建市级文明单位材料

石桥区水务局现有干部职工86人。

## 一、加强组织领导，夯实创建之基
成立领导小组，党组会专题研究11次，投入经费28.6万元。

## 二、深化志愿服务，弘扬文明新风
“河小青”志愿服务队开展活动93场，服务群众5.4万人次。
"""
POLICY = """---
title: 石桥区河湖保护办法
number: 石政发〔2023〕7号
issuer: 石桥区人民政府
date: "2023-05-01"
validity: 已废止
---
## 第一章 总则
第三条 河湖保护实行河长制，2023年起每季度巡查1次。
"""


class LetterEmbedder:
    """Vectors that count a few letters: near means alike, by arithmetic a reader can follow."""

    def __init__(self, name: str = "letters", letters: str = "组织领导志愿服务河湖") -> None:
        self.name = name
        self.letters = letters
        self.asked: list[str] = []
        self.broken = False

    def passages(self, texts: Sequence[str]) -> Sequence[Vector]:
        if self.broken:
            raise LibraryError("向量服务没有给出结果", "请检查")
        self.asked += texts
        return [self._vector(text) for text in texts]

    def query(self, text: str) -> Vector:
        return self._vector(text)

    def _vector(self, text: str) -> Vector:
        counts = [text.count(letter) + 0.01 for letter in self.letters]
        length = math.sqrt(sum(count * count for count in counts))
        return [count / length for count in counts]


class ListIndex:
    """The nearest by going through all of them."""

    def __init__(self) -> None:
        self.stored: dict[str, dict[str, tuple[Vector, Mapping[str, str]]]] = {}

    def put(self, embedder: str, items: Sequence[tuple[str, Vector, Mapping[str, str]]]) -> None:
        for one, vector, facets in items:
            self.stored.setdefault(embedder, {})[one] = (vector, facets)

    def nearest(
        self, embedder: str, vector: Vector, limit: int, where: Mapping[str, str]
    ) -> tuple[tuple[str, float], ...]:
        wanted = {key: value for key, value in where.items() if value}
        found = [
            (-sum(a * b for a, b in zip(vector, other, strict=True)), one)
            for one, (other, facets) in self.stored.get(embedder, {}).items()
            if all(facets[key] == value for key, value in wanted.items())
        ]
        return tuple((one, -far) for far, one in sorted(found)[:limit])

    def count(self, embedder: str) -> int:
        return len(self.stored.get(embedder, {}))

    def ids(self, embedder: str) -> frozenset[str]:
        return frozenset(self.stored.get(embedder, {}))

    def remove(self, ids: Sequence[str]) -> None:
        for vectors in self.stored.values():
            for one in ids:
                vectors.pop(one, None)

    def clear(self) -> None:
        self.stored.clear()

    def close(self) -> None:
        return None


def library_in(folder: Path, embedder: LetterEmbedder | None = None, index: ListIndex | None = None) -> Library:
    """A library on a database in this folder; by words alone without an embedder."""
    records = LibraryRecords(Database(sqlite_url(folder)))
    return Library(records, index if index is not None else ListIndex(), embedder)


def exemplar() -> Document:
    return read("范文.md", EXEMPLAR.encode())


def policy() -> Document:
    return read("办法.md", POLICY.encode())
