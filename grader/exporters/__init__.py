"""Formats other programs read, each rendered from the reports and nothing else.

An exporter takes reports and returns the whole file as text. A new format is one module and one line in
`FORMATS`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from grader.exporters.github import plain_table, step_summary, workflow_commands
from grader.exporters.gradescope import gradescope_json, gradescope_results
from grader.exporters.junit import junit_xml
from grader.model import Report


class Exporter(Protocol):
    def __call__(self, reports: Sequence[Report], /) -> str:
        """The reports in one format. The same reports give the same text."""
        ...


FORMATS: Mapping[str, Exporter] = MappingProxyType(
    {"github": step_summary, "gradescope": gradescope_json, "junit": junit_xml}
)
"""By the name a user gives: ``github`` is the step summary in Markdown."""

__all__ = [
    "FORMATS",
    "Exporter",
    "gradescope_json",
    "gradescope_results",
    "junit_xml",
    "plain_table",
    "step_summary",
    "workflow_commands",
]
