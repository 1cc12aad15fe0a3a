"""Moments: microseconds since 1970 in UTC, and how people write them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from grader.errors import UsageError

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def now_us() -> int:
    return moment_us(datetime.now(UTC))


def moment_us(moment: datetime) -> int:
    """An aware time as a whole number."""
    return (moment - _EPOCH) // _MICROSECOND


def parse_moment(text: str, time_zone: str, where: str) -> int:
    """A time as people write it, ``2026-11-03 23:59``; without an offset it is meant in the time zone.

    Raises
    ------
    UsageError
        It is no time, or the time zone's clocks leave it out.
    """
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise UsageError(
            f"{where}: expected a time such as '2026-11-03 23:59' or '2026-11-03T23:59+01:00', got '{text}'."
        ) from None
    if moment.tzinfo is not None:
        return moment_us(moment)
    found = moment_us(moment.replace(tzinfo=ZoneInfo(time_zone)))
    if _local(found, time_zone).replace(tzinfo=None) != moment:
        raise UsageError(
            f"{where}: '{text}' does not exist in {time_zone}: clocks are put forward over it. Name another time."
        )
    return found


def moment_text(moment: int, time_zone: str) -> str:
    """A time for people: ``2026-11-03 23:59 CET``, with seconds where there are any."""
    local = _local(moment, time_zone)
    precise = local.strftime("%Y-%m-%d %H:%M:%S.%f").removesuffix(".000000")
    return f"{precise.removesuffix(':00') if precise.count(':') == 2 else precise} {local.strftime('%Z')}"


def _local(moment: int, time_zone: str) -> datetime:
    return (_EPOCH + moment * _MICROSECOND).astimezone(ZoneInfo(time_zone))
