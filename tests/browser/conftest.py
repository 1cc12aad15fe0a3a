"""A real Chromium, driven by its command line: open a page, read what became of it, print it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from contextlib import AbstractContextManager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from npm_file import AXE_CORE, Unavailable

from grader.model import SourceFile
from grader.reports.assignment_statistics import CameIn, assignment_statistics
from grader.reports.similarity_page import PairRow, SimilaritySummary, index_html, pair_html
from grader.reports.statistics_page import statistics_html
from grader.similarity import compare_class, compared_work, evidence_pair, known_hashes

sys.path.insert(0, str(Path(__file__).parent))
from devtools import Session, session  # a neighbour, found beside this file

FLAGS = (
    "--headless",
    "--no-sandbox",  # tests run as root in CI
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--allow-file-access-from-files",  # so that a page around a report can look into it
    "--host-resolver-rules=MAP * ~NOTFOUND",  # nothing leaves this machine, whatever a page asks for
    "--virtual-time-budget=3000",
)


class Visit(NamedTuple):
    """What came of opening a page."""

    dom: str
    """The document as it is after three seconds."""
    requests: list[str]
    """Addresses it asked the network for."""


class Browser:
    """Chromium with a profile of its own."""

    def __init__(self, program: str, folder: Path) -> None:
        self._program = program
        self._folder = folder

    def open(self, page: Path, *flags: str) -> Visit:
        log = self._folder / "network.json"
        dom = self._run("--dump-dom", f"--log-net-log={log}", *flags, page.as_uri()).decode()
        return Visit(dom, _requests(json.loads(log.read_bytes())))

    def session(self, profile: Path) -> AbstractContextManager[Session]:
        """A Chromium that is told what to do, with a profile that outlives it."""
        return session(self._program, FLAGS, profile)

    def print(self, page: Path) -> bytes:
        """The page as a PDF."""
        target = self._folder / "print.pdf"
        self._run(f"--print-to-pdf={target}", "--no-pdf-header-footer", page.as_uri())
        return target.read_bytes()

    def _run(self, *words: str) -> bytes:
        command = [self._program, *FLAGS, f"--user-data-dir={self._folder / 'profile'}", *words]
        done = subprocess.run(
            command, capture_output=True, timeout=60, check=False, env={"HOME": str(self._folder)}
        )
        assert done.returncode == 0, done.stderr.decode(errors="replace")[-2000:]
        return done.stdout


def _requests(log: dict) -> list[str]:
    """Those of pages: Chromium asks its maker for updates and the time, and says then that no page did."""
    started = log["constants"]["logEventTypes"]["URL_REQUEST_START_JOB"]
    asked = [event.get("params", {}) for event in log["events"] if event["type"] == started]
    return [params["url"] for params in asked if params.get("initiator", "not an origin") != "not an origin"]


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Browser:
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("no Chromium is installed; on Debian: apt install chromium")
    return Browser(program, tmp_path_factory.mktemp("chromium"))


@pytest.fixture(scope="session")
def axe() -> str:
    try:
        return AXE_CORE.text()
    except Unavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def retrospect(sample: ModuleType) -> dict[str, str]:
    """The pages that look back at a class: pairs of similar code, one pair, and statistics."""
    functions = (
        f"def f{n}(row):\n    return [row[{n}] {sign} f(row, *row) if row else {{}}]"
        for n, sign in enumerate("+-*/")
    )
    text = "\n\n\n".join(functions)
    first = [
        SourceFile(name="metrics.py", text=f"import numpy as np\n\n\n{text}\n# {'a long comment ' * 20}\n")
    ]
    second = [SourceFile(name="m.py", text=text, cells=((1, 1), (3, 5)), origin="a_notebook_of_mine.ipynb")]
    works = [compared_work("ada01", first), compared_work("Maximiliane von Hohenlohe-Langenburg", second)]
    found = compare_class(works, known_hashes([]), minimum=0.5, most=1)
    pair = evidence_pair(found.pairs[0], works, first, second, found.subtracted)
    summary = SimilaritySummary(
        course="Deep learning", title="Metrics", works=2, without_own=0, cut=("ada01",), found=3, minimum=0.5
    )
    entries = [CameIn(report, 1 + n % 2, n * 9_000_000_000) for n, report in enumerate(sample.LINEAR)]
    sections = {entry.report.student: f"Section {n % 3}" for n, entry in enumerate(entries)}
    statistics = assignment_statistics(entries, [], due_us=50_000_000_000, sections=sections)
    return {
        "similar": index_html(summary, [PairRow(pair, "pair-001.html")]),
        "pair": pair_html(pair, first, second, title="Metrics", number=1),
        "statistics": statistics_html(statistics, course="Deep learning"),
    }
