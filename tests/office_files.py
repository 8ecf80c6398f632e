"""Office files made by hand, so that a test says exactly what stands in them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Mapping

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>'
)


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    """A ZIP archive with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return out.getvalue()


def docx(body: str, styles: str = "", **parts: str) -> bytes:
    """A Word file. body, styles: XML with the prefix w. parts: comments="…", footnotes="…"."""
    files = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELS,
        "word/document.xml": f'<?xml version="1.0"?><w:document {_W}><w:body>{body}</w:body></w:document>',
    }
    if styles:
        files["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    for name, content in parts.items():
        files[f"word/{name}.xml"] = f"<w:{name} {_W}>{content}</w:{name}>"
    return archive(files)


def paragraph(text: str, properties: str = "") -> str:
    """One paragraph with one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def pdf(*lines: str, invisible: str = "") -> bytes:
    """A PDF of one page with these ASCII lines, and one line that cannot be seen."""
    shown = "".join(f"({line}) Tj 0 -20 Td " for line in lines)
    hidden = f"3 Tr ({invisible}) Tj " if invisible else ""
    return pdf_pages(f"BT /F1 12 Tf 50 700 Td {shown}{hidden}ET")


def pdf_pages(*contents: str, page: str = "") -> bytes:
    """A PDF with these streams of drawing operators as its pages, 600 by 800 points each.

    page: more entries of the pages' dictionaries. Resources: font /F1, opacity zero /G1, a black and white picture /I1.
    """
    kids = " ".join(f"{6 + 2 * index} 0 R" for index in range(len(contents)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(contents)}>>".encode(),
        b"<</Font<</F1 4 0 R>>/XObject<</I1 5 0 R>>/ExtGState<</G1<</ca 0>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Type/XObject/Subtype/Image/Width 2/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray/Length 2>>"
        b"stream\n\x00\xff\nendstream",
    ]
    for index, content in enumerate(contents):
        entries = f"/MediaBox[0 0 600 800]/Contents {7 + 2 * index} 0 R/Resources 3 0 R{page}"
        objects += [
            f"<</Type/Page/Parent 2 0 R{entries}>>".encode(),
            f"<</Length {len(content)}>>stream\n{content}\nendstream".encode(),
        ]
    out = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, item)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(out),
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE compound file ([MS-CFB]) with these streams, each filled up to 4,096 bytes: no mini streams."""
    filled = {name: content.ljust(max(4096, -(-len(content) // 512) * 512), b"\0") for name, content in streams.items()}
    chain, sectors, starts = [0xFFFFFFFD, 0xFFFFFFFE], b"", {}
    for name, content in filled.items():
        starts[name] = len(chain)
        count = len(content) // 512
        chain += [*range(len(chain) + 1, len(chain) + count), 0xFFFFFFFE]
        sectors += content
    names = ["Root Entry", *filled]
    entries = b""
    for index, name in enumerate(names):
        label = (name + "\0").encode("utf-16-le")
        root = index == 0
        right = index + 1 if 0 < index < len(names) - 1 else 0xFFFFFFFF
        entries += label.ljust(64, b"\0") + struct.pack(
            "<HBBIII16sI8s8sIQ", len(label), 5 if root else 2, 1, 0xFFFFFFFF, right, 1 if root else 0xFFFFFFFF,
            b"", 0, b"", b"", 0xFFFFFFFE if root else starts[name], 0 if root else len(filled[name]),
        )  # fmt: skip
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + struct.pack(
        "<16sHHHHH6sIIIIIIIII", b"", 0x3E, 3, 0xFFFE, 9, 6, b"", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0
    )
    header += struct.pack("<109I", 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack(f"<{len(chain)}I", *chain).ljust(512, b"\xff")
    return header + fat + entries.ljust(512, b"\0") + sectors


def doc(*pieces: tuple[str, bool], version: int = 0xC1, flags: int = 0x0200) -> bytes:
    """A Word 97 file. pieces: (text, compressed to one byte a character?), in order."""
    word = bytearray(2048)
    struct.pack_into("<HH", word, 0, 0xA5EC, version)
    struct.pack_into("<H", word, 0x0A, flags)
    ends, descriptors, total = [0], b"", 0
    for text, compressed in pieces:
        place = len(word) * 2 | 0x40000000 if compressed else len(word)
        word += text.encode("cp1252" if compressed else "utf-16-le")
        total += len(text)
        ends.append(total)
        descriptors += struct.pack("<HIH", 0, place, 0)
    struct.pack_into("<i", word, 0x4C, total)
    table = struct.pack(f"<{len(ends)}I", *ends) + descriptors
    clx = b"\x02" + struct.pack("<I", len(table)) + table
    struct.pack_into("<II", word, 0x01A2, 0, len(clx))
    return compound({"WordDocument": bytes(word), "1Table": clx})


def xls(sheet: str, rows: list[list[str]], hidden_row: int, hidden_column: int) -> bytes:
    """An Excel 97 workbook ([MS-XLS]) of one sheet of texts; one row and one column, from 0, are hidden."""

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def begin(kind: int) -> bytes:
        return record(0x0809, struct.pack("<HHHHII", 0x600, kind, 0, 1997, 0, 0x600))

    name, end = sheet.encode("utf-16-le"), record(0x0A, b"")
    font = record(0x31, struct.pack("<HHHHHBBBBBB", 200, 0, 0x7FFF, 400, 0, 0, 0, 0, 0, 1, 0) + b"A")
    book = begin(5) + record(0x42, struct.pack("<H", 1200)) + font * 4 + record(0xE0, bytes(20))
    place = len(book) + 12 + len(name) + len(end)
    book += record(0x85, struct.pack("<IBBBB", place, 0, 0, len(sheet), 1) + name) + end
    book += begin(0x10) + record(0x7D, struct.pack("<HHHHHH", hidden_column, hidden_column, 2000, 0, 1, 0))
    for at in range(len(rows)):
        flags = 0x20 if at == hidden_row else 0
        book += record(0x0208, struct.pack("<HHHHHHI", at, 0, len(rows[at]), 255, 0, 0, flags))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            content = struct.pack("<HHHHB", at, column, 0, len(text), 1) + text.encode("utf-16-le")
            book += record(0x0204, content)
    return compound({"Workbook": book + end})
