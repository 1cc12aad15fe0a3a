"""The HTTP side: webhooks are answered when they are on the disk, pages only to who knows their address."""

from __future__ import annotations

import base64
import contextlib
import http.client
import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from forge_double import push_payload, signed
from push_host import RIGHT, jobs

pytest.importorskip("uvicorn", reason="pip install 'grader[serve]'")
from grader.serve.http_application import LARGEST, HttpApplication, HttpParts
from grader.serve.http_server import HttpServer, ListenAddress

TOKEN = b"token of the staff"


class Answer(NamedTuple):
    status_code: int
    text: str
    headers: dict[str, str]

    def json(self) -> Any:
        return json.loads(self.text)


class Client:
    """Asks a server on loopback."""

    def __init__(self, port: int) -> None:
        self._port = port

    def get(self, path: str, headers: dict[str, str] | None = None) -> Answer:
        return self._ask("GET", path, None, headers or {})

    def post(
        self, path: str, content: bytes | Iterator[bytes], headers: dict[str, str] | None = None
    ) -> Answer:
        return self._ask("POST", path, content, headers or {})

    def _ask(self, method: str, path: str, content: Any, headers: dict[str, str]) -> Answer:
        with contextlib.closing(
            http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        ) as connection:
            connection.request(method, path, content, headers, encode_chunked=not isinstance(content, bytes))
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, answer.read().decode(), found)


@pytest.fixture
def opened(served, forges):
    """A server that is open and not started, with a forge beside the bare repositories."""
    with served.opened() as server:
        yield server


@pytest.fixture
def client(opened):
    parts = HttpParts(
        course=opened.places.course, database=opened.database, queue=opened.queue, sources=opened.sources,
        pages=opened.pages, addresses=opened.addresses, seconds=opened.loop.seconds, processes=1, staff_token=TOKEN,
    )  # fmt: skip
    address = ListenAddress.parse("127.0.0.1:0", behind_proxy=False)
    with contextlib.closing(HttpServer(HttpApplication(parts).starlette(), address)) as server:
        yield Client(server.port)


def deliver(client, body: bytes, signature: str | None = None, **headers: str):
    known = {"X-Signature": signed(body) if signature is None else signature, "X-Delivery": "1", **headers}
    return client.post("/hook/forge", body, known)


def test_a_signed_webhook_is_accepted_and_on_the_disk(client, served, host):
    sha = host.push("tiny-ada", {"tiny.py": RIGHT}, hook=False)
    assert deliver(client, push_payload("tiny-ada", sha)).status_code == 202
    assert jobs(served) == [("ada", "tiny", "waiting", "")]


def test_a_webhook_that_is_delivered_twice_is_one_push(client, served):
    body = push_payload("tiny-ada", "a" * 40)
    assert [deliver(client, body).status_code for _ in range(2)] == [202, 202]
    assert len(jobs(served)) == 1


def test_a_webhook_that_nobody_signed_is_refused(client, served):
    body = push_payload("tiny-ada", "a" * 40)
    for signature in ("", "sha256=", signed(body, b"another secret"), signed(body + b" "), "é"):
        assert deliver(client, body, signature.encode().decode("latin-1")).status_code == 401
    assert jobs(served) == []


def test_an_event_of_no_interest_is_accepted(client, served):
    assert deliver(client, b"no json", **{"X-Event": "star"}).status_code == 202
    assert jobs(served) == []


def test_a_webhook_over_five_mebibytes_is_refused_whatever_it_says(client):
    assert deliver(client, bytes(LARGEST + 1)).status_code == 413
    assert (
        client.post("/hook/forge", iter([bytes(1 << 20)] * 6), {"Transfer-Encoding": "chunked"}).status_code
        == 413
    )


def test_a_source_that_there_is_not_answers_as_any_address(client):
    assert client.post("/hook/other", b"").status_code == 404


def test_a_commit_that_waits_is_told_with_its_place(client, opened, served):
    opened.loop.seconds["tiny"] = 60.0
    for number, student in enumerate(("bob", "cid", "ada")):
        deliver(client, push_payload(f"tiny-{student}", f"{number}" * 39 + "a"), **{"X-Delivery": student})
    answer = client.get(served.path())
    assert "Place in the queue: 3 of 3." in answer.text
    assert "About 2 minutes" in answer.text
    assert answer.headers["refresh"] == "3"


