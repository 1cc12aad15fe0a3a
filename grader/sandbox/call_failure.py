"""The exceptions of a call into a worker that does not return a value."""

from __future__ import annotations

from grader.model import CodeLine, Verdict


class WorkerFailure(Exception):
    """The call did not return: timeout, memory, crash, or forbidden code. Has the verdict.

    ``message`` is the full explanation. ``brief`` contains no word or number that the worker could choose.
    """

    def __init__(
        self, verdict: Verdict, message: str, lines: tuple[CodeLine, ...] = (), *, brief: str = ""
    ) -> None:
        super().__init__(message)
        self.verdict = verdict
        self.message = message
        self.brief = brief or message
        self.lines = lines


class WorkerDied(WorkerFailure):
    """The worker ended as if killed from outside, or before it had seen an input. The call is tried once more."""


class NestedCall(TypeError):
    """A hidden test calls the student's code while the student's code is calling it back."""


class UnsupportedArgument(TypeError):
    """A test passes a value that cannot be sent to the worker.

    This is the test's fault, unless the student's code made the value.
    """


class UndeclaredAttribute(TypeError, AttributeError):
    """A test uses an attribute or operator of a student's object that the test does not declare.

    This is the test's fault, unless the student's code returned the object in place of data. It is an
    `AttributeError` so that ``hasattr`` returns False, and a `TypeError` as Python expects of operators.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A test asks an object of the student's for {name!r} and does not declare it. "
            f"Add it to the test's mark: @task(..., asks=({name!r},))."
        )


class StudentError(Exception):
    """The student's code raised an exception. It stays in the worker; only its type's name and its text are sent.

    ``type_name`` is the nearest builtin class, so that a test that expects ``ValueError`` accepts a subclass of it.
    """

    def __init__(self, type_name: str, text: str, lines: tuple[CodeLine, ...] = ()) -> None:
        super().__init__(f"{type_name}: {text}" if text else type_name)
        self.type_name = type_name
        self.text = text
        self.lines = lines
        self.refused = False
        """Whether it follows from a refused callback: a call of the test's function with wrong arguments."""
