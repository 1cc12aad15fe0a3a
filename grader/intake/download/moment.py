"""Moments as downloads write them, in microseconds since 1970 in UTC."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

DASHED: Final = "%Y-%m-%d-%H-%M-%S"
"""``2026-11-20-23-59-01``."""

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


def _dashed(text: str) -> datetime:
    return datetime.strptime(text, DASHED)


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(_ZONE_GAP.sub("", text.replace(" UTC", "Z")))
