"""The one door for every file: what is harmless is read here, everything else in a process of its own."""

from __future__ import annotations

from assistant.errors import ScannedFile
from assistant.library.readers.apart import read_apart
from assistant.library.readers.dispatch import admit, is_light, read_here
from assistant.library.readers.limits import DEFAULT, Limits
from assistant.library.readers.recognition import can_recognise
from assistant.model import Document


def read(name: str, data: bytes, limits: Limits = DEFAULT) -> Document:
    """The file as blocks with positions. `name` decides the format, the content must agree.

    Small text files are parsed at once, all others in a process with bounded time and memory.
    Raises RefusedFile (too large, too slow, secrecy mark, macros, bombs), EncryptedFile, UnreadableFile.
    """
    name, suffix = admit(name, data, limits)
    if is_light(suffix, data, limits):
        return read_here(name, data, limits)
    try:
        return read_apart(name, data, limits)
    except ScannedFile:
        if not can_recognise():
            raise
    return read_apart(name, data, limits, scan=True)
