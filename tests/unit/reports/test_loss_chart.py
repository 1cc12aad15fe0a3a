"""The picture of the losses of a public test."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from grader.model import LossCurve
from grader.reports import report_html
from grader.reports.loss_chart import loss_chart

FALLS = (2.0, 1.0, 0.5)
CURVE = LossCurve(trainings=(FALLS, (2.0, 30.0)), reference=FALLS, low=(1.8, 0.8, 0.4), high=(2.5, 1.2, 0.6))


def places(points: str) -> list[tuple[float, float]]:
    return [tuple(map(float, pair.split(","))) for pair in points.split()]


def test_losses_go_from_left_to_right_and_larger_ones_are_higher():
    chart = loss_chart(CURVE)
    (x0, y0), (x1, y1), (x2, y2) = places(chart.reference)
    assert (x0, x2) == (chart.left, chart.right)
    assert x1 == pytest.approx((x0 + x2) / 2)
    assert chart.top < y0 < y1 < y2 < chart.bottom
    assert (chart.steps, chart.highest) == (2, pytest.approx(3.25))


def test_a_loss_above_the_picture_lies_on_its_edge_and_a_short_curve_ends_early():
    chart = loss_chart(CURVE)
    *_, (x, y) = places(chart.trainings[1])
    assert (x, y) == (pytest.approx((chart.left + chart.right) / 2), chart.top)


def test_negative_losses_have_their_place():
    """A log-likelihood with its sign changed may be below 0."""
    falls = (1.0, -1.0, -3.0)
    chart = loss_chart(LossCurve(trainings=(falls,), reference=falls, low=falls, high=falls))
    assert (chart.lowest, chart.highest) == (-3.0, pytest.approx(2.2))
    (_, y0), (_, y1), (_, y2) = places(chart.reference)
    assert chart.top < y0 < y1 < y2 == chart.bottom


def test_losses_that_are_all_zero_lie_on_the_lower_edge():
    chart = loss_chart(
        LossCurve(trainings=((0.0, 0.0),), reference=(0.0, 0.0), low=(0.0, 0.0), high=(0.0, 0.0))
    )
    assert [y for _, y in places(chart.trainings[0])] == [chart.bottom, chart.bottom]


def test_the_area_goes_there_and_back():
    chart = loss_chart(CURVE)
    xs = [x for x, _ in places(chart.band)]
    assert xs == [*sorted(xs[:3]), *sorted(xs[3:], reverse=True)]


def test_a_curve_without_losses_is_drawn_without_a_line():
    assert loss_chart(replace(CURVE, trainings=((),))).trainings == ("",)


def test_the_page_draws_the_losses_of_a_public_test(sample):
    """Whether it was passed or not; a test without losses has no picture."""
    report = sample.MIXED
    without = report_html(report)
    tests = tuple(replace(test, curve=CURVE) if test.origin == "public" else test for test in report.tests)
    page = report_html(replace(report, tests=tests))
    drawn = re.findall(r'<polyline class="yours" points="([^"]*)"', page)
    count = sum(test.curve is not None for test in tests)
    assert count
    assert drawn == list(loss_chart(CURVE).trainings) * count
    assert "<polyline" not in without
    assert "The loss of your trainings (solid) beside that of right code" in page
