"""GitHub, GitLab, Gitea, Forgejo: who signed a webhook, what it says, what is posted, and what is refused."""

from __future__ import annotations

import base64
import json
import logging
import threading
import traceback

import pytest

pytest.importorskip("urllib3", reason="pip install 'grader[serve]'")
from forge_http_double import KINDS, OWNER, SECRET, TOKEN, Answer, Move, forge_server, push_payload, webhook
from git_backend import backend
from hostile_repository import BareRepository
from npm_file import GITHUB_WEBHOOKS, Unavailable

from grader.errors import CourseError, UsageError
from grader.serve.forge_source import ForgeSource
from grader.serve.git_process import GitUser
from grader.serve.push_settings import SourceSettings
from grader.serve.push_source import BadSignature, Delivery, Hint, PostedResult, PostLater, PostRefused
from grader.serve.secret_folder import SecretFolder
from grader.serve.source_kind import open_source

SHA = "a" * 40
RESULT = PostedResult(
    repository="tiny-ada", sha=SHA, assignment="tiny", state="success", description="6 of 6 points",
    page_url="https://push.example.org/r/0/",
)  # fmt: skip


class Opened:
    """A source as `push.toml` describes it, beside a forge on loopback."""

    def __init__(self, kind: str, folder, forge) -> None:
        self.kind = kind
        self.forge = forge
        self.folder = folder
        self.trouble: list[tuple[str, str]] = []
        self.secret("token", TOKEN)
        self.secret("hook", SECRET.decode())

    def secret(self, kind: str, text: str) -> None:
        secrets = self.folder / "secrets"
        secrets.mkdir(mode=0o700, exist_ok=True)
        (secrets / f"{self.kind}.{kind}").write_text(text + "\n")

    def source(self, **keys) -> ForgeSource:
        fetch = keys.pop("fetch", "https://forge.example.org/{name}.git")
        if "roster" not in keys:
            keys["repositories"] = "{assignment}-{student}"
        keys.setdefault("owner", OWNER)
        settings = SourceSettings(kind=self.kind, api=self.forge.api, fetch=fetch, insecure_http=True, **keys)
        secrets = SecretFolder(folder=self.folder / "secrets")
        source, _ = open_source(
            settings, self.folder, ["tiny"], secrets, GitUser.named("nobody"), lambda: False,
            lambda *told: self.trouble.append(told),
        )  # fmt: skip
        assert isinstance(source, ForgeSource)
        return source

    def headers(self, body: bytes, **given) -> dict[str, str]:
        """As the server's application hands them on."""
        return {name.lower(): value for name, value in webhook(self.kind, body, **given).items()}

    @property
    def signature(self) -> str:
        return next(name for name in self.headers(b"") if "signature" in name)

    def pushed_to(self, full_name: object, sha: object = SHA) -> bytes:
        """The payload of a push to a repository that is called so."""
        if self.kind == "gitlab":
            return push_payload("", sha, project={"path_with_namespace": full_name})
        return push_payload("", sha, repository={"full_name": full_name})


LIKE_GITHUB = pytest.mark.parametrize("opened", ["gitea", "github"], indirect=True)
GITLAB = pytest.mark.parametrize("opened", ["gitlab"], indirect=True)


@pytest.fixture(params=sorted(KINDS))
def opened(request, tmp_path):
    with forge_server(request.param) as forge:
        yield Opened(request.param, tmp_path, forge)


def test_a_webhook_that_the_forge_signed_is_read(opened):
    source, body = opened.source(), push_payload("tiny-ada", SHA)
    delivery = source.verify(opened.headers(body), body)
    assert (delivery.id, delivery.body) == ("d-1", body)
    assert source.pushes(delivery) == (
        Hint(repository="tiny-ada", ref="refs/heads/main", sha=SHA, via="hook", delivery="d-1"),
    )


@LIKE_GITHUB
def test_a_webhook_with_another_signature_is_refused(opened):
    source, body = opened.source(), push_payload("tiny-ada", SHA)
    right = opened.headers(body)[opened.signature]
    figures = right.rpartition("=")[2]
    wrong = [
        "", "sha256=", right[:-1], right + "0", right.upper(), f" {right}", "é" * len(right), "\udcff",
        "0" * len(right),
        f"sha1={figures}", opened.headers(body + b" ")[opened.signature],
        opened.headers(body, secret=b"another")[opened.signature],
    ]  # fmt: skip
    wrong.append(figures if opened.kind == "github" else f"sha256={figures}")
    for signature in wrong:
        with pytest.raises(BadSignature) as told:
            source.verify({**opened.headers(body), opened.signature: signature}, body)
        assert figures not in str(told.value)


