"""Moments become microseconds in UTC, whatever way they are written in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.download.moment import DASHED, microseconds, named_moment, parsed_moment

NOON = 1_795_176_000_000_000
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("text", "zone", "moment"),
    [
        ("2026-11-20T12:00:00Z", None, NOON),
        ("2026-11-20 12:00:00 UTC", None, NOON),
        ("2026-11-20 12:00:00.000001000 Z", None, NOON + 1),
        ("2026-11-20 13:00:00.5 +01:00", None, NOON + 500_000),
        ("2026-11-20 07:00:00.123456 -0500", None, NOON + 123_456),
        ("2026-11-20-13-00-00", BERLIN, NOON),
        ("2026-11-20-12-00-00", UTC, NOON),
        ("2026-06-20-12-00-00", BERLIN, NOON - 153 * 86_400_000_000 - 2 * 3_600_000_000),
        ("2026-13-20-12-00-00", UTC, None),
        ("2026-02-30-12-00-00", UTC, None),
        ("yesterday", None, None),
        ("", None, None),
    ],
)
def test_a_moment_is_read(text, zone, moment):
    assert parsed_moment(text, zone) == moment


@given(
    st.datetimes(min_value=datetime(1971, 1, 1), max_value=datetime(2100, 1, 1)),
    st.integers(-12 * 60, 14 * 60),
)
def test_any_moment_keeps_its_microseconds(moment, minutes):
    zone = timezone(timedelta(minutes=minutes))
    number = microseconds(moment, zone)
    assert datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=number) == moment.replace(tzinfo=zone)
    assert parsed_moment(moment.replace(tzinfo=zone).isoformat(), None) == number
    whole = moment.replace(microsecond=0)
    assert parsed_moment(whole.strftime(DASHED), zone) == microseconds(whole, zone)


EIGHT_PAST = 1_795_219_680_000_000
"""2026-11-21, 00:08 in UTC."""


@pytest.mark.parametrize("mark", [":", "-", "."])
@pytest.mark.parametrize("middle", ["T", " ", "_", "-"])
@pytest.mark.parametrize(
    ("seconds", "more"), [("", 0), ("07", 7), ("07Z", 7), ("07+01:00", 7 - 3600), ("07-08:00", 7 + 28_800)]
)
def test_a_date_and_a_time_in_a_name_are_read_in_one_way(mark, middle, seconds, more):
    text = f"2026-11-21{middle}00{mark}08{mark if seconds else ''}{seconds}"
    assert named_moment(text, UTC) == EIGHT_PAST + more * 1_000_000


@pytest.mark.parametrize(
    "text", ["20261121000800", "20261121T0008", "20261121_000800", "20261121-000800Z", "1795219680"]
)
def test_compact_times_and_unix_seconds_are_read(text):
    assert named_moment(text, UTC) == EIGHT_PAST


def test_a_time_in_a_name_is_of_the_zone_that_was_named():
    assert named_moment("2026-11-21_01-08", BERLIN) == EIGHT_PAST
    assert named_moment("20261121010800", BERLIN) == EIGHT_PAST


@pytest.mark.parametrize(
    "text",
    [
        "", "2026-11-21", "21.11.2026 00:08", "2026-11-21T00", "2026-11-21T00:08-08", "2026-11-21T00:08-08:00",
        "2026-11-21T00:08Z", "2026-11-21T00.08-30", "2026-11-21T00:08:00.5", "2026-11-21T24:01", "2026-13-21T00:08",
        "20261121", "202611210008", "1795219680000", "2026-11-21T00:08:00+0100", "２０２６-11-21T00:08",
        "0001-01-01T00:00:00+14:00",
    ],
)  # fmt: skip
def test_what_could_be_read_in_two_ways_is_no_time(text):
    assert named_moment(text, UTC) is None
