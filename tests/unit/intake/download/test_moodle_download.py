"""A download of Moodle: every student of a class of 24 is right, or listed with the reason."""

from __future__ import annotations

import pytest
from downloaded_class import CLASS, person, work, zipped

GROUPS = {"s20": ("Blue Team 7", 71), "s22": ("Team 7", 72)}


def folder(who, plugin="file"):
    return f"{who}_assignsubmission_{plugin}"


def who(student, name=""):
    """Name and number as Moodle writes them."""
    each = person(student)
    return f"{name or each.name}_{each.number}"


def moodle_class(tail=""):
    """Everybody once; s10 typed text, s11 a file and text, s12 nothing but a folder, s05 a zip, s09 an empty note."""
    files = []
    for each in CLASS:
        own = who(each.student)
        if each.student == "s10":
            files.append(
                (f"{folder(own, 'onlinetext')}{tail}/onlinetext.html", b"<p>MARK = &quot;s10&quot;</p>")
            )
        elif each.student == "s05":
            inner = zipped([("hw/metrics.py", work("s05")), ("hw/more.py", b"y = 1\n")])
            files.append((f"{folder(own)}{tail}/homework.zip", inner))
        elif each.student == "s12":
            files.append((f"{folder(own)}{tail}/", b""))
        elif each.group:
            if each.student in GROUPS:
                name, number = GROUPS[each.student]
                files.append((f"{folder(f'{name}_{number}')}{tail}/metrics.py", work(name)))
        else:
            files.append((f"{folder(own)}{tail}/metrics.py", work(each.student)))
    files.append((f"{folder(who('s11'), 'onlinetext')}{tail}/onlinetext.html", b"<p>done</p>"))
    files.append((f"{folder(who('s14'))}{tail}/data/名前.txt", b"x"))
    files.append(("grades.csv", b"a,b\n"))
    return files


@pytest.fixture
def known(roster):
    return roster("moodle_id", "name", "group", group={"s22": "Team 7", "s23": "Team 7"})


@pytest.mark.parametrize("tail", ["", "_"])
def test_every_student_is_right_or_listed(settle, known, tail):
    settled = settle(moodle_class(tail), None, known)
    expected = {each.student: each.student for each in CLASS}
    expected |= {"s20": "Blue Team 7", "s21": "Blue Team 7", "s22": "Team 7", "s23": "Team 7"}
    del expected["s10"], expected["s12"]
    assert settled.marks() == expected
    assert settled.rejected == {
        "s10": "Only text was typed in, and text is not graded. Ask for a file, or grade it with --online-text if it "
        "is code."
    }
    assert set(settled.ignored) == {
        "grades.csv", f"Lily Cedar-Pine_{person('s11').number}_assignsubmission_onlinetext{tail}/onlinetext.html"
    }  # fmt: skip
    assert known.missing_students([*settled.found.values(), *CLASS[10:11]]) == ["s12"]


def test_a_group_is_kept_for_each_member(settle, known):
    found = settle(moodle_class(), "moodle", known).found
    assert {student: each.hand_in.group for student, each in found.items() if each.hand_in.group} == {
        "s20": "Blue Team 7", "s21": "Blue Team 7", "s22": "Team 7", "s23": "Team 7",
    }  # fmt: skip
    assert {each.hand_in.via for each in found.values()} == {"moodle"}


def test_a_zip_inside_a_folder_is_the_students_archive(settle, known):
    work = settle(moodle_class(), None, known).read("s05")
    assert [file.name for file in work.files] == ["metrics.py", "more.py"]


def test_files_in_folders_of_a_student_keep_their_names(settle, known):
    assert settle(moodle_class(), None, known).read("s14").data == (("data/名前.txt", b"x"),)


def test_old_flat_names_are_read(settle, known):
    files = [(f"{folder(f'{each.name}_{each.number}')}_metrics.py", work(each.student)) for each in CLASS]
    files.append((f"{folder(f'{CLASS[0].name}_{CLASS[0].number}')}_data_1.csv", b"1"))
    settled = settle(files, None, known)
    assert settled.marks() == {each.student: each.student for each in CLASS}
    assert settled.read("s00").data == (("data_1.csv", b"1"),)


def test_blind_marking_matches_by_number_alone(settle, roster):
    files = [(f"{folder(f'Participant_{each.number}')}/metrics.py", work(each.student)) for each in CLASS]
    settled = settle(files, None, roster("moodle_id", "name", without={"moodle_id": ("s03",)}))
    assert settled.marks() == {each.student: each.student for each in CLASS if each.student != "s03"}
    assert set(settled.rejected) == {"Participant-4033"}
    assert "has the moodle_id 4033 or the name 'Participant'" in settled.rejected["Participant-4033"]


def test_names_match_where_only_one_student_has_them(settle, roster):
    settled = settle(moodle_class(), "moodle", roster("name"))
    assert {"s00", "s10", "s12", "s13", "s14", "s15"} - {"s10", "s12"} <= set(settled.found)
    assert {"s16", "s17"}.isdisjoint(settled.found)
    assert "lines 18, 19 of" in settled.rejected["Jade Reed-4176"]


def test_nobody_is_matched_by_a_name_that_two_submissions_have(settle, roster):
    files = [(f"{folder(f'Amber Birch_{number}')}/metrics.py", work("x")) for number in (1, 2)]
    settled = settle(files, None, roster("name"))
    assert not settled.found
    assert "2 submissions of the download have the name 'Amber Birch'" in settled.rejected["Amber Birch-1"]


def test_numbers_of_another_assignment_are_noticed_by_the_names(settle, roster):
    files = [(f"{folder(who('s01', 'Amber Birch'))}/metrics.py", work("x"))]
    reason = settle(files, None, roster("moodle_id", "name")).rejected["Amber Birch-4011"]
    assert reason.startswith("The moodle_id 4011 is line 3 of")
    assert "Moodle numbers the participants of each assignment anew" in reason


def test_a_group_with_a_students_name_is_asked_about(settle, roster):
    files = [(f"{folder('Amber Birch_5')}/metrics.py", work("x"))]
    settled = settle(files, None, roster("name", "group", group={"s01": "Amber Birch", "s02": "Amber Birch"}))
    assert "is a group on" in settled.rejected["Amber Birch-5"]


def test_a_student_in_a_group_who_also_handed_in_alone_is_listed(settle, known):
    files = [*moodle_class(), (f"{folder(who('s21'))}/metrics.py", work("alone"))]
    settled = settle(files, None, known)
    assert "There are 2 different submissions of one student" in settled.rejected["s21"]
    assert settled.marks()["s20"] == "Blue Team 7"


def test_without_a_roster_name_and_number_make_the_id(settle):
    assert {"Amber Birch-4000", "Jade Reed-4176", "Jade Reed-4187", "柳小明-4154"} <= set(
        settle(moodle_class()).found
    )


def test_typed_text_is_code_only_if_that_is_asked_for(settle, known):
    settled = settle(moodle_class(), None, known, online_text=True)
    assert settled.marks()["s10"] == "s10"
    assert settled.marks()["s11"] == "s11"
