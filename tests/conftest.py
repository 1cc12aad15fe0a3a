"""What tests of several folders share."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

TOGETHER = ("tests/hostile/", "tests/sandbox/test_ordinary_user.py"), ("tests/sandbox/conformance/",)
"""Files that one process runs: attacks look for what they have left on the machine; the promises share zygotes."""
APART = ("tests/catalogue/test_verify.py",)
"""Files whose tests share nothing and take long."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With ``-n``, a process takes a whole file, whose tests share what they are set up with."""
    from xdist.scheduler import LoadScopeScheduling  # only there if tests run in several processes

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    return ByFile(config, log)


def scope_of(nodeid: str) -> str:
    """What tests of one process have in common."""
    file = nodeid.partition("::")[0]
    if file in APART:
        return nodeid
    return next((files[0] for files in TOGETHER if file.startswith(files)), file)


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
