"""Which works of a class share code that neither the assignment nor the class explains.

Fingerprints of what was handed out, of the reference and of what more than a tenth of the class shares are taken away
first. What is left of two works is compared both ways: which part of the first lies in the second, and which part of
the second lies in the first. Works that are equal once folded are counted once in a class's tenth, so that twenty
copies of one file do not explain each other.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import numpy as np

from grader.model import Record, SourceFile
from grader.similarity.token_stream import token_stream
from grader.similarity.winnowing import Hashes, grams, winnowed

COMMON_SHARE: Final = 0.1
"""What more than this share of the class has in common is nobody's own."""
COMMON_WORKS: Final = 5
"""In a small class a tenth is one work: up to so many works that share something are always compared."""
FEWEST_SHARED: Final = 4
"""Fingerprints that a pair shares at least: fewer are about two lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedWork:
    """A work of a student, or of a group that handed in one work."""

    students: tuple[str, ...]
    group: str
    hashes: Hashes
    """Its fingerprints, each once, ascending."""
    cut: bool = False
    """Whether it is so long that only its beginning was compared."""


class AlikePair(NamedTuple):
    """Two works, by their indices, and how many fingerprints they share of how many of their own."""

    first: int
    second: int
    shared: int
    of_first: int
    of_second: int

    @property
    def containment(self) -> tuple[float, float]:
        """The share of the first work that lies in the second, and the share of the second that lies in the first."""
        return self.shared / self.of_first, self.shared / self.of_second


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassComparison:
    """What comparing a class found."""

    pairs: tuple[AlikePair, ...]
    """The most alike first."""
    found: int
    """How many pairs are alike enough, also those that are not among ``pairs``."""
    subtracted: Hashes
    """Fingerprints that count for nobody: of what was handed out, of the reference, and of what many share."""
    own: tuple[int, ...]
    """How many fingerprints of its own each work has."""


def compared_work(student: str, files: Iterable[SourceFile], *, group: str = "") -> ComparedWork:
    """Take the fingerprints of a student's work."""
    stream = token_stream(files)
    return ComparedWork(
        students=(student,), group=group, hashes=np.unique(winnowed(stream)[0]), cut=stream.cut
    )


def compared_works(records: Iterable[Record]) -> list[ComparedWork]:
    """The works of a class, from its records. What all students of a group handed in is one work."""
    found: dict[tuple[str, bytes], ComparedWork] = {}
    for record in records:
        report, group = record.report, record.hand_in.group
        work = compared_work(report.student, report.sources, group=group)
        key = (f"group {group}", work.hashes.tobytes()) if group else (f"student {report.student}", b"")
        if key in found:
            work = replace(found[key], students=(*found[key].students, *work.students))
        found[key] = work
    return list(found.values())


def known_hashes(texts: Iterable[str]) -> Hashes:
    """All hashes of what was handed out and of the reference, ascending: also those that winnowing would drop."""
    files = [SourceFile(name="known.py", text=text) for text in texts]
    found = [grams(token_stream([file]))[0] for file in files]
    return np.unique(np.concatenate([np.zeros(0, dtype=np.uint64), *found]))


def compare_class(
    works: Sequence[ComparedWork], known: Hashes, *, minimum: float, most: int
) -> ClassComparison:
    """Compare each work with each other one.

    Parameters
    ----------
    works : sequence of ComparedWork
    known : Hashes
        What `known_hashes` gives for starter, given files and reference.
    minimum : float
        The least containment of a pair, in the direction in which it is larger, from 0 to 1.
    most : int
        How many pairs are returned.

    Returns
    -------
    ClassComparison
        With the pairs by the larger containment, then the smaller one, then the number of shared fingerprints. Works
        of one group are not compared with each other.
    """
    subtracted = np.union1d(known, _common(works))
    own = [np.setdiff1d(work.hashes, subtracted, assume_unique=True) for work in works]
    twins: dict[bytes, list[int]] = {}
    for index, hashes in enumerate(own):
        if len(hashes):
            twins.setdefault(hashes.tobytes(), []).append(index)
    members = list(twins.values())
    alike = list(_alike([own[each[0]] for each in members], minimum))
    best = heapq.nsmallest(most, _pairs(works, own, members, alike), key=_order)
    found = sum(1 for _ in _pairs(works, own, members, alike))
    return ClassComparison(pairs=tuple(best), found=found, subtracted=subtracted, own=tuple(map(len, own)))


def _order(pair: AlikePair) -> tuple[float, float, int, int, int]:
    less, more = sorted(pair.containment)
    return -more, -less, -pair.shared, pair.first, pair.second


def _common(works: Sequence[ComparedWork]) -> Hashes:
    """The fingerprints of more than a tenth of the works; works with equal fingerprints are one."""
    distinct = {work.hashes.tobytes(): work.hashes for work in works}
    if not distinct:
        return np.zeros(0, dtype=np.uint64)
    hashes, counts = np.unique(np.concatenate(list(distinct.values())), return_counts=True)
    return hashes[counts > max(COMMON_SHARE * len(distinct), COMMON_WORKS)]


class _AlikeTwins(NamedTuple):
    """Two sets of fingerprints, by index, that share enough; a set with itself stands for its equal works."""

    first: int
    second: int
    shared: int


def _alike(sets: Sequence[Hashes], minimum: float) -> Iterator[_AlikeTwins]:
    if not sets:
        return
    sizes = np.array([len(each) for each in sets])
    _, ids = np.unique(np.concatenate(list(sets)), return_inverse=True)
    owners = np.repeat(np.arange(len(sets)), sizes)
    order = np.argsort(ids, kind="stable")
    holders, starts = owners[order], np.searchsorted(ids[order], np.arange(ids.max() + 2))
    at = 0
    for first, size in enumerate(sizes):
        lists = [holders[starts[each] : starts[each + 1]] for each in ids[at : at + size]]
        at += size
        shared = np.bincount(np.concatenate(lists), minlength=len(sets))
        shared[:first] = 0
        enough = (shared >= FEWEST_SHARED) & (shared >= minimum * np.minimum(size, sizes))
        yield from (_AlikeTwins(first, int(second), int(shared[second])) for second in np.flatnonzero(enough))


def _pairs(
    works: Sequence[ComparedWork],
    own: Sequence[Hashes],
    members: Sequence[Sequence[int]],
    alike: Iterable[_AlikeTwins],
) -> Iterator[AlikePair]:
    """The pairs of works behind pairs of sets, but for those of one group."""
    for first, second, shared in alike:
        equal = first == second
        found = (
            itertools.combinations(members[first], 2)
            if equal
            else itertools.product(members[first], members[second])
        )
        for one, other in found:
            a, b = sorted((one, other))
            if not works[a].group or works[a].group != works[b].group:
                yield AlikePair(a, b, shared, len(own[a]), len(own[b]))
