"""The command `nigao`. Results go to stdout; progress, warnings and errors to stderr.

    entry       main(): arguments in, exit code out; every failure as one line
    commands    serve, draft, facts, check, kinds, doctor
    library     library add / list / show / remove / search / rebuild
    runtime     what a command works with: settings and the service, built when first needed
    drafting    follows the events of a draft, keeps what is finished
    files       inputs read, outputs checked and written
    findings    findings, questions and unused facts as a person reads them
    shapes      the JSON shapes
    tables      columns that fit Chinese
    failures    usage errors and crashes as one Chinese line
    arguments   what the argument parser cannot do by itself

Nothing heavy is imported here: `nigao --help` must answer at once.
"""

from assistant.cli.entry import main

__all__ = ["main"]
