"""TOML into dataclasses: every wrong value is an error that says where, expected, got, and what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from grader.course.schema import load_toml, read_table, setting, suggestion
from grader.errors import CourseError


@dataclass(frozen=True, kw_only=True)
class Oven:
    degrees: float = setting("how hot", above=0)
    minutes: int = setting("how long", default=10, least=1)


@dataclass(frozen=True, kw_only=True)
class Cake:
    name: str = setting("what it is called")
    layers: tuple[Oven, ...] = setting("one oven each", default=())
    oven: Oven | None = setting("for the whole", default=None)  # noqa: RUF009 - setting() makes a field
    vegan: bool = setting("without eggs", default=False)
    taste: Literal["sweet", "salty"] = setting("what it tastes of", default="sweet")
    extras: tuple[str, ...] = setting("on top", default=())
    remark: str = "not a key of the file"


def read(**table):
    return read_table(Cake, {"name": "tart", **table}, "menu/cake.toml")


def test_a_full_table_becomes_a_record():
    cake = read(
        layers=[{"degrees": 180}, {"degrees": 90.5, "minutes": 2}], vegan=True, taste="salty", extras=["nuts"]
    )
    assert cake == Cake(
        name="tart", layers=(Oven(degrees=180.0), Oven(degrees=90.5, minutes=2)), vegan=True, taste="salty",
        extras=("nuts",),
    )  # fmt: skip


def test_a_whole_number_stands_for_a_float():
    assert isinstance(read(layers=[{"degrees": 180}]).layers[0].degrees, float)


def test_a_field_from_elsewhere_is_given_beside_the_table():
    made = read_table(Cake, {"name": "tart"}, "menu/cake.toml", extra={"remark": "from the caller"})
    assert made.remark == "from the caller"


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"nmae": "x"}, "menu/cake.toml: unknown key 'nmae'. Did you mean 'name'?"),
        ({"zzz": 1}, "menu/cake.toml: unknown key 'zzz'. Known: extras, layers, name, oven, taste, vegan."),
        ({"remark": "x"}, "menu/cake.toml: unknown key 'remark'. Known: "),
        ({"name": 5}, "menu/cake.toml: name must be a string, got 5."),
        ({"name": True}, "menu/cake.toml: name must be a string, got true."),
        ({"vegan": 1}, "menu/cake.toml: vegan must be true or false, got 1."),
        ({"vegan": "true"}, 'menu/cake.toml: vegan must be true or false, got "true". Write it without quotes.'),
        ({"taste": "sour"}, 'menu/cake.toml: taste must be one of "sweet", "salty", got "sour".'),
        ({"extras": "nuts"}, 'menu/cake.toml: extras must be a list, got "nuts".'),
        ({"extras": ["nuts", 3]}, "menu/cake.toml: extras[1] must be a string, got 3."),
        ({"layers": {"degrees": 1}}, "menu/cake.toml: layers must be a list, got a table."),
        ({"layers": [5]}, "menu/cake.toml: layers[0] must be a table, got 5."),
        ({"oven": 5}, "menu/cake.toml: oven must be a table, got 5."),
        ({"layers": [{}]}, "menu/cake.toml: layers[0]: key 'degrees' is missing: how hot."),
        ({"layers": [{"degres": 1}]}, "menu/cake.toml: layers[0]: unknown key 'degres'. Did you mean 'degrees'?"),
        (
            {"layers": [{"degrees": 1}, {"degrees": "five"}]},
            'menu/cake.toml: layers[1].degrees must be a number > 0, got "five". Write it without quotes.',
        ),
        ({"layers": [{"degrees": 0}]}, "menu/cake.toml: layers[0].degrees must be a number > 0, got 0."),
        ({"layers": [{"degrees": -1.5}]}, "menu/cake.toml: layers[0].degrees must be a number > 0, got -1.5."),
        ({"layers": [{"degrees": True}]}, "menu/cake.toml: layers[0].degrees must be a number > 0, got true."),
        ({"oven": {"degrees": float("nan")}}, "menu/cake.toml: oven.degrees must be a finite number > 0, got nan."),
        ({"oven": {"degrees": 1, "minutes": 0}}, "menu/cake.toml: oven.minutes must be a whole number >= 1, got 0."),
        (
            {"oven": {"degrees": 1, "minutes": 2.5}},
            "menu/cake.toml: oven.minutes must be a whole number >= 1, got 2.5.",
        ),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_place_what_was_expected_and_what_was_got(table, message):
    with pytest.raises(CourseError, match=re.escape(message)):
        read(**table)


def test_an_infinite_number_is_refused_where_a_limit_is_asked_for():
    with pytest.raises(CourseError, match=r"degrees must be a finite number > 0, got inf\."):
        read(oven={"degrees": float("inf")})


def test_a_missing_key_is_named_with_what_it_is_for():
    with pytest.raises(CourseError, match=r"menu/cake\.toml: key 'name' is missing: what it is called\."):
        read_table(Cake, {}, "menu/cake.toml")


def test_what_is_no_table_at_all_is_refused():
    with pytest.raises(CourseError, match=r"menu/cake\.toml must be a table, got 3\."):
        read_table(Cake, 3, "menu/cake.toml")


def test_near_offers_the_closest_name_or_else_all_of_them():
    assert suggestion("atention", ["attention", "metrics"]) == " Did you mean 'attention'?"
    assert suggestion("zzz", ["b", "a"]) == " Known: a, b."
    assert suggestion("zzz", []) == " Known: none."


def test_a_file_that_is_missing_is_named(tmp_path: Path):
    with pytest.raises(CourseError, match=r"gone\.toml: file not found\. Create it, or name another course"):
        load_toml(tmp_path / "gone.toml")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'title = "x\n', r"not valid TOML: .*line 1"),
        (b"a = 1\na = 2\n", r"not valid TOML: Cannot overwrite a value .*line 2"),
        (b'title = "\xff"\n', r"not UTF-8 text at byte 9\. Save the file as UTF-8\."),
    ],
)
def test_a_file_that_is_no_toml_is_named_with_the_place(tmp_path: Path, content, message):
    path = tmp_path / "cake.toml"
    path.write_bytes(content)
    with pytest.raises(CourseError, match=rf"cake\.toml: {message}"):
        load_toml(path)


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path):
    (tmp_path / "cake.toml").mkdir()
    with pytest.raises(
        CourseError, match=r"cake\.toml: cannot be read: Is a directory\. Put a readable file there\."
    ):
        load_toml(tmp_path / "cake.toml")


def test_a_file_saved_with_a_byte_order_mark_is_read(tmp_path: Path):
    (tmp_path / "cake.toml").write_bytes(b'\xef\xbb\xbfname = "tart"\n')
    assert load_toml(tmp_path / "cake.toml") == {"name": "tart"}
