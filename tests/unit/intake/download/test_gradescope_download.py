"""An export of Gradescope: every student of a class of 24 is right, or listed with the reason."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest
from downloaded_class import CLASS, person, work

from grader.errors import UsageError
from grader.intake.download import export_metadata

SENT = datetime(2026, 11, 20, 23, 59, 1, 123456, tzinfo=UTC)
SENT_US = 1795219141123456


def entry(folder, people, *, at="2026-11-20 23:59:01.123456 Z", history=(), fields=("name", "sid", "email")):
    lines = [f"{folder}:", "  :submitters:"]
    for each in people:
        known = {"name": f'"{each.name}"', "sid": f"'{each.number}0'", "email": f"{each.student}@uni.example"}
        lines += [f"  {'-' if n == 0 else ' '} :{name}: {known[name]}" for n, name in enumerate(fields)]
    lines += [
        f"  :created_at: {at}",
        "  :score: 3.0",
        "  :results:",
        "    tests:",
        "    - {name: 'a', score: 1}",
    ]
    lines += ["  :history:", *(f"  - :id: 1\n    :created_at: {each}" for each in history)] if history else []
    return "\n".join(lines)


def gradescope_class():
    """Everybody once; s02 sent earlier ones, s05 twice in folders of their own, s12 has no file."""
    listed, files = [], []
    for n, each in enumerate(CLASS):
        folder = f"submission_{n}"
        if each.student in ("s21", "s23"):
            continue
        people = [
            each,
            *(other for other in CLASS if each.group and other.group == each.group and other is not each),
        ]
        history = ("2026-11-18 10:00:00 Z", "2026-11-19 10:00:00 Z") if each.student == "s02" else ()
        listed.append(entry(folder, people, history=history))
        if each.student != "s12":
            files.append((f"{folder}/metrics.py", work(each.group or each.student)))
    listed.append(entry("submission_90", [person("s05")], at="2026-11-21 00:00:00 Z"))
    listed.append(entry("submission_91", [person("s05")], at="2026-11-19 00:00:00 Z"))
    files += [
        ("submission_90/src/metrics.py", work("s05 again")),
        ("submission_91/metrics.py", work("s05 before")),
    ]
    files.append(("submission_92/metrics.py", work("nobody")))
    listed.append("submission_93:\n  :submitters: []\n  :created_at: 2026-11-21 00:00:00 Z")
    files.append(("submission_93/metrics.py", work("unnamed")))
    listed.append("submission_94: nothing")
    return export("\n".join(listed), files)


def export(metadata, files):
    outer = "assignment_55_export/"
    named = [(outer + name, content) for name, content in files]
    return [(f"{outer}submission_metadata.yml", metadata.encode()), *named]


@pytest.mark.parametrize("columns", [("sid",), ("email",), ("sid", "email", "name")])
def test_every_student_is_right_or_listed(settle, roster, columns):
    settled = settle(gradescope_class(), None, roster(*columns))
    expected = {each.student: each.group or each.student for each in CLASS} | {"s05": "s05 again"}
    del expected["s12"]
    assert settled.marks() == expected
    assert settled.rejected == {
        "s12": "The newest attempt holds no file. Ask for one.",
        "submission_93": settled.rejected["submission_93"],
        "submission_94": settled.rejected["submission_94"],
    }
    assert settled.ignored == {
        "submission_5": "an earlier attempt; the newest counts",
        "submission_91": "an earlier attempt; the newest counts",
        "submission_92": "the metadata of the download do not name this folder",
        "submission_metadata.yml": "the platform's own metadata",
    }


def test_time_attempt_and_group_are_kept(settle, roster):
    found = settle(gradescope_class(), None, roster("sid")).found
    assert found["s00"].hand_in.received_us == SENT_US == int(SENT.timestamp()) * 10**6 + SENT.microsecond
    assert {student: each.hand_in.attempt for student, each in found.items() if each.hand_in.attempt > 1} == {
        "s02": 3
    }
    assert {student: each.hand_in.group for student, each in found.items() if each.hand_in.group} == {
        "s20": "submission_20", "s21": "submission_20", "s22": "submission_22", "s23": "submission_22",
    }  # fmt: skip
    assert {each.hand_in.via for each in found.values()} == {"gradescope"}


def test_names_match_where_only_one_student_has_them(settle, roster):
    metadata = "\n".join(entry(f"submission_{n}", [each], fields=("name",)) for n, each in enumerate(CLASS))
    files = [(f"submission_{n}/metrics.py", work(each.student)) for n, each in enumerate(CLASS)]
    settled = settle(export(metadata, files), None, roster("name"))
    assert settled.marks() == {each.student: each.student for each in CLASS if each.name != "Jade Reed"}
    assert set(settled.rejected) == {"Jade Reed-submission_16", "Jade Reed-submission_17"}


def test_without_a_roster_the_student_number_is_the_id(settle):
    settled = settle(gradescope_class())
    assert settled.marks()["40000"] == "s00"
    assert len(settled.found) == 23


def test_a_submission_may_be_one_file(settle):
    settled = settle(export(entry("metrics.py", [CLASS[0]]), [("metrics.py", work("s00"))]), "gradescope")
    assert settled.marks() == {"40000": "s00"}


@pytest.mark.parametrize(
    ("metadata", "message"),
    [
        (b"{", "submission_metadata.yml cannot be read"),
        (b"- a\n", "must name a submission per folder"),
        (b"", "must name a submission per folder"),
        (b"a: " + b"[" * 5000, "submission_metadata.yml cannot be read"),
        (b"a: b\n--- {", "submission_metadata.yml cannot be read"),
    ],
)
def test_metadata_that_are_none_are_refused(settle, metadata, message):
    with pytest.raises(UsageError) as error:
        settle([("submission_metadata.yml", metadata)], "gradescope")
    assert message in str(error.value)


def test_metadata_that_are_too_large_are_refused(settle, monkeypatch):
    monkeypatch.setattr(export_metadata, "METADATA_BYTES", 100)
    with pytest.raises(UsageError, match="is larger than"):
        settle(gradescope_class(), "gradescope")


def test_a_download_without_metadata_is_no_export(settle):
    with pytest.raises(UsageError, match=r"it holds no submission_metadata\.yml"):
        settle([("a.py", b"")], "gradescope")


def test_a_missing_extra_is_named_with_the_command_that_installs_it(settle, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    with pytest.raises(UsageError, match=r"python3? -m pip install pyyaml"):
        settle(gradescope_class(), "gradescope")


def test_nothing_in_the_metadata_is_constructed(settle):
    text = entry("submission_1", [CLASS[0]]) + "\n  :results: !!python/object/apply:os.system [exit]\n"
    settled = settle(export(text, [("submission_1/metrics.py", work("s00"))]), "gradescope")
    assert settled.marks() == {"40000": "s00"}


def test_numbers_keep_their_zeros_and_names_that_are_repeated_are_read():
    text = """
        a: {":submitters": [&1 {":sid": 0012, ":name": &n "Jade"}], ":history": [{":results": [*n, {x: [y]}]}, {}]}
        b: {":submitters": [*1], ":created_at": ~, ":score": {deep: [1, {x: y}]}}
        ? [c]
        : ignored
        """
    one = {":sid": "0012", ":name": "Jade"}
    assert export_metadata.parse_metadata(text.encode()) == {
        "a": {":submitters": [one], ":history": [{}, {}]},
        "b": {":submitters": [one], ":created_at": ""},
    }
