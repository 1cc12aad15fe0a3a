"""Records on disk: ours or none, whole or none, one run at a time."""

from __future__ import annotations

import json
import os
import shutil
import stat

import pytest

from grader.errors import OutputError, UsageError
from grader.grading.store import RecordStore, UngradedEntries, read_record
from grader.intake import RejectedSubmission
from grader.model import CodeLine, Record, Report, StaffTest, TestResult, Verdict

SECRET = b"the secret of the course"


def record(student="ada01", score=2.5):
    test = TestResult(
        id="hidden/test_x.py::test_y", task="x", origin="hidden", title="Ünïcode", verdict=Verdict.FAILED,
        points=0.0, max_points=1 / 3, lines=(CodeLine(file="x.py", line=3),),
    )  # fmt: skip
    report = Report(
        assignment="tiny", title="T", student=student, attempt=1, score=score, max_score=6.0, tests=(test,)
    )
    staff = StaffTest(
        id=test.id, seed=2**64 - 1, duration_s=1e-6, verdict=Verdict.FAILED, traceback="\x1b[2J"
    )
    return Record(key="k", report=report, staff=(staff,))


@pytest.fixture
def store(tmp_path):
    store = RecordStore(tmp_path / "out", SECRET, resume=False)
    yield store
    store.close()


def path_of(store, student="ada01"):
    return store.folder / ".grader" / "records" / "tiny" / f"{student}.json"


def test_a_record_comes_back_as_it_was(store):
    store.save(record())
    assert store.load("tiny", "ada01") == record()
    assert read_record(path_of(store)) == record()


def test_a_record_can_be_replaced(store):
    store.save(record(score=1.0))
    store.save(record(score=None))
    assert store.load("tiny", "ada01").report.score is None


def test_records_are_closed_to_other_users(store):
    store.save(record())
    assert stat.S_IMODE((store.folder / ".grader").stat().st_mode) == 0o700
    assert stat.S_IMODE(path_of(store).stat().st_mode) == 0o600


def test_nothing_but_whole_records_lies_in_the_folder(store):
    store.save(record())
    assert [p.name for p in path_of(store).parent.iterdir()] == ["ada01.json"]


