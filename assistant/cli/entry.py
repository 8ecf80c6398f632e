"""Arguments in, exit code out: 0 done, 1 failed, 2 wrong usage, 3 done with blocking findings, 130 interrupted."""

from __future__ import annotations

import io
import os
import sys
import traceback
from collections.abc import Sequence

import typer
from typer.main import get_command

from assistant.cli.arguments import WITH_NOTES, spread_notes, take_debug
from assistant.cli.commands import app
from assistant.cli.failures import complain, crash_hook, usage_line
from assistant.cli.runtime import Runtime
from assistant.errors import NigaoError, UsageError


def main() -> None:
    """The console script: sets up the streams, runs, exits."""
    _speak_utf8()
    arguments, debug = take_debug(sys.argv[1:])
    crash_hook(debug)
    sys.exit(run(arguments, Runtime(debug=debug)))


def run(arguments: Sequence[str], runtime: Runtime) -> int:
    """Runs one command and says what failed in one line on stderr. An unforeseen exception passes through."""
    words, debug = take_debug(arguments)
    runtime = runtime.with_debug(runtime.debug or debug)
    if words and words[0] in WITH_NOTES:
        words = spread_notes(words)
    try:
        code = get_command(app).main(words, prog_name="nigao", standalone_mode=False, obj=runtime)
        sys.stdout.flush()
    except NigaoError as error:
        if runtime.debug:
            traceback.print_exception(error)
        complain(str(error))
        return 2 if isinstance(error, UsageError) else 1
    except typer.TyperException as error:
        return _wrong_usage(error, words)
    except KeyboardInterrupt:
        return 130
    except typer.Abort:
        return 1
    except BrokenPipeError:
        # The reader of our output (head, less) has gone; Python must not complain again while closing stdout.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return code if isinstance(code, int) else 0


def _wrong_usage(error: typer.TyperException, words: Sequence[str]) -> int:
    message = error.format_message()
    if not words or type(error).__name__ == "NoArgsIsHelpError":
        print(message)
        return 2
    context = getattr(error, "ctx", None)  # only the parser's usage errors have one
    command = context.command_path if context is not None else "nigao"
    complain(f"{usage_line(message)}。用法见 {command} --help。")
    return error.exit_code


def _speak_utf8() -> None:
    """What is piped or redirected is UTF-8 wherever we run; a terminal keeps its own encoding and never fails."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8")
