"""A download of Canvas: every student of a class of 24 is right, or listed with the reason."""

from __future__ import annotations

import random

import pytest
from downloaded_class import CLASS, person, work, zipped

LATE = ("s03", "s14")


def canvas_class():
    """Everybody once, some in several files or twice; s10 typed text, s11 a link; s12 is anonymous."""
    files = []
    for each in CLASS:
        late = "_LATE" if each.student in LATE else ""
        who = f"{each.canvas_name}{late}_{each.number}"
        if each.student == "s10":
            files.append((f"{who}_text.html", b"<p>MARK = &quot;s10&quot;</p>"))
        elif each.student == "s11":
            files.append((f"{who}_link.html", b"<a href='https://example.org'>"))
        elif each.student == "s12":
            files.append(("anon_x7k2p_900_metrics.py", work("s12")))
        elif each.group:
            if each.student in ("s20", "s22"):
                name = {"s20": "blueteam7", "s22": "team_7"}[each.student]
                files.append((f"{name}_{each.number}_901_metrics.py", work(each.group)))
        else:
            files.append((f"{who}_{each.number * 10}_metrics.py", work(each.student)))
    files += [
        (f"fernclover_{person('s01').number}_99999_metrics.pdf", b"%PDF"),  # a second file of one person
        (f"maplehazel_{person('s02').number}_99999_metrics-1.py", work("s02 again")),
        (f"maplehazel_{person('s02').number}_9_metrics-2.py", work("s02 before")),
        (f"larchivy_{person('s08').number}_99998_metrics-2.ipynb", b"{}"),
        (f"siennasage_{person('s04').number}_99999_helper-1.py", b"x = 1\n"),
        (f"siennasage_{person('s04').number}_99998_3_4_part-1.py", b"x = 1\n"),
        (f"siennasage_{person('s04').number}_99997_3_4_part-2.py", b"x = 2\n"),
        (f"thymeteal_{person('s05').number}_99999_all.zip", zipped([("deep/more.py", b"y = 1\n")])),
        ("holiday.jpg", b"JPEG"),
    ]
    return files


def test_every_student_is_right_or_listed(settle, roster):
    settled = settle(canvas_class(), None, roster("canvas_id", "name", "group"))
    expected = {each.student: each.student for each in CLASS} | {"s02": "s02 again"}
    expected |= {"s20": "Blue Team 7", "s21": "Blue Team 7", "s22": "Team_7", "s23": "Team_7"}
    for listed in ("s10", "s11", "s12"):
        del expected[listed]
    assert settled.marks() == expected
    assert set(settled.rejected) == {"s10", "s11", "anon_x7k2p"}
    assert "Only text was typed in" in settled.rejected["s10"]
    assert "Only the address of a page" in settled.rejected["s11"]
    assert "has the canvas_id anon_x7k2p. Add a line." in settled.rejected["anon_x7k2p"]
    assert settled.ignored == {
        f"maplehazel_{person('s02').number}_{n}": "replaced by a newer file of the same name"
        for n in (f"{person('s02').number * 10}_metrics.py", "9_metrics-2.py")
    } | {"holiday.jpg": "its name is not one that Canvas gives; a file of somebody else's?"}


def test_late_marks_attempts_and_groups_are_kept(settle, roster):
    found = settle(canvas_class(), None, roster("canvas_id", "name", "group")).found
    assert {student for student, each in found.items() if each.hand_in.late} == set(LATE)
    assert {student: each.hand_in.attempt for student, each in found.items() if each.hand_in.attempt > 1} == {
        "s02": 2,
        "s08": 3,
    }
    assert {student: each.hand_in.group for student, each in found.items() if each.hand_in.group} == {
        "s20": "Blue Team 7", "s21": "Blue Team 7", "s22": "Team_7", "s23": "Team_7",
    }  # fmt: skip
    assert {each.hand_in.via for each in found.values()} == {"canvas"}
    assert {each.hand_in.received_us for each in found.values()} == {None}


