"""A class of twenty-four and what it hands in, as zips of learning platforms made by the tests."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from grader.intake import FoundSubmission, RejectedSubmission, Submission, read_submission

MODULE = "metrics.py"
Files = list[tuple[str, bytes]]


@dataclass(frozen=True)
class Person:
    """A student as the roster knows them."""

    student: str
    name: str
    number: int
    group: str = ""

    @property
    def canvas_name(self) -> str:
        """The sortable name as Canvas writes it into names of files."""
        first, _, last = self.name.rpartition(" ")
        return f"{last}{first}".lower().replace(" ", "").replace("-", "").replace("'", "")


NAMES = (
    "Amber Birch", "Clover Fern", "Hazel Maple", "Poppy Rowan", "Sage Sienna", "Teal Thyme", "Umber Willow",
    "Ash Linden", "Ivy Larch", "Olive Aspen", "Rose O'Alder", "Lily Cedar-Pine", "Jasmin Äsche", "Iris van Elm",
    "柳小明", "林一", "Jade Reed", "Jade Reed", "Basil Moss", "Coral Heath", "Dill Sorrel", "Fir Tansy", "Rue Yarrow",
    "Flint Vetch",
)  # fmt: skip
CLASS = tuple(
    Person(
        f"s{n:02}", name, 4000 + 11 * n, "Blue Team 7" if n in (20, 21) else "Team_7" if n in (22, 23) else ""
    )
    for n, name in enumerate(NAMES)
)
"""s16 and s17 have one name; s20 and s21 are a group, s22 and s23 another."""


def person(student: str) -> Person:
    return next(each for each in CLASS if each.student == student)


def work(mark: str) -> bytes:
    """A submission that is told apart by its mark."""
    return f'MARK = "{mark}"\n'.encode()


def zipped(files: Files, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name), content, method)
    return buffer.getvalue()


@dataclass(frozen=True)
class Settled:
    """A download as it was read: what each student handed in, who cannot be graded and what was not taken."""

    found: dict[str, FoundSubmission]
    rejected: dict[str, str]
    ignored: dict[str, str]

    def read(self, student: str) -> Submission:
        outcome = read_submission(self.found[student], MODULE)
        assert isinstance(outcome, Submission), outcome
        return outcome

    def marks(self) -> dict[str, str]:
        """The mark of the work that counts, by student."""
        return {student: self.read(student).files[0].text.split('"')[1] for student in self.found}

    def unreadable(self) -> dict[str, str]:
        """Why submissions cannot be read, by student."""
        outcomes = {student: read_submission(each, MODULE) for student, each in self.found.items()}
        return {s: each.reason for s, each in outcomes.items() if isinstance(each, RejectedSubmission)}
