"""Rosters of the class, and downloads as they are read."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from datetime import tzinfo
from pathlib import Path

import pytest
from downloaded_class import CLASS, MODULE, Files, Settled, zipped

from grader.intake import FoundSubmission, IgnoredEntry, RejectedSubmission, Roster
from grader.intake.download import HandedClass, choose_download


@pytest.fixture
def roster(tmp_path: Path) -> Callable[..., Roster]:
    """``roster("canvas_id", canvas_id={…})``: a roster of the class with these columns, its numbers as accounts."""

    def make(
        *columns: str, without: Mapping[str, tuple[str, ...]] | None = None, **cells: Mapping[str, str]
    ) -> Roster:
        lines = [",".join(("student", *columns))]
        for each in CLASS:
            row = [each.student]
            for column in columns:
                known = {"name": each.name, "group": each.group, "canvas_id": str(each.number)}
                known |= {
                    "moodle_id": str(each.number),
                    "login": f"u_{each.number}",
                    "sid": f"{each.number}0",
                }
                known |= {"repository": f"r{each.number}"}
                known |= {"email": f"{each.student}@uni.example"}
                cell = cells.get(column, {}).get(each.student, known[column])
                row.append("" if each.student in (without or {}).get(column, ()) else cell)
            lines.append(",".join(row))
        path = tmp_path / "roster.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return Roster.load(path)

    return make


@pytest.fixture
def settle(tmp_path: Path) -> Callable[..., Settled]:
    """``settle(files, platform, roster)``: write a zip and read it; without a platform it is guessed."""

    def read(
        files: Files | bytes,
        platform: str | None = None,
        roster: Roster | None = None,
        *,
        online_text: bool = False,
        zone: tzinfo | None = None,
        folder: bool = False,
    ) -> Settled:
        path = tmp_path / "download.zip"
        path.write_bytes(files if isinstance(files, bytes) else zipped(files))
        if folder:
            with zipfile.ZipFile(path) as archive:
                archive.extractall(tmp_path / "unpacked")
            path = tmp_path / "unpacked"
        download = choose_download(path, platform, MODULE, roster)
        assert download is not None
        given = HandedClass(download=download, online_text=online_text, zone=zone)
        found = given.find(MODULE, roster=roster)
        return Settled(
            {e.student: e for e in found.entries if isinstance(e, FoundSubmission)},
            {e.student: e.reason for e in found.entries if isinstance(e, RejectedSubmission)},
            {inside(e, path): e.reason for e in found.ignored},
        )

    return read


def inside(entry: IgnoredEntry, path: Path) -> str:
    return entry.origin.removeprefix(f"{path}/")
