"""What tests of several folders share."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest


@pytest.fixture(scope="session", autouse=True)
def temporary_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for temporary files that no other program writes to; every process that a test starts uses it.

    It is open to all, as ``/tmp`` is, because workers run as other users.
    """
    tmp_path_factory.getbasetemp()  # made now, so that it lies where pytest keeps it from run to run
    with tempfile.TemporaryDirectory(prefix="grader-tests-") as name, pytest.MonkeyPatch.context() as patch:
        Path(name).chmod(0o1777)
        patch.setenv("TMPDIR", name)
        patch.setattr(tempfile, "tempdir", name)
        yield Path(name)


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The sample class of the golden files: every kind of result, and a hostile submission."""
    path = Path(__file__).parent / "golden" / "sample.py"
    spec = importlib.util.spec_from_file_location("sample_class", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
