"""Have a jailed worker look at a student's file with a linter.

The worker is forked from a zygote of its own, which has the linter and loads no code of any student. So submissions
cannot import the linter, and what is found depends on the text of the file alone: no test has run in that worker, and
no input has been in it.
"""

from __future__ import annotations

from typing import Final

from grader.course import Limits
from grader.sandbox.call_failure import StudentError, WorkerDied, WorkerFailure
from grader.sandbox.code_finding import CodeFinding, checked_findings
from grader.sandbox.spawned_worker import choose_zygote
from grader.sandbox.worker_client import Worker
from grader.sandbox.worker_session import Code
from grader.sandbox.zygote_client import Zygote

_LINTER: Final = "pyflakes"
_LIMITS: Final = Limits(timeout_s=2.0, submission_s=2.0, memory_mib=256, output_mib=1, reply_mib=1)
"""A file of 600 lines takes 0.1 s."""
_LONGEST_TEXT: Final = 200_000
"""Characters of the largest file that is inspected. Real ones have 20,000 at most."""


class CodeInspector:
    """Inspects the main files of submissions. Its zygote starts with the first one.

    Parameters
    ----------
    level : int
        Isolation level of the workers.
    """

    def __init__(self, level: int) -> None:
        self._level = level
        self._zygote: Zygote | None = None

    def inspect(self, code: Code) -> tuple[CodeFinding, ...]:
        """What is found in the main file. Nothing if the file cannot be inspected, for whatever reason.

        Raises
        ------
        ZygoteError
            The zygote does not start, or has ended: nothing is known of the file then.
        """
        if not code.files or len(code.files[0].text) > _LONGEST_TEXT:
            return ()
        try:
            try:
                return self._ask(code)
            except WorkerDied:  # perhaps ended from outside: once more, in a fresh one
                return self._ask(code)
        except (StudentError, WorkerFailure):  # it cannot be parsed, or not within the limits
            return ()

    def _ask(self, code: Code) -> tuple[CodeFinding, ...]:
        if self._zygote is None:
            self._zygote = choose_zygote((f"{_LINTER}.checker",), (_LINTER,), (self._level,))
        file = code.files[0]
        worker = Worker(self._zygote, _LIMITS)
        try:
            body = file.name, file.text.encode(), [list(cell) for cell in file.cells], list(code.asked)
            return checked_findings(worker.ask("inspect", *body), file.text)
        finally:
            worker.close()

    @property
    def gone(self) -> bool:
        return self._zygote is not None and self._zygote.gone

    def close(self) -> None:
        if self._zygote is not None:
            self._zygote.close()
