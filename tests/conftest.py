"""What tests of several folders share."""

from __future__ import annotations

import importlib.util
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

ATTACKS = tuple(f"tests/hostile/test_{name}.py" for name in ("attacks", "pairs", "probe"))
PROMISES = "tests/sandbox/conformance/"
ALONE = ("tests/catalogue/test_verify.py", "tests/sandbox/test_ordinary_user.py")
"""Files whose tests share nothing and take long."""


def scope_of(nodeid: str) -> str:
    """What one process runs: a file, unless files share what is long to set up, or its tests share nothing."""
    file = nodeid.partition("::")[0]
    if file in ALONE:
        return nodeid
    if file in ATTACKS:
        return "attacks"
    return PROMISES if file.startswith(PROMISES) else file


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> object:
    """With ``pytest -n``: tests that share what they are set up with run in one process."""
    from xdist.scheduler import LoadScopeScheduling  # not there in a plain run without the plugin

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return scope_of(nodeid)

    config.option.loadscopereorder = False
    return ByFile(config, log)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """In one process of several, what takes longest begins first."""
    if hasattr(config, "workerinput"):
        items.sort(key=lambda item: not item.nodeid.startswith((*ATTACKS, *ALONE)))


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


@pytest.fixture
def open_folder(temporary_folder: Path) -> Iterator[Path]:
    """A folder that every user may enter and write to, unlike ``tmp_path``."""
    with tempfile.TemporaryDirectory(dir=temporary_folder) as name:
        Path(name).chmod(0o777)
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
