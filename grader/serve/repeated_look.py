"""What a thread of the server does again and again until the server ends."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from typing import ClassVar

from grader.errors import GraderError

log = logging.getLogger(__name__)


class RepeatedLook(ABC):
    """Looks every few seconds. What goes wrong once is logged, and does not end the thread."""

    every_s: ClassVar[float]
    event: ClassVar[str]
    """Name of what goes wrong, in the log."""

    def __init__(self) -> None:
        self._stopping = threading.Event()

    @abstractmethod
    def look(self) -> int:
        """Look once, and say how much there was to do."""

    def stop(self) -> None:
        self._stopping.set()

    def watch(self) -> None:
        """Look until the server ends."""
        while not self._stopping.is_set():
            try:
                self.look()
            except GraderError as error:
                log.warning(self.event, extra={"fields": {"reason": str(error)}})
            self._stopping.wait(self.every_s)


__all__ = ["RepeatedLook"]
