"""The questions of a course: ``questions/<topic>/<name>.py`` beside the folder of its assignments."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from grader.course import Course, suggestion
from grader.errors import CourseError, UsageError
from grader.exam.question import Question
from grader.exam.question_file import load_question


class QuestionBank:
    """Finds and loads questions by name. A question is loaded once.

    Parameters
    ----------
    course : Course

    Raises
    ------
    CourseError
        Two questions have one name, or one lies in no topic's folder.
    """

    def __init__(self, course: Course) -> None:
        self.folder = questions_folder(course)
        self._reference_dir = course.reference_dir
        self._paths = _question_files(self.folder)
        self._loaded: dict[str, Question] = {}

    def names(self, topic: str | None = None) -> list[str]:
        """Names of all questions, or of one topic's."""
        return [name for name, path in self._paths.items() if topic in (None, path.parent.name)]

    def topics(self) -> list[str]:
        return sorted({path.parent.name for path in self._paths.values()})

    def question(self, name: str) -> Question:
        """A question; an unknown name is an error that offers the nearest."""
        path = self._paths.get(name)
        if path is None:
            raise UsageError(
                f"There is no question '{name}' in {self.folder}.{suggestion(name, self._paths)}"
            )
        if name not in self._loaded:
            self._loaded[name] = load_question(
                path, topic=path.parent.name, place=f"questions/{path.parent.name}/{path.name}",
                reference_dir=self._reference_dir,
            )  # fmt: skip
        return self._loaded[name]


def questions_folder(course: Course) -> Path:
    """Where a course keeps its questions."""
    return course.folder.parent / "questions"


def exams_folder(course: Course) -> Path:
    """Where a course keeps its exams."""
    return course.folder.parent / "exams"


def _question_files(folder: Path) -> dict[str, Path]:
    """The question files by name, in order of topic and name."""
    paths = sorted(path for path in folder.glob("**/*.py") if not path.name.startswith("_"))
    found = defaultdict(list)
    for path in paths:
        inner = path.relative_to(folder)
        if len(inner.parts) != 2:
            raise CourseError(
                f"questions/{inner.as_posix()}: a question lies in the folder of its topic, questions/TOPIC/NAME.py. "
                "Move it there."
            )
        if not path.stem.isidentifier():
            raise CourseError(
                f"questions/{inner.as_posix()}: the name of a question has letters, digits and underscores, as the "
                "name of a Python module has. Rename the file."
            )
        found[path.stem].append(inner.as_posix())
    for name, places in found.items():
        if len(places) > 1:
            raise CourseError(
                f"Two questions are called {name}: questions/{' and questions/'.join(places)}. Rename one of them."
            )
    return {path.stem: path for path in paths}


__all__ = ["QuestionBank", "exams_folder", "questions_folder"]
