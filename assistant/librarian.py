"""The use cases of the reference library; the service has them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from assistant.appraisal import PlaceLines
from assistant.jobs import find_kind
from assistant.library import Library, LibraryState, Progress
from assistant.library.criteria import ImportedCriteria, import_criteria
from assistant.library.readers import Limits, read
from assistant.model import CriteriaPack, Kind, Lane, LibraryDocument, NamedFile, Passage, Preview, QueuedFile


class Librarian:
    """Keeps nothing but what it is made of."""

    def __init__(
        self,
        library: Callable[[], Library],
        kinds: tuple[Kind, ...],
        criteria: tuple[CriteriaPack, ...],
        limits: Limits,
        place_lines: PlaceLines | None = None,
    ) -> None:
        """library: opened at the first use. place_lines: asks a model, if there is one, what lines of a notice are."""
        self.kinds = kinds
        self._library, self._criteria, self._limits, self._place_lines = library, criteria, limits, place_lines

    def library_accept(self, files: Sequence[NamedFile], lane: Lane, kind: str = "") -> tuple[QueuedFile, ...]:
        """Hands files in: they are on disk when this returns and are read in the background, after `start`.

        Each is waiting, read (it was in the library already) or refused with a reason. Raises UsageError, StoreError.
        """
        if kind:
            find_kind(self.kinds, kind)
        return tuple(self._library().accept(file, lane, kind) for file in files)

    def library_add(
        self,
        files: Sequence[NamedFile],
        lane: Lane,
        kind: str = "",
        told: Callable[[QueuedFile], None] | None = None,
    ) -> tuple[QueuedFile, ...]:
        """Hands files in and reads them now; `told` gets each when it was read or refused. What became of them."""
        library = self._library()
        became = {one.id: one for one in self.library_accept(files, lane, kind)}

        def tell(file: QueuedFile) -> None:
            if file.id in became:
                became[file.id] = file
                if told is not None:
                    told(file)

        for one in became.values():
            if one.state != "waiting":
                tell(one)
        library.work(tell)
        # another process may have read some of them
        became |= {one.id: one for one in library.queue() if one.id in became}
        library.withdraw(became)
        return tuple(became.values())

    def library_queue(self) -> tuple[QueuedFile, ...]:
        """Files handed in, with what became of each, until they are withdrawn."""
        return self._library().queue()

    def library_withdraw(self, ids: Sequence[str]) -> None:
        """A waiting file is not read any more; of one that was read or refused only the entry goes."""
        self._library().withdraw(ids)

    def library_state(self) -> LibraryState:
        """For progress on screen: documents, passages, vectors, files that wait, minutes left, what is wrong."""
        return self._library().state()

    def library_list(self) -> tuple[LibraryDocument, ...]:
        return self._library().list()

    def library_show(self, document_id: str) -> tuple[LibraryDocument, str]:
        return self._library().show(document_id)

    def library_preview(self, document_id: str) -> Preview:
        """What was read of a document, page by page or sheet by sheet. Raises LibraryError if there is none."""
        return self._library().preview(document_id)

    def library_set_validity(self, document_id: str, validity: str) -> LibraryDocument:
        """A person says whether a policy is in force. Raises LibraryError for what is no policy of the library."""
        return self._library().set_validity(document_id, validity)

    def library_remove(self, document_id: str) -> None:
        self._library().remove(document_id)

    def library_search(
        self,
        query: str,
        k: int = 8,
        lane: Lane | None = None,
        kind: str = "",
        role: str = "",
        in_force: bool = False,
        day: date | None = None,
    ) -> tuple[Passage, ...]:
        """The k best passages. Raises UsageError for an unknown kind; for the rest see Library.search."""
        chosen = find_kind(self.kinds, kind).id if kind else ""
        return self._library().search(query, k, lane, chosen, role, in_force=in_force, day=day)

    def library_remarks(self, query: str) -> tuple[str, ...]:
        """What a reader of the results of this search must know, in Chinese; see Library.remarks."""
        return self._library().remarks(query)

    def import_criteria(self, file: NamedFile, identity: str, *, offline: bool = False) -> ImportedCriteria:
        """The criteria a notice or scoring table states, for a person to look through; nothing is stored.

        By rules; what these leave over by the model, where one is configured and not offline. identity: of the pack.
        Raises InputError for what cannot be read or states no criteria.
        """
        packs = (word for pack in self._criteria for item in pack.items for word in item.keywords)
        kinds = (word for kind in self.kinds for section in kind.sections for word in section.keywords)
        document = read(file.name, file.data, self._limits)
        return import_criteria(
            document, identity, tuple(dict.fromkeys((*packs, *kinds))), None if offline else self._place_lines
        )

    def library_rebuild(self, progress: Progress | None = None, *, anew: bool = False) -> None:
        """Splits anew and fills the index; anew: asks the embedder again, even for texts it has seen."""
        self._library().rebuild(progress, anew=anew)
