"""The schema as it was when revisions began: library, queue, duties, reports and search by words.

A database made before that has the same tables and no revision. What it has must be as below; what it lacks is made.
"""

from __future__ import annotations

from alembic import op
from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    inspect,
)

from assistant.errors import StoreError

revision = "0001"
down_revision = None

metadata = MetaData()

Table(
    "library_documents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("lane", String(20), nullable=False, index=True),
    Column("kind", String(80), nullable=False, default=""),
    Column("level", Text, nullable=False, default=""),
    Column("year", Text, nullable=False, default=""),
    Column("number", Text, nullable=False, default=""),
    Column("issuer", Text, nullable=False, default=""),
    Column("date", Text, nullable=False, default=""),
    Column("validity", Text, nullable=False, default=""),
    Column("valid_from", Text, nullable=False, default=""),
    Column("valid_to", Text, nullable=False, default=""),
    Column("shipped", Boolean, nullable=False, default=False),
    Column("chunking", String(40), nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),
)

Table(
    "library_passages",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("document", ForeignKey("library_documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("section", Text, nullable=False),
    Column("role", String(40), nullable=False, default=""),
    Column("kind", String(80), nullable=False, default=""),
    Column("lane", String(20), nullable=False),
    Column("original", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("content", String(64), nullable=False, index=True),
    Column("embedder", String(200), nullable=False, default="", index=True),
)

Table(
    "library_vectors",
    metadata,
    Column("embedder", String(200), primary_key=True),
    Column("digest", String(64), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

Table(
    "library_queue",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("digest", String(64), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("lane", String(20), nullable=False),
    Column("kind", String(80), nullable=False, default=""),
    Column("state", String(20), nullable=False, index=True),
    Column("document", String(40), nullable=False, default=""),
    Column("why", Text, nullable=False, default=""),
    Column("fix", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),
    Column("content", LargeBinary, nullable=True),
)

Table(
    "library_duties",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("times", Integer, nullable=False),
)

Table(
    "reports",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("unit", Text, nullable=False),
    Column("started", String(32), nullable=False),
    Column("position", Integer, nullable=False),
    Column("provider", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("finished", LargeBinary, nullable=True),
)

Table(
    "report_sections",
    metadata,
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("position", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
)

_SEARCH = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_grams USING fts5("
    "id UNINDEXED, title, section, body, tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS library_vocabulary USING fts5vocab(library_grams, row)",
)


def upgrade() -> None:
    """Raises StoreError for tables that are older still."""
    connection = op.get_bind()
    metadata.create_all(connection)
    _require_columns(connection)
    if connection.dialect.name == "sqlite":
        for statement in _SEARCH:
            connection.exec_driver_sql(statement)


def _require_columns(connection: Connection) -> None:
    here = inspect(connection)
    for table in metadata.sorted_tables:
        if not {column.name for column in table.columns} <= {column["name"] for column in here.get_columns(table.name)}:
            raise StoreError(
                "数据目录是旧版本建立的，这个版本还不能升级它", "请移走旧目录，或用 NIGAO_DATA_DIR 另设一个"
            )
