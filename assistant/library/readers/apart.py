"""Parsing in a process of its own: whatever a file does to its parser, the application goes on.

A fresh process for every file: nothing of one file is left when the next is read, and none is forked from a process
with threads. It gets none of the application's environment, so no key of an endpoint is where a file is parsed.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from assistant.errors import RefusedFile, UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.wire import BadMessage, unpack
from assistant.model import Document

_WORKER = "assistant.library.readers.worker"
_ROOT = Path(__file__).resolve().parents[3]
_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMP")


def read_apart(name: str, data: bytes, limits: Limits, *, scan: bool = False) -> Document:
    """The file as `dispatch.read_here` (or, for a scan, `scan.read_scan`) reads it, within the limits.

    Raises what they raise, RefusedFile when it takes too long or too much memory, UnreadableFile when the parser fails.
    """
    request = json.dumps({"name": name, "scan": scan, "limits": asdict(limits)}).encode() + b"\n" + data
    seconds = limits.scan_seconds if scan else limits.seconds
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", _WORKER],
            input=request,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        # subprocess.run has killed it and waited for its end
        raise _too_long(name, seconds) from error
    if done.returncode:
        raise _ended(name, done.returncode, seconds)
    try:
        return unpack(name, done.stdout)
    except BadMessage as error:
        raise _failed(name) from error


def _environment() -> dict[str, str]:
    """Where Python and its packages are, and nothing else. One thread for libraries that would take all cores."""
    kept = {key: os.environ[key] for key in _PASSED_ON if key in os.environ}
    paths = [str(_ROOT), *(path for path in sys.path if path)]
    return kept | {"PYTHONPATH": os.pathsep.join(paths), "PYTHONUTF8": "1", "OMP_NUM_THREADS": "1"}


def _ended(name: str, code: int, seconds: float) -> RefusedFile | UnreadableFile:
    """What a process says by the way it ended; negative codes are signals."""
    if sys.platform != "win32" and code == -signal.SIGXCPU:
        return _too_long(name, seconds)
    if sys.platform != "win32" and code == -signal.SIGKILL:
        return RefusedFile(f"{name} 读取时占用的资源过多，已中止", "请拆分，或删去不需要的图片和表格后再上传")
    return _failed(name)


def _too_long(name: str, seconds: float) -> RefusedFile:
    return RefusedFile(f"{name} 用了 {seconds:g} 秒还没有读完，已中止", "请拆分，或在原来的软件里另存为新文件后再上传")


def _failed(name: str) -> UnreadableFile:
    return UnreadableFile(f"{name} 的内容不合规范，无法解析", "请在原来的软件里打开后另存，再重新上传")
