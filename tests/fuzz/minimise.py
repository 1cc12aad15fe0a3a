"""Choose what the corpus keeps: ``python tests/fuzz/minimise.py frame build/fuzz/frame tests/fuzz/corpus/frame``.

Of all inputs in the folders named, the fewest that together take every step from line to line of the readers
that any of them takes replace the corpus of the target.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from types import FrameType
from typing import Any

import fuzz_archive
import fuzz_frame

CORPUS = Path(__file__).parent / "corpus"
LONGEST = 2047
MOST = 60
_READERS = re.compile(r"/grader/(wire|intake)/")


def steps(run: Callable[[bytes], str], data: bytes) -> set[Hashable]:
    """The steps one input takes through the readers, and whether it was read."""
    taken: set[Hashable] = set()

    def enter(frame: FrameType, event: str, argument: Any) -> Any:
        file, last = frame.f_code.co_filename, frame.f_lineno
        if not _READERS.search(file):
            return None

        def step(frame: FrameType, event: str, argument: Any) -> Any:
            nonlocal last
            taken.add((file, last, frame.f_lineno))
            last = frame.f_lineno
            return step

        return step

    sys.settrace(enter)
    try:
        end = run(data)
    finally:
        sys.settrace(None)
    return taken | {end == "read"}


def fewest(taken: dict[bytes, set[Hashable]]) -> list[bytes]:
    """Greedily: always the input that adds most, the shortest of those."""
    missing: set[Hashable] = set().union(*taken.values())
    chosen: list[bytes] = []
    while missing and len(chosen) < MOST:
        best = max(taken, key=lambda data: (len(taken[data] & missing), -len(data), data))
        chosen.append(best)
        missing -= taken[best]
    return chosen


def main(target: str, folders: Iterable[str]) -> None:
    run = {"frame": fuzz_frame.run, "archive": fuzz_archive.run}[target]
    inputs = {path.read_bytes() for folder in folders for path in Path(folder).iterdir()}
    taken: dict[bytes, set[Hashable]] = {}
    for _ in range(2):  # the first round fills caches, of patterns and codecs
        taken = {data: steps(run, data) for data in inputs if len(data) <= LONGEST}
    chosen = fewest(taken)
    for path in (CORPUS / target).iterdir():
        path.unlink()
    for data in chosen:
        (CORPUS / target / hashlib.sha256(data).hexdigest()[:12]).write_bytes(data)
    print(f"{len(chosen)} of {len(inputs)} inputs, {sum(map(len, chosen))} bytes")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
