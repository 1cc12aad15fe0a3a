"""Code that works of a class have in common: evidence to look at, never a verdict and never a point.

`token_stream.py` folds code into tokens that renaming does not change, `winnowing.py` takes fingerprints of them,
`class_comparison.py` finds the pairs of a class, and `passage.py` the passages of a pair. Nothing is sent anywhere.
"""

from __future__ import annotations

from grader.similarity.class_comparison import (
    AlikePair,
    ClassComparison,
    ComparedWork,
    compare_class,
    compared_work,
    known_hashes,
)
from grader.similarity.passage import LineSpan, Passage, passages

__all__ = [
    "AlikePair",
    "ClassComparison",
    "ComparedWork",
    "LineSpan",
    "Passage",
    "compare_class",
    "compared_work",
    "known_hashes",
    "passages",
]  # fmt: skip
