"""Starts the workbench: `python app.py` is the same as `nigao serve`."""

import sys

from assistant.cli import main

if __name__ == "__main__":
    sys.argv.insert(1, "serve")
    main()
