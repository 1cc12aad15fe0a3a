"""Files that travel with the package."""

from __future__ import annotations

from pathlib import Path

import grader


def template_folder() -> Path:
    """``templates/``: inside an installed package; in a checkout, which maps no folders, at its root."""
    package = Path(grader.__file__).parent
    installed = package / "_data" / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


__all__ = ["template_folder"]
