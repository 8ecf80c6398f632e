"""The reference library: exemplars that lend structure, policies that are quoted."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from assistant.errors import LibraryError, StoreError
from assistant.library.background import Background
from assistant.library.cataloguing import entry_of, passages_of, replaced_note, with_stated_validity
from assistant.library.ingestion import Ingestion, digest_of, in_lane
from assistant.library.port import Embedder, Index, Records
from assistant.library.preview import parts_of
from assistant.library.readers import Limits, read
from assistant.library.searching import Query, Searcher
from assistant.library.shipped import Synced, shipped_files
from assistant.library.splitting import CHUNKING
from assistant.library.stored_document import from_json, to_json
from assistant.library.vectors import VectorMaker
from assistant.library.versions import is_version_of, may_be_version_of
from assistant.model import Document, Lane, LibraryDocument, NamedFile, Passage, Preview, QueuedFile

Progress = Callable[[str, int, int], None]  # what is being done, how much of it is, how much there is


@dataclass(frozen=True, slots=True)
class LibraryState:
    """embedder: "" if there is none. embedded: passages that have a vector. problem: "" if all is well.

    minutes_left: until all passages have one; None while nobody can say. waiting: files accepted but not read yet.
    refused: files that could not be read and that nobody has dismissed. traces: bytes of what was removed are still
    in the files and will be overwritten.
    """

    documents: int
    passages: int
    embedded: int
    embedder: str
    problem: str = ""
    minutes_left: float | None = None
    waiting: int = 0
    refused: int = 0
    traces: bool = False


class Library:
    """What is accepted or owed is worked off in the background once `start` was called, or by `work`."""

    def __init__(
        self, records: Records, index: Index | None, embedder: Embedder | None, limits: Limits | None = None
    ) -> None:
        """Without index or embedder, search goes by words alone. limits: for files that are handed in."""
        self._records = records
        self._index = index
        self._embedder = embedder
        self._searcher = Searcher(records, index, embedder)
        self._maker = VectorMaker(records, index, embedder) if index is not None and embedder is not None else None
        self._ingestion = Ingestion(records, self._add_queued, limits or Limits())
        self._background = Background(self._step, self._look)
        self._started = False

    # ------------------------------------------------------------------ files handed in

    def accept(self, file: NamedFile, lane: Lane, kind: str = "") -> QueuedFile:
        """Takes a file into the queue. When this returns it is on disk, and read some time later; or it is refused."""
        entry = self._ingestion.accept(file, lane, kind)
        self._wake()
        return entry

    def queue(self) -> tuple[QueuedFile, ...]:
        """All files handed in, until they are withdrawn, or removed from the library after they were read."""
        return self._records.queue()

    def withdraw(self, ids: Iterable[str]) -> None:
        """Takes entries out of the queue: a waiting file is not read any more, of others only the entry goes."""
        self._records.dequeue(ids)
        self._tidy_soon()

    def work(self, told: Callable[[QueuedFile], None] | None = None) -> None:
        """Reads all waiting files now; `told` gets what became of each. Raises StoreError."""
        while (file := self._ingestion.step()) is not None:
            if told is not None:
                told(file)
        self._tidy_now()

    def settled(self, timeout: float) -> bool:
        """After `start`: waits until the background has nothing to do; False if that takes longer (seconds)."""
        return self._background.settled(timeout)

    def add(
        self, document: Document, lane: Lane, kind: str = "", data: bytes = b"", *, shipped: bool = False
    ) -> LibraryDocument:
        """Stores, masks, splits and indexes a document. data: the file's bytes, by which it is known again.

        The same content again gives the document that is there; a new version of a document in the lane replaces
        that document, see assistant.library.versions. Raises LibraryError if it is there in the other lane, or if
        there is no text in it.
        """
        digest = digest_of(data or document.text().encode())
        added = self._put(document, lane, kind, digest, shipped=shipped)
        self._tidy_soon()
        return added or self._found(f"d{digest[:10]}")

    def _add_queued(self, document: Document, file: QueuedFile, data: bytes) -> LibraryDocument | None:
        return self._put(document, file.lane, file.kind, digest_of(data), queued=file.id)

    def _put(
        self, document: Document, lane: Lane, kind: str, digest: str, *, shipped: bool = False, queued: str = ""
    ) -> LibraryDocument | None:
        """The document that has this content now; None if the file was taken out of the queue meanwhile."""
        entry = entry_of(document, lane, kind, digest, shipped)
        known = self._records.by_digest(digest)
        if known is not None:
            in_lane(known, lane, document.name)
        passages = passages_of(document, entry) if known is None else ()
        if known is None and not passages:
            raise LibraryError(f"{document.name} 里没有可用的文字", "请检查文件内容")
        older = self._older_versions(document, entry) if known is None else []
        body, replaced, note = to_json(document), [one.id for one in older], replaced_note(older, entry)
        if self._records.add(entry, digest, document.text(), body, passages, CHUNKING, replaced, queued, note):
            self._drop_vectors(older)
        # another process may have been faster by a moment
        return self._records.by_digest(digest)

    def _older_versions(self, document: Document, entry: LibraryDocument) -> list[LibraryDocument]:
        candidates = [one for one in self.list() if may_be_version_of(one, entry)]
        bodies = [(one, self._records.texts(one.id)[1]) for one in candidates]
        return [one for one, body in bodies if body and is_version_of(one, from_json(body), entry, document)]

    # ------------------------------------------------------------------ what is there

    def list(self) -> tuple[LibraryDocument, ...]:
        """All documents in order of adding."""
        return self._records.list()

    def show(self, document_id: str) -> tuple[LibraryDocument, str]:
        """A document and its whole text as it was read, unmasked. Raises LibraryError if there is none."""
        return self._found(document_id), self._records.texts(document_id)[0]

    def preview(self, document_id: str) -> Preview:
        """A document page by page or sheet by sheet, unmasked. Raises LibraryError if there is none."""
        entry = self._found(document_id)
        document = from_json(self._records.texts(document_id)[1])
        return Preview(entry, parts_of(document), document.warnings)

    def set_validity(self, document_id: str, validity: str) -> LibraryDocument:
        """A person says whether a policy is in force. Raises LibraryError if there is none, or it is an exemplar."""
        found = self._found(document_id)
        if found.lane != "policy":
            raise LibraryError(f"{found.name} 是范文，没有效力可言", "只有政策文件有效力状态")
        self._records.set_validity(document_id, validity)
        return replace(found, validity=validity, valid_from="", valid_to="")

    def remove(self, document_id: str, *, by_program: bool = False) -> None:
        """Takes a document out with all its traces. Raises LibraryError if there is none.

        by_program: nobody asked for it; it was shipped and is shipped no more.

        If another program is in the way the last bytes go later: see LibraryState.traces.
        """
        document = self._found(document_id)
        self._records.remove(document_id, by_program=by_program)
        self._drop_vectors([document])
        with contextlib.suppress(StoreError):
            self._records.scrub()
        self._tidy_soon()

    def search(
        self,
        query: str,
        k: int = 8,
        lane: Lane | None = None,
        kind: str | None = None,
        role: str | None = None,
        *,
        facts: Sequence[str] = (),
        in_force: bool = False,
        day: date | None = None,
    ) -> tuple[Passage, ...]:
        """The k best passages. Those of the kind go first, others fill up; role prefers.

        facts are looked for like the query; with neither, sections of the role are. in_force leaves out policies that
        are not in force on the day (None: today); without it they say so in `validity` and `why`.
        """
        wanted = Query(query, k, lane or "", kind or "", role or "", in_force, day, tuple(facts))
        found = self._searcher.search(wanted)
        if len(found) >= k or not kind:
            return found
        others = self._searcher.search(replace(wanted, kind=""))
        have = {passage.id for passage in found}
        more = [replace(one, why=f"{one.why}；其他类型") for one in others if one.id not in have]
        return (*found, *more[: k - len(found)])

    def remarks(self, query: str, facts: Sequence[str] = ()) -> tuple[str, ...]:
        """What a reader of the results must know: what of the query was not looked for, and by what it was."""
        return self._searcher.remarks(Query(query, facts=tuple(facts)))

    def rebuild(self, progress: Progress | None = None, *, anew: bool = False) -> None:
        """Splits every document anew and fills the index anew, with the vectors that are kept for the same text.

        anew: all vectors are made anew, too. A rebuild that was stopped is finished by the next start.
        """
        tell = progress or (lambda what, done, total: None)
        documents = self._records.list()
        for at, document in enumerate(documents, 1):
            self._split_anew(document)
            tell("拆分", at, len(documents))
        if self._maker is not None:
            self._maker.renew(anew=anew)
        self.embed(lambda done, total: tell("向量", done, total))
        self._tidy_now()

    def sync_shipped(self, knowledge_dir: Path) -> Synced:
        """Adds what is new in the shipped exemplars and policies, removes what is shipped no more.

        Raises LibraryError for a shipped file that cannot be read.
        """
        here = {
            hashlib.sha256(data).hexdigest(): (lane, path, data) for lane, path, data in shipped_files(knowledge_dir)
        }
        known = self._records.shipped()
        removed = [self._found(one).name for digest, one in known.items() if digest not in here]
        for digest, document_id in known.items():
            if digest not in here:
                self.remove(document_id, by_program=True)
        added = [one for digest, one in here.items() if digest not in known]
        for lane, path, data in added:
            self.add(read(path.name, data), lane, "", data, shipped=True)
        return Synced(tuple(path.name for _, path, _ in added), tuple(removed))

    def embed(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all missing vectors now; nothing to do without an embedder."""
        if self._maker is not None:
            self._maker.run(progress)

    def start(self) -> None:
        """From now on everything that is waiting, outdated or missing is worked off in the background."""
        self._started = True
        self._wake()

    def state(self) -> LibraryState:
        """For the doctor and for progress on screen."""
        name = self._embedder.name if self._embedder is not None else ""
        documents, queue = self.list(), self.queue()
        done, total = self._records.progress(name) if name else (0, sum(one.passages for one in documents))
        failure = self._background.failure
        left = self._maker.minutes_left(total - done) if self._maker is not None and failure is None else None
        return LibraryState(
            documents=len(documents),
            passages=total,
            embedded=done,
            embedder=name,
            problem=failure.what if failure is not None else "",
            minutes_left=left,
            waiting=sum(one.state == "waiting" for one in queue),
            refused=sum(one.state == "refused" for one in queue),
            traces="scrub" in self._records.owed(),
        )

    def close(self) -> None:
        """Ends the background work and gives the index back."""
        self._background.close()
        if self._index is not None:
            self._index.close()

    # ------------------------------------------------------------------ in the background

    def _look(self) -> None:
        if self._maker is not None:
            self._maker.doubt()

    def _step(self) -> bool:
        """One piece of work: what makes documents findable by words goes first, vectors come last."""
        if self._ingestion.step() is not None:
            return True
        outdated = self._records.outdated(CHUNKING)
        if outdated:
            self._split_anew(self._found(outdated[0]))
            return True
        self._tidy()
        return self._maker.step() if self._maker is not None else False

    def _tidy(self) -> None:
        """Does what removals have left to be done."""
        owed = self._records.owed()
        if "scrub" in owed:
            self._records.scrub()
        if "index" in owed and self._maker is not None:
            self._maker.renew()

    def _tidy_now(self) -> None:
        """The same at once, as far as no other program is in the way: what cannot be done stays owed."""
        with contextlib.suppress(StoreError, LibraryError):
            self._tidy()
            if self._maker is not None:
                self._maker.refill()

    def _tidy_soon(self) -> None:
        """In the background if there is one."""
        if self._started:
            self._wake()
        else:
            self._tidy_now()

    def _drop_vectors(self, documents: Sequence[LibraryDocument]) -> None:
        # passage ids are made from the document's, see passages_of
        gone = [f"{one.id}-{at:03d}" for one in documents if one.embedded for at in range(1, one.passages + 1)]
        if self._index is not None and gone:
            # another program may have the index; it is owed to it then
            with contextlib.suppress(LibraryError):
                self._index.remove(gone)

    def _found(self, document_id: str) -> LibraryDocument:
        document = self._records.document(document_id)
        if document is None:
            raise LibraryError(f"参考库里没有编号为 {document_id} 的文件", "请用 nigao library list 查看编号")
        return document

    def _split_anew(self, entry: LibraryDocument) -> None:
        document = from_json(self._records.texts(entry.id)[1])
        if entry.lane == "policy" and (read_now := with_stated_validity(entry, document)) != entry:
            self._records.set_validity(entry.id, read_now.validity, read_now.valid_from, read_now.valid_to)
        self._records.replace_passages(entry, passages_of(document, entry), CHUNKING)

    def _wake(self) -> None:
        if self._started:
            self._background.wake()
