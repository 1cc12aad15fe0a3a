"""``@task`` and ``callback()``: what authors write, checked where they write it."""

from __future__ import annotations

import pytest

from grader.testing import TaskMark, callback, task


def test_a_mark_carries_what_was_said(monkeypatch):
    monkeypatch.setattr(pytest.mark, "_config", None)  # the mark is known in sessions of hidden tests only

    @task("forward", points=3, hint="Look at the axis.", depends="test_shape", weak=True)
    def test_it():
        """A sentence."""

    (mark,) = (m for m in test_it.pytestmark if m.name == "task")
    assert mark.args == (
        TaskMark(id="forward", points=3.0, hint="Look at the axis.", depends="test_shape", weak=True),
    )


@pytest.mark.parametrize("points", [0, -1, float("nan")])
def test_points_must_be_positive(points):
    with pytest.raises(ValueError, match=rf"@task\('forward'\): points must be a number > 0, got {points}"):
        task("forward", points=points)


def test_a_callback_wraps_a_function():
    wrapped = callback(abs, like=(1.0,), max_calls=5)
    assert (wrapped.function, wrapped.like, wrapped.max_calls) == (abs, (1.0,), 5)
    with pytest.raises(TypeError, match=r"callback\(\) takes a function, got int"):
        callback(5, like=())
