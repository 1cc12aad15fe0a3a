"""Code that works of a class have in common: evidence to look at, never a verdict and never a point.

`token_stream.py` folds code into tokens that renaming does not change, `winnowing.py` takes fingerprints of them,
`class_comparison.py` finds the pairs of a class, `passage.py` the passages of a pair, and `evidence_pair.py` says where
they are. Nothing is sent anywhere.
"""

from __future__ import annotations

from grader.similarity.class_comparison import (
    AlikePair,
    ClassComparison,
    ComparedWork,
    compare_class,
    compared_work,
    compared_works,
    known_hashes,
)
from grader.similarity.evidence_pair import EvidencePair, SharedPlace, evidence_pair, shared_place
from grader.similarity.passage import LineSpan, Passage, passages

__all__ = [
    "AlikePair",
    "ClassComparison",
    "ComparedWork",
    "EvidencePair",
    "LineSpan",
    "Passage",
    "SharedPlace",
    "compare_class",
    "compared_work",
    "compared_works",
    "evidence_pair",
    "known_hashes",
    "passages",
    "shared_place",
]  # fmt: skip
