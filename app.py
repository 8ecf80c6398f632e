"""Starts the workbench: `python app.py` is the same as `nigao serve`."""

from assistant import ui
from assistant.bootstrap import build
from assistant.settings import Settings

if __name__ == "__main__":
    service = build(Settings())
    service.start()
    ui.launch(service)