def test_a_webhook_without_a_signature_is_refused(opened):
    with pytest.raises(BadSignature, match="not signed"):
        opened.source().verify({}, b"{}")


def test_without_a_secret_no_webhook_is_taken_and_the_poll_comes_often(opened):
    (opened.folder / f"secrets/{opened.kind}.hook").unlink()
    source = opened.source()
    assert not source.has_hook
    with pytest.raises(BadSignature, match=rf"no secret.*{opened.kind}\.hook"):
        source.verify(opened.headers(b"{}", secret=b""), b"{}")


def test_forgejo_signs_under_its_own_name(tmp_path):
    with forge_server("gitea") as forge:
        opened = Opened("gitea", tmp_path, forge)
        body = push_payload("tiny-ada", SHA)
        headers = {name.replace("gitea", "forgejo"): value for name, value in opened.headers(body).items()}
        assert opened.source().verify(headers, body) == Delivery(id="d-1", event="push", body=body)


@GITLAB
def test_a_webhook_of_gitlab_with_another_signature_is_refused(opened):
    source, body = opened.source(), push_payload("tiny-ada", SHA)
    headers = opened.headers(body)
    right = headers["webhook-signature"]
    wrong = [
        {"webhook-signature": text}
        for text in (
            "", "v1,", right[:-1], right.swapcase(), right[3:], "v2" + right[2:], "v1,é", "v1,\udcff", f"v1,x,{right}"
        )
    ]  # fmt: skip
    wrong += [{"webhook-id": "d-2"}, {"webhook-timestamp": "1790000001"}, opened.headers(body + b" ")]
    for changed in (*wrong, opened.headers(body, secret=b"another")):
        given = {**headers, "x-gitlab-token": SECRET.decode(), **changed}
        with pytest.raises(BadSignature, match="signature is not that") as told:
            source.verify(given, body)
        assert right[3:] not in str(told.value)


@GITLAB
def test_one_signature_of_several_is_enough(opened):
    source, body = opened.source(), push_payload("tiny-ada", SHA)
    headers = opened.headers(body)
    headers["webhook-signature"] = f"v1,old {headers['webhook-signature']} v2,new"
    assert source.verify(headers, body).id == "d-1"


@GITLAB
def test_a_signing_token_holds_its_key_in_base64(opened):
    opened.secret("hook", "whsec_" + base64.b64encode(b"the key itself").decode())
    body = push_payload("tiny-ada", SHA)
    assert opened.source().verify(opened.headers(body, secret=b"the key itself"), body).id == "d-1"
    opened.secret("hook", "whsec_é")
    with pytest.raises(UsageError, match=r"gitlab\.hook: expected base64 after whsec_"):
        opened.source()


@GITLAB
def test_a_webhook_with_the_secret_itself_is_read(opened):
    source, body = opened.source(), push_payload("tiny-ada", SHA)
    headers = {"x-gitlab-token": SECRET.decode(), "idempotency-key": "k" * 200}
    assert source.verify(headers, body) == Delivery(id="k" * 100, event="", body=body)
    for token in ("", SECRET.decode()[:-1], SECRET.decode() + " ", "é", "\udcff"):
        with pytest.raises(BadSignature, match="token is not our secret") as told:
            source.verify({**headers, "x-gitlab-token": token}, body)
        assert SECRET.decode() not in str(told.value)


@GITLAB
def test_pushes_of_branches_and_tags_are_read_and_other_events_not(opened):
    for kind in ("push", "tag_push"):
        assert len(pushed(opened, push_payload("tiny-ada", SHA, object_kind=kind))) == 1
    for kind in ("merge_request", "note", "Push", ""):
        assert pushed(opened, push_payload("tiny-ada", SHA, object_kind=kind)) == ()
    assert pushed(opened, b"{}") == ()
    assert opened.trouble == []


