"""A plain git server as it is run for a class: gitolite3 behind sshd, read with a key that may only read."""

from __future__ import annotations

import re
import subprocess
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from feedback_host import REF as FEEDBACK
from gitolite_host import GitoliteHost, why_not
from push_host import RIGHT, WRONG, git, jobs

from grader.serve.feedback_branch import push_feedback
from grader.serve.git_process import GitUser
from grader.serve.push_source import FetchAddress, PostedResult, PostRefused
from grader.serve.spool_folder import hook_script

pytestmark = [pytest.mark.long, pytest.mark.skipif(bool(why_not()), reason=why_not())]
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
DOCS = (Path(__file__).parents[3] / "docs" / "push.md").read_text(encoding="utf-8")
ROSTER = "repository,student,assignment\ntiny-ada,ada,tiny\n"


@pytest.fixture
def config() -> str:
    return CONFIG


@pytest.fixture
def gitolite(open_folder: Path, config: str) -> Iterator[GitoliteHost]:
    found = GitoliteHost(open_folder / "gitolite")
    found.set_up(config, ("ada", "grader"), hook_script(found.spool))
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

    def denied(self, *arguments: str) -> bool:
        """Whether gitolite denies a push."""
        try:
            git("push", "--quiet", "origin", *arguments, cwd=self.folder, **self.environment)
        except subprocess.CalledProcessError as error:
            return b"DENIED by" in error.stderr
        return False

    def refs(self) -> dict[str, str]:
        """Ids by ref, as the student sees them."""
        lines = git("ls-remote", "--refs", "origin", cwd=self.folder, **self.environment).splitlines()
        return {ref: sha for sha, _, ref in (line.partition("\t") for line in lines)}


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


def documented_rule() -> str:
    """The rule for gitolite of docs/push.md, for the repository of this test."""
    (block,) = re.findall(r"^  ```\n(  repo .*?)^  ```$", DOCS, re.DOTALL | re.MULTILINE)
    assert "repo rms_norm-ada\n" in block
    return textwrap.dedent(block).replace("rms_norm-ada", "tiny-ada")


@pytest.mark.parametrize("config", [f"repo gitolite-admin\n    RW+ = admin\n{documented_rule()}"])
def test_by_the_rule_of_the_document_only_we_write_to_feedback(graded, clone, gitolite):
    served, _ = graded
    served.configure(PUSH.format(fetch=gitolite.fetch) + f'spool = "{gitolite.spool}"\nreport = ["branch"]\n')
    sha = clone.push(RIGHT)
    for ref in ("refs/heads/feedback", "refs/heads/feedback/x"):
        assert clone.denied(f"HEAD:{ref}"), ref
    served.once()
    first = clone.refs()
    assert set(first) == {"refs/heads/main", FEEDBACK}
    assert first["refs/heads/main"] == sha
    git("fetch", "--quiet", "origin", FEEDBACK, cwd=clone.folder, **clone.environment)
    onward = git("commit-tree", "-p", "FETCH_HEAD", "-m", "x", "FETCH_HEAD^{tree}", cwd=clone.folder)
    for options in ([f"{onward}:{FEEDBACK}"], ["--force", f"HEAD:{FEEDBACK}"], ["--delete", FEEDBACK]):
        assert clone.denied(*options), options
    clone.push(WRONG)
    served.once()
    assert clone.refs()[FEEDBACK] != first[FEEDBACK]
    git("fetch", "--quiet", "origin", FEEDBACK, cwd=clone.folder, **clone.environment)
    assert "**2 of 6 points**" in git("show", "FETCH_HEAD:report.md", cwd=clone.folder)
    assert [state for _, _, state, _ in jobs(served)] == ["done", "done"]
    served.once()
    assert list(gitolite.spool.iterdir()) == []
    assert len(jobs(served)) == 2
    clone.environment = dict(gitolite.environment("grader"))
    for ref in ("refs/heads/main", "refs/heads/other", "refs/tags/submit/1"):
        assert clone.denied("--force", f"HEAD~1:{ref}"), ref


def test_without_the_right_to_write_the_post_is_parked_with_its_reason(graded, clone, gitolite):
    served, _ = graded
    served.configure(PUSH.format(fetch=gitolite.fetch) + 'report = ["branch"]\n')
    clone.push(RIGHT)
    served.once()
    with served.opened() as server, server.database.reading() as connection:
        found = [tuple(each) for each in connection.execute("SELECT state, reason FROM post")]
    assert found == [("parked", "the token or the key may not write there")]


def test_a_key_that_is_not_the_right_one_is_told_as_such(gitolite):
    """A key of ours that the server does not know, and a key of the server that we do not know."""
    hosts = gitolite.root / "hosts"
    result = PostedResult(
        repository="tiny-ada", sha="a" * 40, assignment="tiny", state="success", description="", page_url="",
        summary="x",
    )  # fmt: skip
    for key, known, words in (
        ("nobody", gitolite.known_hosts, "the token or the key is not accepted"),
        ("grader", gitolite.known_hosts.replace("ssh-ed25519 ", "ssh-ed25519 AAAA"), "that of known_hosts"),
    ):
        hosts.write_text(known)
        address = FetchAddress(
            url=gitolite.fetch.format(name="tiny-ada"), ssh_key=str(gitolite.key(key)), known_hosts=str(hosts)
        )
        with pytest.raises(PostRefused, match=words):
            push_feedback(address, result, GitUser.named("nobody"))


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
