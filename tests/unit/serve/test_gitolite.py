"""A plain git server as it is run for a class: gitolite3 behind sshd, read with a key that may only read."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from gitolite_host import GitoliteHost, why_not
from push_host import RIGHT, WRONG, git, jobs

from grader.serve.spool_folder import hook_script

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())
CONFIG = """\
repo gitolite-admin
    RW+ = admin
repo tiny-ada
    R   = grader
    RW  = ada
"""
PUSH = """\
[[source]]
kind = "git"
fetch = "{fetch}"
roster = "repositories.csv"
"""
ROSTER = "repository,student,assignment\ntiny-ada,ada,tiny\n"


@pytest.fixture
def gitolite(open_folder: Path) -> Iterator[GitoliteHost]:
    found = GitoliteHost(open_folder / "gitolite")
    found.set_up(CONFIG, ("ada", "grader"), hook_script(found.spool))
    found.start()
    yield found
    found.end()


@dataclass
class Clone:
    """Where a student works."""

    folder: Path
    environment: dict[str, str]

    def push(self, text: str, *options: str) -> str:
        (self.folder / "tiny.py").write_text(text)
        git("add", "tiny.py", cwd=self.folder)
        git("commit", "--quiet", "-m", "work", cwd=self.folder)
        git("push", "--quiet", *options, "origin", "HEAD:main", cwd=self.folder, **self.environment)
        return git("rev-parse", "HEAD", cwd=self.folder)


@pytest.fixture
def clone(gitolite: GitoliteHost, tmp_path: Path) -> Clone:
    folder = tmp_path / "work"
    folder.mkdir()
    git("init", "--quiet", "--initial-branch=main", cwd=folder)
    git("remote", "add", "origin", gitolite.fetch.format(name="tiny-ada"), cwd=folder)
    return Clone(folder, dict(gitolite.environment("ada")))


@pytest.fixture
def graded(gitolite, served, tmp_path, monkeypatch):
    """A server that reads gitolite with a key of its own; the key's right is to read."""
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "git.key").write_bytes(gitolite.key("grader").read_bytes())
    (secrets / "known_hosts").write_text(gitolite.known_hosts)
    monkeypatch.setenv("GRADER_PUSH_SECRETS", str(secrets))
    (served.course / "repositories.csv").write_text(ROSTER)
    served.configure(PUSH.format(fetch=gitolite.fetch))
    return served, secrets


def test_a_poll_reads_the_refs_and_fetches_the_commit(graded, clone):
    served, _ = graded
    sha = clone.push(RIGHT)
    served.once()
    assert jobs(served) == [("ada", "tiny", "done", "")]
    assert sha[:10] in served.page()
    assert "<strong>6</strong> of 6 points" in served.page()


def test_the_hook_tells_every_push_and_an_earlier_commit_is_fetched_by_its_id(graded, clone, gitolite):
    served, _ = graded
    served.configure(PUSH.format(fetch=gitolite.fetch) + f'spool = "{gitolite.spool}"\n')
    earlier = clone.push(RIGHT)
    (kept,) = gitolite.spool.glob("*.push")
    kept.rename(gitolite.root / kept.name)
    clone.push(WRONG)
    (newest,) = gitolite.spool.glob("*.push")
    newest.unlink()
    (gitolite.root / kept.name).rename(kept)
    with served.opened() as server:
        (_, watch) = server.sources["git"]
        assert watch.take_spooled() == 1
        server.loop.fetch_all(once=True)
        server.loop.grade_all(once=True)
    assert jobs(served) == [("ada", "tiny", "done", "")]
    assert earlier[:10] in served.page()


def test_a_forced_push_of_a_student_is_denied(graded, clone):
    served, _ = graded
    sha = clone.push(RIGHT)
    git("commit", "--quiet", "--amend", "-m", "another", cwd=clone.folder)
    with pytest.raises(subprocess.CalledProcessError) as denied:
        git("push", "--force", "origin", "HEAD:main", cwd=clone.folder, **clone.environment)
    assert b"DENIED by" in denied.value.stderr
    served.once()
    assert sha[:10] in served.page()


def test_the_servers_key_may_not_write(gitolite, clone):
    clone.environment = dict(gitolite.environment("grader"))
    with pytest.raises(subprocess.CalledProcessError) as denied:
        clone.push(RIGHT)
    assert b"DENIED by" in denied.value.stderr


def test_an_unknown_host_key_is_not_believed(graded, clone, gitolite):
    served, secrets = graded
    clone.push(RIGHT)
    other = (gitolite.root / "ada.pub").read_text()
    (secrets / "known_hosts").write_text(f"[127.0.0.1]:{gitolite.port} {other}")
    served.once()
    assert jobs(served) == []