TAMPERED = {
    "a better score": lambda text: text.replace("2.5", "6.0"),
    "another student": lambda text: text.replace("ada01", "eve01"),
    "another signature": lambda text: text.replace('"hmac": "', '"hmac": "0'),
    "a signature that is no hexadecimal": lambda text: text.replace('"hmac": "', '"hmac": "ä'),
    "another schema": lambda text: text.replace("grader/record/1", "grader/record/2"),
    "half a file": lambda text: text[: len(text) // 2],
    "nothing": lambda _: "",
    "no JSON": lambda _: "{not json",
    "no signature": lambda text: json.dumps({"record": json.loads(text)["record"]}),
    "another field": lambda text: text.replace('"student"', '"name"'),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_a_record_that_was_changed_is_none(store, name):
    store.save(record())
    path = path_of(store)
    changed = TAMPERED[name](path.read_text())
    assert changed != path.read_text()
    path.write_text(changed)
    assert store.load("tiny", "ada01") is None


def test_formatting_is_no_part_of_a_record(store):
    store.save(record())
    path = path_of(store)
    path.write_text(json.dumps(json.loads(path.read_text()), indent=7, ensure_ascii=True))
    assert store.load("tiny", "ada01") == record()


def test_a_record_signed_with_another_secret_is_none(store, tmp_path):
    store.save(record())
    store.close()
    other = RecordStore(tmp_path / "out", b"another secret", resume=True)
    assert other.load("tiny", "ada01") is None
    other.close()


def test_a_record_of_another_version_of_the_engine_is_none(store):
    """It is signed and whole, but its fields are not those of today."""
    store.save(record())
    path = path_of(store)
    envelope = json.loads(path.read_text())
    del envelope["record"]["report"]["title"]
    data = json.dumps(envelope["record"], ensure_ascii=False, separators=(",", ":")).encode()
    envelope["hmac"] = store._sign(data)
    path.write_text(json.dumps(envelope))
    assert store.load("tiny", "ada01") is None


def test_what_was_not_graded_has_no_record(store):
    assert store.load("tiny", "ada01") is None


def test_a_folder_with_results_is_refused_without_resume(store, tmp_path):
    store.save(record())
    store.close()
    with pytest.raises(
        UsageError, match=r"holds the results of an earlier run. Add --resume to go on with it"
    ):
        RecordStore(tmp_path / "out", SECRET, resume=False)
    resumed = RecordStore(tmp_path / "out", SECRET, resume=True)
    assert resumed.load("tiny", "ada01") == record()
    resumed.close()


def test_a_second_run_in_the_same_folder_is_refused(store, tmp_path):
    with pytest.raises(
        UsageError, match=r"another run is writing there. Wait for it, or choose another folder"
    ):
        RecordStore(tmp_path / "out", SECRET, resume=True)


def test_the_folder_is_free_again_after_a_run_was_refused_or_closed(tmp_path):
    for _ in range(2):
        RecordStore(tmp_path / "out", SECRET, resume=False).close()


def test_a_folder_that_cannot_be_made_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"):
        RecordStore(tmp_path / "file" / "out", SECRET, resume=False)


def test_a_record_that_cannot_be_written_leaves_the_old_one(store, monkeypatch):
    store.save(record(score=1.0))

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OutputError, match="no space left on device"):
        store.save(record(score=2.0))
    monkeypatch.undo()
    assert store.load("tiny", "ada01").report.score == 1.0
    assert [p.name for p in path_of(store).parent.iterdir()] == ["ada01.json"]


def test_a_file_that_is_no_record_is_a_usage_error(tmp_path):
    path = tmp_path / "x.json"
    with pytest.raises(UsageError, match=r"x\.json"):
        read_record(path)
    path.write_text("{}")
    with pytest.raises(UsageError, match="not a record of a graded submission"):
        read_record(path)


def test_the_records_of_others_are_all_but_those_asked_about(store):
    for student in ("ada01", "bob02"):
        store.save(record(student))
    assert list(store.others({})) == [record("ada01"), record("bob02")]
    assert list(store.others({"tiny": {"ada01"}})) == [record("bob02")]
    assert store.holds("tiny", "ada01")
    assert not store.holds("tiny", "eve01")


def test_what_could_not_be_graded_comes_back_for_a_later_run_and_outdates_a_record(store):
    entry = RejectedSubmission(student="bob02", origin="class/bob02.zip", reason="It is broken.")
    listed = UngradedEntries(rejected=(entry,), absent=("eve01",))
    for student in ("ada01", "bob02"):
        store.save(record(student))
    store.keep_listed("tiny", listed)
    assert store.listed() == {"tiny": listed}
    assert list(store.others({})) == [record("ada01")]
    store.keep_listed("tiny", UngradedEntries())
    assert store.listed() == {}


def test_a_list_that_was_changed_is_not_believed(store):
    store.keep_listed("tiny", UngradedEntries(absent=("eve01",)))
    path = store.folder / ".grader" / "listed" / "tiny.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_text(path.read_text().replace("eve01", "ada01"))
    assert store.listed() == {"tiny": UngradedEntries()}


@pytest.mark.parametrize("name", ["grades.csv", "index.html", "ada01/report.json", "ada01/tiny/report.html"])
@pytest.mark.parametrize("resume", [False, True])
def test_a_folder_with_results_of_somebody_else_is_refused_and_left_as_it_is(tmp_path, name, resume):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("mine")
    with pytest.raises(UsageError, match="is there already and was not written by grader"):
        RecordStore(tmp_path, SECRET, resume=resume)
    assert path.read_text() == "mine"
    assert not (tmp_path / ".grader").exists()


def test_a_folder_with_other_files_is_no_harm(tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    RecordStore(tmp_path, SECRET, resume=False).close()


def test_a_folder_that_was_removed_meanwhile_is_told_before_anything_is_written(store):
    shutil.rmtree(store.folder)
    with pytest.raises(OutputError, match=r"removed or replaced .* --resume"):
        store.save(record())
    assert not store.folder.exists()


def test_a_folder_that_was_replaced_meanwhile_is_told_as_well(store):
    store.folder.rename(store.folder.with_name("moved"))
    (store.folder / ".grader").mkdir(parents=True)
    (store.folder / ".grader" / "lock").touch()
    with pytest.raises(OutputError, match="removed or replaced"):
        store.check()


def test_temporary_files_of_a_killed_run_are_swept_and_others_stay(tmp_path):
    folder = tmp_path / "out"
    left = folder / "ada" / ".0123456789ab.tmp"
    other = folder / "ada" / ".notes.tmp"
    left.parent.mkdir(parents=True)
    left.touch()
    other.touch()
    RecordStore(folder, SECRET, resume=True).close()
    assert not left.exists()
    assert other.exists()
