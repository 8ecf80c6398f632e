"""A document as plain data and back: what passes between the application and the process that parses a file.

JSON and not pickle: a parser that was taken over by a file can then hand over a wrong text at worst, never code.
"""

from __future__ import annotations

import json
from typing import Any, get_args

from assistant.errors import EncryptedFile, InputError, RefusedFile, ScannedFile, UnreadableFile
from assistant.model import Block, BlockKind, Cell, Document, Source, Table

_ERRORS: dict[str, type[InputError]] = {
    error.__name__: error for error in (ScannedFile, UnreadableFile, EncryptedFile, RefusedFile)
}
_KINDS: frozenset[str] = frozenset(get_args(BlockKind))


class BadMessage(ValueError):
    """What came is no message of `pack_document` or `pack_error`."""


def pack_document(document: Document) -> bytes:
    """The document; the name of its file is not sent, whoever asked knows it."""
    body = {
        "blocks": [_packed(block) for block in document.blocks],
        "front_matter": dict(document.front_matter),
        "warnings": document.warnings,
    }
    return json.dumps({"document": body}, ensure_ascii=False).encode("utf-8", "surrogatepass")


def pack_error(error: InputError) -> bytes:
    """The error by the name of its nearest known kind, with its two texts."""
    kind = next((name for name, known in _ERRORS.items() if isinstance(error, known)), UnreadableFile.__name__)
    return json.dumps({"error": kind, "what": error.what, "fix": error.fix}).encode()


def unpack(name: str, message: bytes) -> Document:
    """The document of the file `name`. Raises the InputError that was sent, BadMessage for anything else."""
    try:
        body: Any = json.loads(message.decode("utf-8", "surrogatepass"))
        if "error" in body:
            error = _ERRORS[body["error"]](str(body["what"]), str(body["fix"]))
        else:
            return _document(name, body["document"])
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise BadMessage(f"no message about {name}") from wrong
    raise error


def _packed(block: Block) -> list[object]:
    source = block.source
    table = block.table and [
        block.table.name,
        [[[cell.text, cell.ref, cell.merged] for cell in row] for row in block.table.rows],
    ]
    return [block.kind, block.text, block.level, source.line, source.page, source.cell, table]


def _document(name: str, body: Any) -> Document:
    front_matter = {
        _text(key): tuple(_text(one) for one in value) if isinstance(value, list) else _text(value)
        for key, value in body["front_matter"].items()
    }
    blocks = tuple(_block(name, *packed) for packed in body["blocks"])
    return Document(name, blocks, front_matter, tuple(_text(one) for one in body["warnings"]))


def _block(name: str, kind: Any, text: Any, level: Any, line: Any, page: Any, cell: Any, table: Any) -> Block:
    if kind not in _KINDS:
        raise BadMessage(f"no kind of block: {kind!r}")
    source = Source(name, _number(line), _number(page), None if cell is None else _text(cell))
    return Block(kind, _text(text), source, _number(level) or 0, None if table is None else _table(*table))


def _table(name: Any, rows: Any) -> Table:
    return Table(
        _text(name),
        tuple(tuple(Cell(_text(text), _text(ref), merged is True) for text, ref, merged in row) for row in rows),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise BadMessage(f"no text: {type(value).__name__}")
    return value


def _number(value: Any) -> int | None:
    if value is not None and not isinstance(value, int):
        raise BadMessage(f"no number: {type(value).__name__}")
    return value
