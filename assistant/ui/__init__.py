"""The workbench: one page on which notes become a report.

- view       what the screen shows, and how each event changes it (pure)
- render     the report as a page (pure);  panels  findings, questions, ledger (pure);  markup  escaping
- session    what one browser tab has: one frozen object
- background the service's events out of a thread of their own
- downloads  the finished report as files
- handlers   what the buttons do
- workbench  the components and their wiring
- words      what the controls say, in Chinese and English

gradio is imported here only, and not before a page is built: it is heavy, and it reads these two variables on import.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import gradio as gr

    from assistant.ui.handlers import Desk


def build(service: Desk) -> gr.Blocks:
    """The page, not yet served."""
    _stay_at_home()
    from assistant.ui.workbench import build_page

    return build_page(service)


def launch(service: Desk, host: str = "127.0.0.1", port: int = 7860) -> None:
    """Serves the page until the process is stopped."""
    _stay_at_home()
    from assistant.ui.workbench import serve

    serve(service, host, port)


def _stay_at_home() -> None:
    """No analytics and no version check: nothing leaves the machine."""
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ["HF_HUB_OFFLINE"] = "1"
