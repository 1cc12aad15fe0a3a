"""``list`` and ``show``: the course and one assignment, for people and as JSON."""

from __future__ import annotations

import json

import pytest


def test_list_names_every_assignment_with_its_tasks_and_points(workshop, call):
    result = call("list", cwd=workshop.root)
    assert result.code == 0
    assert result.out == (
        "Small numbers\n\n"
        "means  1 task        4 points  Means\n"
        "sums   2 tasks       5 points  Sums\n"
        "\nMore about one: grader show means\n"
    )


def test_list_gives_the_same_as_json(workshop, call):
    places = {"notes": [], "prerequisites": []}
    assert call("list", "--json", cwd=workshop.root).json == {
        "course": "Small numbers",
        "assignments": [
            {"id": "means", "title": "Means", "topic": "", "tasks": 1, "points": 4.0} | places,
            {"id": "sums", "title": "Sums", "topic": "", "tasks": 2, "points": 5.0} | places,
        ],
    }


def test_list_shows_topics_in_the_order_of_the_course_with_places_and_what_comes_before(
    workshop, call, monkeypatch
):
    course, sums = "assignments/course.toml", "assignments/sums/assignment.toml"
    (workshop.root / course).write_text(
        'title = "Small numbers"\n[[topics]]\ntitle = "Adding"\nassignments = ["sums"]\n'
    )
    places = [f"00{k}:1{k}–29" for k in range(5)]
    keys = f'prerequisites = ["means"]\nnotes = {json.dumps(places, ensure_ascii=False)}'
    workshop.replace(sums, 'title = "Sums"', f'title = "Sums"\n{keys}')
    monkeypatch.setenv("COLUMNS", "62")
    assert call("list", cwd=workshop.root).out == (
        "Small numbers\n\n"
        "Adding\n"
        "sums   2 tasks       5 points  Sums\n"
        "       after means; notes 000:10–29, 001:11–29, 002:12–29,\n"
        "       003:13–29, 004:14–29\n\n"
        "Without a topic\n"
        "means  1 task        4 points  Means\n"
        "\nMore about one: grader show sums\n"
    )
    assert f"In the lecture notes: {', '.join(places)}." in call("show", "sums", cwd=workshop.root).out


def test_list_of_a_course_without_assignments_says_how_to_start_one(tmp_path, call):
    (tmp_path / "course.toml").write_text('title = "Empty"\n')
    result = call("list", "--course", tmp_path)
    assert result.code == 0
    assert result.out == "Empty\n\nNo assignment yet. Start one: grader new NAME\n"


def test_show_tells_tasks_points_and_limits(workshop, call):
    result = call("show", "sums", cwd=workshop.root)
    assert result.code == 0
    for line in (
        "Sums  (sums)",
        "Adding and comparing",
        "Hand in sums.py with these functions:",
        "  total       2 points  The sum",
        "  spread      3 points  Largest less smallest",
        "  in all      5 points",
        "May import: numpy and the standard library.",
        "One call may take 0.5 s, everything 60 s, and 512 MiB of memory.",
        f"Statement: {workshop.sums}/README.md",
    ):
        assert line in result.out.splitlines()


def test_a_single_point_and_a_fraction_are_written_as_one_would(workshop, call):
    workshop.replace("assignments/sums/assignment.toml", "points = 2", "points = 1")
    workshop.replace("assignments/sums/assignment.toml", "points = 3", "points = 3.3333333")
    shown = call("show", "sums", cwd=workshop.root).out.splitlines()
    assert "  total       1 point   The sum" in shown
    assert "  spread   3.33 points  Largest less smallest" in shown
    assert "  in all   4.33 points" in shown


def test_show_as_json_is_what_a_student_may_know(workshop, call):
    shown = call("show", "sums", "--json", cwd=workshop.root).json
    assert shown["id"] == "sums"
    assert [task["points"] for task in shown["tasks"]] == [2.0, 3.0]
    assert "feedback" not in shown
    assert "atol" not in shown["tasks"][0]


def test_the_course_is_found_from_anywhere_inside_it(workshop, call):
    assert call("show", "sums", cwd=workshop.sums / "hidden").code == 0


def test_the_variable_names_the_course_from_elsewhere(workshop, call, tmp_path_factory, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(workshop.root))
    assert call("show", "sums", cwd=tmp_path_factory.mktemp("elsewhere")).code == 0


@pytest.mark.parametrize("name", ["numpy", "pytest", "click"])
def test_a_new_assignment_is_not_named_like_an_installed_library(workshop, call, name):
    result = call("new", name, cwd=workshop.root)
    assert result.code == 2
    assert (
        f"'{name}' is the module of the installed package {name}, which {name}.py would hide." in result.err
    )
    assert f"Choose another name, like '{name}_exercise'." in result.err
    assert not (workshop.course / name).exists()


def test_a_course_that_is_named_and_not_there_is_a_mistake_of_the_command_line(workshop, call, monkeypatch):
    monkeypatch.setenv("GRADER_COURSE", str(workshop.root / "nowhere"))
    for command in (("list",), ("doctor",), ("show", "sums")):
        result = call(*command, cwd=workshop.root)
        assert result.code == 2
        assert "nowhere: no course.toml there, nor in its folder assignments/." in result.err
