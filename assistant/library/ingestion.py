"""Files handed in for the library: accepted into the queue at once, read one by one, each added or refused."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import replace

from assistant.errors import InputError, LibraryError
from assistant.library.cataloguing import lane_name
from assistant.library.port import Records
from assistant.library.readers import Limits, admit, read, tidy_reference
from assistant.model import Document, Lane, LibraryDocument, NamedFile, QueuedFile

_ATTEMPTS = 5  # a file at which the process died so often is not tried again

# (document, file, its bytes) -> the document in the library, None if the file was taken out of the queue meanwhile
Adding = Callable[[Document, QueuedFile, bytes], LibraryDocument | None]


class Ingestion:
    """The bytes of a file are in the store until it was read, and no longer; the original is not kept after that."""

    def __init__(self, records: Records, add: Adding, limits: Limits) -> None:
        self._records, self._add, self._limits = records, add, limits
        self._begun: set[str] = set()  # by this process: what fails without ending it may be tried again and again

    def accept(self, file: NamedFile, lane: Lane, kind: str) -> QueuedFile:
        """Puts a file into the queue: when this returns, no kill loses it.

        What is in the library is recognised; what can be seen to be unreadable from outside is refused at once.
        """
        digest = digest_of(file.data)
        entry = QueuedFile(f"q{secrets.token_hex(6)}", file.name, lane, kind)
        known = self._records.by_digest(digest)
        try:
            admit(file.name, file.data, self._limits)
            if known is not None:
                there = in_lane(known, lane, file.name)
                entry = replace(entry, state="read", document=there.id, why=_known_note(file.name, there, kind))
        except (InputError, LibraryError) as error:
            entry = replace(entry, state="refused", why=error.what, fix=error.fix)
        return self._records.enqueue(entry, digest, file.data)

    def step(self) -> QueuedFile | None:
        """Reads the file that has waited longest; what became of it, None if none waits. Raises StoreError."""
        taken = self._records.first_waiting()
        if taken is None:
            return None
        file, data = taken
        if file.id not in self._begun:
            self._begun.add(file.id)
            if self._records.count_attempt(file) > _ATTEMPTS:
                why = f"{file.name} 读了{_ATTEMPTS}次，每次程序都在中途中断"
                return self._records.refuse(file, why, "请在原来的软件里另存为新文件后再上传")
        try:
            document = read(file.name, data, self._limits)
            # a policy is kept word for word; an exemplar loses what the website it was copied from put around it
            document = tidy_reference(document) if file.lane == "exemplar" else document
            added = self._add(document, file, data)
        except (InputError, LibraryError) as error:
            return self._records.refuse(file, error.what, error.fix)
        return replace(file, state="read", document=added.id) if added is not None else file


def _known_note(name: str, known: LibraryDocument, kind: str) -> str:
    """What was asked for and is not done to a document that is there already."""
    if not kind or kind == known.kind:
        return ""
    here = known.kind or "未说明"
    return f"{name} 已在参考库中（{known.id}），类型仍是{here}，没有改成 {kind}；要改请先删去再加入"


def in_lane(known: LibraryDocument, lane: Lane, name: str) -> LibraryDocument:
    """The document that has this content already. Raises LibraryError if it is there in the other lane."""
    if known.lane != lane:
        raise LibraryError(f"{name} 已作为{lane_name(known.lane)}在参考库中", "请先移除，再重新加入")
    return known


def digest_of(data: bytes) -> str:
    """By which a content is known again."""
    return hashlib.sha256(data).hexdigest()
