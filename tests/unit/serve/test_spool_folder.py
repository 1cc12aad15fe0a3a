"""The spool folder: a file for each ref, written by a hook in plain sh, taken up once and read with care."""

from __future__ import annotations

import os
import subprocess

import pytest
from push_host import RIGHT, git, jobs

from grader.errors import UsageError
from grader.serve.spool_folder import hook_script, spooled

SHA = "a" * 40


def written(folder, text: str, name: str = "1-1-1.push") -> None:
    (folder / name).write_text(text)


GOOD = f"repo /srv/git/x.git\nref refs/heads/main\nold {'0' * 40}\nnew {SHA}\nreceived 1700000000\npusher ada\nend\n"


def test_the_hook_writes_a_file_for_each_ref(host):
    clone = host.clone("tiny-ada")
    (clone / "tiny.py").write_text(RIGHT)
    git("add", "--all", cwd=clone)
    git("commit", "--quiet", "-m", "x", cwd=clone)
    git("tag", "submit/1", cwd=clone)
    git("push", "--quiet", "origin", "HEAD:main", "submit/1", cwd=clone)
    found = list(spooled(host.spool))
    assert [each.ref for each in found] == ["refs/heads/main", "refs/tags/submit/1"]
    assert {each.repository for each in found} == {str(host.bare("tiny-ada"))}
    assert not list(host.spool.glob("*.part"))


def test_the_hook_is_plain_sh(tmp_path):
    script = tmp_path / "post-receive"
    script.write_text(hook_script(tmp_path / "a b'c"))
    subprocess.run(["sh", "-n", str(script)], check=True)
    (tmp_path / "a b'c").mkdir()
    subprocess.run(
        ["sh", str(script)], input=f"{'0' * 40} {SHA} refs/heads/main\n".encode(), check=True,
        env={"PATH": os.environ["PATH"], "GL_REPO": "students/ada", "GL_USER": "ada"},
    )  # fmt: skip
    (found,) = spooled(tmp_path / "a b'c")
    assert (found.repository, found.sha) == ("students/ada", SHA)


def test_a_push_succeeds_where_the_spool_folder_is_gone(host):
    host.bare("tiny-ada")
    host.spool.rmdir()
    host.push("tiny-ada", {"tiny.py": RIGHT})


def test_the_oldest_file_comes_first(tmp_path):
    for name in ("10-2-1.push", "9-30-1.push", "10-2-10.push", "10-2-2.push"):
        written(tmp_path, GOOD, name)
    assert [each.path.name for each in spooled(tmp_path)] == [
        "9-30-1.push",
        "10-2-1.push",
        "10-2-2.push",
        "10-2-10.push",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "", "end\n", GOOD.removesuffix("end\n"), GOOD.replace(SHA, "--upload-pack=x"),
        GOOD.replace("1700000000", "soon"), GOOD.replace("repo ", "other "), GOOD + "x" * 20_000,
    ],
)  # fmt: skip
def test_a_file_that_the_hook_did_not_write_is_no_push(tmp_path, text):
    written(tmp_path, text)
    assert list(spooled(tmp_path)) == [tmp_path / "1-1-1.push"]


def test_links_and_pipes_in_the_spool_folder_are_not_read(tmp_path):
    (tmp_path / "1-1-1.push").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "1-1-2.push")
    assert [each.name for each in spooled(tmp_path)] == ["1-1-1.push", "1-1-2.push"]


def test_a_bad_file_is_kept_aside_and_the_others_are_taken(served, host):
    written(host.spool, "nonsense")
    host.push("tiny-ada", {"tiny.py": RIGHT})
    served.once()
    assert [path.name for path in host.spool.iterdir()] == ["1-1-1.bad"]
    assert jobs(served) == [("ada", "tiny", "done", "")]


def test_a_spool_folder_that_is_not_there_is_told(tmp_path):
    with pytest.raises(UsageError, match="the spool folder cannot be read"):
        list(spooled(tmp_path / "none"))


def test_a_hook_that_is_late_does_not_make_the_push_late(served, host):
    """The poll may have found the commit before its file is read: the first moment stays."""
    host.push("tiny-ada", {"tiny.py": RIGHT})
    (file,) = host.spool.iterdir()
    kept = file.read_text()
    file.unlink()
    served.once()
    (host.spool / file.name).write_text(kept.replace("received ", "received 9"))
    served.once()
    assert len(jobs(served)) == 1
