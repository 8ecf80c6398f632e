"""Sixty of another unit's names and figures, planted in an exemplar: none is indexed, none reaches a model."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest
from library_parts import LetterEmbedder, ListIndex
from planted import PLANTED, exemplar, left_in
from stub_scripts import honest
from stub_server import StubServer

from assistant.bootstrap import build
from assistant.library import Library
from assistant.library.masking import mask
from assistant.library.readers import read
from assistant.model import DraftRequest, NamedFile
from assistant.settings import Settings
from assistant.store import Database, LibraryRecords, sqlite_url
from assistant.store.grams import grams

NOTES = """---
unit: 云溪市青岚区民政局
kind: civilized-unit
target: 市级文明单位
date: 2025年11月20日
---
## 组织领导
- 成立创建工作领导小组，召开专题会议12次
## 为民服务
- 居家养老服务覆盖面38.5%
## 志愿服务
- 开展志愿服务活动93场
"""


# of each section of the exemplar, what may stay
UNPLANTED = ("坚持以人民为中心", "的坚强领导下，各项工作取得新进展", "一批先进典型")


def test_sixty_are_planted_and_the_search_for_them_works() -> None:
    assert len({planted for _, planted in PLANTED}) >= 58
    assert len(PLANTED) == 60
    assert len(left_in(exemplar())) == 60


def test_none_is_in_what_is_indexed(tmp_path: Path) -> None:
    """Passages, grams, what is embedded, what Chroma is told; the original stands in columns of its own."""
    database, embedder, index = Database(sqlite_url(tmp_path)), LetterEmbedder(), ListIndex()
    library = Library(LibraryRecords(database), index, embedder)
    library.add(read("禾浦县民政局.txt", exemplar().encode()), "exemplar")
    library.embed()
    with sqlite3.connect(tmp_path / "nigao.sqlite3") as connection:
        shown = connection.execute("SELECT section, shown FROM library_passages").fetchall()
        indexed = connection.execute("SELECT title, section, body FROM library_grams").fetchall()
    texts = ["\n".join(row) for row in shown]
    assert texts
    assert left_in("\n".join(texts)) == []
    assert left_in("\n".join(embedder.asked)) == []
    assert left_in(str(index.stored)) == []
    found = {gram for row in indexed for column in row for gram in column.split()}
    assert [planted for _, planted in PLANTED if set(grams(planted)) <= found] == []
    library.close()
    database.close()


def asked_of_the_model(folder: Path, library: tuple[NamedFile, ...], references: tuple[NamedFile, ...]) -> str:
    """Everything the stub was sent while one report was written."""
    with StubServer(honest) as server:
        settings = Settings(
            _env_file=None, OPENAI_BASE_URL=server.base_url, model="stub", data_dir=folder, embedding="none"
        )
        service = build(settings)
        for shipped in service.library_list():
            service.library_remove(shipped.id)  # so that what is retrieved is what was planted
        service.library_add(library, "exemplar", "civilized-unit")

        async def write() -> None:
            async for _ in service.draft(DraftRequest((NamedFile("要点.md", NOTES.encode()),), references)):
                pass

        asyncio.run(write())
        service.close()
        return "\n".join(asked.text for asked in server.requests)


@pytest.mark.parametrize("way", ["from the library", "handed in with the draft"])
def test_none_reaches_the_model(way: str, tmp_path: Path) -> None:
    planted = (NamedFile("禾浦县民政局.txt", exemplar().encode()),)
    without = asked_of_the_model(tmp_path / "without", (), ())
    record = (
        asked_of_the_model(tmp_path / "with", planted, ())
        if way == "from the library"
        else asked_of_the_model(tmp_path / "with", (), planted)
    )
    shown = [words for words in UNPLANTED if words in record]
    assert len(shown) == len(UNPLANTED), "every section of the exemplar was shown"
    assert [words for words in UNPLANTED if words in without] == []
    # the prompt itself names the honour applied for (市级文明单位) and what a policy says
    assert sorted(set(left_in(record)) - set(left_in(without))) == []
    assert len(left_in(without)) < 3


def test_names_that_the_head_declares_are_hidden_in_a_reference_too(tmp_path: Path) -> None:
    head = (
        "---\nnames: [映月坊, 老街评理]\n---\n# 汇报\n## 志愿服务\n映月坊里常年开展志愿服务活动，老街评理深入人心。\n"
    )
    record = asked_of_the_model(tmp_path, (), (NamedFile("汇报.md", head.encode()),))
    assert "常年开展志愿服务活动" in record
    assert [name for name in ("映月坊", "老街评理") if name in record] == []


@pytest.mark.parametrize(
    "text",
    [
        "深入学校、社区开展宣传，走进中小学校。",
        "广大党员干部走在前列，典型宣传有声有色。",
        "拓宽致富路，走出创新路。",
        "建设城市公园和文化广场，落实河湖长制。",
        "发挥模范带头作用，形成长效机制。",
        "鼓励幼儿园和学校参与，推动行业协会自律。",
    ],
)
def test_the_wider_net_leaves_common_words(text: str) -> None:
    assert mask(text).text == text
