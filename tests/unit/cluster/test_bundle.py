"""A bundle holds what grading one assignment needs, and neither the secret nor another assignment."""

from __future__ import annotations

import stat
from pathlib import Path

import msgspec
import pytest

from grader.cluster.bundle import COURSE, bundle_digest, pack_bundle, unpack_bundle
from grader.course import load_course
from grader.errors import CourseError

SHIPPED = load_course(Path(__file__).parents[3] / "assignments")


@pytest.fixture(scope="module")
def metrics():
    return pack_bundle(SHIPPED, SHIPPED.assignment("metrics"))


def test_a_bundle_grades_as_the_course_does(metrics, tmp_path):
    """What a result is known by is the same: settings, tests, mistakes and reference."""
    unpack_bundle(metrics, bundle_digest(metrics), tmp_path)
    there, here = load_course(tmp_path / COURSE).assignment("metrics"), SHIPPED.assignment("metrics")
    assert (there.sha256, there.reference_sha256) == (here.sha256, here.reference_sha256)
    assert load_course(tmp_path / COURSE).settings.required_isolation == SHIPPED.settings.required_isolation


def test_equal_files_give_equal_bytes(metrics):
    assert pack_bundle(SHIPPED, SHIPPED.assignment("metrics")) == metrics


def test_neither_the_secret_nor_another_assignment_is_in_it(metrics):
    assert SHIPPED.secret() not in metrics
    names = msgspec.msgpack.decode(metrics, type=dict[str, bytes])
    assert not [name for name in names if ".grader" in name]
    assert {name.split("/")[1] for name in names if name.startswith("assignments/")} == {
        "course.toml",
        "metrics",
    }
    assert [name for name in names if name.startswith("reference/")] == ["reference/metrics.py"]


def test_only_the_owner_can_read_what_was_unpacked(metrics, tmp_path):
    tmp_path.chmod(0o755)
    unpack_bundle(metrics, bundle_digest(metrics), tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


def test_damaged_bytes_are_refused(metrics, tmp_path):
    with pytest.raises(CourseError, match="arrived damaged"):
        unpack_bundle(metrics[:-1], bundle_digest(metrics), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name", ["../outside.py", "/outside.py", "assignments/../../outside.py"])
def test_a_path_that_leads_out_is_refused(name, tmp_path):
    inner, bundle = tmp_path / "inner", msgspec.msgpack.encode({name: b"text"})
    inner.mkdir()
    with pytest.raises(CourseError, match="lies outside the bundle"):
        unpack_bundle(bundle, bundle_digest(bundle), inner)
    assert not (tmp_path / "outside.py").exists()
