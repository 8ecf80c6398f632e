"""The audit trail: entries that are only ever added, and the last of them once more beside the chain."""

from __future__ import annotations

from alembic import op
from sqlalchemy import Column, Integer, String, Text

revision = "0002"
down_revision = "0001"

_FOREVER = (
    "CREATE TRIGGER audit_{name} BEFORE {event} ON audit "
    "BEGIN SELECT RAISE(ABORT, 'the audit trail is append-only'); END"
)


def upgrade() -> None:
    op.create_table(
        "audit",
        Column("number", Integer, primary_key=True, autoincrement=False),
        Column("at", String(40), nullable=False),
        Column("actor", String(80), nullable=False),
        Column("action", String(40), nullable=False),
        Column("report", String(80), nullable=False),
        Column("subject", String(80), nullable=False),
        Column("details", Text, nullable=False),
        Column("previous", String(64), nullable=False),
        Column("hash", String(64), nullable=False),
    )
    op.create_table(
        "audit_head",
        Column("one", Integer, primary_key=True, autoincrement=False),
        Column("number", Integer, nullable=False),
        Column("hash", String(64), nullable=False),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute(_FOREVER.format(name="unchanged", event="UPDATE"))
        op.execute(_FOREVER.format(name="undeleted", event="DELETE"))
