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
    from assistant.library.readers.dispatch import read_here

    try:
        if scan:
            from assistant.library.readers.scan import read_scan

            return pack_document(read_scan(name, data, limits))
        return pack_document(read_here(name, data, limits))
    except InputError as error:
        return pack_error(error)
    except MemoryError:
        return pack_error(RefusedFile(f"{name} 读取时占用的内存过大", "请拆分，或删去不需要的图片和表格后再上传"))
    except RecursionError:
        return pack_error(UnreadableFile(f"{name} 的内容层层嵌套，无法读取", "请在原来的软件里另存为新文件后再上传"))


def _confine(limits: Limits, *, scan: bool) -> None:
    """No writing to disk, no core files, bounded memory and processor time. Windows has no such limits."""
    if sys.platform == "win32":
        return
    import resource

    memory = limits.scan_memory_bytes if scan else limits.memory_bytes
    # a scan is recognised by several threads, whose processor time adds up
    seconds = int(limits.scan_seconds * 4 if scan else limits.seconds) + 1
    bounds = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for bound, value in bounds.items():
        _, most = resource.getrlimit(bound)
        allowed = value if most == resource.RLIM_INFINITY else min(value, most)
        resource.setrlimit(bound, (allowed, allowed))


if __name__ == "__main__":
    main()
