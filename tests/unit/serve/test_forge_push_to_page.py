"""From a signed webhook to the page and the status, with `grader serve` as a process and a forge on loopback."""

from __future__ import annotations

import contextlib
import http.client
import sqlite3
import time
from datetime import UTC, datetime

import pytest

pytest.importorskip("uvicorn", reason="pip install 'grader[serve]'")
from feedback_host import REF, feedback, refs
from forge_http_double import (
    KINDS,
    OWNER,
    SECRET,
    TOKEN,
    ForgeServer,
    Move,
    forge_server,
    push_payload,
    webhook,
)
from git_backend import backend
from push_host import RIGHT, WRONG, git, jobs, wait_for

from grader.gradebook.point_in_time import moment_us
from grader.grading.store import read_record

pytestmark = pytest.mark.long

SETTINGS = """
address = "https://push.example.org"
[[source]]
kind = "{kind}"
api = "{api}"
fetch = "{fetch}/{{name}}.git"
owner = "{owner}"
repositories = "{{assignment}}-{{student}}"
insecure_http = true
"""


@pytest.fixture(params=sorted(KINDS))
def forge(request, served, host, tmp_path, monkeypatch):
    """A forge with its repositories, to which the server of the test belongs."""
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / f"{request.param}.token").write_text(TOKEN)
    (secrets / f"{request.param}.hook").write_bytes(SECRET)
    monkeypatch.setenv("GRADER_PUSH_SECRETS", str(secrets))
    with forge_server(request.param) as found, backend(host.root / "git") as (url, _):
        served.configure(SETTINGS.format(kind=request.param, api=found.api, fetch=url, owner=OWNER))
        yield found


def deliver(port: int, kind: str, body: bytes, headers: dict[str, str]) -> int:
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("POST", f"/hook/{kind}", body, headers)
        return connection.getresponse().status


def results(forge: ForgeServer) -> list[tuple[str, str]]:
    """Repository and commit of every status that is a result."""
    return [(each.repository, each.sha) for each in forge.statuses if each.body["state"] != "pending"]


def states(served) -> set[str]:
    """States of all posts of results."""
    with contextlib.closing(sqlite3.connect(served.results / ".grader/push.db")) as queue:
        return {state for (state,) in queue.execute("SELECT state FROM post WHERE body NOT LIKE '%pending%'")}


def test_a_signed_webhook_ends_in_a_page_and_a_status(request, forge, served, host, start_server):
    kind = next(name for name, each in KINDS.items() if each is forge.kind)
    server = start_server()
    sha = host.push(f"{OWNER}/tiny-ada", {"tiny.py": RIGHT}, hook=False)
    body = push_payload("tiny-ada", sha)
    assert deliver(server.port, kind, body, webhook(kind, body, secret=b"another")) == 401
    assert deliver(server.port, kind, b'{"zen": "x"}', webhook(kind, b'{"zen": "x"}', event="ping")) == 202
    assert [deliver(server.port, kind, body, webhook(kind, body)) for _ in range(2)] == [202, 202]
    assert "<strong>6</strong> of 6 points" in server.wait_page(served.path(), sha[:10])

    def last() -> str:
        return forge.statuses[-1].body["state"] if forge.statuses else ""

    wait_for(lambda: last() if last() != "pending" else "", "the status")
    assert server.end() == 0
    assert forge.faults == []
    status = forge.statuses[-1]
    assert (status.repository, status.sha) == ("tiny-ada", sha)
    assert (status.body["state"], status.body[forge.kind.name]) == ("success", "grader/tiny")
    assert status.body["target_url"] == f"https://push.example.org{served.path()}"
    with contextlib.closing(sqlite3.connect(served.results / ".grader/push.db")) as queue:
        assert queue.execute("SELECT sha, via, delivery FROM push").fetchall() == [(sha, "hook", "d-1")]
    shown = [path for path in served.results.rglob("*") if path.is_file()]
    for path in [*shown, server.log]:
        assert TOKEN.encode() not in path.read_bytes(), path
        assert SECRET not in path.read_bytes(), path


def test_a_poll_finds_a_push_whose_webhook_was_lost(forge, served, host):
    sha = host.push(f"{OWNER}/tiny-ada", {"tiny.py": WRONG}, hook=False)
    forge.repositories = ["notes", "tiny-ada"]
    served.once()
    served.once()
    assert sha[:10] in served.page()
    assert forge.faults == []
    assert [(status.sha, status.body["state"]) for status in forge.statuses] == [
        (sha, forge.kind.states["failure"])
    ]


