"""Pages follow what the staff decides and what the calendar says, while the server runs."""

from __future__ import annotations

from typing import ClassVar, Final

import msgspec

from grader.gradebook.point_in_time import now_us
from grader.grading import RecordStore
from grader.serve.grading_loop import GradingLoop
from grader.serve.push_gradebook import PushGradebook
from grader.serve.push_queue import PushQueue
from grader.serve.repeated_look import RepeatedLook

_STATE: Final = "push"


class SeenDecisions(msgspec.Struct, frozen=True, kw_only=True):
    """What the pages were last written by."""

    entries: tuple[int, ...] = ()
    over: tuple[tuple[str, str], ...] = ()
    """Students and assignments whose due date had passed."""


class PageRefresh(RepeatedLook):
    """Writes pages again whose grade, due date or publication has changed.

    Parameters
    ----------
    store : RecordStore
    queue : PushQueue
    book : PushGradebook
    loop : GradingLoop
    """

    every_s: ClassVar[float] = 5.0
    event: ClassVar[str] = "pages"

    def __init__(self, store: RecordStore, queue: PushQueue, book: PushGradebook, loop: GradingLoop) -> None:
        super().__init__()
        self._store = store
        self._queue = queue
        self._book = book
        self._loop = loop

    def look(self) -> int:
        """Write again what has changed, and say how many pages that were."""
        seen = self._store.state(_STATE, SeenDecisions) or SeenDecisions()
        entries = self._book.entries()
        if entries != seen.entries:
            self._queue.deadlines = self._book.deadlines()
        newest, now = self._queue.newest_ended(), now_us()
        deadlines = self._queue.deadlines
        over = {place for place in newest if deadlines.is_over(*place, now)}
        due = over ^ set(seen.over)
        if entries != seen.entries:
            published = self._book.published()
            due |= {place for place in newest if place[1] in published}
        count = 0
        for place in sorted(due & set(newest)):
            if self._stopping.is_set():
                return count
            self._loop.show_again(newest[place])
            count += 1
        if count or entries != seen.entries or over != set(seen.over):
            self._store.keep_state(_STATE, SeenDecisions(entries=entries, over=tuple(sorted(over))))
        return count
