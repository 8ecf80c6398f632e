"""What the README shows of the terminal is what the commands print."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
NAMES = ("README.md", "README.zh-CN.md")


def shown(name: str) -> str:
    """The block with the terminal example."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return next(block for block in re.findall(r"```\n(.*?)```", text, re.DOTALL) if "$ nigao facts" in block)


@pytest.mark.parametrize("name", NAMES)
def test_the_terminal_example_is_real(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    knowledge = ROOT / "knowledge"
    monkeypatch.chdir(tmp_path)
    (tmp_path / "knowledge").symlink_to(knowledge)
    runtime = Runtime(settings=lambda: Settings.model_validate({"data_dir": tmp_path / "data", "embedding": "none"}))
    commands = [line[2:].split()[1:] for line in shown(name).splitlines() if line.startswith("$ ")]
    assert [words[0] for words in commands] == ["facts", "draft"]
    for words in commands:
        run(words, runtime)
    printed = capsys.readouterr()
    real = {line.rstrip() for line in (printed.out + printed.err).splitlines()}
    for line in shown(name).splitlines():
        if line.strip() and not line.startswith(("$ ", "…")):
            assert line.rstrip() in real


def test_both_readmes_show_the_same_example() -> None:
    assert shown(NAMES[0]) == shown(NAMES[1])
