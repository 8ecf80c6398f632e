"""A stored document page by page or sheet by sheet, so that a person sees what was read and what was lost. Pure."""

from __future__ import annotations

from assistant.model import Block, Document, PreviewPart

_WHOLE = "全文"


def parts_of(document: Document) -> tuple[PreviewPart, ...]:
    """Pages in order with those between from which nothing was read; sheets; else one part with everything."""
    if any(block.source.page is not None for block in document.blocks):
        return _pages(document.blocks)
    if document.blocks and all(block.source.cell is not None for block in document.blocks):
        return _sheets(document.blocks)
    return (PreviewPart(_WHOLE, document.blocks),)


def _pages(blocks: tuple[Block, ...]) -> tuple[PreviewPart, ...]:
    pages: dict[int, list[Block]] = {}
    at = 1
    for block in blocks:
        at = block.source.page or at
        pages.setdefault(at, []).append(block)
    return tuple(PreviewPart(f"第{page}页", tuple(pages.get(page, ()))) for page in range(1, max(pages) + 1))


def _sheets(blocks: tuple[Block, ...]) -> tuple[PreviewPart, ...]:
    sheets: dict[str, list[Block]] = {}
    for block in blocks:
        sheets.setdefault((block.source.cell or "").rpartition("!")[0], []).append(block)
    return tuple(PreviewPart(name or _WHOLE, tuple(found)) for name, found in sheets.items())
