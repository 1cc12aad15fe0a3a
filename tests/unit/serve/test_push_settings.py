"""`push.toml`, secrets and owners: what is right is read, and what is wrong is told with what to do."""

from __future__ import annotations

import re

import pytest

from grader.errors import CourseError, UsageError
from grader.serve.git_process import GitUser
from grader.serve.http_server import ListenAddress
from grader.serve.push_settings import SourceSettings, load_settings
from grader.serve.repository_owner import NOBODY, Owner, RepositoryOwners
from grader.serve.secret_folder import SecretFolder

GIT = {"kind": '"git"', "fetch": '"file:///srv/git/{name}.git"', "repositories": '"{assignment}-{student}"'}
FORGE = {
    **GIT,
    "kind": '"github"',
    "api": '"https://api.github.com"',
    "owner": '"org"',
    "fetch": '"https://x/{name}"',
}


GITEA = {**FORGE, "kind": '"gitea"', "api": '"https://x/api/v1"'}


def settings(tiny_course, head: str = "", **keys: str | None):
    lines = [f"{key} = {value}" for key, value in {**GIT, **keys}.items() if value is not None]
    tiny_course.write("push.toml", "\n".join([head, "[[source]]", *lines]))
    return load_settings(tiny_course.course)


def test_a_plain_server_needs_three_lines(tiny_course):
    (source,) = settings(tiny_course).source
    assert (source.title, source.poll_s, source.submit, source.report) == ("git", 60, "branch", ("status",))


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ({"kind": '"svn"'}, 'source[0].kind must be one of "git"'),
        ({"pol_s": "3"}, "unknown key 'pol_s'. Did you mean 'poll_s'?"),
        ({"poll_s": "1"}, "poll_s must be a whole number >= 5, got 1."),
        ({"fetch": None}, "key 'fetch' is missing"),
        ({"fetch": '"ext::sh -c owned"'}, "fetch must begin with https://, ssh://, file://"),
        ({"fetch": '"http://x/{name}"'}, "fetch must begin with"),
        ({"fetch": '"https://me:secret@x/{name}"'}, "fetch holds a user or a password"),
        ({"fetch": '"file:///srv/git"'}, "must hold {name} once"),
        ({"repositories": None}, "say either repositories or roster"),
        ({"roster": '"repos.csv"'}, "say either repositories or roster"),
        ({"repositories": '"{course}-{student}"'}, "{course} is not known"),
        ({"repositories": '"{assignment}"'}, "must hold {student} once"),
        ({"repositories": '"{student}"'}, "nothing says which assignment"),
        ({"folder": '"../x"'}, "must be a folder inside the repository"),
        ({"name": '"My Server"'}, "name must be small letters"),
        ({**FORGE, "api": '"http://api"'}, "api must begin with https://"),
        ({**FORGE, "owner": None}, "key 'owner' is missing"),
        ({**FORGE, "spool": '"/var/spool/x"'}, 'spool is of the kind "git"'),
        (
            {**FORGE, "report": '["status", "check"]'},
            'report: "check" is not there yet for the kind "github"',
        ),
        (
            {**FORGE, "report": '["comment"]'},
            'is not there yet for the kind "github": neither check runs of an app nor comments are written. '
            'There is: "status", "branch".',
        ),
        (
            {"report": '["status", "branch"]'},
            'report: "status" is not there yet for the kind "git": a plain git server shows no statuses. '
            'There is: "branch".',
        ),
        (
            {"report": '["branch"]', "branches": '["main", "feedback"]'},
            'source[0].branches names "feedback", the branch that "branch" in report writes.',
        ),
        ({**GITEA, "report": '["branch"]', "branches": '["feedback"]'}, 'branches names "feedback"'),
        ({**FORGE, "api": '"https://"'}, "api must be an address without a user or a query"),
        ({**FORGE, "api": '"https://me:secret@x"'}, "api must be an address without a user or a query"),
        ({**FORGE, "api": '"https://x?y"'}, "api must be an address without a user or a query"),
        ({**GITEA, "owner": '"../x"'}, 'owner must be the name of an organisation, got "../x"'),
        ({**FORGE, "owner": '"uni/org"'}, 'owner must be the name of an organisation, got "uni/org"'),
        ({**FORGE, "kind": '"gitlab"', "owner": '"uni/../x"'}, "owner must be the name of an organisation"),
        (
            {**FORGE, "kind": '"gitlab"', "report": '["check"]'},
            '"check" is not there yet for the kind "gitlab"',
        ),
        ({**FORGE, "fetch": '"https://x/org/{name}.git"'}, "{name} stands for the owner and the repository"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tiny_course, keys, words):
    with pytest.raises(CourseError, match=re.escape(words)) as told:
        settings(tiny_course, **keys)
    assert "push.toml" in str(told.value)


def test_a_plain_server_posts_nothing_unless_it_is_told_to(tiny_course):
    targets = [
        settings(tiny_course, report=report).source[0].targets for report in (None, "[]", '["branch"]')
    ]
    assert targets == [(), (), ("branch",)]


def test_a_branch_called_feedback_may_hold_work_where_nothing_is_written_to_it(tiny_course):
    (source,) = settings(tiny_course, branches='["feedback"]').source
    assert source.branches == ("feedback",)


def test_a_group_of_gitlab_may_lie_in_a_group(tiny_course):
    (source,) = settings(tiny_course, **{**FORGE, "kind": '"gitlab"', "owner": '"uni/org"'}).source
    assert source.owner == "uni/org"


def test_without_a_push_toml_the_message_says_what_to_write(tiny_course):
    with pytest.raises(CourseError, match=r"push\.toml: file not found.*\[\[source\]\]"):
        load_settings(tiny_course.course)


