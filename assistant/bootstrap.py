"""The composition root: settings in, service out. Fakes enter here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from assistant import __version__, tokens
from assistant.appraisal import OpenLines, PlaceLines, Placements
from assistant.checking import UnitRules, read_rules
from assistant.diagnosis import diagnose
from assistant.errors import StoreError
from assistant.knowledge import Wording, fields, load_criteria, load_kinds, load_wording
from assistant.library import Library
from assistant.library.embedding import choose_embedder
from assistant.library.index import ChromaIndex
from assistant.library.readers import Limits
from assistant.model import WriterName
from assistant.service import Parts, Service
from assistant.settings import Settings
from assistant.store import Database, LibraryRecords, Reports, Trail, sqlite_url
from assistant.store.backup import back_up as write_backup
from assistant.store.manifest import RULES, Manifest
from assistant.store.restoring import restore as restore_backup
from assistant.writing.composer import Composer
from assistant.writing.port import Writer
from assistant.writing.rewording import RewordingWriter


def build(settings: Settings, *, model_writer: Callable[[], Writer] | None = None) -> Service:
    """The service as the settings ask for it. model_writer: stands in for the configured model in tests.

    Cheap: files of knowledge are read, nothing else is opened before it is needed.
    Raises InputError for a faulty knowledge file. Half-configured embeddings are told when the library is first used.
    """
    kinds = load_kinds(settings.knowledge_dir / "kinds")
    wording = load_wording(settings.knowledge_dir / "wording")
    database = Database(settings.database_url or sqlite_url(settings.data_dir))
    shelf = _Shelf(settings, database)
    make_writer = model_writer or (_model_writer(settings, wording) if settings.has_model else None)
    return Service(
        Parts(
            kinds=kinds,
            criteria=load_criteria(settings.knowledge_dir / "criteria"),
            wording=wording,
            rules=_unit_rules(settings),
            library=shelf.opened,
            reports=Reports(database),
            trail=Trail(database),
            composer=Composer(wording),
            model_writer=make_writer,
            model_name=WriterName("openai-compatible", settings.model) if make_writer is not None else None,
            place_lines=_line_asker(settings) if settings.has_model else None,
            diagnose=lambda: diagnose(settings, kinds, shelf.opened, tokens.count),
            close=shelf.close,
            limits=Limits(file_bytes=settings.max_file_bytes),
        )
    )


def back_up(settings: Settings, target: Path) -> Manifest:
    """Writes the database and the unit's rules of the data folder into one file. Raises StoreError."""
    database = Database(settings.database_url or sqlite_url(settings.data_dir)).file()
    rules = settings.data_dir / RULES
    return write_backup(database, rules if rules.is_file() else None, target, __version__)


def restore(
    settings: Settings, source: Path, data_dir: Path | None = None, *, keep_old: bool = False
) -> tuple[Manifest, Path, Path | None]:
    """What the backup says of itself, the folder restored to, and where the old one is now. Raises StoreError."""
    if settings.database_url:
        raise StoreError("设置了 NIGAO_DATABASE_URL，不能恢复到数据目录", "请先去掉这个设置")
    folder = data_dir or settings.data_dir
    manifest, old = restore_backup(source, folder, keep_old=keep_old)
    return manifest, folder, old


def _unit_rules(settings: Settings) -> UnitRules:
    """What the unit wants of the rules: the file named in the settings, else rules.yaml of the data folder if any."""
    named = Path(settings.rules_file) if settings.rules_file else settings.data_dir / RULES
    if not named.exists() and not settings.rules_file:
        return UnitRules()
    return read_rules(fields.read(named), named.name)


def _model_writer(settings: Settings, wording: Wording) -> Callable[[], Writer]:
    def make() -> Writer:
        from assistant.writing.llm_writer import LlmWriter

        return RewordingWriter(LlmWriter(settings), wording)

    return make


def _line_asker(settings: Settings) -> PlaceLines:
    def ask(lines: OpenLines) -> Placements:
        from assistant.writing.llm_criteria import CriteriaAsker

        return CriteriaAsker(settings)(lines)

    return ask


class _Shelf:
    """The library, opened at the first use: notes can be read and drafts composed without it."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._library: Library | None = None
        self._opening = Lock()

    def opened(self) -> Library:
        """The library with the shipped texts in it. Vectors are made only after `Library.start`."""
        with self._opening:
            if self._library is None:
                self._library = self._open()
            return self._library

    def close(self) -> None:
        if self._library is not None:
            self._library.close()
        self._database.close()

    def _open(self) -> Library:
        settings = self._settings
        key = settings.api_key.get_secret_value()
        embedder = choose_embedder(settings.embedding, settings.embedding_model, settings.embedding_base_url, key)
        index = ChromaIndex(settings.data_dir / "vectors", settings.chroma_url) if embedder is not None else None
        limits = Limits(file_bytes=settings.max_file_bytes)
        library = Library(LibraryRecords(self._database), index, embedder, limits)
        library.sync_shipped(settings.knowledge_dir)
        return library
