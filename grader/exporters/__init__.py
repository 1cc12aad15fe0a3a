"""Formats other programs read, each rendered from the reports and nothing else.

An exporter takes reports and returns the whole file as text. The same reports give the same text, but for the time
in CTRF.
"""

from __future__ import annotations

from grader.exporters.classroom50 import ClassroomSubmission, classroom50_json, release_body
from grader.exporters.ctrf import ctrf_json
from grader.exporters.github import plain_table, step_summary, workflow_commands
from grader.exporters.gradescope import gradescope_json, gradescope_results
from grader.exporters.junit import junit_xml

__all__ = [
    "ClassroomSubmission",
    "classroom50_json",
    "ctrf_json",
    "gradescope_json",
    "gradescope_results",
    "junit_xml",
    "plain_table",
    "release_body",
    "step_summary",
    "workflow_commands",
]
