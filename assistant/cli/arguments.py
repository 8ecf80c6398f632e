"""Two liberties with the arguments that the parser does not offer. Pure."""

from __future__ import annotations

from collections.abc import Sequence

MANY_VALUED = "--notes"  # `check DRAFT --notes A B C`, `criteria PACK --notes A B C`
WITH_NOTES = ("check", "criteria")


def take_debug(arguments: Sequence[str]) -> tuple[list[str], bool]:
    """`--debug` may stand anywhere before a `--`: the arguments without it, and whether it was there."""
    end = arguments.index("--") if "--" in arguments else len(arguments)
    kept = [argument for argument in arguments[:end] if argument != "--debug"]
    return kept + list(arguments[end:]), len(kept) != end


def spread_notes(arguments: Sequence[str]) -> list[str]:
    """`--notes A B` becomes `--notes A --notes B`: an option of the parser takes one value only.

    Everything up to the next option (or `--`) belongs to the notes.
    """
    spread: list[str] = []
    values = 0  # how many values the running --notes has had
    running = False
    for position, argument in enumerate(arguments):
        if argument == "--":
            return spread + list(arguments[position:])
        if argument.startswith("-") and argument != "-":
            running, values = argument == MANY_VALUED, 0
        elif running:
            if values:
                spread.append(MANY_VALUED)
            values += 1
        spread.append(argument)
    return spread
