"""Everything that can go wrong, as one tree.

NigaoError                what was wrong, with what, and what to do next
├── UsageError            the call's words are off (unknown kind, unknown output format) -> exit 2
├── InputError            a file or a text that was handed in cannot be used
│   ├── FileMissing       there is no such file
│   ├── UnreadableFile    not the format it claims, damaged, no text in it
│   │   └── ScannedFile   pictures of pages: its text must be recognised first
│   ├── EncryptedFile     protected by a password
│   ├── RefusedFile       must not be read: secrecy mark, archive bomb, macro, too large
│   └── EmptyNotes        there is nothing in the notes
├── ModelError            the model endpoint did not do its part
│   ├── ModelUnreachable  connection refused, unknown host
│   ├── ModelRefused      401, 403, 404, 4xx: the endpoint will not serve this
│   ├── ModelBusy         429 or 5xx, still so after the retries
│   ├── ModelTimeout      no answer, or not a whole one, in the time allowed
│   └── ModelBadAnswer    an answer that is not what was asked for (nonsense, cut short)
├── ReviewError           a step of review that may not be taken; nothing was changed
│   ├── NotPermitted      this person may not do this, or not with this report
│   ├── WrongState        not in the state the section, the report or the fact is in
│   ├── EditConflict      somebody else saved on the same version meanwhile
│   └── NotAcceptable     what was chosen or stated cannot be taken as it is
├── LibraryError          the reference library
└── StoreError            the database or the data directory
"""


class NigaoError(Exception):
    """An error that a user can act on.

    what: what happened, with what (file, line, host …). Chinese, one clause, no full stop.
    fix: what to do next. Chinese, one clause, no full stop; may be empty.
    """

    def __init__(self, what: str, fix: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix

    def __str__(self) -> str:
        return f"{self.what}。{self.fix}。" if self.fix else f"{self.what}。"


class UsageError(NigaoError):
    """The call's words are off."""


class InputError(NigaoError):
    """Something handed in cannot be used."""


class FileMissing(InputError):
    """There is no such file."""


class UnreadableFile(InputError):
    """Not the format it claims to be, damaged, or without any text."""


class ScannedFile(UnreadableFile):
    """Pictures of pages: its text must be recognised first."""


class EncryptedFile(InputError):
    """Protected by a password."""


class RefusedFile(InputError):
    """Must not be read."""


class EmptyNotes(InputError):
    """There is nothing in the notes."""


class ModelError(NigaoError):
    """The model endpoint did not do its part."""


class ModelUnreachable(ModelError):
    """Connection refused, unknown host."""


class ModelRefused(ModelError):
    """The endpoint will not serve this request."""


class ModelBusy(ModelError):
    """Still too busy or failing after the retries."""


class ModelTimeout(ModelError):
    """No whole answer in the time allowed."""


class ModelBadAnswer(ModelError):
    """An answer that is not what was asked for."""


class ReviewError(NigaoError):
    """A step of review that may not be taken; nothing was changed."""


class NotPermitted(ReviewError):
    """This person may not do this, or not with this report."""


class WrongState(ReviewError):
    """Not in the state the section, the report or the fact is in."""


class EditConflict(ReviewError):
    """Somebody else saved on the same version meanwhile."""


class NotAcceptable(ReviewError):
    """What was chosen or stated cannot be taken as it is (a missing reason, a figure in bulk, an unknown change)."""


class LibraryError(NigaoError):
    """The reference library."""


class StoreError(NigaoError):
    """The database or the data directory."""
