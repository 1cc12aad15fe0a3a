"""Results of version 0.1, from before there were gradebooks, are read and carried over by every command.

`tests/data/results_0_1` was written by that version, for the course of `conftest`. It is never written anew.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

OLD = Path(__file__).parents[2] / "data" / "results_0_1"


@pytest.fixture
def old(workshop):
    """The folder as the old version left it, and what was handed in then."""
    shutil.copytree(OLD, workshop.out)
    (workshop.out / "dot_grader").rename(workshop.out / ".grader")
    workshop.hand_in("ada")
    workshop.hand_in("bob", kind="averaged")
    workshop.hand_in("cat", kind="broken")
    workshop.write("class/dan_sums.zip", "no zip at all")
    return workshop


def shown(call, workshop):
    found = call("gradebook", "show", "-o", workshop.out, "--json", "-a", "sums", cwd=workshop.root).json
    return {each["student"]: (each["status"], each["final"], each["attempts"]) for each in found}


GRADES = {
    "ada": ("graded", 5.0, 1),
    "bob": ("graded", 3.0, 1),
    "cat": ("graded", 0.0, 1),
    "dan": ("rejected", None, 1),
}


def test_a_gradebook_is_made_of_them(old, call):
    assert call("gradebook", "rebuild", "-o", old.out, cwd=old.root).code == 0
    assert shown(call, old) == GRADES


def test_a_run_goes_on_with_them_and_nobody_counts_twice(old, call, grade):
    old.hand_in("eve")
    resumed = grade("--resume")
    assert resumed.code == 4
    assert shown(call, old) == GRADES | {"eve": ("graded", 5.0, 1)}


def test_a_new_attempt_counts_beside_the_old_one(old, call, grade):
    old.hand_in("bob", kind="unfinished")
    assert grade("--resume").code == 4
    assert shown(call, old) == GRADES | {"bob": ("graded", 3.0, 2)}


def test_an_old_record_keeps_the_seeds_that_it_was_graded_with(old, call):
    path = old.out / ".grader" / "records" / "sums" / "bob.json"
    seeds = {test["id"]: test["seed"] for test in json.loads(path.read_text())["record"]["staff"]}
    replayed = call("replay", path, cwd=old.root)
    assert replayed.code == 0
    for id_, seed in seeds.items():
        assert not seed or f"seed {seed}," in replayed.out, id_
    assert "was failed" not in replayed.out
    assert "was passed" not in replayed.out


def upgrade(call, workshop, *arguments):
    return call("upgrade", workshop.out, *arguments, cwd=workshop.root)


def files(folder):
    """Every file, with what it holds and when it was written; not the lock, nor what SQLite keeps beside its file."""
    return {
        path.relative_to(folder).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("lock", "gradebook.db-wal", "gradebook.db-shm")
    }


def test_one_command_carries_records_pages_and_gradebook_over(old, call):
    before = files(old.out)
    upgraded = upgrade(call, old)
    assert upgraded.code == 0, upgraded.err
    assert "3 records read" in upgraded.out
    assert "is of format 2 now; it was of format 1" in upgraded.out
    assert shown(call, old) == GRADES
    after = files(old.out)
    kept = [name for name in before if name.startswith(".grader/records/")]
    assert len(kept) == 3
    assert all(after[name] == before[name] for name in kept), "records stay as they are"
    assert {"ada/sums/report.html", "ada/index.html", "index.html"} <= after.keys()
    assert call("gradebook", "check", "-o", old.out, cwd=old.root).out.count("not kept") == 3, (
        "only that is lost"
    )


def test_a_second_upgrade_changes_nothing(old, call):
    assert upgrade(call, old).code == 0
    before = files(old.out)
    again = upgrade(call, old)
    assert (again.code, again.out.splitlines()[-1]) == (0, f"{old.out} is of format 2 already.")
    assert files(old.out) == before


def test_new_results_need_no_upgrade(workshop, call, grade):
    workshop.hand_in("ada")
    assert grade().code == 0
    assert "format 2 already" in upgrade(call, workshop).out


@pytest.mark.parametrize("stopped", ["upgrade_gradebook", "fill_gradebook", "write_published_pages"])
def test_an_upgrade_that_is_stopped_loses_nothing_and_is_completed_by_the_next(
    old, call, monkeypatch, stopped
):
    from grader.cli import class_gradebook, gradebook_schema, results_upgrade

    def interrupt(*_, **__):
        raise KeyboardInterrupt

    records = {name: of for name, of in files(old.out).items() if "records" in name}
    with monkeypatch.context() as patch:
        for module in (results_upgrade, gradebook_schema, class_gradebook):
            if hasattr(module, stopped):
                patch.setattr(module, stopped, interrupt)
        ended = upgrade(call, old)
    assert ended.code == 130
    assert "Run the command again" in ended.err
    assert upgrade(call, old).code == 0
    assert shown(call, old) == GRADES
    assert {name: of for name, of in files(old.out).items() if "records" in name} == records
    assert not (old.out / ".grader" / "upgrading").exists()


def test_an_old_gradebook_is_copied_first(old, call):
    from grader.gradebook.database import open_database
    from grader.gradebook.schema_upgrade import create_schema

    engine = open_database(f"sqlite:///{old.out / '.grader' / 'gradebook.db'}")
    create_schema(engine, "0001")
    engine.dispose()
    upgraded = upgrade(call, old)
    assert upgraded.code == 0, upgraded.err
    assert (old.out / ".grader" / "gradebook.db.0001").is_file()
    assert shown(call, old) == GRADES


@pytest.mark.parametrize(
    "arguments",
    [
        ("upgrade",),
        ("gradebook", "rebuild", "-o"),
        ("stats", "sums"),
        ("grade", "class", "-a", "sums", "--resume", "-o"),
    ],
)
def test_results_of_a_newer_version_are_refused_and_stay_as_they_are(old, call, arguments):
    (old.out / ".grader" / "format.json").write_text(
        '{"schema": "grader/results/1", "format": 3, "program": "9.0"}'
    )
    before = files(old.out)
    refused = call(*arguments, old.out, cwd=old.root)
    assert refused.code == 2
    assert "format 3, written by grader 9.0" in " ".join(refused.err.split())
    assert files(old.out) == before


def test_a_gradebook_of_a_newer_version_is_refused_before_anything_is_changed(old, call):
    import sqlite3

    assert call("gradebook", "rebuild", "-o", old.out, cwd=old.root).code == 0
    with sqlite3.connect(old.out / ".grader" / "gradebook.db") as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    before = files(old.out)
    refused = upgrade(call, old)
    assert refused.code == 2
    assert "newer than this program" in " ".join(refused.err.split())
    assert files(old.out) == before


def test_a_damaged_format_file_is_told(old, call):
    (old.out / ".grader" / "format.json").write_text("{")
    refused = upgrade(call, old)
    assert refused.code == 2
    assert "of which format the results are" in " ".join(refused.err.split())


def test_a_record_that_was_changed_is_listed_and_kept(old, call):
    path = old.out / ".grader" / "records" / "sums" / "cat.json"
    path.write_text(path.read_text().replace('"score": 0.0', '"score": 5.0', 1))
    changed = path.read_bytes()
    upgraded = upgrade(call, old)
    assert upgraded.code == 3
    assert "cat.json" in upgraded.err
    assert path.read_bytes() == changed
    assert {name: GRADES[name] for name in ("ada", "bob", "dan")} == shown(call, old)


def test_records_of_another_course_are_refused(old, call):
    (old.course / ".grader" / "secret").write_text("another secret, as long as the first one")
    before = files(old.out)
    refused = upgrade(call, old)
    assert refused.code == 2
    assert "Name the course whose results they are" in " ".join(refused.err.split())
    assert files(old.out) == before


def test_a_folder_without_results_is_refused(workshop, call):
    workshop.write("empty/note.txt", "nothing")
    refused = call("upgrade", workshop.root / "empty", cwd=workshop.root)
    assert (refused.code, "there are no results here" in refused.err) == (2, True)


def test_without_the_extra_only_records_and_pages_are_carried_over(old, call, monkeypatch):
    from grader.cli import gradebook_option

    monkeypatch.setattr(gradebook_option, "is_installed", lambda: False)
    upgraded = upgrade(call, old)
    assert upgraded.code == 0, upgraded.err
    assert "install the extra" in " ".join(upgraded.out.split())
    assert (old.out / "ada" / "sums" / "report.html").exists()
