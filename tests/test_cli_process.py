"""What only a process of its own shows: Ctrl-C for real, a reader that goes away, a crash, the installed command."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from assistant import __version__

TESTS = Path(__file__).parent
START = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
from cli_fake import COMPOSER, FakeService
from assistant.cli.entry import run
from assistant.cli.runtime import Runtime
from assistant.settings import Settings
service = FakeService()
runtime = Runtime(settings=lambda: Settings(_env_file=None), build=lambda settings: service)
"""


def python(code: str, folder: Path) -> subprocess.Popen[bytes]:
    environment = {"PYTHONPATH": str(TESTS.parent), "PYTHONUTF8": "1", "PATH": os.environ["PATH"]}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    words = [sys.executable, "-c", START.format(tests=str(TESTS)) + code]
    return subprocess.Popen(words, cwd=folder, env=environment, **pipes)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for a single process")
def test_ctrl_c_while_a_section_is_being_written_keeps_the_finished_ones(tmp_path: Path) -> None:
    (tmp_path / "要点.md").write_text("- 要点", encoding="utf-8")
    process = python(
        """
import asyncio, os, signal
from assistant.events import OutlineReady, SectionFinished
from assistant.model import Outline, OutlineSection, Section

async def draft(request):
    yield OutlineReady(Outline("标题", tuple(OutlineSection(one, one, "", "", "", ()) for one in ("s1", "s2"))))
    yield SectionFinished(Section("s1", "一、甲", "正文。"))
    os.kill(os.getpid(), signal.SIGINT)
    await asyncio.Event().wait()

service.draft = draft
sys.exit(run(["draft", "要点.md", "-o", "稿.md"], runtime))
""",
        tmp_path,
    )
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert (tmp_path / "稿.未完成.md").read_text(encoding="utf-8") == "md:标题:s1\n"
    assert "Traceback" not in err.decode()


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    process = python(
        """
from assistant.model import Kind
service.kinds = tuple(Kind(f"k{n}", "名" * 200, (), "", (1, 2), (), (), "", ()) for n in range(2000))
sys.stdin.read()
sys.exit(run(["kinds"], runtime))
""",
        tmp_path,
    )
    assert process.stdin and process.stdout and process.stderr
    process.stdout.close()
    process.stdin.close()
    assert process.stderr.read().decode() == ""
    assert process.wait(timeout=60) == 1


@pytest.mark.parametrize("debug", [False, True])
def test_a_crash_is_one_line_and_a_traceback_only_with_debug(tmp_path: Path, debug: bool) -> None:
    code = f"from assistant.cli.failures import crash_hook\ncrash_hook({debug})\n{{}}['无此键']"
    process = python(code, tmp_path)
    _, err = process.communicate(timeout=60)
    lines = err.decode().splitlines()
    assert process.returncode == 1
    assert lines[-1].startswith("错误：程序内部出错（KeyError")
    assert (len(lines) > 1) is debug


def test_the_entry_point_answers(tmp_path: Path) -> None:
    process = python("from assistant.cli import main\nsys.argv = ['nigao', '--version']\nmain()", tmp_path)
    out, _ = process.communicate(timeout=60)
    assert (process.returncode, out) == (0, f"{__version__}\n".encode())
