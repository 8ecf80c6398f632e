"""The command with the real service behind it: notes on disk in, files out. No model, no embedder, no network."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.settings import Settings

NOTES = """---
unit: 云溪市青岚区民政局
target: 市级文明单位
date: 2025年11月20日
---
# 要点

## 组织领导
- 成立创建工作领导小组，局长任组长，召开专题会议12次
- 制定《青岚区民政局文明创建三年规划》

## 为民服务
- 居家养老服务覆盖面38.5%，比上年提高4.2个百分点
- 办理婚姻登记3860对，群众满意率99.6%
- 发放临时救助金126.4万元，惠及困难群众572户

## 志愿服务
- 注册志愿者218人，开展志愿服务活动64场

## 荣誉
- 2024年获“全省老龄工作先进单位”称号
"""
FIGURES = ("38.5%", "4.2个百分点", "3860对", "99.6%", "126.4万元", "572户", "218人", "64场")


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def nigao(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    settings = Settings(_env_file=None, data_dir=tmp_path / "data", embedding="none")

    def command(*words: object, **changes: Any) -> Outcome:
        runtime = Runtime(settings=lambda: settings.model_copy(update=changes))
        code = run([str(word) for word in words], runtime)
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return command


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "要点.md"
    path.write_text(NOTES, encoding="utf-8")
    return path


def line_of(words: str) -> int:
    return next(number for number, line in enumerate(NOTES.splitlines(), 1) if words in line)


def test_every_fact_has_its_line(nigao: Callable[..., Outcome], notes: Path) -> None:
    done = nigao("facts", notes, "--json")
    assert done.code == 0, done.err
    facts = {(one["value"], one["unit"]): one for one in json.loads(done.out)["facts"] if one["value"] is not None}
    for value, unit, words in ((38.5, "%", "38.5%"), (3860, "对", "3860对"), (218, "人", "218人"), (64, "场", "64场")):
        assert facts[value, unit]["source"] == {"file": "要点.md", "line": line_of(words)}
    honours = [one["text"] for one in json.loads(done.out)["facts"] if one["type"] == "honour"]
    assert any("全省老龄工作先进单位" in text for text in honours)


def test_a_draft_has_every_figure_and_comes_in_three_forms(
    nigao: Callable[..., Outcome], notes: Path, tmp_path: Path
) -> None:
    outputs = {ending: tmp_path / f"稿.{ending}" for ending in ("docx", "md", "json")}
    done = nigao("draft", notes, "--offline", *(word for path in outputs.values() for word in ("-o", path)))
    assert done.code in (0, 3), done.err
    markdown = outputs["md"].read_text(encoding="utf-8")
    assert [figure for figure in FIGURES if figure not in markdown] == []
    assert "云溪市青岚区民政局" in markdown
    assert "“全省老龄工作先进单位”" in markdown
    report = json.loads(outputs["json"].read_text(encoding="utf-8"))
    assert report["writer"]["provider"] == "composer"
    assert {"title", "kind", "unit", "date", "sections", "findings", "unused_facts", "usage"} <= report.keys()
    assert [one for one in report["findings"] if one["rule"].startswith("FACT") and one["severity"] == "block"] == []
    assert report["date"] == "2025-11-20"
    with zipfile.ZipFile(outputs["docx"]) as archive:
        assert "38.5%" in archive.read("word/document.xml").decode("utf-8")
    blocked = any(one["severity"] == "block" for one in report["findings"])
    assert done.code == (3 if blocked else 0)


def test_the_check_passes_the_draft_and_finds_one_altered_figure(
    nigao: Callable[..., Outcome], notes: Path, tmp_path: Path
) -> None:
    draft = tmp_path / "稿.md"
    nigao("draft", notes, "--offline", "-o", draft)
    honest = json.loads(nigao("check", draft, "--notes", notes, "--json").out)
    assert [one for one in honest["findings"] if one["rule"] == "FACT-01" and one["severity"] == "block"] == []
    draft.write_text(draft.read_text(encoding="utf-8").replace("38.5%", "38.6%"), encoding="utf-8")
    done = nigao("check", draft, "--notes", notes, "--json")
    assert done.code == 3
    lies = [one for one in json.loads(done.out)["findings"] if one["rule"] == "FACT-01" and one["severity"] == "block"]
    assert {one["text"] for one in lies} == {"38.6%"}
    assert all(f"第{line_of('38.5%')}行" in one["why"] for one in lies)


def test_a_reference_lends_no_fact(nigao: Callable[..., Outcome], notes: Path, tmp_path: Path) -> None:
    reference = tmp_path / "范文.md"
    reference.write_text(
        "# 霞浦岭市松岩区民政局申报材料\n\n## 一、加强领导\n\n霞浦岭市松岩区民政局召开会议97次，受助群众8431人。\n",
        encoding="utf-8",
    )
    done = nigao("draft", notes, "--offline", "--reference", reference)
    assert done.code in (0, 3), done.err
    assert [word for word in ("霞浦岭", "松岩", "97次", "8431") if word in done.out] == []


def test_the_library_from_adding_to_removing(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    exemplar = tmp_path / "往年材料.md"
    exemplar.write_text(
        "# 申报材料\n\n## 一、夯实基础\n\n霞浦岭市松岩区民政局把创建工作列入重要议事日程，召开会议97次。\n",
        encoding="utf-8",
    )
    assert nigao("library", "add", exemplar, "--as", "exemplar").code == 0
    listed = json.loads(nigao("library", "list", "--json").out)["documents"]
    (mine,) = [one for one in listed if one["name"] == "往年材料.md"]
    found = json.loads(nigao("library", "search", "列入重要议事日程", "--as", "exemplar", "--json").out)["results"]
    assert mine["id"] in {one["document"] for one in found}
    assert [one["text"] for one in found if "松岩" in one["text"] or "97" in one["text"]] == [], "exemplars are masked"
    assert nigao("library", "show", mine["id"]).code == 0
    assert nigao("library", "remove", mine["id"]).code == 0
    gone = nigao("library", "show", mine["id"])
    assert (gone.code, gone.err.count("\n")) == (1, 1)


def test_a_folder_with_a_bad_file_is_added_without_it(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    folder = tmp_path / "往年"
    folder.mkdir()
    (folder / "好.md").write_text("# 一份办法\n\n第一条 巡查每季度1次。\n", encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "密.txt").write_text("机密★1年\n某事。\n", encoding="utf-8")
    done = nigao("library", "add", folder, "--as", "policy")
    assert (done.code, "一份办法" in done.out, done.err.count("注意："), done.err.count("错误：")) == (1, True, 2, 1)
    names = [one["name"] for one in json.loads(nigao("library", "list", "--json").out)["documents"]]
    assert "好.md" in names
    assert not {"坏.docx", "密.txt"} & set(names)
    assert "没有读成" not in nigao("doctor").out, "what was told once is not told for ever"


def test_doctor_and_kinds_answer_on_a_bare_machine(nigao: Callable[..., Outcome]) -> None:
    doctor = nigao("doctor", "--json")
    assert doctor.code == 0, doctor.out
    assert len(json.loads(doctor.out)["checks"]) >= 3
    assert len(json.loads(nigao("kinds", "--json").out)["kinds"]) >= 2


def test_an_unknown_kind_is_wrong_usage_and_says_what_there_is(nigao: Callable[..., Outcome], notes: Path) -> None:
    done = nigao("draft", notes, "--offline", "--kind", "没有的")
    assert (done.code, done.err.count("错误：")) == (2, 1)


def test_an_endpoint_that_is_not_there_is_one_line(nigao: Callable[..., Outcome], notes: Path) -> None:
    nobody = {"base_url": "http://127.0.0.1:9/v1", "model": "m", "retries": 0, "total_timeout": 5.0}
    done = nigao("draft", notes, **nobody)
    assert done.code in (1, 3)
    assert "Traceback" not in done.err
    assert "127.0.0.1" in done.err


@pytest.mark.parametrize("content", [b"", b"\n\n  \n", b"PK\x03\x04broken"])
def test_notes_without_anything_in_them_are_one_line(
    nigao: Callable[..., Outcome], tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / ("坏.docx" if content.startswith(b"PK") else "空.md")
    path.write_bytes(content)
    done = nigao("draft", path, "--offline")
    assert (done.code, done.out, done.err.count("错误：")) == (1, "", 1)
    assert path.name in done.err


def test_safe_changes_go_into_a_new_file_and_are_listed(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    notes, draft, new = tmp_path / "要点.md", tmp_path / "稿.md", tmp_path / "新稿.md"
    notes.write_text(NOTES, encoding="utf-8")
    before = "# 申报材料\n\n首先、办理婚姻登记3860对,群众满意率99.6%。近年来，成效很好。\n"
    draft.write_text(before, encoding="utf-8")
    done = nigao("check", draft, "--notes", notes, "--fix", "safe", "-o", new)
    assert draft.read_text(encoding="utf-8") == before
    assert new.read_text(encoding="utf-8") == before.replace("首先、", "首先，").replace("对,", "对，")
    assert "改了 2 处" in done.out and "第3行 PUN-03 “、”改为“，”" in done.out


@pytest.mark.parametrize(
    "words",
    [("--fix", "safe"), ("-o", "新.md"), ("--fix", "PUN-99", "-o", "新.md"), ("--fix", "safe", "-o", "新.docx")],
)
def test_a_fix_that_cannot_be_is_refused_before_any_work(
    nigao: Callable[..., Outcome], tmp_path: Path, words: tuple[str, ...]
) -> None:
    notes = tmp_path / "要点.md"
    notes.write_text(NOTES, encoding="utf-8")
    done = nigao("check", notes, "--notes", notes, *(tmp_path / word if "." in word else word for word in words))
    assert done.code == 2 and not list(tmp_path.glob("新*"))


def test_a_fix_never_writes_over_the_draft(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    notes = tmp_path / "要点.md"
    notes.write_text(NOTES, encoding="utf-8")
    done = nigao("check", notes, "--notes", notes, "--fix", "safe", "-o", notes)
    assert done.code == 2 and notes.read_text(encoding="utf-8") == NOTES


def test_the_units_rules_and_the_drafts_own_phrases_are_heeded(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    notes, draft = tmp_path / "要点.md", tmp_path / "稿.md"
    notes.write_text(NOTES, encoding="utf-8")
    draft.write_text("---\nkeep: [近年来]\n---\n# 申报材料\n\n首先、做法很多。近年来，成效很好。\n", encoding="utf-8")
    (tmp_path / "data").mkdir(exist_ok=True)
    (tmp_path / "data" / "rules.yaml").write_text("rules: {PUN-03: off}\n", encoding="utf-8")
    done = nigao("check", draft, "--notes", notes)
    assert "PUN-03" not in done.out and "CON-02" not in done.out and "已接受的短语" in done.out
    (tmp_path / "data" / "rules.yaml").write_text("rules: {PUN-99: off}\n", encoding="utf-8")
    wrong = nigao("check", draft, "--notes", notes)
    assert wrong.code != 0 and "PUN-99" in wrong.err


def test_a_rules_file_that_is_named_must_be_there(nigao: Callable[..., Outcome], tmp_path: Path) -> None:
    done = nigao("kinds", rules_file=str(tmp_path / "没有.yaml"))
    assert done.code != 0 and "没有.yaml" in done.err
