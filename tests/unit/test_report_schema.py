"""``docs/report.schema.json`` describes exactly the fields of ``report.json``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, get_args

import msgspec
import pytest
from jsonschema import Draft202012Validator

from grader import model
from grader.model import Report, Verdict
from grader.output import write_json
from grader.release import withheld

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "docs" / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
RECORDS = [name for name in SCHEMA["$defs"] if name != "Verdict"]
KINDS = [
    *("MIXED", "PERFECT", "UNGRADED", "NOTEBOOK", "BROKEN", "SLOW", "ATTACK"),
    *("FAST", "CLOSE", "ENDINGS", "NOISY", "ATTACK_TIMING"),
]


def written(report: Report, folder: Path) -> Any:
    write_json(folder / "report.json", report)
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


def whole(report: Report) -> Report:
    """The sample without half surrogate pairs, which it has for the pages and which intake and wire never let in."""
    text = json.dumps(msgspec.to_builtins(report), ensure_ascii=False)
    return msgspec.json.decode(text.encode(errors="replace"), type=Report)


@pytest.fixture
def report(sample: ModuleType, tmp_path: Path) -> Any:
    return written(replace(sample.MIXED, performance=sample.FAST.performance), tmp_path)


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("kind", KINDS)
def test_reports_of_every_kind_are_valid_and_read_back_as_they_were(
    kind: str, sample: ModuleType, tmp_path: Path
) -> None:
    report = whole(getattr(sample, kind))
    VALIDATOR.validate(written(report, tmp_path))
    assert msgspec.json.decode((tmp_path / "report.json").read_bytes(), type=Report) == report


def test_reports_are_valid_whatever_is_withheld(sample: ModuleType, tmp_path: Path) -> None:
    for visibility in get_args(model.Visibility):
        report = sample.concealed(visibility)
        VALIDATOR.validate(written(report, tmp_path))
        VALIDATOR.validate(written(withheld(report), tmp_path))


def test_a_report_that_never_ran_is_valid(tmp_path: Path) -> None:
    lost = Report(
        assignment="a",
        title="A",
        student="s",
        attempt=1,
        score=None,
        max_score=3,
        not_graded="The disk died.",
    )
    VALIDATOR.validate(written(lost, tmp_path))


def put(*path: str | int, value: Any) -> Callable[[Any], None]:
    """Set the value at the path."""

    def change(report: Any) -> None:
        for step in path[:-1]:
            report = report[step]
        report[path[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put("extra", value=1), "'extra' was unexpected"),
        (put("schema", value="grader/report/2"), "'grader/report/1' was expected"),
        (put("score", value="4"), "not valid under any of the given schemas"),
        (put("score", value=-1), "not valid under any of the given schemas"),
        (put("score", value=None), "'' should be non-empty"),
        (put("not_graded", value="A reason."), "'A reason.' is expected to be empty"),
        (put("student", value=""), "'' should be non-empty"),
        (put("attempt", value=0), "less than the minimum"),
        (put("isolation", value=4), "greater than the maximum"),
        (put("provenance", value={}), "not valid under any of the given schemas"),
        (put("provenance", "submission_sha256", value="abc"), "not valid under any of the given schemas"),
        (put("limits", "timeout_s", value="2 s"), "is not of type 'number'"),
        (put("tests", value={}), "is not of type 'array'"),
        (put("tests", 0, "extra", value=1), "'extra' was unexpected"),
        (put("tests", 0, "verdict", value="wrong"), "is not one of"),
        (put("tests", 0, "origin", value="secret"), "is not one of"),
        (put("tests", 0, "visibility", value="never"), "is not one of"),
        (put("tests", 0, "points", value=-0.5), "less than the minimum"),
        (put("tests", 0, "mistake", value={"id": "a"}), "not valid under any of the given schemas"),
        (
            put("tests", 0, "lines", value=[{"file": "a.py", "line": 0, "cell": None, "column": None}]),
            "less than the minimum",
        ),
        (put("tasks", 0, "function", value=None), "is not of type 'string'"),
        (put("sources", 0, "cells", value=[[1]]), "too short"),
        (put("sources", 0, "cells", value=[[0, 1]]), "less than the minimum"),
        (put("performance", 0, "extra", value=1), "'extra' was unexpected"),
        (put("performance", 0, "ending", value="undecided"), "is not one of"),
        (put("performance", 0, "device", value="gpu"), "is not one of"),
        (put("performance", 0, "points", value=-1), "less than the minimum"),
        (put("performance", 0, "noise", value="2 %"), "not valid under any of the given schemas"),
        (put("performance", 0, "tiers", 0, "state", value="undecided"), "is not one of"),
        (put("performance", 0, "evidence", 0, "measured", value="much"), "not valid under any"),
        (put("performance", 0, "sizes", 0, "student_s", value=None), "is not of type 'number'"),
    ],
)
def test_a_broken_report_is_refused(change: Callable[[Any], None], said: str, report: Any) -> None:
    change(report)
    (error,) = VALIDATOR.iter_errors(report)
    assert said in error.message


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Report)])
def test_no_field_may_be_absent(name: str, report: Any) -> None:
    del report[name]
    assert f"'{name}' is a required property" in {error.message for error in VALIDATOR.iter_errors(report)}


@pytest.mark.parametrize("name", RECORDS)
def test_the_schema_names_the_fields_of_the_record_in_order(name: str) -> None:
    record = SCHEMA["$defs"][name]
    fields = [field.name for field in dataclasses.fields(getattr(model, name))]
    assert list(record["properties"]) == record["required"] == fields
    assert record["additionalProperties"] is False
    assert all(field["description"].endswith(".") for field in record["properties"].values())


def shape(schema: Any) -> Any:
    """The types of a schema, without descriptions, bounds and defaults."""
    if isinstance(schema, list):
        return [shape(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    kept = ("type", "items", "prefixItems", "minItems", "maxItems", "anyOf", "$ref")
    found = {key: shape(schema[key]) for key in kept if key in schema}
    if "enum" in schema:
        found["enum"] = sorted(schema["enum"])
    if isinstance(schema.get("additionalProperties"), dict):
        found["values"] = shape(schema["additionalProperties"])
    if "properties" in schema:
        found["properties"] = {key: shape(value) for key, value in schema["properties"].items()}
    return found


def test_every_field_has_the_type_it_is_written_with() -> None:
    generated = msgspec.json.schema(Report)["$defs"]
    assert {name: shape(record) for name, record in SCHEMA["$defs"].items()} == {
        name: shape(record) for name, record in generated.items()
    }


def test_verdicts_are_listed_as_the_engine_orders_them() -> None:
    assert SCHEMA["$defs"]["Verdict"]["enum"] == [str(verdict) for verdict in Verdict]


def test_endings_are_listed_as_the_engine_orders_them() -> None:
    record = SCHEMA["$defs"]["PerformanceResult"]["properties"]
    assert record["ending"]["enum"] == list(get_args(model.Ending))


def test_the_samples_have_one_of_each_ending(sample: ModuleType) -> None:
    assert {ending: result.ending for ending, result in sample.TIMINGS.items()} == {
        ending: ending for ending in get_args(model.Ending)
    }
    reported = {result.ending for one in (sample.ENDINGS, sample.NOISY) for result in one.performance}
    assert reported == set(get_args(model.Ending))


def test_the_document_explains_every_field_verdict_ending_and_visibility() -> None:
    text = (ROOT / "docs" / "report.md").read_text(encoding="utf-8")
    names = {field for record in RECORDS for field in SCHEMA["$defs"][record]["properties"]}
    names |= (
        {str(verdict) for verdict in Verdict} | set(get_args(model.Visibility)) | set(get_args(model.Origin))
    )
    for words in (model.Ending, model.Device, model.TierState):
        names |= set(get_args(words))
    assert {name for name in names if f"`{name}`" not in text} == set()
