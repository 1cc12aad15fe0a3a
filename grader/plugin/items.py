"""Specifications of collected tests, checked against the assignment."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from grader.course import Assignment, suggestion
from grader.errors import CourseError
from grader.model import Origin
from grader.testing.mark import TaskMark


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSpec:
    """One test of an assignment."""

    id: str
    origin: Origin
    title: str
    mark: TaskMark
    depends: str
    """Id of the test that must pass first; empty if there is none."""


def test_specs(items: Sequence[pytest.Item], assignment: Assignment) -> dict[str, ItemSpec]:
    """The specification of every collected test, by its id.

    Raises
    ------
    CourseError
        A test has no ``@task``, an unknown task, an invalid dependency or a skip mark, or a task has no hidden
        test.
    """
    specs: dict[str, ItemSpec] = {}
    for item in items:
        specs[item.nodeid] = _test_spec(item, assignment, _names_before(item, items))
    for spec in specs.values():
        if spec.depends and specs[spec.depends].mark.id != spec.mark.id:
            raise CourseError(
                f"{_test_location(assignment, spec.id)}: depends names a test of another task; it may not."
            )
    tested = {s.mark.id for s in specs.values() if s.origin == "hidden"}
    for task in assignment.settings.tasks:
        if assignment.reference_path is not None and task.id not in tested:
            raise CourseError(
                f"{assignment.id}: task '{task.id}' has no hidden test. Add one in {assignment.id}/hidden/."
            )
    return specs


def _names_before(item: pytest.Item, items: Sequence[pytest.Item]) -> dict[str, str]:
    """Ids of the tests that run before a test, by name. Of equal names the nearest counts."""
    return {other.name: other.nodeid for other in items[: list(items).index(item)]}


def _test_spec(item: pytest.Item, assignment: Assignment, ids: dict[str, str]) -> ItemSpec:
    location = _test_location(assignment, item.nodeid)
    marker = item.get_closest_marker("task")
    mark = marker.args[0] if marker and marker.args else None
    if not isinstance(mark, TaskMark):
        raise CourseError(f'{location}: the test has no @task mark. Write @task("<task id>") above it.')
    if assignment.task(mark.id) is None:
        known = [t.id for t in assignment.settings.tasks]
        raise CourseError(
            f"{location}: there is no task '{mark.id}' in assignment.toml.{suggestion(mark.id, known)}"
        )
    for name in ("skip", "skipif", "xfail"):
        if item.get_closest_marker(name):
            raise CourseError(
                f"{location}: a graded test may not be marked {name}. Remove the mark, or the test."
            )
    title = inspect.getdoc(getattr(item, "obj", None)) or ""
    if not title:
        raise CourseError(
            f"{location}: the test has no docstring, and it is what a student reads. Write one sentence."
        )
    if mark.depends and mark.depends not in ids:
        raise CourseError(
            f"{location}: depends='{mark.depends}' is no test that runs before it.{suggestion(mark.depends, ids)}"
        )
    origin: Origin = "public" if item.nodeid.startswith("public/") else "hidden"
    return ItemSpec(
        id=item.nodeid, origin=origin, title=" ".join(title.split()), mark=mark,
        depends=ids.get(mark.depends, ""),
    )  # fmt: skip


def _test_location(assignment: Assignment, nodeid: str) -> str:
    return f"{assignment.id}/{nodeid}"
