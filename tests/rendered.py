"""The same text in other formats, made by LibreOffice while the tests run; and pages as pictures, as from a scanner."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path


def why_not() -> str:
    """The reason why nothing can be rendered here, "" if it can."""
    if shutil.which("soffice") is None or shutil.which("fc-list") is None:
        return "LibreOffice (soffice, fc-list) is not installed: nothing rendered"
    fonts = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=True).stdout
    return "" if fonts else "no Chinese font is installed: nothing rendered"


def convert(source: Path, *suffixes: str) -> dict[str, bytes]:
    """The Word file in each of these formats ("pdf", "doc", "rtf")."""
    folder = source.parent
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for suffix in suffixes:
        command = ["soffice", "--headless", profile, "--convert-to", suffix, "--outdir", str(folder), str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {suffix: source.with_suffix(f".{suffix}").read_bytes() for suffix in suffixes}


def scanned(pdf: bytes, *, pages: int = 2, dots: int = 150) -> bytes:
    """The first pages as a scanner would give them: grey pictures a little askew, compressed with loss, no text."""
    import pypdfium2
    from PIL import Image

    document = pypdfium2.PdfDocument(pdf)
    pictures = []
    for number in range(min(pages, len(document))):
        page = document[number].render(scale=dots / 72, grayscale=True).to_pil().convert("L")
        pictures.append(page.rotate(0.3, fillcolor=255, resample=Image.Resampling.BICUBIC))
    document.close()
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dots, quality=60)
    return out.getvalue()
