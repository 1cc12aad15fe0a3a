"""What is sent to GitHub keeps to GitHub's own description of its interface, as Prism reads it.

Prism refuses a wrong value and a missing name. Unknown keys, long texts and a missing token pass it: the tests look at
those themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

import pytest

pytest.importorskip("uvicorn", reason="pip install 'grader[serve]'")
import urllib3
from forge_http_double import OWNER, TOKEN
from npm_file import GITHUB_OPENAPI, Unavailable
from prism_server import part_of, prism

from grader.serve.git_process import GitUser
from grader.serve.github_source import GitHubSource
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import Hint, PostedResult, PostLater, PostRefused
from grader.serve.secret_folder import SecretFolder
from grader.serve.source_kind import open_source

STATUSES = "/repos/{owner}/{repo}/statuses/{sha}"
REPOSITORIES = "/orgs/{org}/repos"
ACTIVITY = "/repos/{owner}/{repo}/activity"
SHA = "a" * 40


class Prism:
    """A source whose forge is Prism, with all that was sent."""

    def __init__(self, source: GitHubSource, description: dict) -> None:
        self.source = source
        self.description = description
        self.sent: list[tuple[str, str, dict, bytes | None]] = []
        self.prefer: dict[str, str] = {}
        """What else is sent, to make Prism give another answer."""
        self.trouble: list[tuple[str, str]] = []

    def keys(self, path: str) -> set[str]:
        """The keys of a status in the description."""
        post = self.description["paths"][path]["post"]
        return set(post["requestBody"]["content"]["application/json"]["schema"]["properties"])

    def queries(self, path: str) -> set[str]:
        """The names of parameters of a list in the description."""
        given = self.description["paths"][path]["get"]["parameters"]
        known = self.description["components"]["parameters"]
        whole = [known[each["$ref"].rpartition("/")[2]] if "$ref" in each else each for each in given]
        return {each["name"] for each in whole if each["in"] == "query"}


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, dict]]:
    try:
        description = part_of(json.loads(GITHUB_OPENAPI.text()), (STATUSES, REPOSITORIES, ACTIVITY))
        with prism(description) as found:
            yield found, description
    except Unavailable as error:
        pytest.skip(str(error))


@pytest.fixture
def github(address, tmp_path, monkeypatch) -> Prism:
    secrets = tmp_path / "secrets"
    secrets.mkdir(mode=0o700)
    (secrets / "github.token").write_text(TOKEN)
    settings = SourceSettings(
        kind="github", api=address[0], fetch="https://x/{name}.git", owner=OWNER, insecure_http=True,
        repositories="{assignment}-{student}",
    )  # fmt: skip
    trouble: list[tuple[str, str]] = []
    source, _ = open_source(
        settings, tmp_path, ["Hello"], SecretFolder(folder=secrets), GitUser.named("nobody"), lambda: False,
        lambda *told: trouble.append(told),
    )  # fmt: skip
    found = Prism(source, address[1])
    found.trouble = trouble
    request = urllib3.PoolManager.request

    def recorded(pool, method, url, body=None, headers=None, **more):
        found.sent.append((method, url, dict(headers), body))
        return request(pool, method, url, body=body, headers={**headers, **found.prefer}, **more)

    monkeypatch.setattr(urllib3.PoolManager, "request", recorded)
    return found


def result(state: str = "success", description: str = "6 of 6 points", page_url: str = "") -> PostedResult:
    return PostedResult(
        repository="tiny-ada",
        sha=SHA,
        assignment="tiny",
        state=state,
        description=description,
        page_url=page_url,
    )


@pytest.mark.parametrize("state", ["pending", "success", "failure", "error"])
@pytest.mark.parametrize("page_url", ["", "https://push.example.org/r/0123456789abcdef0123456789abcdef/"])
def test_every_status_is_one(github, state, page_url):
    assert github.source.post("status", result(state, "x" * 140, page_url), "") == "1"
    ((method, url, headers, body),) = github.sent
    assert (method, urlsplit(url).path) == ("POST", f"/repos/{OWNER}/tiny-ada/statuses/{SHA}")
    found = json.loads(body)
    assert found.keys() <= github.keys(STATUSES)
    assert len(found["description"]) <= 140
    assert headers["Authorization"] == f"Bearer {TOKEN}"
    assert headers["X-GitHub-Api-Version"] == "2022-11-28"
    assert headers["User-Agent"] == "grader"


def test_prism_refuses_a_state_that_github_does_not_know(github):
    """Otherwise the tests of this file would say nothing."""
    with pytest.raises(PostRefused, match="422"):
        github.source.post("status", result("fine"), "")


def test_the_list_of_repositories_is_asked_for_and_read(github):
    assert github.source._page(1) == ["Hello-World"]
    ((method, url, _, _),) = github.sent
    assert method == "GET"
    query = dict(parse_qsl(urlsplit(url).query))
    assert query == {"per_page": "100", "page": "1"}
    assert query.keys() <= github.queries(REPOSITORIES)


def test_the_moves_of_a_branch_are_asked_for_and_read(github):
    """Answers are made up by the schema: the example of this description does not keep to it."""
    github.prefer = {"Prefer": "dynamic=true"}
    found = Hint(repository="tiny-ada", ref="refs/heads/main", sha=SHA, via="poll")
    assert github.source.pushed_us(found) is None
    moves = [move for _ in range(20) for move in github.source._moves("tiny-ada", "refs/heads/main")]
    assert moves
    query = dict(parse_qsl(urlsplit(github.sent[0][1]).query))
    assert query == {"ref": "refs/heads/main", "per_page": "100"}
    assert query.keys() <= github.queries(ACTIVITY)
    assert github.trouble == []


def test_what_prism_has_no_answer_for_is_no_success(github):
    """A code that the description does not have: Prism says so with a fault of its own."""
    github.prefer = {"Prefer": "code=503"}
    with pytest.raises((PostLater, PostRefused)):
        github.source.post("status", result(), "")