def test_a_file_without_a_source_and_two_of_one_name_are_refused(tiny_course):
    tiny_course.write("push.toml", "source = []\n")
    with pytest.raises(CourseError, match="source is empty"):
        load_settings(tiny_course.course)
    table = "\n".join(f"{key} = {value}" for key, value in GIT.items())
    tiny_course.write("push.toml", f"[[source]]\n{table}\n[[source]]\n{table}\n")
    with pytest.raises(CourseError, match='two sources are called "git"'):
        load_settings(tiny_course.course)


def test_a_single_source_in_one_pair_of_brackets_is_read(tiny_course):
    tiny_course.write("push.toml", "[source]\n" + "\n".join(f"{key} = {value}" for key, value in GIT.items()))
    assert len(load_settings(tiny_course.course).source) == 1


def test_limits_have_bounds(tiny_course):
    with pytest.raises(CourseError, match="per_hour must be a whole number >= 1"):
        settings(tiny_course, head="per_hour = 0")


def secret_folder(tmp_path, monkeypatch, mode: int = 0o700) -> SecretFolder:
    folder = tmp_path / "secrets"
    folder.mkdir(mode=mode)
    folder.chmod(mode)
    monkeypatch.setenv("GRADER_PUSH_SECRETS", str(folder))
    return SecretFolder.from_environment()


def test_a_secret_is_a_file_without_its_line_end(tmp_path, monkeypatch):
    secrets = secret_folder(tmp_path, monkeypatch)
    (tmp_path / "secrets/git.token").write_text("t0ken\n")
    assert secrets.read("git", "token") == b"t0ken"
    assert secrets.read("git", "hook") == b""


def test_a_secret_that_is_needed_and_not_there_is_told(tmp_path, monkeypatch):
    secrets = secret_folder(tmp_path, monkeypatch)
    with pytest.raises(UsageError, match=r"git\.hook: this secret is missing"):
        secrets.required("git", "hook")
    (tmp_path / "secrets/git.hook").write_text(" \n")
    with pytest.raises(UsageError, match=r"git\.hook: holds 0 bytes"):
        secrets.required("git", "hook")


def test_a_folder_of_secrets_that_others_may_read_is_refused(tmp_path, monkeypatch):
    with pytest.raises(UsageError, match=r"others may look into it\. Close it with: chmod 700"):
        secret_folder(tmp_path, monkeypatch, 0o750)


def test_a_folder_of_secrets_that_is_not_there_is_told(tmp_path, monkeypatch):
    monkeypatch.setenv("GRADER_PUSH_SECRETS", str(tmp_path / "none"))
    with pytest.raises(UsageError, match=r"there is no such folder\. Create it with: mkdir -m 700"):
        SecretFolder.from_environment()
    monkeypatch.setenv("GRADER_PUSH_SECRETS", "relative")
    with pytest.raises(UsageError, match="absolute path"):
        SecretFolder.from_environment()


def owners(pattern: str) -> RepositoryOwners:
    source = SourceSettings(kind="git", fetch="file:///{name}", repositories=pattern)
    return RepositoryOwners.of(source, None, ["rnn", "rnn-deep", "metrics"])


@pytest.mark.parametrize(
    ("pattern", "name", "owner"),
    [
        ("{assignment}-{student}", "rnn-ada", Owner("ada", "rnn")),
        ("{assignment}-{student}", "RNN-Ada", Owner("Ada", "rnn")),
        ("{assignment}-{student}", "rnn-deep-ada", Owner("ada", "rnn-deep")),
        ("{assignment}-{student}", "rnn-../x", NOBODY),
        ("{assignment}-{student}", "other-ada", NOBODY),
        ("{assignment}-{student}", "rnn-a$b", Owner("a%24b", "rnn")),
        ("students/{student}", "students/ada", Owner("ada", "")),
        ("students/{student}", "students/ada/x", NOBODY),
        ("hw.{student}", "hwxada", NOBODY),
    ],
)
def test_a_name_says_whose_a_repository_is(pattern, name, owner):
    assert owners(pattern).owner(name) == owner


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name\nx\n", "expected the columns repository, student, assignment"),
        ("repository,student\nx,\n", "line 2: repository and student must both be there"),
        ("repository,student,assignment\nx,ada,none\n", 'line 2: there is no assignment "none"'),
        (b"repository,student\n\xff,x\n", "cannot be read"),
    ],
)
def test_a_list_of_repositories_that_is_wrong_is_told_with_its_line(tmp_path, text, words):
    path = tmp_path / "repos.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    source = SourceSettings(kind="git", fetch="file:///{name}", roster="repos.csv")
    with pytest.raises(CourseError, match=re.escape(words)):
        RepositoryOwners.of(source, tmp_path, ["rnn"])


def test_git_never_runs_as_root(monkeypatch):
    monkeypatch.setattr("os.geteuid", lambda: 0)
    with pytest.raises(UsageError, match="fetch_user is root"):
        GitUser.named("root")
    with pytest.raises(UsageError, match='there is no user "nobody-here"'):
        GitUser.named("nobody-here")
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert GitUser.named("root") == GitUser()


def test_only_behind_a_proxy_does_the_server_listen_to_others():
    assert ListenAddress.parse("[::1]:80", behind_proxy=False) == ("::1", 80)
    assert ListenAddress.parse("0.0.0.0:80", behind_proxy=True).host == "0.0.0.0"
    with pytest.raises(UsageError, match="without TLS"):
        ListenAddress.parse("0.0.0.0:80", behind_proxy=False)
    for text in ("8080", "127.0.0.1:", "127.0.0.1:http", "127.0.0.1:99999"):
        with pytest.raises(UsageError, match="expected an address and a port"):
            ListenAddress.parse(text, behind_proxy=False)
