"""The store: everything that must outlive the process, in SQL.

`Database` opens it; `LibraryRecords` and `Reports` are its two sides, `Trail` says who did what.
"""

from __future__ import annotations

from assistant.store.database import Database, sqlite_url
from assistant.store.library_records import LibraryRecords
from assistant.store.reports import ReportEntry, Reports
from assistant.store.trail import Trail

__all__ = ["Database", "LibraryRecords", "ReportEntry", "Reports", "Trail", "sqlite_url"]