@GITLAB
def test_a_group_may_lie_in_a_group(opened):
    source = opened.source(owner="uni/course")
    body = opened.pushed_to("Uni/course/tiny-ada")
    assert [hint.repository for hint in source.pushes(Delivery(id="", event="", body=body))] == ["tiny-ada"]
    for other in ("course/tiny-ada", "uni/course/sub/tiny-ada", "uni/tiny-ada"):
        assert source.pushes(Delivery(id="", event="", body=opened.pushed_to(other))) == ()
    list(source.heads())
    assert opened.forge.requests == [
        "GET /api/v4/groups/uni%2Fcourse/projects?per_page=100&page=1&simple=true"
    ]


def pushed(opened, body: bytes, event: str = "push") -> tuple[Hint, ...]:
    return opened.source().pushes(Delivery(id="d-1", event=event, body=body))


def test_a_tag_and_a_branch_with_a_long_object_id_are_pushes(opened):
    (hint,) = pushed(opened, push_payload("tiny-ada", "b" * 64, "refs/tags/submit/1"))
    assert (hint.ref, hint.sha) == ("refs/tags/submit/1", "b" * 64)


COMMIT = "c" * 40


def test_a_tag_that_is_an_object_of_its_own_stands_for_its_commit(opened):
    named = {"head_commit": {"id": COMMIT}, "checkout_sha": COMMIT}
    (hint,) = pushed(opened, push_payload("tiny-ada", SHA, "refs/tags/submit/1", **named))
    assert hint.sha == COMMIT
    (hint,) = pushed(opened, push_payload("tiny-ada", SHA, "refs/heads/main", **named))
    assert hint.sha == SHA, "of a branch counts what it points at"
    (hint,) = pushed(opened, push_payload("tiny-ada", "0" * 40, "refs/tags/submit/1", checkout_sha=None))
    assert hint.deletes
    odd = {"head_commit": {"id": "--upload-pack=x"}, "checkout_sha": "--upload-pack=x"}
    assert pushed(opened, push_payload("tiny-ada", SHA, "refs/tags/submit/1", **odd)) == ()


@LIKE_GITHUB
@pytest.mark.parametrize("after", ["0" * 40, SHA])
def test_a_deleted_ref_is_told_as_one(opened, after):
    (hint,) = pushed(opened, push_payload("tiny-ada", after, deleted=True))
    assert hint.deletes


def test_a_deleted_ref_is_known_by_its_object_id_alone(opened):
    payload = json.loads(push_payload("tiny-ada", "0" * 40))
    del payload["deleted"]
    (hint,) = pushed(opened, json.dumps(payload).encode())
    assert hint.deletes


@LIKE_GITHUB
def test_other_events_are_not_read(opened):
    for event in ("ping", "create", "delete", "Push", ""):
        assert pushed(opened, push_payload("tiny-ada", SHA), event) == ()
    assert opened.trouble == []


@pytest.mark.parametrize(
    "body",
    [
        b"", b"no json", b"\xff\xfe", b'"\xff"', b"[]", b"null", b"payload=%7B%7D", b"[" * 100_000,
        b'{"a":' * 100_000, b'{"object_kind": "push"}', push_payload("tiny-ada", 7),
        push_payload("tiny-ada", SHA, ref=None), push_payload("tiny-ada", SHA)[:-1],
        push_payload("tiny-ada", SHA, repository=None, project=None),
        push_payload("tiny-ada", SHA, repository="course/tiny-ada", project="course/tiny-ada"),
    ],
)  # fmt: skip
def test_a_payload_of_another_shape_is_told_and_gives_no_hint(opened, body):
    assert pushed(opened, body) == ()
    ((repository, reason),) = opened.trouble
    assert (repository, "application/json" in reason) == ("", True)


def test_a_name_that_is_no_text_is_told_and_gives_no_hint(opened):
    assert pushed(opened, opened.pushed_to(3)) == ()
    assert len(opened.trouble) == 1


@LIKE_GITHUB
@pytest.mark.parametrize("body", [b"{}", push_payload("tiny-ada", SHA, deleted="no")])
def test_a_payload_of_another_shape_is_told_on_forges_like_github(opened, body):
    assert pushed(opened, body) == ()
    assert len(opened.trouble) == 1


