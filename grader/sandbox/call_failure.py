"""How a call into a worker can end without a value."""

from __future__ import annotations

from grader.model import CodeLine, Verdict


class WorkerFailure(Exception):
    """The call did not return: time, memory, a crash, forbidden work. Carries the verdict.

    ``message`` is the whole story; ``brief`` holds no word or number that the worker could choose.
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
    """The worker ended as one does that is killed from outside, or before it had seen an input: tried once more."""


class NestedCall(TypeError):
    """A hidden test calls the student's code while the student's code is calling it back."""


class Unpassable(TypeError):
    """A test passes what cannot cross to the worker: its own fault, unless the student's code made the value."""


class Undeclared(TypeError, AttributeError):
    """A test asks an object for what it does not declare: its own fault, unless the object stands where data should.

    As an `AttributeError` it makes ``hasattr`` say no, and as a `TypeError` it is what Python expects of an operator.
    """

    def __init__(self, name: str) -> None:
        super().__init__(
            f"A test asks an object of the student's for {name!r} and does not declare it. "
            f"Add it to the test's mark: @task(..., asks=({name!r},))."
        )


class StudentError(Exception):
    """The student's code raised. The exception stays in the worker; its type's name and text are data.

    ``type_name`` is the nearest builtin class, so that a test may ask for ``ValueError`` and accept
    a subclass of it.
    """

    def __init__(self, type_name: str, text: str, lines: tuple[CodeLine, ...] = ()) -> None:
        super().__init__(f"{type_name}: {text}" if text else type_name)
        self.type_name = type_name
        self.text = text
        self.lines = lines
        self.refused = False
        """It came of a call that was refused: of a function of the test, with arguments that it does not take."""
