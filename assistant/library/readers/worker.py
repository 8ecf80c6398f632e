"""The process that parses one file and ends: `python -m assistant.library.readers.worker`, started by `apart`.

Standard input: one line of JSON {name, scan, limits}, then the bytes of the file. Standard output: what `wire`
packs. It opens no file for writing, and takes no more memory and processor time than the limits say.
"""

from __future__ import annotations

import json
import os
import sys

from assistant.errors import InputError, RefusedFile, UnreadableFile
from assistant.library.readers.limits import Limits
from assistant.library.readers.wire import pack_document, pack_error
from assistant.model import Document

_ROOM = 32 << 20  # bytes that are kept for the answer when the memory is used up


def main() -> None:
    """Reads the request, answers, ends. A fault of a parser ends it with a traceback, which `apart` reports."""
    answers = os.fdopen(os.dup(1), "wb")
    # whatever a parser prints must not get between the bytes of the answer
    os.dup2(2, 1)
    request = json.loads(sys.stdin.buffer.readline())
    limits = Limits(**request["limits"])
    data = sys.stdin.buffer.read()
    _confine(limits, scan=request["scan"])
    answers.write(_answer(request["name"], data, limits, scan=request["scan"]))
    answers.close()


def _answer(name: str, data: bytes, limits: Limits, *, scan: bool) -> bytes:
    too_large = RefusedFile(f"{name} 读取时占用的内存过大", "请拆分，或删去不需要的图片和表格后再上传")
    too_deep = UnreadableFile(f"{name} 的内容层层嵌套，无法读取", "请在原来的软件里另存为新文件后再上传")
    try:
        return pack_document(_read(name, data, limits, scan=scan))
    except InputError as error:
        return pack_error(error)
    except RecursionError:
        return pack_error(too_deep)
    except MemoryError:
        _make_room()
    # out here, what the parser held is free again
    return pack_error(too_large)


def _read(name: str, data: bytes, limits: Limits, *, scan: bool) -> Document:
    if scan:
        from assistant.library.readers.scan import read_scan

        return read_scan(name, data, limits)
    from assistant.library.readers.dispatch import read_here

    # openpyxl takes numpy along where it finds it, a quarter of a second for nothing of ours
    sys.modules["numpy"] = None  # type: ignore[assignment]
    return read_here(name, data, limits)


def _confine(limits: Limits, *, scan: bool) -> None:
    """No writing to disk, no core files, bounded memory and processor time. Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    memory = limits.scan_memory_bytes if scan else limits.memory_bytes
    # a scan is recognised by several threads, whose processor time adds up
    seconds = int(limits.scan_seconds * 4 if scan else limits.seconds) + 1
    bounds = {
        resource.RLIMIT_AS: (memory, memory + _ROOM),
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_CORE: (0, 0),
    }
    for bound, wanted in bounds.items():
        _, most = resource.getrlimit(bound)
        soft, hard = wanted if most == resource.RLIM_INFINITY else (min(one, most) for one in wanted)
        resource.setrlimit(bound, (soft, hard))


def _make_room() -> None:
    """Even to say that there is no memory left takes some."""
    if sys.platform != "win32":
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


if __name__ == "__main__":
    main()
