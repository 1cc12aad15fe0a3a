"""Two works that are alike, with the passages to look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.model import SourceFile
from grader.similarity.class_comparison import AlikePair, ComparedWork
from grader.similarity.passage import LineSpan, Passage, passages
from grader.similarity.winnowing import Hashes


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPlace:
    """Lines of a file in a student's own words: the file that was handed in, and for a notebook its cells."""

    file: str
    first: str
    """``line 12``, or ``cell 3, line 2``"""
    last: str

    def __str__(self) -> str:
        return f"{self.file}, {self.first}" + (f" to {self.last}" if self.last != self.first else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidencePair:
    """A pair of a class; ``of_first`` is the share of the first work's own code that lies in the second."""

    first: tuple[str, ...]
    """The students whose work it is."""
    second: tuple[str, ...]
    of_first: float
    of_second: float
    shared: int
    """Fingerprints in common."""
    passages: tuple[Passage, ...]
    """The longest first."""
    places: tuple[tuple[SharedPlace, SharedPlace], ...]
    """Where each passage is."""

    @property
    def tokens(self) -> int:
        """Names, numbers and signs in all passages."""
        return sum(passage.tokens for passage in self.passages)


def evidence_pair(
    pair: AlikePair,
    works: Sequence[ComparedWork],
    first: Sequence[SourceFile],
    second: Sequence[SourceFile],
    subtracted: Hashes,
) -> EvidencePair:
    """Find the passages of a pair in the files of both works."""
    found = passages(first, second, subtracted)
    of_first, of_second = pair.containment
    return EvidencePair(
        first=works[pair.first].students, second=works[pair.second].students, of_first=of_first,
        of_second=of_second, shared=pair.shared, passages=found,
        places=tuple((shared_place(first, each.first), shared_place(second, each.second)) for each in found),
    )  # fmt: skip


def shared_place(files: Sequence[SourceFile], span: LineSpan) -> SharedPlace:
    """Lines of a work as its student knows them."""
    file = files[span.file]
    first, last = file.place(span.first), file.place(span.last)
    words = [
        f"line {at.line}" if at.cell is None else f"cell {at.cell}, line {at.line}" for at in (first, last)
    ]
    return SharedPlace(file=file.origin or file.name, first=words[0], last=words[1])
