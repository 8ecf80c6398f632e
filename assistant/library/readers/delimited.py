"""CSV files: comma, semicolon or tab, any common Chinese encoding."""

from __future__ import annotations

import csv
import io

from assistant.errors import UnreadableFile
from assistant.library.readers.cells import table_of
from assistant.library.readers.encoding import decode
from assistant.library.readers.limits import Limits
from assistant.model import Block, Document, Source

_DELIMITERS = ",\t;，|"


def read_delimited(name: str, data: bytes, limits: Limits) -> Document:
    """One table. Thousands separators in quotes stay ("38,341")."""
    text = decode(data, name)
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    except csv.Error as error:
        raise UnreadableFile(f"{name} 不是完整的 CSV 表格", "请在 Excel 或 WPS 里重新导出") from error
    table = table_of(name, "表1", rows, limits.cells)
    return Document(name, (Block("table", "", Source(name, cell="表1!A1"), table=table),))


def _delimiter(text: str) -> str:
    """The character that splits the first lines into the same number of columns, most columns first."""
    lines = [line for line in text.split("\n") if line.strip()][:20]
    best, most = ",", 0
    for delimiter in _DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        columns = max(set(counts), key=counts.count) if counts else 0
        if columns > most:
            best, most = delimiter, columns
    return best
