"""Finding the course, its settings and its secret."""

from __future__ import annotations

import stat
import subprocess

import pytest

from grader.course import find_course, load_course
from grader.errors import CourseError, UsageError


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "key 'title' is missing: title in reports."),
        ('titel = "T"', "unknown key 'titel'. Did you mean 'title'?"),
        ('title = "T"\nrequired_isolation = 4', "required_isolation must be one of 0, 1, 2, 3, got 4."),
        ('title = "T"\nrequired_isolation = true', "required_isolation must be one of 0, 1, 2, 3, got true."),
        ('title = "T"\nrequired_isolation = "2"', 'required_isolation must be one of 0, 1, 2, 3, got "2".'),
        ('title = "T"\nseed = "random"', 'seed must be one of "attempt", "course", got "random".'),
        ('title = "T"\nassignments = "attention"', 'assignments must be a list, got "attention".'),
        ("title = 5", "title must be a string, got 5."),
    ],
)
def test_a_wrong_key_of_the_course_is_named(write, text, message):
    folder = write({"assignments/course.toml": text})
    with pytest.raises(CourseError) as caught:
        load_course(folder)
    assert str(caught.value) == f"{folder}/course.toml: {message}"


def test_without_a_list_every_folder_with_settings_is_an_assignment(write):
    folder = write({"assignments/drafts/notes.md": ""})
    assert load_course(folder).assignment_ids() == ["attention"]


def test_a_list_gives_the_order_and_leaves_the_rest_out(write):
    folder = write({"assignments/course.toml": 'title = "T"\nassignments = ["b", "a"]\n'})
    assert load_course(folder).assignment_ids() == ["b", "a"]


def test_topics_give_the_order_and_what_has_no_topic_comes_last(write):
    folder = write(
        {
            "assignments/course.toml": 'title = "T"\n[[topics]]\ntitle = "Later"\nassignments = ["c", "absent", "b"]\n',
            **{f"assignments/{name}/assignment.toml": "" for name in "abc"},
        }
    )
    course = load_course(folder)
    assert course.assignment_ids() == ["c", "b", "a", "attention"]
    assert [(topic.title, topic.assignments) for topic in course.topics()] == [
        ("Later", ("c", "b")),
        ("", ("a", "attention")),
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            'assignments = ["attention"]',
            "both 'assignments' and 'topics' give the order of the course. Remove one.",
        ),
        (
            '[[topics]]\ntitle = "A"\nassignments = ["b", "attention"]',
            "topics name 'attention' twice. Leave it in one place.",
        ),
    ],
)
def test_an_order_that_is_given_twice_is_refused(write, text, message):
    topic = '[[topics]]\ntitle = "B"\nassignments = ["attention"]\n'
    folder = write({"assignments/course.toml": f'title = "T"\n{text}\n{topic}'})
    with pytest.raises(CourseError) as caught:
        load_course(folder)
    assert str(caught.value) == f"{folder}/course.toml: {message}"


@pytest.mark.parametrize("start", [".", "assignments", "assignments/attention/hidden", "reference"])
def test_the_nearest_course_above_is_found(write, tmp_path, start):
    folder = write()
    assert find_course(start=tmp_path / start).folder == folder.resolve()


def test_a_course_is_named_by_its_folder_or_by_the_one_above(write, tmp_path):
    folder = write()
    assert find_course(str(folder)).folder == find_course(str(tmp_path)).folder == folder.resolve()


def test_the_variable_names_a_course_and_the_option_goes_before_it(write, tmp_path, monkeypatch):
    folder = write({"other/course.toml": 'title = "Other"\n'})
    monkeypatch.setenv("GRADER_COURSE", str(folder))
    assert find_course(start=tmp_path / "other").settings.title == "Small numbers"
    assert find_course(str(tmp_path / "other")).settings.title == "Other"


def test_a_folder_without_a_course_is_an_error_that_says_what_was_looked_for(tmp_path):
    with pytest.raises(
        CourseError, match=r"no course\.toml there, nor in its folder assignments/\. Name the folder"
    ):
        find_course(str(tmp_path))


def test_no_course_anywhere_is_an_error_that_says_how_to_name_one(tmp_path):
    with pytest.raises(
        UsageError, match=r"there is no course\.toml in .+ or above\. Name the course with --course"
    ):
        find_course(start=tmp_path)


def test_the_secret_is_what_the_file_holds_without_white_space(write):
    folder = write({"assignments/.grader/secret": "  sixteen letters!\n"})
    assert load_course(folder).secret() == b"sixteen letters!"


def test_the_variable_names_another_file_for_the_secret(write, tmp_path, monkeypatch):
    folder = write(
        {"assignments/.grader/secret": "a secret not to be used", "safe/key": "another secret, used"}
    )
    monkeypatch.setenv("GRADER_SECRET_FILE", str(tmp_path / "safe" / "key"))
    assert load_course(folder).secret() == b"another secret, used"


def test_the_command_in_the_message_creates_a_secret_that_only_its_owner_can_read(write):
    folder = write().rename(write().parent / "a course; of mine")
    course = load_course(folder)
    with pytest.raises(
        CourseError, match="the course secret is missing, and hidden inputs are drawn from it"
    ) as caught:
        course.secret()
    command = str(caught.value).split("create it with '", 1)[1].rsplit("' and keep it", 1)[0]
    subprocess.run(["sh", "-ec", command], check=True)
    path = folder / ".grader" / "secret"
    assert len(course.secret()) >= 32
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_a_short_secret_is_refused_with_the_command_for_a_longer_one(write):
    folder = write({"assignments/.grader/secret": "short\n"})
    with pytest.raises(
        CourseError, match=r"must have at least 16 bytes, got 5\. Create a new one with '\(umask 077; "
    ):
        load_course(folder).secret()


def test_a_secret_that_cannot_be_read_is_named(write):
    folder = write({"assignments/.grader/secret/key": "a folder, not a file"})
    with pytest.raises(
        CourseError, match=r"the course secret cannot be read: Is a directory\. Make it readable"
    ):
        load_course(folder).secret()


def test_a_sample_course_may_have_a_public_secret_unless_a_file_is_named(write, tmp_path, monkeypatch):
    folder = write({"assignments/course.toml": 'title = "T"\npublic_secret = "known to everybody"\n'})
    assert load_course(folder).secret() == b"known to everybody"
    monkeypatch.setenv("GRADER_SECRET_FILE", str(tmp_path / "gone"))
    with pytest.raises(CourseError, match="gone: the course secret is missing"):
        load_course(folder).secret()


def test_each_assignment_has_a_seed_key_of_its_own_and_none_shows_the_secret(write):
    course = load_course(write({"assignments/.grader/secret": "sixteen letters!"}))
    keys = [course.seed_key(name) for name in ("attention", "metrics")]
    assert len(set(keys)) == 2
    assert keys == [course.seed_key(name) for name in ("attention", "metrics")]
    assert all(len(key) == 32 and b"sixteen" not in key for key in keys)


def test_another_secret_gives_other_seed_keys(write):
    folder = write({"assignments/.grader/secret": "sixteen letters!"})
    before = load_course(folder).seed_key("metrics")
    (folder / ".grader" / "secret").write_text("seventeen letters")
    assert load_course(folder).seed_key("metrics") != before
