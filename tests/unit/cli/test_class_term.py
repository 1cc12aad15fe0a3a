"""A term as docs/class.md tells it: every command of the page is run in its order, on a made-up download.

The commands under *Similar code* and *Statistics* are run by `test_similarity`, those under *A board of speeds* by
`test_board`.
"""

from __future__ import annotations

import re
import shlex
import zipfile
from pathlib import Path

import pytest

from grader.cli import terminal

pytestmark = pytest.mark.long

PAGE = (Path(__file__).parents[3] / "docs" / "class.md").read_text(encoding="utf-8")
ELSEWHERE = {"Similar code", "Statistics", "A board of speeds", "Exports"}
BLOCK = re.compile(r"(?ms)^```(\w*)\n(.*?)^```$")


def sections():
    """(heading, text) of each section."""
    parts = re.split(r"(?m)^## (.+)$", PAGE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


class Term:
    """The course, in which placeholders of the page get what the commands before them printed."""

    def __init__(self, workshop, call, monkeypatch, submissions):
        self.workshop, self.call, self.submissions = workshop, call, submissions
        self.asked = []
        monkeypatch.setattr(terminal, "ask", lambda question: self.asked.append(question) or True)
        self.known = {}
        self.ran = []

    def run(self, line):
        self._before(line)
        words = [self.known.get(word, word) for word in shlex.split(line, comments=True)[1:]]
        words = [word.replace("metrics", "sums") for word in words]
        words = [word.replace("/srv/course", str(self.workshop.root)) for word in words]
        words = ["assignments" if word == "../course" else word for word in words]
        if words[0] == "ci":
            words.insert(1, "checkout")
        done = self.call(*words, cwd=self.workshop.root)
        assert done.code == 0, (line, done)
        self.ran.append(line)
        for name, pattern in (("RUN", r"(?m)^Run (\w+):"), ("ID", r"(?m)^(\w{10}): ")):
            if found := re.search(pattern, done.out):
                self.known[name] = found[1]
        return done

    def _before(self, line):
        tests = "assignments/sums/hidden/test_sums.py"
        if line.startswith("grader regrade metrics"):
            self.workshop.replace(tests, "size=5", "size=6")
        if "--drop" in line:
            self.workshop.replace(tests, "size=8", "size=9")
            assert self.call("regrade", "sums", "-o", "results", cwd=self.workshop.root).code == 0
            self.known["RUN"] = re.search(r"/(\w+)$", str(next(self._proposed())))[1]

    def _proposed(self):
        return (self.workshop.root / "results" / ".grader" / "proposed").iterdir()


@pytest.fixture
def term(workshop, call, monkeypatch, submissions):
    roster = next(text for _, text in BLOCK.findall(PAGE) if text.startswith("student,"))
    workshop.write("roster.csv", roster)
    workshop.write("checkout/sums.py", submissions["right"])
    with zipfile.ZipFile(workshop.root / "submissions.zip", "w") as download:
        download.writestr("birchamber_101_9001_sums.py", submissions["averaged"])
        download.writestr("birchamber_101_9004_sums-1.py", submissions["right"])
        download.writestr("blueteam_LATE_102_9003_sums.py", submissions["averaged"])
    return Term(workshop, call, monkeypatch, submissions)


def test_every_command_of_the_page_is_run_by_a_test():
    known = set(sections())
    assert known == {"Downloads in", "Gradebook"} | (ELSEWHERE & known)


def test_the_commands_of_a_term_run_in_their_order(term):
    for heading, text in sections().items():
        if heading in ELSEWHERE:
            continue
        for language, block in BLOCK.findall(text):
            if language == "toml":
                _settle(term.workshop, block)
            for line in block.splitlines():
                if line.startswith("grader "):
                    term.run(line)
    assert len(term.ran) >= 17
    assert term.asked == ["Delete everything about s03 in results?"]
    assert (term.workshop.root / "research.csv").is_file()
    assert (term.workshop.root / "gradebook.db").is_file()


def _settle(workshop, block):
    """Put settings where the page says that they belong."""
    settings = "".join(line for line in block.splitlines(keepends=True) if not line.startswith("# "))
    if "course.toml" in block:
        path = workshop.course / "course.toml"
        path.write_text(path.read_text() + settings)
    else:
        workshop.replace(
            "assignments/sums/assignment.toml",
            '[[tasks]]\nid = "total"',
            f'{settings}\n[[tasks]]\nid = "total"',
        )
