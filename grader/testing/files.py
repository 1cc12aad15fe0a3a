"""The fixture ``files``: what the student's code may write, read back as bytes, or loaded again in a fresh worker."""

from __future__ import annotations

import tempfile
from pathlib import Path

from grader.sandbox.worker_session import JailedSubject
from grader.testing.compare import Student
from grader.testing.local_subject import LocalSubject
from grader.testing.subject import AuthorError, FilePath


class Files:
    """Files that a test declares with ``@task(..., files=("model.pt",))``.

    ``files.path("model.pt")`` is handed to functions as any other argument: the student's finds an empty file of that
    name in its own folder, the reference one in a folder of this process. A declared file is there from the start and
    can be written, read and truncated; at isolation level 2 no other can be made.

    Examples
    --------
    >>> student.save(x, files.path("model.npy"))
    >>> assert_close(files.second().load(files.path("model.npy")), x)
    """

    def __init__(self, subject: JailedSubject | LocalSubject, names: tuple[str, ...]) -> None:
        self._subject = subject
        self._names = names
        self._folder = tempfile.TemporaryDirectory(prefix="grader-files-")
        self._others: list[JailedSubject] = []
        for name in names:
            Path(self._folder.name, name).touch()
            self._subject.write_file(self.path(name), b"")

    def path(self, name: str) -> FilePath:
        """The file as an argument of a function of either side."""
        if name not in self._names:
            raise AuthorError(
                f"the test does not declare the file {name!r}: add it to @task(..., files=({name!r},))"
            )
        return FilePath(name, Path(self._folder.name, name))

    def read(self, name: str) -> bytes:
        """What the student's code has written so far. It may be anything: do not unpickle it here."""
        return self._subject.read_file(self.path(name))

    def written_here(self, name: str) -> bytes:
        """What the reference has written."""
        return self.path(name).local.read_bytes()

    def second(self) -> Student:
        """The student's module in a fresh worker, which holds the files as they are now and nothing else."""
        if isinstance(self._subject, LocalSubject):
            return Student(self._subject)
        other = self._subject.second()
        self._others.append(other)
        for name in self._names:
            other.write_file(self.path(name), self.read(name))
        return Student(other)

    def close(self) -> None:
        """End the workers that were started, and remove the folder."""
        for other in self._others:
            assert isinstance(self._subject, JailedSubject)
            self._subject.absorb(other)
        self._folder.cleanup()
