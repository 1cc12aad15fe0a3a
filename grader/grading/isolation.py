"""The zygote of a grading process: the strongest isolation that a machine offers and a course accepts."""

from __future__ import annotations

import contextlib

from grader.course import Assignment
from grader.errors import IsolationError
from grader.sandbox.fixes import fix_for
from grader.sandbox.zygote_client import Zygote, ZygoteError, ZygoteGone

_LEVELS = (3, 2, 1, 0)


class StartingZygote:
    """A zygote that loads an assignment's libraries while its owner does something else.

    Parameters
    ----------
    preload, allowed : tuple of str
        Libraries to load, and packages that a submission sees.
    required, highest : int
        Isolation levels: the lowest and the highest that will do.
    uses : tuple of str
        First uses of torch that are done before any submission.
    plain_numpy : bool
        As the assignment's setting.
    """

    def __init__(
        self,
        preload: tuple[str, ...],
        allowed: tuple[str, ...],
        required: int,
        highest: int,
        uses: tuple[str, ...] = (),
        *,
        plain_numpy: bool = False,
    ) -> None:
        self._preload = preload
        self._allowed = allowed
        self._uses = uses
        self._plain_numpy = plain_numpy
        self._required = required
        self._levels = tuple(level for level in _LEVELS if required <= level <= highest)
        self._zygote = self._launched()

    def wait_ready(self) -> Zygote:
        """The zygote, ready to fork; it stays this object's to close.

        Raises
        ------
        IsolationError
            Every level that will do fails here.
        """
        try:
            try:
                self._zygote.wait_ready()
            except ZygoteGone:  # once may be an accident, or somebody's kill
                self._zygote = self._launched()
                self._zygote.wait_ready()
        except ZygoteError as error:
            raise self._refusal(error) from None
        return self._zygote

    def close(self) -> None:
        self._zygote.close()

    def _launched(self) -> Zygote:
        try:
            return Zygote(
                self._preload, self._allowed, self._levels, uses=self._uses, plain_numpy=self._plain_numpy
            )
        except ZygoteError as error:
            raise self._refusal(error) from None

    def _refusal(self, error: ZygoteError) -> IsolationError:
        fix = fix_for(str(error))
        remedy = f"{fix.removesuffix('.')}. " if fix else ""
        return IsolationError(
            f"Hidden tests need isolation level {self._required} or more, and this machine does not reach it. {error} "
            f"{remedy}'grader doctor' tells more; required_isolation in course.toml lowers "
            "the demand."
        )


def starting_zygote(assignment: Assignment, required: int, *, highest: int = 3) -> StartingZygote:
    """Start a zygote for an assignment, and do not wait for it."""
    settings = assignment.settings
    uses = assignment.first_uses if "torch" in settings.preload else ()
    return StartingZygote(
        settings.preload, settings.imports.allowed, required, highest, uses, plain_numpy=settings.plain_numpy
    )


def open_zygote(assignment: Assignment, required: int, *, highest: int = 3) -> Zygote:
    """A zygote for an assignment at the strongest level this machine offers.

    Raises
    ------
    IsolationError
        Every level from ``required`` up fails here.
    """
    return _ready(starting_zygote(assignment, required, highest=highest))


def reached_level(required: int, highest: int) -> int:
    """The isolation level at which this machine grades, found by trying; raises as `open_zygote` does."""
    with contextlib.closing(_ready(StartingZygote((), (), required, highest))) as zygote:
        return zygote.level


def _ready(starting: StartingZygote) -> Zygote:
    try:
        return starting.wait_ready()
    except BaseException:  # Ctrl-C as well: no process may stay
        starting.close()
        raise
