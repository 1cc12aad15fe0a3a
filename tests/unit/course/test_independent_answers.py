"""Independent answers and the words for their parts are read together."""

from __future__ import annotations

import pytest

from grader.course.independent_answers import independent_answers
from grader.errors import CourseError


def test_answers_come_by_name_with_their_words(tmp_path):
    (tmp_path / "taught.py").write_text("def f(x):\n    n = len(x)\n    return x / n\n")
    (tmp_path / "loops.py").write_text("def f(x):\n    return [v / len(x) for v in x]\n")
    (tmp_path / "taught.toml").write_text('[f]\nn = "the length"\n"x/n" = "the mean"\n')
    loops, taught = independent_answers(tmp_path)
    assert (loops.name, loops.phrases) == ("loops", {})
    assert (taught.name, taught.phrases) == ("taught", {"f": {"n": "the length", "x/n": "the mean"}})
    assert taught.source.startswith("def f(x)")


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ('[g]\nn = "the length"\n', "g is no function"),
        ("[f]\nn = 3\n", "must hold lines like"),
        ('[f]\n"x * n" = "the sum"\n', "'x \\* n' is no expression in f"),
    ],
)
def test_words_that_fit_nothing_are_refused(tmp_path, words, what):
    (tmp_path / "taught.py").write_text("def f(x):\n    n = len(x)\n    return x / n\n")
    (tmp_path / "taught.toml").write_text(words)
    with pytest.raises(CourseError, match=f"taught.toml: .*{what}"):
        list(independent_answers(tmp_path))
