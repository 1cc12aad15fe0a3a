"""Fingerprints of a token stream by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003).

Each run of `GRAM` tokens has a hash, and of every `WINDOW` hashes that follow each other the smallest is kept, the
last one of equal ones. So every stretch of at least ``GRAM + WINDOW - 1`` equal tokens leaves an equal hash, and about
two of nine hashes are kept.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from grader.similarity.token_stream import TokenStream

GRAM: Final = 12
"""Tokens of a hash: less in common is noise."""
WINDOW: Final = 8
"""Hashes of which one is kept."""

_BASE: Final = np.uint64(0x9E3779B97F4A7C15)
_MIX: Final = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]


def grams(stream: TokenStream) -> tuple[Hashes, Places]:
    """The hash of every run of `GRAM` tokens within a part, and the token that it begins with."""
    if len(stream) < GRAM:
        return np.zeros(0, dtype=np.uint64), np.zeros(0, dtype=np.int64)
    hashes = np.zeros(len(stream) - GRAM + 1, dtype=np.uint64)
    for offset in range(GRAM):  # modulo 2 to the 64, which is how these integers multiply
        hashes = hashes * _BASE + stream.symbols[offset : offset + len(hashes)]
    within = np.flatnonzero(stream.parts[: len(hashes)] == stream.parts[GRAM - 1 :])
    return _mixed(hashes[within]), within


def winnowed(stream: TokenStream) -> tuple[Hashes, Places]:
    """The fingerprints of a stream, and the token that each begins with; in the order of the tokens."""
    hashes, places = grams(stream)
    if not len(hashes):
        return hashes, places
    borders = np.flatnonzero(np.diff(stream.parts[places])) + 1
    kept = [
        start + _selected(hashes[start:end])
        for start, end in zip([0, *borders], [*borders, len(hashes)], strict=True)
    ]
    chosen = np.concatenate(kept)
    return hashes[chosen], places[chosen]


def _selected(hashes: Hashes) -> Places:
    """The indices of the smallest hash of each window; of fewer hashes than a window has, of the smallest."""
    windows = sliding_window_view(hashes, min(WINDOW, len(hashes)))[:, ::-1]
    last = np.arange(len(windows)) + windows.shape[1] - 1
    return np.unique(last - windows.argmin(axis=1))


def _mixed(hashes: Hashes) -> Hashes:
    """Every bit depends on every bit: which hash is smallest may not depend on the last tokens alone."""
    hashes = (hashes ^ (hashes >> np.uint64(30))) * _MIX[0]
    hashes = (hashes ^ (hashes >> np.uint64(27))) * _MIX[1]
    return hashes ^ (hashes >> np.uint64(31))
