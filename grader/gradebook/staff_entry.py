"""What the staff entered for one student and assignment, and which of it holds: the later entry, unless revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from grader.gradebook.row import AdjustmentRow, ExtensionRow

Entry = ExtensionRow | AdjustmentRow


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingEntries:
    """The entries that hold, in the order in which they were made."""

    extension: ExtensionRow | None
    adjustments: tuple[AdjustmentRow, ...]
    revoked: tuple[tuple[Entry, AdjustmentRow], ...]
    """What no longer holds, each with the entry that revokes it."""


def standing_entries(
    extensions: Sequence[ExtensionRow], adjustments: Sequence[AdjustmentRow]
) -> StandingEntries:
    """The entries of one student in one assignment that hold.

    A revocation may be revoked as well; then what it revoked holds again.
    """
    everything: list[Entry] = [*extensions, *adjustments]
    everything.sort(key=_order)
    gone: dict[str, AdjustmentRow] = {}
    for entry in reversed(everything):  # a later one decides about those before it
        if isinstance(entry, AdjustmentRow) and entry.revokes and entry.id not in gone:
            gone.setdefault(entry.revokes, entry)
    kept = [entry for entry in everything if entry.id not in gone]
    return StandingEntries(
        extension=next((e for e in reversed(kept) if isinstance(e, ExtensionRow)), None),
        adjustments=tuple(e for e in kept if isinstance(e, AdjustmentRow) and not e.revokes),
        revoked=tuple((e, gone[e.id]) for e in everything if e.id in gone and not _revokes(e)),
    )


def _order(entry: Entry) -> tuple[int, bool, str]:
    return entry.at_us, _revokes(entry), entry.id


def _revokes(entry: Entry) -> bool:
    return isinstance(entry, AdjustmentRow) and bool(entry.revokes)