@pytest.mark.parametrize(
    ("full_name", "sha"),
    [
        ("other/tiny-ada", SHA), ("tiny-ada", SHA), ("course/", SHA), ("course/a/b", SHA), ("course/..", SHA),
        ("course/.", SHA), ("course/tiny-ada?x", SHA), ("course/tiny\n", SHA), ("course/tiny-é", SHA),
        ("course/tiny-ada", ""), ("course/tiny-ada", "main"), ("course/tiny-ada", SHA[1:]),
        ("course/tiny-ada", SHA.upper()), ("course/tiny-ada", SHA + "\n"), ("course/tiny-ada", "--upload-pack=x"),
    ],
)  # fmt: skip
def test_a_push_elsewhere_or_of_no_commit_gives_no_hint(opened, full_name, sha):
    assert pushed(opened, opened.pushed_to(full_name, sha)) == ()


@pytest.mark.parametrize("opened", ["github"], indirect=True)
def test_githubs_own_examples_are_read(opened):
    """Of every event it sends: only pushes give hints, and no payload of a push is of another shape."""
    try:
        events = json.loads(GITHUB_WEBHOOKS.text())
    except Unavailable as error:
        pytest.skip(str(error))
    source = opened.source(owner="Codertocat")
    found = {}
    for event in events:
        for payload in event["examples"]:
            delivery = Delivery(id="", event=event["name"], body=json.dumps(payload).encode())
            found.setdefault(event["name"], []).extend(source.pushes(delivery))
    assert opened.trouble == []
    pushes = next(event["examples"] for event in events if event["name"] == "push")
    assert [(hint.repository, hint.ref, hint.sha) for hint in found.pop("push")] == [
        ("Hello-World", payload["ref"], payload["after"]) for payload in pushes
    ]
    assert len(found) > 50
    assert not any(found.values())


def test_names_are_compared_without_regard_to_case(opened):
    (hint,) = pushed(opened, opened.pushed_to("Course/Tiny-Ada"))
    assert hint.repository == "Tiny-Ada"
    (opened.folder / "repos.csv").write_text("repository,student,assignment\nTeam-7,ada,tiny\n")
    source = opened.source(roster="repos.csv")
    body = push_payload("Team-7", SHA)
    assert [hint.repository for hint in source.pushes(Delivery(id="", event="push", body=body))] == ["team-7"]


def test_what_is_not_in_report_any_more_is_refused(opened):
    for target, report in (("branch", ("status",)), ("status", ("branch",))):
        with pytest.raises(PostRefused, match=f'"{target}" is not in report any more'):
            opened.source(report=report).post(target, RESULT, "")
    assert opened.forge.statuses == []


def test_a_status_is_posted_with_what_the_forge_asks_for(opened):
    assert opened.source().post("status", RESULT, "") == "1"
    assert opened.forge.faults == []
    ((repository, sha, body),) = opened.forge.statuses
    assert (repository, sha) == ("tiny-ada", SHA)
    assert body == {
        "state": "success", opened.forge.kind.name: "grader/tiny", "description": "6 of 6 points",
        "target_url": "https://push.example.org/r/0/",
    }  # fmt: skip


@pytest.mark.parametrize("state", ["pending", "success", "failure", "error"])
def test_every_state_and_a_server_without_an_address_are_taken(opened, state):
    result = PostedResult(
        repository="tiny-ada", sha=SHA, assignment="tiny", state=state, description="x" * 140, page_url=""
    )
    opened.source().post("status", result, "7")
    ((_, _, body),) = opened.forge.statuses
    assert body["state"] == opened.forge.kind.states[state]
    assert "target_url" not in body


def test_names_are_quoted_in_addresses(opened):
    result = PostedResult(
        repository="a/../b?x#y é", sha=SHA, assignment="tiny", state="error", description="x", page_url=""
    )
    opened.source().post("status", result, "")
    project = "projects/course%2F" if opened.kind == "gitlab" else "repos/course/"
    assert opened.forge.requests == [
        f"POST {opened.forge.kind.prefix}/{project}a%2F..%2Fb%3Fx%23y%20%C3%A9/statuses/{SHA}"
    ]


WAITS = PostedResult(
    repository="tiny-ada", sha=SHA, assignment="tiny", state="pending", description="place 3", page_url=""
)


@GITLAB
@pytest.mark.parametrize("state", ["pending", "running"])
def test_a_status_that_is_pending_already_stays_so(opened, state):
    found = [{"name": "grader/tiny", "status": "success"}, {"name": "grader/tiny", "status": state}]
    opened.forge.answers += [Answer(400), Answer(200, body=json.dumps(found).encode())]
    assert opened.source().post("status", WAITS, "") == ""
    assert opened.forge.requests[1:] == [
        f"GET /api/v4/projects/course%2Ftiny-ada/repository/commits/{SHA}/statuses?name=grader%2Ftiny"
    ]


