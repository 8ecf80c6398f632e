"""The reference library: exemplars that lend structure, policies that are quoted."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.errors import LibraryError
from assistant.library.background import VectorMaker
from assistant.library.entities import known_entities
from assistant.library.masking import mask
from assistant.library.port import Embedder, Index, Records
from assistant.library.readers import read
from assistant.library.searching import Query, Searcher
from assistant.library.shipped import Synced, shipped_files
from assistant.library.splitting import CHUNKING, split_sections, split_text, title_of
from assistant.library.stored_document import from_json, to_json
from assistant.model import Document, Lane, LibraryDocument, Passage, StoredPassage

_NAME_KEYS = ("names", "unit", "单位")


@dataclass(frozen=True, slots=True)
class LibraryState:
    """embedder: "" if there is none. embedded: passages that have a vector. problem: "" if all is well.

    minutes_left: until all passages have one; None while nobody can say.
    """

    documents: int
    passages: int
    embedded: int
    embedder: str
    problem: str = ""
    minutes_left: float | None = None


class Library:
    """Adding is done when `add` returns; vectors follow in the background once `start` was called."""

    def __init__(self, records: Records, index: Index | None, embedder: Embedder | None) -> None:
        """Without index or embedder, search goes by words alone."""
        self._records = records
        self._index = index
        self._embedder = embedder
        self._searcher = Searcher(records, index, embedder)
        self._maker = VectorMaker(records, index, embedder) if index is not None and embedder is not None else None
        self._background = False

    def add(
        self, document: Document, lane: Lane, kind: str = "", data: bytes = b"", *, shipped: bool = False
    ) -> LibraryDocument:
        """Stores, masks, splits and indexes a document. data: the file's bytes, by which it is known again.

        The same content again gives the document that is there; new content under the name and the title of a
        document in the lane replaces that document. Raises LibraryError if it is there in the other
        lane, or if there is no text in it.
        """
        digest = hashlib.sha256(data or document.text().encode()).hexdigest()
        known = self._records.by_digest(digest)
        if known is not None:
            if known.lane != lane:
                raise LibraryError(f"{document.name} 已作为{lane_name(known.lane)}在参考库中", "请先移除，再重新加入")
            return known
        entry = _entry(document, lane, kind, digest, shipped)
        passages = passages_of(document, entry)
        if not passages:
            raise LibraryError(f"{document.name} 里没有可用的文字", "请检查文件内容")
        older = [one for one in self.list() if _is_version_of(one, entry)]
        replaced = [one.id for one in older]
        if not self._records.add(entry, digest, document.text(), to_json(document), passages, CHUNKING, replaced):
            # another process was faster by a moment
            return self._records.by_digest(digest) or entry
        self._drop_vectors(older)
        self._wake()
        return replace(entry, passages=len(passages))

    def list(self) -> tuple[LibraryDocument, ...]:
        """All documents in order of adding."""
        return self._records.list()

    def show(self, document_id: str) -> tuple[LibraryDocument, str]:
        """A document and its whole text as it was read, unmasked. Raises LibraryError if there is none."""
        return self._found(document_id), self._records.texts(document_id)[0]

    def remove(self, document_id: str) -> None:
        """Takes a document out with its passages, grams and vectors. Raises LibraryError if there is none."""
        document = self._found(document_id)
        self._records.remove(document_id)
        self._drop_vectors([document])

    def search(
        self, query: str, k: int = 8, lane: Lane | None = None, kind: str | None = None, role: str | None = None
    ) -> tuple[Passage, ...]:
        """The k best passages. Those of the kind go first, others fill up; role prefers."""
        wanted = Query(query, k, lane or "", kind or "", role or "")
        found = self._searcher.search(wanted)
        if len(found) >= k or not kind:
            return found
        others = self._searcher.search(replace(wanted, kind=""))
        have = {passage.id for passage in found}
        more = [replace(one, why=f"{one.why}；其他类型") for one in others if one.id not in have]
        return (*found, *more[: k - len(found)])

    def rebuild(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Splits every document anew and makes every vector anew; progress gets (done, all) vectors."""
        for document in self._records.list():
            self._split_anew(document)
        self._records.forget_vectors()
        if self._index is not None:
            self._index.clear()
        self.embed(progress)

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
                self.remove(document_id)
        added = [one for digest, one in here.items() if digest not in known]
        for lane, path, data in added:
            self.add(read(path.name, data), lane, "", data, shipped=True)
        return Synced(tuple(path.name for _, path, _ in added), tuple(removed))

    def embed(self, progress: Callable[[int, int], None] | None = None) -> None:
        """Makes all missing vectors now; nothing to do without an embedder."""
        if self._maker is not None:
            self._maker.run(progress)

    def start(self) -> None:
        """Splits anew what an older version split, and makes missing vectors in the background from now on."""
        for document_id in self._records.outdated(CHUNKING):
            self._split_anew(self._found(document_id))
        self._background = True
        self._wake()

    def state(self) -> LibraryState:
        """For the doctor and for progress on screen."""
        name = self._embedder.name if self._embedder is not None else ""
        done, total = self._records.progress(name) if name else (0, sum(one.passages for one in self.list()))
        failure = self._maker.failure if self._maker is not None else None
        left = self._maker.minutes_left(total - done) if self._maker is not None and failure is None else None
        problem = failure.what if failure is not None else ""
        return LibraryState(len(self.list()), total, done, name, problem, left)

    def close(self) -> None:
        """Ends the background work and gives the index back."""
        if self._maker is not None:
            self._maker.close()
        if self._index is not None:
            self._index.close()

    def _drop_vectors(self, documents: Sequence[LibraryDocument]) -> None:
        # passage ids are made from the document's, see passages_of
        gone = [f"{one.id}-{at:03d}" for one in documents if one.embedded for at in range(1, one.passages + 1)]
        if self._index is not None and gone:
            self._index.remove(gone)

    def _found(self, document_id: str) -> LibraryDocument:
        document = self._records.document(document_id)
        if document is None:
            raise LibraryError(f"参考库里没有编号为 {document_id} 的文件", "请用 nigao library list 查看编号")
        return document

    def _split_anew(self, entry: LibraryDocument) -> None:
        document = from_json(self._records.texts(entry.id)[1])
        self._records.replace_passages(entry, passages_of(document, entry), CHUNKING)

    def _wake(self) -> None:
        if self._background and self._maker is not None:
            self._maker.wake()


