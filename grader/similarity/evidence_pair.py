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
    """Lines of a file as its student knows them: of the file that was handed in, in a notebook by cells."""

    file: str
    first_line: int
    last_line: int
    first_cell: int | None = None
    """1-based number of the code cell, for a notebook."""
    last_cell: int | None = None

    def __str__(self) -> str:
        if self.first_cell != self.last_cell:
            return (
                f"{self.file}, cell {self.first_cell}, line {self.first_line} "
                f"to cell {self.last_cell}, line {self.last_line}"
            )
        cell = "" if self.first_cell is None else f" cell {self.first_cell},"
        if self.first_line == self.last_line:
            return f"{self.file},{cell} line {self.first_line}"
        return f"{self.file},{cell} lines {self.first_line} to {self.last_line}"


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
    return SharedPlace(
        file=file.origin or file.name, first_line=first.line, last_line=last.line, first_cell=first.cell,
        last_cell=last.cell,
    )  # fmt: skip
