"""The score of whoever practises, kept on their computer by course and topic."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

from grader.course import Course
from grader.errors import OutputError
from grader.output import write_json

PRACTICE_SCHEMA = "grader/practice/1"


class TopicScore(msgspec.Struct, frozen=True, kw_only=True):
    """What was earned in a topic."""

    questions: int = 0
    earned: float = 0.0
    possible: float = 0.0

    def __add__(self, other: TopicScore) -> TopicScore:
        return TopicScore(
            questions=self.questions + other.questions,
            earned=self.earned + other.earned,
            possible=self.possible + other.possible,
        )


class _ScoreFile(msgspec.Struct, kw_only=True):
    """Scores by folder of a course and topic."""

    schema: str = PRACTICE_SCHEMA
    courses: dict[str, dict[str, TopicScore]] = {}


def add_score(course: Course, topic: str, earned: TopicScore) -> TopicScore:
    """Add to the score of a topic, and return what it is now.

    Raises
    ------
    OutputError
        It cannot be kept.
    """
    path = _score_path()
    kept = _kept(path)
    topics = kept.courses.setdefault(str(course.folder.resolve()), {})
    topics[topic] = topics.get(topic, TopicScore()) + earned
    write_json(path, kept, 0o600)
    return topics[topic]


def _kept(path: Path) -> _ScoreFile:
    try:
        found = msgspec.json.decode(path.read_bytes(), type=_ScoreFile)
    except (OSError, msgspec.MsgspecError):  # nothing depends on a score: one that cannot be read begins anew
        return _ScoreFile()
    return found if found.schema == PRACTICE_SCHEMA else _ScoreFile()


def _score_path() -> Path:
    named = Path(os.environ.get("XDG_STATE_HOME", ""))
    if not named.is_absolute():
        try:
            named = Path.home() / ".local" / "state"
        except RuntimeError:
            raise OutputError("There is no home folder. Name one in XDG_STATE_HOME.") from None
    return named / "grader" / "practice.json"


__all__ = ["TopicScore", "add_score"]