def test_files_of_one_person_are_one_submission(settle, roster):
    settled = settle(canvas_class(), None, roster("canvas_id", "name", "group"))
    assert [name for name, _ in settled.read("s01").data] == ["metrics.pdf"]
    assert sorted(file.name for file in settled.read("s04").files) == [
        "3_4_part-1.py", "3_4_part-2.py", "helper.py", "metrics.py",
    ]  # fmt: skip
    assert sorted(file.name for file in settled.read("s05").files) == ["all.zip/deep/more.py", "metrics.py"]


def test_without_a_roster_name_and_number_make_the_id(settle):
    settled = settle(canvas_class())
    assert {
        "birchamber-4000",
        "柳小明-4154",
        "林一-4165",
        "reedjade-4176",
        "reedjade-4187",
        "anon_x7k2p",
    } < set(settled.found)
    assert settled.marks()["anon_x7k2p"] == "s12"


def test_typed_text_is_code_only_if_that_is_asked_for(settle, roster):
    settled = settle(canvas_class(), "canvas", roster("canvas_id", "name", "group"), online_text=True)
    assert settled.marks()["s10"] == "s10"
    assert "s11" in settled.rejected


def test_an_anonymous_submission_is_matched_by_its_id(settle, roster):
    settled = settle(canvas_class(), None, roster("canvas_id", canvas_id={"s12": "anon_X7K2P"}))
    assert settled.marks()["s12"] == "s12"


def test_nobody_is_matched_by_a_name_that_two_share(settle, roster):
    settled = settle(canvas_class(), "canvas", roster("name"))
    assert settled.marks()["s00"] == "s00"
    assert settled.marks()["s14"] == "s14"
    assert {"s16", "s17"}.isdisjoint(settled.found)
    assert "lines 18, 19 of" in settled.rejected["reedjade-4176"]
    assert "fill in canvas_id there" in settled.rejected["reedjade-4176"]


def test_an_unknown_account_is_listed_with_the_nearest_row(settle, roster):
    settled = settle([("vetchflynt_4523_1_metrics.py", work("x"))], "canvas", roster("canvas_id", "name"))
    reason = settled.rejected["vetchflynt-4523"]
    assert "Nobody on" in reason
    assert "has the canvas_id 4523 or the name 'vetchflynt'" in reason
    assert "The nearest is line 25: s23, 4253, Flint Vetch. Correct that line, or add one." in reason


def test_an_account_and_a_name_of_two_students_are_a_contradiction(settle, roster):
    settled = settle([("birchamber_4011_1_metrics.py", work("x"))], "canvas", roster("canvas_id", "name"))
    assert "is line 3" in settled.rejected["birchamber-4011"]
    assert "but the name 'birchamber' is another student's" in settled.rejected["birchamber-4011"]


def test_a_number_at_the_end_of_a_name_is_no_account_if_the_roster_knows_the_other(settle, roster):
    settled = settle([("team_7_4000_55_metrics.py", work("x"))], "canvas", roster("canvas_id"))
    assert settled.marks() == {"s00": "x"}


def test_an_unpacked_download_is_read_as_its_zip(settle, roster):
    given = roster("canvas_id", "name", "group")
    assert (
        settle(canvas_class(), None, given, folder=True).marks().keys()
        == settle(canvas_class(), None, given).marks().keys()
    )


@pytest.mark.parametrize("outer", ["submissions/", "a b/"])
def test_a_folder_around_all_files_does_not_matter(settle, roster, outer):
    files = [(outer + name, content) for name, content in canvas_class()]
    assert settle(files, None, roster("canvas_id")).marks()["s00"] == "s00"


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_entries_does_not_matter(settle, roster, seed):
    given, files = roster("canvas_id", "name", "group"), canvas_class()
    expected = settle(files, None, given)
    random.Random(seed).shuffle(files)
    settled = settle(files, None, given)
    assert settled.marks() == expected.marks()
    assert (settled.rejected, settled.ignored) == (expected.rejected, expected.ignored)
