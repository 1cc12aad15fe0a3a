"""Moments as downloads write them, in microseconds since 1970 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

DASHED: Final = "%Y-%m-%d-%H-%M-%S"
"""``2026-11-20-23-59-01``."""

NAMED_FORMS: Final = (
    "2026-11-21T23:59 or 2026-11-21T23:59:30 (with T, a space, _ or - in the middle, and :, - or . in the time), "
    "20261121235930, 20261121T2359, or seconds since 1970 (1795305570); a zone only as Z or +01:00 after seconds"
)
"""What `named_moment` reads, for people."""

_DATE_AND_TIME: Final = re.compile(
    r"(?P<date>\d{4}-\d\d-\d\d)[T _-](?P<hour>\d\d)(?P<mark>[:.-])(?P<minute>\d\d)"
    r"(?:(?P=mark)(?P<second>\d\d)(?P<zone>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)
_COMPACT: Final = re.compile(
    r"(?P<date>\d{8})(?:[T_-](?=\d{4})|(?=\d{6}))(?P<hour>\d\d)(?P<minute>\d\d)"
    r"(?:(?P<second>\d\d)(?P<zone>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)
_UNIX: Final = re.compile(r"\d{10}", re.ASCII)
_ZONE_GAP: Final = re.compile(r"\s+(?=(?:Z|[+-]\d\d:?\d\d)$)")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


def microseconds(moment: datetime, zone: tzinfo | None) -> int:
    """A moment as a number; one without a zone is taken to be of ``zone``, or of this machine's."""
    if moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    return (moment.astimezone(UTC) - _EPOCH) // _MICROSECOND


def parsed_moment(text: str, zone: tzinfo | None) -> int | None:
    """A moment from text, ISO 8601 or `DASHED`; ``None`` if it is neither."""
    for read in (_dashed, _iso):
        try:
            return microseconds(read(text.strip()), zone)
        except (ValueError, OverflowError):
            continue
    return None


def named_moment(text: str, zone: tzinfo | None) -> int | None:
    """A moment from the name of a file, in one of `NAMED_FORMS`; ``None`` if it is in none of them.

    A name says a time in many ways, and ISO 8601 reads some of them as a zone or as a fraction of a second. So only
    forms that can be read in one way are.

    Examples
    --------
    >>> named_moment("2026-11-21_00-08", UTC) == named_moment("20261121T0008", UTC) == 1_795_219_680_000_000
    True
    """
    if _UNIX.fullmatch(text):
        return int(text) * 1_000_000
    found = _DATE_AND_TIME.fullmatch(text) or _COMPACT.fullmatch(text)
    if found is None:
        return None
    time = f"{found['hour']}:{found['minute']}:{found['second'] or '00'}{found['zone'] or ''}"
    try:
        return microseconds(datetime.fromisoformat(f"{found['date']}T{time}"), zone)
    except (ValueError, OverflowError):
        return None


def _dashed(text: str) -> datetime:
    return datetime.strptime(text, DASHED)


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(_ZONE_GAP.sub("", text.replace(" UTC", "Z")))
