"""The table of settings in the documentation is the one that the code makes."""

from __future__ import annotations

from grader.authoring.setting_text import settings_markdown


def test_the_documentation_lists_the_settings_that_there_are(golden):
    golden("../../../docs/settings.md", settings_markdown())
