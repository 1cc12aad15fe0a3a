"""The pairs of similar code for other programs: ``pairs.csv``, and the same with all passages as JSON.

Columns of the sheet: ``first`` and ``second`` (students, those of a group separated by blanks), ``of_first`` and
``of_second`` (share of a work's own code that lies in the other one, from 0 to 1), ``passages``, ``tokens`` (of all
passages), ``longest`` (of the longest one) and ``page``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from grader.reports.grades import guarded
from grader.reports.similarity_page import PairRow, SimilaritySummary
from grader.similarity import EvidencePair, SharedPlace

SCHEMA = "grader/similarity/1"
_COLUMNS = ("first", "second", "of_first", "of_second", "passages", "tokens", "longest", "page")


def pairs_csv(rows: Sequence[PairRow]) -> str:
    """The pairs as a sheet, the most alike first; see the module's docstring for what each column means."""
    text = io.StringIO()
    sheet = csv.writer(text, lineterminator="\n")
    sheet.writerow(_COLUMNS)
    for pair, page in rows:
        longest = pair.passages[0].tokens if pair.passages else 0
        names = guarded(" ".join(pair.first)), guarded(" ".join(pair.second))
        shares = round(pair.of_first, 4), round(pair.of_second, 4)
        sheet.writerow([*names, *shares, len(pair.passages), pair.tokens, longest, page])
    return text.getvalue()


def pairs_record(assignment: str, summary: SimilaritySummary, rows: Sequence[PairRow]) -> dict[str, object]:
    """The pairs and their passages as a record that is written as JSON."""
    return {
        "schema": SCHEMA,
        "assignment": assignment,
        "works": summary.works,
        "without_own_code": summary.without_own,
        "compared_in_part": list(summary.cut),
        "minimum": summary.minimum,
        "found": summary.found,
        "pairs": [_pair_record(pair, page) for pair, page in rows],
    }


def _pair_record(pair: EvidencePair, page: str) -> dict[str, object]:
    return {
        "first": list(pair.first),
        "second": list(pair.second),
        "of_first": round(pair.of_first, 4),
        "of_second": round(pair.of_second, 4),
        "page": page,
        "passages": [
            {"tokens": passage.tokens, "first": _place_record(places[0]), "second": _place_record(places[1])}
            for passage, places in zip(pair.passages, pair.places, strict=True)
        ],
    }


def _place_record(place: SharedPlace) -> dict[str, object]:
    record: dict[str, object] = {
        "file": place.file,
        "first_line": place.first_line,
        "last_line": place.last_line,
    }
    cells = {"first_cell": place.first_cell, "last_cell": place.last_cell}
    return record if place.first_cell is None else record | cells
