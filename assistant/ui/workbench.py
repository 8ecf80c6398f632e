"""The page and its server."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from assistant.settings import shipped
from assistant.ui.downloads import exports_folder
from assistant.ui.handlers import Desk, Handlers
from assistant.ui.screen import TRANSLATIONS, Screen, make_screen

STYLESHEET = Path(__file__).parent / "workbench.css"
DRAFTS_AT_ONCE = 4
LARGEST_UPLOAD = "50mb"
# Fonts of the reader's machine: nothing is fetched.
_SANS = [gr.themes.Font(name) for name in ("Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "sans-serif")]
_MONO = [gr.themes.Font(name) for name in ("Consolas", "Noto Sans Mono CJK SC", "monospace")]


def build_page(service: Desk) -> gr.Blocks:
    """The page with its wiring. Every event is hidden from the public API."""
    blocks = gr.Blocks(title="拟稿", analytics_enabled=False, fill_width=True, delete_cache=(3600, 24 * 3600))
    with blocks:
        screen = make_screen(service.kinds, service.writer_name)
        _wire(screen, Handlers(service, screen, _demo_folder(), exports_folder()))
    blocks.queue(default_concurrency_limit=DRAFTS_AT_ONCE)
    return blocks


def launch_options() -> dict[str, Any]:
    """How the page is served, whoever serves it: no share link, no history in the browser, no foreign request."""
    return {
        "share": False,
        "quiet": True,
        "show_error": False,
        "ssr_mode": False,
        "pwa": False,
        "run_history": False,
        "footer_links": [],
        "i18n": TRANSLATIONS,
        "theme": _theme(),
        "css_paths": [str(STYLESHEET)],
        "allowed_paths": [str(_demo_folder())],
        "max_file_size": LARGEST_UPLOAD,
    }


def _theme() -> gr.themes.Base:
    base = gr.themes.Base(
        font=_SANS,
        font_mono=_MONO,
        primary_hue="red",
        neutral_hue="stone",
        text_size="lg",
        spacing_size="sm",
    )
    base.set(button_primary_background_fill="#8c1d18", button_primary_background_fill_hover="#a3312b")
    for name in [name for name in vars(base) if name.endswith("_dark")]:
        setattr(base, name, getattr(base, name.removesuffix("_dark")))  # the page is paper: light on every machine
    return base


def serve(service: Desk, host: str, port: int) -> None:
    """Until the process is stopped. Says where the page is once it can be opened."""
    blocks = build_page(service)
    blocks.launch(server_name=host, server_port=port, prevent_thread_lock=True, **launch_options())
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    print(f"工作台已经就绪：http://{shown}:{port}（按 Ctrl+C 停止）", flush=True)
    blocks.block_thread()


def _demo_folder() -> Path:
    return shipped("knowledge") / "demo"


def _wire(screen: Screen, handlers: Handlers) -> None:
    fields: set[Any] = {
        screen.session, screen.kind, screen.unit, screen.day, screen.pasted, screen.notes, screen.references,
    }  # fmt: skip
    shown: list[Any] = [
        screen.session, screen.status, screen.notices, screen.page, screen.ledger, screen.findings, screen.questions,
        screen.unused, screen.tabs, screen.start, screen.cancel, screen.facts, *screen.downloads,
    ]  # fmt: skip
    quietly: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drafting = screen.start.click(handlers.draft, inputs=fields, outputs=shown, **quietly)
    drafting.failure(handlers.broken, inputs=screen.session, outputs=shown, **quietly)
    # a cancelled stream ends where it is; what follows it then sets the controls free
    screen.cancel.click(handlers.cancelled, inputs=screen.session, outputs=shown, cancels=[drafting], **quietly)
    screen.facts.click(handlers.facts, inputs=fields, outputs=shown, **quietly)
    screen.demo.click(
        handlers.fill_demo, outputs=[screen.pasted, screen.notes, screen.references],
        show_progress="hidden", api_visibility="private",
    )  # fmt: skip
