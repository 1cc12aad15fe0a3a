"""Moments become microseconds in UTC, whatever way they are written in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake.download.moment import DASHED, microseconds, parsed_moment

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
