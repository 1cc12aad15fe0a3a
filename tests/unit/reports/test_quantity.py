from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.reports.quantity import data_size, dimensions, duration, operation_count, percentage
from grader.text import figure


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.0, "0"), (0.05712, "0.0571"), (1.0, "1"), (12.34, "12.3"), (94.3, "94.3"), (1234.5, "1,234")],
)
def test_a_figure_has_three_digits_or_all_before_the_point(value: float, shown: str) -> None:
    assert figure(value) == shown


@given(st.floats(1e-8, 1e15))
def test_a_figure_has_no_exponent_and_is_near(value: float) -> None:
    """Property: within half of the third digit, or of the eighth decimal."""
    shown = figure(value)
    assert "e" not in shown
    assert float(shown.replace(",", "")) == pytest.approx(value, rel=0.0051, abs=5.1e-9)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (1.5, "1.5 s"),
        (0.00125, "1.25 ms"),
        (0.0009999, "1 ms"),
        (85e-6, "85 µs"),
        (3e-9, "3 ns"),
        (0.0, "0 ns"),
    ],
)
def test_a_duration_has_the_unit_that_fits(seconds: float, shown: str) -> None:
    assert duration(seconds).replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("amount", "shown"),
    [(1.7e6, "1.7 MB"), (40e6, "40 MB"), (999.9e6, "1 GB"), (12, "12 bytes"), (0, "0 bytes")],
)
def test_data_are_counted_in_powers_of_a_thousand(amount: float, shown: str) -> None:
    assert data_size(amount).replace("\u00a0", " ") == shown


def test_operations_have_a_prefix() -> None:
    shown = [operation_count(n).replace("\u00a0", " ") for n in (92e9, 4.6e7, 12.0)]
    assert shown == ["92 G", "46 M", "12"]


def test_a_share_is_said_in_per_cent() -> None:
    assert percentage(0.0243) == "2.4\u00a0%"


def test_dimensions_are_joined_by_the_sign_for_times_and_other_text_is_cut() -> None:
    assert dimensions("600x600x64") == "600×600×64"
    assert dimensions("as\n x large" + "x" * 100) == "as x large" + "x" * 19 + "…"
