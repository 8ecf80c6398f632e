"""The tables. Names are those of docs: library documents and passages, reports and their sections."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, LargeBinary, MetaData, String, Table, Text

metadata = MetaData()

documents = Table(
    "library_documents",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),  # order of adding
    Column("digest", String(64), nullable=False, unique=True),  # SHA-256 of the content
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
    Column("chunking", String(40), nullable=False),  # version of splitting and masking
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False),  # the document's blocks as JSON, to split it anew
)

passages = Table(
    "library_passages",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("document", ForeignKey("library_documents.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("title", Text, nullable=False),  # as it may be shown: an exemplar's title is masked
    Column("section", Text, nullable=False),
    Column("role", String(40), nullable=False, default=""),
    Column("kind", String(80), nullable=False, default=""),
    Column("lane", String(20), nullable=False),
    Column("original", Text, nullable=False),
    Column("shown", Text, nullable=False),
    Column("content", String(64), nullable=False, index=True),  # SHA-256 of the text that is embedded
    Column("embedder", String(200), nullable=False, default="", index=True),  # who made its vector, "" if none yet
)

vectors = Table(
    "library_vectors",
    metadata,
    Column("embedder", String(200), primary_key=True),
    Column("digest", String(64), primary_key=True),  # SHA-256 of the text that was embedded
    Column("vector", LargeBinary, nullable=False),  # float32, little endian
)

queue = Table(
    "library_queue",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("position", Integer, nullable=False),  # order of handing in
    Column("digest", String(64), nullable=False, index=True),  # SHA-256 of the content
    Column("name", Text, nullable=False),
    Column("lane", String(20), nullable=False),
    Column("kind", String(80), nullable=False, default=""),
    Column("state", String(20), nullable=False, index=True),  # waiting, read, refused
    Column("document", String(40), nullable=False, default=""),
    Column("why", Text, nullable=False, default=""),
    Column("fix", Text, nullable=False, default=""),
    Column("attempts", Integer, nullable=False, default=0),  # how often reading was begun
    Column("content", LargeBinary, nullable=True),  # the file, as long as it is waiting
)

duties = Table(
    "library_duties",
    metadata,
    Column("name", String(20), primary_key=True),  # what must still be done: assistant.store.duties
    Column("times", Integer, nullable=False),  # asked for since it was last done
)

reports = Table(
    "reports",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("title", Text, nullable=False),
    Column("kind", String(80), nullable=False),
    Column("unit", Text, nullable=False),
    Column("started", String(32), nullable=False),  # UTC, ISO 8601
    Column("position", Integer, nullable=False),
    Column("provider", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("finished", LargeBinary, nullable=True),  # the whole report as JSON, once it is done
)

sections = Table(
    "report_sections",
    metadata,
    Column("report", ForeignKey("reports.id", ondelete="CASCADE"), primary_key=True),
    Column("id", String(80), primary_key=True),
    Column("position", Integer, nullable=False),  # order of finishing
    Column("content", LargeBinary, nullable=False),  # the section as JSON
)

audit = Table(
    "audit",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),  # from 1, without gaps
    Column("at", String(40), nullable=False),  # UTC, ISO 8601
    Column("actor", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("report", String(80), nullable=False),
    Column("subject", String(80), nullable=False),
    Column("details", Text, nullable=False),  # JSON object; what may stand in it: assistant.review.audit.DETAILS
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
)

audit_head = Table(
    "audit_head",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False),  # always 1
    Column("number", Integer, nullable=False),  # of the last entry
    Column("hash", String(64), nullable=False),
)
