"""``grade --shard`` and ``merge``: several runs that know nothing of each other make the class of a single one."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import replace

import pytest

pytestmark = pytest.mark.long

STUDENTS = ("ada", "bob", "cat", "dan", "eve", "fay")


@pytest.fixture
def shards(workshop):
    """``shards(count, *indices)``: grade these shards of a class of six, one of whom is wrong."""
    workshop.hand_in(*STUDENTS[:5])
    workshop.hand_in(STUDENTS[5], kind="averaged")

    def grade(count, *indices, arguments=()):
        done = [workshop.grade("--shard", f"{index}/{count}", *arguments) for index in indices]
        assert {each.code for each in done} == {0}, done
        return done

    return grade


def sheet(folder):
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def records_of(folder):
    return {path.stem for path in folder.rglob(".grader/records/*/*.json")}


def test_the_merged_class_is_that_of_a_single_run(workshop, shards):
    shards(3, 1, 2, 3)
    parts = [records_of(workshop.out / f"shard-{index}") for index in (1, 2, 3)]
    assert sorted(name for part in parts for name in part) == sorted(STUDENTS)
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 0, merged.err
    single = replace(workshop, output="single")
    assert single.grade().code == 0
    assert sheet(workshop.out) == sheet(single.out)
    for student in STUDENTS:
        pages = [
            json.loads((each.out / student / "sums" / "report.json").read_text())
            for each in (workshop, single)
        ]
        assert [page["score"] for page in pages] == [pages[0]["score"]] * 2
        assert (workshop.out / student / "sums" / "report.html").is_file()


def test_a_missing_shard_is_named_and_can_come_later(workshop, shards):
    shards(2, 1)
    first = workshop.run("merge", workshop.out)
    assert first.code == 3
    assert "Not there: shard 2. Grade it and merge again." in first.err
    shards(2, 2)
    second = workshop.run("merge", workshop.out)
    assert second.code == 0, second.err
    assert {row[0] for row in sheet(workshop.out)[1:]} == set(STUDENTS)


def test_a_submission_that_its_shard_has_not_graded_is_named(workshop, shards):
    shards(2, 1, 2)
    lost = next((workshop.out / "shard-2").rglob(".grader/records/*/*.json"))
    lost.unlink()
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 3
    assert f"Not graded yet by shard 2: 1 submission: {lost.stem} (sums)." in merged.err
    shards(2, 2, arguments=["--resume"])
    assert workshop.run("merge", workshop.out).code == 0


def test_a_record_that_was_changed_stops_the_merge(workshop, shards):
    shards(2, 1, 2)
    path = next((workshop.out / "shard-1").rglob(".grader/records/*/*.json"))
    path.write_text(re.sub(r'"score": ?\d', '"score": 9', path.read_text(), count=1))
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 2
    assert "the record was changed after it was written" in merged.err


def test_shards_of_different_divisions_do_not_belong_together(workshop, shards):
    shards(2, 1)
    shards(3, 2)
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 2
    assert "shard 1 is one of 2, and shard 2 one of 3. Merge the shards of one division." in merged.err


def test_a_folder_of_a_shard_that_is_none_is_named(workshop, shards):
    shards(2, 1)
    (workshop.out / "shard-2").mkdir()
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 2
    assert "it holds no shard of this course" in merged.err


def test_the_number_of_shards_cannot_change_in_a_folder(workshop, shards):
    shards(2, 1)
    again = workshop.grade("--shard", "1/3", "--resume")
    assert again.code == 2
    assert "an earlier run graded one of 2 shards there, this one has 3" in again.err


def test_there_must_be_a_shard_to_merge(workshop):
    workshop.out.mkdir()
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 5
    assert "there is no shard. Expected shard-1, shard-2" in merged.err


@pytest.mark.parametrize("text", ["0/3", "4/3", "2", "2/0", "a/b", "1/-2"])
def test_a_shard_that_is_none_is_refused(workshop, text):
    workshop.hand_in("ada")
    refused = workshop.grade("--shard", text)
    assert refused.code == 2
    assert "expected I/N with I from 1 to N" in refused.err


def test_who_is_absent_or_cannot_be_read_is_told_once(workshop):
    workshop.hand_in(*STUDENTS[:4])
    workshop.write("class/gus_sums.py", "").write_bytes(b"\xff\xfe")
    workshop.write(
        "roster.csv",
        "student,file\n" + "".join(f"{name},{name}_sums\n" for name in (*STUDENTS[:4], "gus")) + "hal,\n",
    )
    for index in (1, 2):
        assert workshop.grade("--shard", f"{index}/2", "--roster", "roster.csv").code == 4
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 4
    assert merged.out.count("Not read: gus ") == 1
    rows = {row[0]: row[3] for row in sheet(workshop.out)[1:]}
    assert (rows["gus"], rows["hal"]) == ("rejected", "absent")
    assert len(rows) == 6


def test_a_new_attempt_stays_in_its_shard(workshop, shards):
    """Otherwise an old record would lie in one shard and the new one in another."""
    shards(2, 1, 2)
    workshop.hand_in(*STUDENTS, kind="averaged")
    shards(2, 1, 2, arguments=["--resume"])
    assert sum(len(records_of(workshop.out / f"shard-{index}")) for index in (1, 2)) == len(STUDENTS)
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 0
    assert len({row[1] for row in sheet(workshop.out)[1:]}) == 1


def test_results_of_somebody_else_are_no_shards(workshop, shards):
    shards(2, 1, 2)
    (graded,) = workshop.out.glob("shard-*/ada/sums")
    shutil.copytree(graded, workshop.out / "zoe" / "sums")
    merged = workshop.run("merge", workshop.out)
    assert merged.code == 2
    assert "was not written by grader in this folder" in merged.err
