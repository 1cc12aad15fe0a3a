"""A kept proof depends on the modules that a proof loads, and on no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from grader.course import load_course
from grader.verification import kept_proofs

ROOT = Path(__file__).parents[3]
ENGINE = ROOT / "grader"
TIMED, TRAINING = set(kept_proofs._ONLY_TIMED), set(kept_proofs._ONLY_TRAINING)


def files(unused=()):
    left_out = frozenset(ENGINE / name for name in unused)
    return {path.relative_to(base).as_posix() for base, path in kept_proofs._engine_files(left_out)}


def test_what_judges_is_among_them():
    assert {
        "grading/marking.py", "plugin/class_run.py", "worker/harness.py", "diagnosis/scale.py",
        "testing/compare.py", "wire/value.py", "changes/candidates.py", "course/assignment.py",
        "sandbox/zygote_client.py", "verification/kept_proofs.py",
    } <= files()  # fmt: skip


def test_what_runs_a_class_or_tells_of_it_is_not():
    """Whoever changes a page or the way in which submissions are found repeats no proof."""
    left_out = {
        "grading/gathering.py",
        "grading/result_folder.py",
        "grading/shard.py",
        "reports/page.py",
        "cli/__init__.py",
    }
    assert not left_out & files()


def test_an_import_within_a_function_counts():
    """`grading_process` loads the session only after it has started the zygote."""
    assert "grading/marking_session.py" in files()


@pytest.mark.parametrize("checks", [TIMED, TRAINING])
def test_unused_checks_are_left_out_and_nothing_else(checks):
    assert files() - files(checks) == checks


@pytest.mark.parametrize(
    ("name", "unused"),
    [("linear_algebra", TIMED | TRAINING), ("top_k", TRAINING), ("optimizers", TIMED)],
)
def test_an_assignment_does_not_depend_on_checks_of_what_it_does_not_have(name, unused):
    found = kept_proofs._unused_checks(load_course(ROOT / "assignments").assignment(name))
    assert found == {ENGINE / each for each in unused}