@GITLAB
@pytest.mark.parametrize("found", [b"[]", b"{}", b'[{"status": "success"}]', b'[{"status": 3}]'])
def test_a_status_that_cannot_be_pending_is_refused(opened, found):
    opened.forge.answers += [Answer(400), Answer(200, body=found)]
    with pytest.raises(PostRefused, match="400: the forge refuses this"):
        opened.source().post("status", WAITS, "")


@GITLAB
def test_a_result_that_gitlab_refuses_is_refused(opened):
    opened.forge.answers.append(Answer(400))
    with pytest.raises(PostRefused, match="400: the forge refuses this"):
        opened.source().post("status", RESULT, "")
    assert len(opened.forge.requests) == 1


def test_only_what_push_toml_names_is_posted(opened):
    with pytest.raises(PostRefused, match="not in report"):
        opened.source().post("check", RESULT, "")
    assert opened.source(report=()).targets == ()
    assert opened.forge.requests == []


LATER = [
    (Answer(429, {"Retry-After": "17"}), 17.0),
    (Answer(403, {"Retry-After": "17"}), 17.0),
    (Answer(429), 60.0),
    (Answer(403, {"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}), 60.0),
    (Answer(429, {"Retry-After": "²"}), 60.0),
    (Answer(429, {"Retry-After": "999999999999"}), 3600.0),
    (Answer(403, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1000090"}), 90.0),
    (Answer(429, {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "5"}), 1.0),
    (Answer(403, body=b'{"message": "You have exceeded a secondary rate limit."}'), 60.0),
    (Answer(500), None),
    (Answer(502, body=b"<html>"), None),
    (Answer(503, {"Retry-After": "30"}), 30.0),
]
REFUSED = [
    (Answer(401), "401: the token is not accepted"),
    (Answer(403), "403: the token may not do this"),
    (Answer(403, {"X-RateLimit-Remaining": "9", "X-RateLimit-Reset": "1000090"}), "403: the token"),
    (Answer(404), "404: there is no such repository"),
    (Answer(422), "422: the commit is not there"),
    (Answer(400), "400: the forge refuses this"),
    (Answer(303), "303: the forge sends elsewhere"),
]


@pytest.mark.parametrize(("answer", "seconds"), LATER)
def test_a_forge_that_takes_nothing_now_is_asked_later(opened, monkeypatch, answer, seconds):
    monkeypatch.setattr("grader.serve.forge_client.ForgeClient.__init__.__defaults__", (lambda: 1_000_000.0,))
    opened.forge.answers.append(answer)
    with pytest.raises(PostLater, match=rf"^{answer.status}: ") as told:
        opened.source().post("status", RESULT, "")
    assert told.value.seconds == seconds


@pytest.mark.parametrize(("answer", "words"), REFUSED)
def test_what_a_forge_refuses_is_told_without_its_words(opened, answer, words):
    opened.forge.answers.append(answer._replace(body=b'{"message": "of the forge"}'))
    with pytest.raises(PostRefused) as told:
        opened.source().post("status", RESULT, "")
    assert str(told.value).startswith(words)
    assert "of the forge" not in str(told.value)


def test_a_forge_that_is_not_there_is_asked_later(opened):
    opened.forge.port = 1
    with pytest.raises(PostLater, match="was not reached") as told:
        opened.source().post("status", RESULT, "")
    assert told.value.seconds is None


def test_a_forge_that_says_nothing_is_left(opened, monkeypatch):
    monkeypatch.setattr("grader.serve.forge_client._SILENT_S", 0.2)
    opened.forge.silent = threading.Event()
    with pytest.raises(PostLater, match="ReadTimeout"):
        opened.source().post("status", RESULT, "")
    opened.forge.silent.set()


def test_an_answer_that_is_too_large_or_too_slow_is_not_read(opened, monkeypatch):
    source = opened.source()
    opened.forge.answers.append(Answer(201, body=bytes(5 << 20)))
    with pytest.raises(PostLater, match="too large or too slow"):
        source.post("status", RESULT, "")
    monkeypatch.setattr("grader.serve.forge_client._WHOLE_S", -1.0)
    with pytest.raises(PostLater, match="too large or too slow"):
        source.post("status", RESULT, "")


@pytest.mark.parametrize("body", [b"", b"no json", b"[]", b'"x"', b"{}"])
def test_a_success_counts_whatever_the_forge_says_of_it(opened, body):
    opened.forge.answers.append(Answer(201, body=body))
    assert opened.source().post("status", RESULT, "") == ""


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(opened, status):
    with forge_server(opened.kind) as other:
        place = {"Location": f"{other.api}/repos/course/tiny-ada/statuses/{SHA}"}
        opened.forge.answers += [Answer(status, place)] * 2
        source = opened.source()
        with pytest.raises(PostRefused, match=f"{status}: the forge sends elsewhere"):
            source.post("status", RESULT, "")
        assert list(source.heads()) == []
        assert other.requests == []
    assert opened.trouble[0][1].startswith(f"the repositories of course are not listed: {status}")


@pytest.fixture
def git_host(open_folder):
    """Two repositories of the organisation behind HTTP; gives the address and the tokens that were seen."""
    folder = open_folder / "course"
    folder.mkdir()
    for name in ("tiny-ada", "tiny-bob"):
        repository = BareRepository(folder / f"{name}.git")
        repository.point("refs/heads/main", repository.files())
    with backend(open_folder) as (url, seen):
        yield url, seen


def test_a_poll_lists_the_organisation_page_by_page(opened, git_host):
    url, seen = git_host
    opened.forge.repositories = [
        *(f"other-{number}" for number in range(120)), "tiny-ada", "tiny-bob", "tiny-cid", ".."
    ]  # fmt: skip
    hints = list(opened.source(fetch=f"{url}/{{name}}.git").heads())
    assert [(hint.repository, hint.ref, hint.via) for hint in hints] == [
        ("tiny-ada", "refs/heads/main", "poll"), ("tiny-bob", "refs/heads/main", "poll"),
    ]  # fmt: skip
    assert [repository for repository, _ in opened.trouble] == ["tiny-cid"]
    assert opened.forge.faults == []
    (authorization,) = set(seen)
    assert authorization.startswith("Basic ")
    assert TOKEN not in authorization


def test_a_poll_finds_the_commit_of_a_tag(opened, git_host, open_folder):
    """A tag of a tag, and one that is no object of its own."""
    repository = BareRepository(open_folder / "course/tiny-cid.git")
    commit = repository.files()
    repository.point("refs/heads/main", commit)
    inner = repository.tag(commit, "commit", "submit/1")
    repository.point("refs/tags/submit/1", repository.tag(inner, "tag", "submit/1"))
    repository.point("refs/tags/submit/2", commit)
    opened.forge.repositories = ["tiny-cid"]
    hints = list(opened.source(fetch=f"{git_host[0]}/{{name}}.git").heads())
    assert {hint.ref: hint.sha for hint in hints} == dict.fromkeys(
        ("refs/heads/main", "refs/tags/submit/1", "refs/tags/submit/2"), commit
    )
    assert opened.trouble == []


MAIN, TAG = "refs/heads/main", "refs/tags/submit/1"
FIRST, SECOND, THIRD = (f"2026-11-03T23:{minutes}:30Z" for minutes in (57, 58, 59))
SECOND_US = 1_793_750_310_000_000


def found(ref: str = MAIN, sha: str = SHA) -> Hint:
    return Hint(repository="tiny-ada", ref=ref, sha=sha, via="poll")


def test_a_forge_says_when_it_had_a_commit(opened):
    """Of a commit to which a branch came back, the newest time counts. Gitea is not asked."""
    other = "b" * 40
    opened.forge.moves = [
        Move("tiny-ada", "refs/heads/try", SHA, THIRD), Move("tiny-bob", MAIN, SHA, THIRD),
        Move("tiny-ada", MAIN, SHA, SECOND), Move("tiny-ada", MAIN, other, FIRST), Move("tiny-ada", MAIN, SHA, FIRST),
    ]  # fmt: skip
    source = opened.source()
    said = source.pushed_us(found())
    assert said == (None if opened.kind == "gitea" else SECOND_US)
    assert source.pushed_us(found(sha="c" * 40)) is None
    assert source.pushed_us(found(ref="refs/heads/other")) is None
    asked = len(opened.forge.requests)
    assert source.pushed_us(found(ref=TAG)) is None
    assert len(opened.forge.requests) == asked == (0 if opened.kind == "gitea" else 3)
    assert opened.forge.faults == []
    assert opened.trouble == []


@pytest.mark.parametrize("opened", ["github", "gitlab"], indirect=True)
@pytest.mark.parametrize(
    "answer",
    [b"", b"{}", b"[1]", b'[{"ref": 7}]', b'[{"ref": "refs/heads/main", "after": "", "timestamp": "now"}]'],
)
def test_a_list_of_moves_of_another_shape_says_nothing(opened, answer):
    opened.forge.answers = [Answer(200, body=answer)]
    assert opened.source().pushed_us(found()) is None


@pytest.mark.parametrize("opened", ["github", "gitlab"], indirect=True)
@pytest.mark.parametrize("status", [403, 404, 500])
def test_a_forge_that_does_not_say_when_it_had_a_commit_is_told(opened, status):
    opened.forge.answers = [Answer(status)]
    assert opened.source().pushed_us(found()) is None
    ((repository, words),) = opened.trouble
    assert repository == "tiny-ada"
    assert words.startswith(f"the forge does not say when it was pushed: {status}")


def test_a_poll_of_a_list_asks_the_forge_for_none(opened, git_host):
    (opened.folder / "repos.csv").write_text("repository,student,assignment\ntiny-bob,bob,tiny\n")
    source = opened.source(roster="repos.csv", fetch=f"{git_host[0]}/{{name}}.git")
    assert [hint.repository for hint in source.heads()] == ["tiny-bob"]
    assert opened.forge.requests == []


@pytest.mark.parametrize("body", [b"{}", b"no json", b'["tiny-ada"]', b'[{"name": 3}]'])
def test_a_list_of_another_shape_is_told(opened, body):
    opened.forge.answers.append(Answer(200, body=body))
    assert list(opened.source().heads()) == []
    assert opened.trouble == [
        ("", "the repositories of course are not listed: the answer is not a list of repositories")
    ]


def test_a_list_with_a_name_that_no_repository_has_is_refused(opened):
    (opened.folder / "repos.csv").write_text("repository,student\ncourse/tiny-ada,ada\n")
    with pytest.raises(
        CourseError, match=r"repos\.csv: \"course/tiny-ada\" cannot be a repository of course"
    ):
        opened.source(roster="repos.csv")


def test_where_a_commit_is_fetched_and_by_what_right(opened):
    address = opened.source().fetch_address("tiny-ada")
    assert address.url == "https://forge.example.org/course/tiny-ada.git"
    assert address.header.startswith("Authorization: Basic ")
    address = opened.source(fetch="ssh://git@forge.example.org/{name}.git").fetch_address("tiny-ada")
    assert (address.header, address.ssh_key.endswith(f"{opened.kind}.key")) == ("", True)
    assert opened.source(fetch="file:///srv/{name}.git").fetch_address("tiny-ada").header == ""


def test_a_token_that_is_missing_or_odd_is_told_without_it(opened):
    opened.secret("token", "two words")
    with pytest.raises(UsageError, match=r"\.token: expected one line of ASCII") as told:
        opened.source()
    assert "two words" not in str(told.value)
    (opened.folder / f"secrets/{opened.kind}.token").unlink()
    with pytest.raises(UsageError, match="this secret is missing"):
        opened.source()
    assert opened.source(report=()).fetch_address("tiny-ada").header == ""


def test_the_token_is_in_no_log_error_or_repr(opened, caplog):
    caplog.set_level(logging.DEBUG)
    source = opened.source()
    shown = [repr(source), repr(source._client), repr(source.fetch_address("tiny-ada"))]
    source.post("status", RESULT, "")
    body = push_payload("tiny-ada", SHA)
    shown.append(repr(source.verify(opened.headers(body), body)))
    opened.forge.answers += [answer for answer, _ in (*LATER, *REFUSED)]
    for _ in range(len(opened.forge.answers)):
        with pytest.raises((PostLater, PostRefused)) as told:
            source.post("status", RESULT, "")
        shown += traceback.format_exception(told.value)
    opened.forge.port = 1
    with pytest.raises(PostLater) as told:
        opened.source().post("status", RESULT, "")
    shown += traceback.format_exception(told.value)
    assert list(source.heads()) == []
    text = "".join([*shown, caplog.text, *map(repr, opened.trouble)])
    encoded = source.fetch_address("tiny-ada").header.rpartition(" ")[2]
    for secret in (TOKEN, encoded, SECRET.decode()):
        assert secret not in text
    assert "statuses" in caplog.text, "nothing was logged at all"
