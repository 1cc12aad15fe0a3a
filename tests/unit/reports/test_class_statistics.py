"""Quartiles, and how well a test tells strong work from weak."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from grader.model import Report, TestResult, Verdict
from grader.reports import class_html
from grader.reports.class_statistics import FEWEST, discriminations, quartiles

Make = Callable[..., Report]
MakeTest = Callable[..., TestResult]


def test_quartiles_are_those_of_numpy() -> None:
    """``numpy.quantile([1, 2, 3, 4, 10], [0.25, 0.5, 0.75])`` is 2, 3, 4."""
    assert quartiles([10, 1, 3, 2, 4]) == (2, 3, 4)


def test_fewer_than_four_scores_have_no_quartiles() -> None:
    assert quartiles([1, 2, 3]) is None


def verdict(passed: bool) -> dict[str, object]:
    return {"verdict": Verdict.PASSED if passed else Verdict.FAILED, "points": 2.0 if passed else 0.0}


def student(make_test: MakeTest, make_report: Make, number: int, rest: float, *passed: bool) -> Report:
    """Who has so many points elsewhere, and passes these tests or not."""
    tests = [make_test(f"t{n}", **verdict(each)) for n, each in enumerate(passed)]
    other = make_test("other", points=rest, max_points=100.0)
    return make_report(*tests, other, student=f"s{number:02}")


@pytest.fixture
def twelve(make_test: MakeTest, make_report: Make) -> list[Report]:
    """Test 0 is passed by the better half, test 1 by the weaker half, test 2 by everybody."""
    return [student(make_test, make_report, n, 10.0 * n, n >= 6, n < 6, True) for n in range(12)]


def test_a_test_that_only_strong_students_pass_tells_them_apart(twelve: list[Report]) -> None:
    found = {id_.rpartition("::")[2]: each for id_, each in discriminations(twelve).items()}
    assert (found["t0"].best, found["t0"].weakest, found["t0"].index) == (1, 0, 1)
    assert found["t1"].index == -1
    assert found["t2"].index == 0


def test_the_points_of_a_test_do_not_decide_who_is_strong(make_test: MakeTest, make_report: Make) -> None:
    """Six pass it, and all are equal elsewhere: nothing can be said."""
    class_ = [student(make_test, make_report, n, 50.0, n < 6) for n in range(12)]
    assert "hidden/test_f.py::t0" not in discriminations(class_)


def test_students_with_equal_scores_at_the_edge_of_a_quarter_count_with_their_mean(
    make_test: MakeTest, make_report: Make
) -> None:
    """Of 8, the best quarter is 2: one is best and passes, three share the next place, of whom one passes."""
    rest = [90, 80, 80, 80, 20, 10, 5, 1]
    passes = [True, True, False, False, False, False, False, False]
    class_ = [
        student(make_test, make_report, n, rest, passed)
        for n, (rest, passed) in enumerate(zip(rest, passes, strict=True))
    ]
    found = discriminations(class_)["hidden/test_f.py::t0"]
    assert found.best == pytest.approx((1 + 1 / 3) / 2)
    assert found.weakest == 0


def test_a_small_class_says_nothing_of_a_test(make_test: MakeTest, make_report: Make) -> None:
    class_ = [student(make_test, make_report, n, 10.0 * n, n >= 3) for n in range(FEWEST)]
    assert discriminations(class_)
    assert discriminations(class_[:-1]) == {}


def test_the_page_shows_it_for_each_test_and_says_what_it_means(
    twelve: list[Report], read: Callable[..., object]
) -> None:
    text = read(class_html(twelve, [], title="x")).text  # type: ignore[attr-defined]
    assert "“Tells apart” is the share of the best quarter" in text
    assert "Best / weakest quarter: 100 / 0 % Tells apart: 1.00" in text
    assert "Tells apart: −1.00" in text
    few = read(class_html(twelve[:4], [], title="x")).text  # type: ignore[attr-defined]
    assert "Tells apart" not in few


def test_the_page_shows_the_quartiles_in_numbers_and_in_the_picture(
    twelve: list[Report], read: Callable[..., object]
) -> None:
    page = read(class_html(twelve, [], title="x"))
    assert "the mark in it is the median" in page.text  # type: ignore[attr-defined]
    assert "half" in page.values("class", "rect")  # type: ignore[attr-defined]
