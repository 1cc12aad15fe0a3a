"""Settings as text: the commented file is valid, and says of each key what it is."""

from __future__ import annotations

import tomllib

from grader.authoring.setting_text import commented_settings, settings_markdown
from grader.course import CourseSettings
from grader.course.assignment import Settings
from grader.course.schema import read_table


def test_the_file_holds_every_key_and_only_the_given_ones_count():
    text = commented_settings(CourseSettings, {"title": "Mine"})
    assert tomllib.loads(text) == {"title": "Mine"}
    for field in CourseSettings.__dataclass_fields__.values():
        assert field.metadata["description"][1:] in text
        assert f"\n# {field.name} = " in text or f"\n{field.name} = " in text or f"\n# {field.name}." in text


def test_every_default_in_the_file_is_read_as_the_default():
    text = commented_settings(CourseSettings, {"title": "Mine"})
    keys = "\n".join(line.removeprefix("# ") for line in text.splitlines() if " = " in line)
    assert read_table(CourseSettings, tomllib.loads(keys), "course.toml") == CourseSettings(title="Mine")


def test_the_tables_name_every_key_of_every_table():
    text = settings_markdown()
    for field in (*CourseSettings.__dataclass_fields__.values(), *Settings.__dataclass_fields__.values()):
        assert f"| `{field.name}` |" in text
    for place in ("[[tasks]]", "[limits]", "[[performance.tiers]]", "[[performance.evidence.remarks]]"):
        assert f"### `{place}`" in text
    assert "| `points` | What the task is worth | number > 0 | required |" in text
