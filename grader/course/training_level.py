"""What right training code reaches on held-out data: ``training.toml`` beside the tests, which a calibration writes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.course.schema import load_toml, read_table, setting
from grader.errors import CourseError

TRAINING_FILE: Final = "training.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingLevel:
    """The threshold of one training problem, and the measurements it follows from.

    Scores are numbers of which more is better. Losses have one value per step of the curve.
    """

    id: str = setting("name of the problem, as the test gives it")
    least: float = setting("score that the best of the trainings must reach")
    runs: int = setting("trainings of right answers that were measured", least=1)
    lowest: float = setting("lowest of their scores")
    median: float = setting("median of their scores")
    spread: float = setting("standard deviation of their scores", least=0)
    false_fail: float = setting(
        "chance that all trainings of a right answer stay below the threshold", least=0
    )
    wrong: float = setting("highest score of a wrong training; absent if none ended", default=-math.inf)
    losses: tuple[float, ...] = setting("median of the reference's losses", default=())
    losses_low: tuple[float, ...] = setting("their tenth percentile", default=())
    losses_high: tuple[float, ...] = setting("their ninetieth percentile", default=())


@dataclass(frozen=True, slots=True, kw_only=True)
class _TrainingFile:
    problem: tuple[TrainingLevel, ...] = setting("training problems", default=())


def training_levels(*folders: Path) -> dict[str, TrainingLevel]:
    """The levels of an assignment by the name of the problem; empty where no folder has such a file.

    Parameters
    ----------
    *folders : Path
        The folders of public and of hidden tests.

    Raises
    ------
    CourseError
        A file is damaged, or a name stands for two problems.
    """
    levels: dict[str, TrainingLevel] = {}
    for path in (folder / TRAINING_FILE for folder in folders):
        if not path.is_file():
            continue
        where = "/".join(path.parts[-3:])
        for level in read_table(_TrainingFile, load_toml(path), where).problem:
            if level.id in levels:
                raise CourseError(f"{where}: two problems are called '{level.id}'. Give one another name.")
            levels[level.id] = level
    return levels
