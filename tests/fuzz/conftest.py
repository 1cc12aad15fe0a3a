"""The targets of the fuzzer lie beside the tests, which use the same checks."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import pytest

sys.path.insert(0, str(Path(__file__).parent))
LONGEST_S = 120


@pytest.fixture(autouse=True)
def no_endless_reading() -> Iterator[None]:
    """A reader that never comes back fails its test: an archive of 1.5 kB once kept one busy for ever."""

    def stop(number: int, frame: Any) -> NoReturn:
        raise TimeoutError(f"not done after {LONGEST_S} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, LONGEST_S, 10)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