def passages_of(document: Document, entry: LibraryDocument) -> tuple[StoredPassage, ...]:
    """The pieces of a document: an exemplar's masked, a policy's as they stand. Pure."""
    names = names_of(document)
    made: list[StoredPassage] = []
    masked_title = mask(entry.title, names).text if entry.lane == "exemplar" else entry.title
    for section in split_sections(document):
        heading = mask(section.heading, names).text if entry.lane == "exemplar" else section.heading
        for original in split_text(section.text):
            shown = mask(original, names).text if entry.lane == "exemplar" else original
            identity = f"{entry.id}-{len(made) + 1:03d}"
            passage = Passage(identity, entry.id, masked_title, heading, entry.lane, shown, validity=entry.validity)
            made.append(StoredPassage(passage, original, entry.kind, section.role))
    return tuple(made)


def names_of(document: Document) -> tuple[str, ...]:
    """The names that the document's front matter declares, and those that its whole text gives away."""
    said: list[str] = []
    for key in _NAME_KEYS:
        value = document.front_matter.get(key, ())
        said += [value] if isinstance(value, str) else value
    found = [entity.text for entity in known_entities(document.text()) if entity.kind != "honour"]
    return tuple(dict.fromkeys(name for name in (*said, *found) if name))


def _is_version_of(old: LibraryDocument, new: LibraryDocument) -> bool:
    """Same lane, file name and title; policies of different numbers are different policies.

    The name alone would not do: two units' 报告.docx are two documents, and none may push out the other.
    """
    if old.lane != new.lane or old.shipped or new.shipped or (old.number and new.number and old.number != new.number):
        return False
    return old.name == new.name and old.title == new.title


def lane_name(lane: Lane) -> str:
    """范文 or 政策."""
    return "范文" if lane == "exemplar" else "政策"


def _entry(document: Document, lane: Lane, kind: str, digest: str, shipped: bool) -> LibraryDocument:
    def said(key: str) -> str:
        value = document.front_matter.get(key, "")
        return value if isinstance(value, str) else "、".join(value)

    return LibraryDocument(
        id=f"{'s' if shipped else 'd'}{digest[:10]}",
        name=document.name,
        title=title_of(document),
        lane=lane,
        kind=kind or said("kind"),
        level=said("level"),
        year=said("year"),
        number=said("number"),
        issuer=said("issuer"),
        date=said("date"),
        validity=said("validity"),
        shipped=shipped,
    )
