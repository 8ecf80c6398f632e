"""What a file may be at most. Passed on, never read globally."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds for one file.

    file_bytes: the file as it was handed in. archive_*: Office files are ZIP archives (entries, bytes
    unpacked, times the packed size; the ratio counts only for parts above ratio_from bytes).
    cells: cells of all tables together. pages: of a PDF.
    seconds, memory_bytes: what the process that parses the file may take (wall clock, address space).
    here_bytes: text files up to this size are parsed in the application's own process.
    scan_*: the same for a scan, whose text must be recognised; scan_pages: of a scan.
    """

    file_bytes: int = 50_000_000
    archive_entries: int = 3_000
    archive_bytes: int = 300_000_000
    archive_ratio: int = 300
    ratio_from: int = 5_000_000
    cells: int = 400_000
    pages: int = 2_000
    seconds: float = 60.0
    memory_bytes: int = 1 << 30
    here_bytes: int = 200_000
    scan_seconds: float = 600.0
    scan_memory_bytes: int = 4 << 30
    scan_pages: int = 60


DEFAULT = Limits()