def test_a_short_wait_is_told_without_a_place(client, served):
    deliver(client, push_payload("tiny-ada", "a" * 40))
    answer = client.get(served.path())
    assert "Your commit waits" in answer.text
    assert "Place in the queue" not in answer.text


def test_above_the_limit_of_an_hour_the_page_says_so(client, opened, served, host):
    opened.queue._per_hour = 1
    for number, text in enumerate((RIGHT, RIGHT + "# more\n")):
        sha = host.push("tiny-ada", {"tiny.py": text}, hook=False)
        deliver(client, push_payload("tiny-ada", sha), **{"X-Delivery": f"{number}"})
        opened.run_once()
    assert "You have used the graded commits of this hour." in client.get(served.path()).text


def test_a_page_is_the_report_when_it_is_done_and_the_earlier_one_while_another_waits(
    client, opened, served, host
):
    sha = host.push("tiny-ada", {"tiny.py": RIGHT}, hook=False)
    deliver(client, push_payload("tiny-ada", sha))
    opened.run_once()
    answer = client.get(served.path())
    assert "<strong>6</strong> of 6 points" in answer.text
    assert "refresh" not in answer.headers
    deliver(client, push_payload("tiny-ada", "b" * 40), **{"X-Delivery": "2"})
    assert "The result of an earlier commit" in client.get(served.path()).text
    assert "<strong>6</strong> of 6 points" in client.get(served.path() + "earlier").text


def test_a_page_says_nothing_to_others(client, served):
    deliver(client, push_payload("tiny-ada", "a" * 40))
    answer = client.get(served.path())
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"].startswith("private")
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text
    for path in (
        "/r/",
        "/r/" + "0" * 32 + "/",
        served.path()[:-2] + "/",
        "/",
        "/r/../staff",
        "/results",
        "/docs",
    ):
        assert client.get(path).status_code == 404


def test_a_student_of_whom_nothing_came_has_a_page(client, opened, served):
    deliver(client, push_payload("tiny-ada", "0" * 40))
    assert "Nothing was pushed yet." in client.get(served.path()).text


def test_the_health_says_how_much_waits(client):
    deliver(client, push_payload("tiny-ada", "a" * 40))
    assert client.get("/health").json() == {"status": "ok", "jobs": {"waiting": 1}}


def test_the_page_of_the_staff_is_behind_its_token(client):
    deliver(client, push_payload("tiny-ada", "a" * 40))
    deliver(client, push_payload("what-is-this", "b" * 40), **{"X-Delivery": "2"})
    wrong = base64.b64encode(b"staff:wrong").decode()
    for header in ("", "Bearer wrong", f"Basic {wrong}", "Basic ???", "Bearer é"):
        headers = {"Authorization": header.encode().decode("latin-1")} if header else {}
        assert client.get("/staff", headers=headers).status_code == 401
    right = base64.b64encode(b"staff:" + TOKEN).decode()
    for header in (f"Bearer {TOKEN.decode()}", f"Basic {right}"):
        page = client.get("/staff", headers={"Authorization": header})
        assert page.status_code == 200
        assert "forge: what-is-this" in page.text
        assert "aaaaaaaaaa" in page.text
        assert "refs/heads" not in page.text


def test_two_hundred_deliveries_at_once_are_all_kept(client, served):
    """From four threads at once, as a forge sends them."""

    def send(part: int) -> None:
        for number in range(part, 200, 4):
            answer = deliver(
                client,
                push_payload(f"tiny-s{number % 50}", f"{number + 1:040x}"),
                **{"X-Delivery": f"d{number}"},
            )
            assert answer.status_code == 202

    threads = [threading.Thread(target=send, args=(part,)) for part in range(4)]
    begun = time.monotonic()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert time.monotonic() - begun < 60
    states = [state for *_, state, _ in jobs(served)]
    assert (len(states), states.count("waiting")) == (200, 50)


def test_a_client_that_hangs_up_harms_nobody(client):
    with socket.create_connection(("127.0.0.1", client._port)) as connection:
        connection.sendall(b"POST /hook/forge HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
    assert client.get("/health").status_code == 200
