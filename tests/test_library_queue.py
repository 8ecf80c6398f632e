"""Files handed in: accepted at once, read later, each with a state; what was accepted is never lost or doubled."""

from __future__ import annotations

from pathlib import Path

import pytest
from library_parts import EXEMPLAR, POLICY, LetterEmbedder, ListIndex, library_in
from test_library_removal import traces

from assistant.library import Library
from assistant.library.background import Background
from assistant.library.readers import Limits
from assistant.model import NamedFile, QueuedFile
from assistant.store import Database, LibraryRecords, sqlite_url

FILES = (NamedFile("范文.md", EXEMPLAR.encode()), NamedFile("办法.txt", POLICY.encode()))
SECRET = "某单位某项工作情况不得外传"


class Killed(BaseException):
    """Stands for kill -9: nothing in the application catches it."""


def states(library: Library) -> list[tuple[str, str]]:
    return [(one.name, one.state) for one in library.queue()]


def test_what_is_accepted_waits_and_is_read_in_its_turn(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    for file in FILES:
        assert library.accept(file, "exemplar", "k").state == "waiting"
    assert (library.state().documents, library.state().waiting) == (0, 2)
    told: list[QueuedFile] = []
    library.work(told.append)
    assert [(one.name, one.state) for one in told] == states(library) == [("范文.md", "read"), ("办法.txt", "read")]
    assert [one.document for one in told] == [one.id for one in library.list()]
    assert [one.kind for one in library.list()] == ["k", "k"]
    assert library.state().waiting == 0
    assert library.search("志愿服务")


def test_in_the_background_words_are_findable_before_vectors_are_made(tmp_path: Path) -> None:
    found: list[int] = []

    class Looking(LetterEmbedder):
        def passages(self, texts: object) -> list[list[float]]:
            found.append(library.state().waiting)
            found.append(len(library.search("河长制")))
            return [list(one) for one in super().passages(texts)]  # type: ignore[arg-type]

    library = library_in(tmp_path, Looking(), ListIndex())
    for file in FILES:
        library.accept(file, "exemplar")
    library.start()
    assert library.settled(60)
    assert found[0] == 0, "no vector is made while a file waits"
    assert found[1] > 0
    assert library.state().embedded == library.state().passages > 0
    library.close()


@pytest.mark.parametrize("moment", ["first_waiting", "count_attempt", "add"])
@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_step_every_accepted_file_is_read_once(
    tmp_path: Path, moment: str, after: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = library_in(tmp_path)
    for file in FILES:
        library.accept(file, "policy")
    real = getattr(LibraryRecords, moment)

    def last(*arguments: object) -> None:
        if after:
            real(*arguments)
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(LibraryRecords, moment, last)
        with pytest.raises(Killed):
            library.work()
    again = library_in(tmp_path)
    again.work()
    assert states(again) == [("范文.md", "read"), ("办法.txt", "read")]
    assert [one.name for one in again.list()] == ["范文.md", "办法.txt"]


def test_the_same_file_twice_is_one(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    first = library.accept(FILES[0], "exemplar")
    assert library.accept(NamedFile("另名.md", FILES[0].data), "exemplar") == first
    library.work()
    again = library.accept(FILES[0], "exemplar")
    assert (again.state, again.document) == ("read", library.list()[0].id)
    other = library.accept(FILES[0], "policy")
    assert other.state == "refused"
    assert "范文" in other.why
    assert len(library.list()) == 1


def test_a_new_version_among_the_waiting_replaces_the_old(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    newer = NamedFile("范文.md", EXEMPLAR.replace("93场", "94场").encode())
    for file in (FILES[0], newer):
        library.accept(file, "exemplar")
    library.work()
    (entry,) = library.list()
    assert "94场" in library.show(entry.id)[1]
    assert [one.document for one in library.queue()] == [entry.id], "nothing tells of the old one"


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("坏.docx", b"PK\x03\x04broken", "坏.docx"),
        ("空.md", b" \n", "空文件"),
        ("表.xlsm", b"PK\x03\x04", "宏"),
        ("大.txt", b"x" * 2000, "超过"),
        ("密.txt", f"机密★1年\n{SECRET}".encode(), "密级"),
        ("无.md", b"# \n<!-- x -->\n", "没有"),
    ],
    ids=["damaged", "empty", "macros", "too large", "secret", "no text"],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_leaves_no_byte(
    tmp_path: Path, name: str, data: bytes, word: str
) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    library = Library(records, None, None, Limits(file_bytes=1000))
    library.accept(NamedFile(name, data), "policy")
    library.accept(FILES[1], "policy")
    library.work()
    refused, read = library.queue()
    assert (refused.state, read.state) == ("refused", "read"), "one bad file stops no other"
    assert word in refused.why
    assert refused.fix
    assert library.state().refused == 1
    assert traces(tmp_path, (SECRET,)) == []
    library.withdraw([refused.id])
    assert library.state().refused == 0


def test_a_withdrawn_file_is_not_read_and_leaves_no_byte(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    entry = library.accept(NamedFile("甲.txt", SECRET.encode()), "policy")
    assert traces(tmp_path, (SECRET,)), "it is there while it waits"
    library.withdraw([entry.id])
    library.work()
    assert (library.queue(), library.list()) == ((), ())
    assert traces(tmp_path, (SECRET,)) == []


def test_a_file_withdrawn_while_it_is_read_is_not_added(tmp_path: Path) -> None:
    records = LibraryRecords(Database(sqlite_url(tmp_path)))
    library = Library(records, None, None)
    entry = library.accept(FILES[1], "policy")
    taken = records.first_waiting()
    assert taken is not None
    library.withdraw([entry.id])
    told: list[QueuedFile] = []
    stop = iter([taken, None])
    records.first_waiting = lambda: next(stop)  # type: ignore[method-assign]
    library.work(told.append)
    assert library.list() == ()
    assert library.queue() == ()


def test_a_file_at_which_the_program_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    for _ in range(5):
        dying = LibraryRecords(Database(sqlite_url(tmp_path)))
        library = Library(dying, None, None)
        library.accept(FILES[1], "policy")

        def dies(*arguments: object, **more: object) -> bool:
            raise Killed

        dying.add = dies  # type: ignore[method-assign]
        with pytest.raises(Killed):
            library.work()
    last = library_in(tmp_path)
    last.work()
    (given_up,) = last.queue()
    assert given_up.state == "refused"
    assert "5次" in given_up.why


def test_what_was_removed_is_forgotten_by_the_queue_too(tmp_path: Path) -> None:
    library = library_in(tmp_path)
    library.accept(FILES[0], "exemplar")
    library.work()
    library.remove(library.list()[0].id)
    assert library.queue() == ()
    assert library.accept(FILES[0], "exemplar").state == "waiting", "and it can be handed in again"


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_an_unforeseen_error_in_the_background_is_told_and_the_next_file_starts_it_again() -> None:
    steps = iter([KeyError("nobody thought of this"), True, False])
    done: list[object] = []

    def step() -> bool:
        outcome = next(steps)
        if isinstance(outcome, KeyError):
            raise outcome
        done.append(outcome)
        return outcome

    background = Background(step, lambda: None)
    background.wake()
    background.join(60)
    assert background.failure is not None
    assert "日志" in background.failure.fix
    background.wake()
    assert background.settled(60)
    assert done == [True, False]
    assert background.failure is None
    background.close()
