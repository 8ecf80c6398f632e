"""Text into HTML. User text and model output are data: everything goes through `escape`."""

from __future__ import annotations

import html

# the page component fills its value into a template: braces and dollar signs must not look like one
_TEMPLATE = str.maketrans({"{": "&#123;", "}": "&#125;", "$": "&#36;", "`": "&#96;", "\\": "&#92;"})


def escape(text: str) -> str:
    """Text as it may stand between tags and inside a quoted attribute."""
    return html.escape(text, quote=True).translate(_TEMPLATE)


def element(tag: str, inner: str, classes: str = "", title: str = "", identity: str = "") -> str:
    """One element. `inner` is markup made by these functions, everything else is escaped here."""
    given = (("class", classes), ("title", title), ("id", identity))
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in given if value)
    return f"<{tag}{attributes}>{inner}</{tag}>"


def link(target: str, text: str, classes: str) -> str:
    """A link to an element of this page."""
    return f'<a href="#{escape(target)}" class="{escape(classes)}">{escape(text)}</a>'


def items(rows: list[str], classes: str = "") -> str:
    """A list of rows that are markup already; nothing for no rows."""
    return element("ul", "".join(element("li", row) for row in rows), classes) if rows else ""