def test_a_push_found_after_the_due_date_is_as_old_as_the_forge_says(forge, served, host):
    """A look before the push and one after the due date leave open when it came. GitHub and GitLab know it."""
    host.push(f"{OWNER}/tiny-ada", {"tiny.py": WRONG}, hook=False)
    forge.repositories = ["tiny-ada"]
    served.once()
    before, pushed = time.time_ns() // 1000, datetime.now(UTC)
    sha = host.push(f"{OWNER}/tiny-ada", {"tiny.py": RIGHT}, hook=False)
    forge.moves = [Move("tiny-ada", "refs/heads/main", sha, pushed.isoformat().replace("+00:00", "Z"))]
    served.once()
    with contextlib.closing(sqlite3.connect(served.results / ".grader/push.db")) as queue:
        ((received, earliest),) = queue.execute("SELECT received, earliest FROM push WHERE sha = ?", (sha,))
    counted = read_record(served.results / ".grader/records/tiny/ada.json").hand_in.received_us
    if forge.kind.moves:
        assert (received, earliest, counted) == (moment_us(pushed), None, moment_us(pushed))
    else:
        assert counted == earliest < before < received
    assert forge.faults == []


def test_with_branch_in_report_a_status_is_set_and_feedback_pushed_with_the_same_token(
    request, forge, served, host, start_server
):
    kind = next(name for name, each in KINDS.items() if each is forge.kind)
    served.configure((served.course / "push.toml").read_text() + 'report = ["status", "branch"]\n')
    sha = host.push(f"{OWNER}/tiny-ada", {"tiny.py": WRONG}, hook=False)
    folder = host.bare(f"{OWNER}/tiny-ada")
    git("config", "http.receivepack", "true", cwd=folder)
    server = start_server()
    body = push_payload("tiny-ada", sha)
    assert deliver(server.port, kind, body, webhook(kind, body)) == 202
    ours = wait_for(lambda: refs(folder).get(REF, ""), "the branch")
    wait_for(lambda: "sent" if states(served) == {"sent"} else "", "both posts")
    told = push_payload("tiny-ada", ours, REF)
    assert deliver(server.port, kind, told, webhook(kind, told, delivery="d-2")) == 202
    assert server.end() == 0
    text = feedback(folder)
    assert "**2 of 6 points**" in text
    assert f"(<https://push.example.org{served.path()}>)" in text
    assert results(forge) == [("tiny-ada", sha)]
    with contextlib.closing(sqlite3.connect(served.results / ".grader/push.db")) as queue:
        assert queue.execute("SELECT ref, sha FROM push").fetchall() == [("refs/heads/main", sha)]
        posted = queue.execute("SELECT remote_id FROM post WHERE target = 'branch'").fetchall()
        assert posted == [(ours,)]
        token = served.path().strip("/").removeprefix("r/")
        assert not any(token in body for (body,) in queue.execute("SELECT body FROM post"))
    for path in (*(each for each in served.results.rglob("*") if each.is_file()), server.log):
        assert TOKEN.encode() not in path.read_bytes(), path


def test_webhooks_that_are_dropped_or_doubled_end_in_the_same_state(forge, served, host, start_server):
    """A tenth each. What no webhook told is found by the next look."""
    kind = next(name for name, each in KINDS.items() if each is forge.kind)
    server = start_server()
    commits = {
        f"tiny-s{number}": host.push(
            f"{OWNER}/tiny-s{number}", {"tiny.py": f"{RIGHT}# {number}\n"}, hook=False
        )
        for number in range(10)
    }
    dropped, doubled = "tiny-s3", "tiny-s7"
    for number, (repository, sha) in enumerate(commits.items()):
        body = push_payload(repository, sha)
        headers = webhook(kind, body, delivery=f"d-{number}")
        times = 2 if repository == doubled else 0 if repository == dropped else 1
        assert [deliver(server.port, kind, body, headers) for _ in range(times)] == [202] * times
    wait_for(lambda: "all" if len(results(forge)) == 9 else "", "the statuses")
    assert dropped not in {repository for repository, _ in results(forge)}
    assert server.end() == 0
    forge.repositories = list(commits)
    served.once()
    served.once()
    assert sorted(results(forge)) == sorted(commits.items()), "each newest commit has one status"
    assert forge.faults == []
    assert [state for _, _, state, _ in jobs(served)] == ["done"] * 10
