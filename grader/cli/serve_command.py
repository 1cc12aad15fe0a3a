"""``grader serve``: grade what students push, on the course's own machine."""

from __future__ import annotations

import contextlib
import importlib.util
import logging
import os
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Final

import click

from grader.cli import gradebook_option, option, terminal
from grader.course import Course, find_course
from grader.errors import UsageError

if TYPE_CHECKING:
    from grader.serve.push_server import PushServer

_NEEDED: Final = {
    "starlette": "serve",
    "uvicorn": "serve",
    "urllib3": "serve",
    "sqlalchemy": "gradebook",
    "alembic": "gradebook",
}
_FOLDER: Final = "results"

results = click.option(
    "-o", "--output", "folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False), default=Path(_FOLDER),
    help="Where results, the queue and the gradebook lie. [default: results]",
)  # fmt: skip


@click.group("serve", invoke_without_command=True)
@click.option(
    "--listen",
    metavar="ADDRESS",
    default="127.0.0.1:8080",
    show_default=True,
    help="Where webhooks and pages are answered.",
)
@option.jobs
@click.option(
    "--once",
    is_flag=True,
    help="Look for pushes, grade and post them, and end: for cron. Nothing is listened to.",
)
@click.option("--behind-proxy", is_flag=True, help="A reverse proxy with TLS stands before the server.")
@gradebook_option.url
@results
@option.course
@click.pass_context
def command(
    context: click.Context, listen: str, jobs: int | None, once: bool, behind_proxy: bool, gradebook_url: str | None,
    folder: Path, course: str | None,
) -> None:  # fmt: skip
    """Grade every push, where hidden tests can never be reached by a student.

    Students push to a git server as ever. This machine learns of it by a webhook, a hook's file or a look every minute,
    fetches the commit, grades it in the sandbox, adds the attempt to the gradebook, writes the student's page and then
    posts a status. push.toml beside course.toml says where students push; secrets are files in the folder that
    GRADER_PUSH_SECRETS names.

    \b
    /hook/SOURCE   webhooks            /health   for monitoring
    /r/ADDRESS/    a student's page    /staff    what waits and what failed

    A server that is killed goes on where it was. SIGTERM finishes what is being graded, or returns it to the queue.
    """
    if context.invoked_subcommand is not None:
        return
    _require_extra()
    if once and context.get_parameter_source("listen") is not click.core.ParameterSource.DEFAULT:
        raise UsageError("--once and --listen exclude each other: with --once nothing is listened to.")
    found = find_course(course)
    _log_to_stderr()
    with _server(found, folder, gradebook_url, jobs) as server, _signals_stop(server):
        if once:
            server.run_once()
            terminal.say(f"{_counted(server)}. Results: {folder}")
        else:
            _serve(server, listen, behind_proxy=behind_proxy)


@command.command("status")
@option.as_json
@results
def status(as_json: bool, folder: Path) -> None:
    """Show what waits, what is graded, and what failed."""
    from grader.cli.serve_queue import print_status

    print_status(folder, as_json=as_json)


@command.command("pages")
@results
@option.course
def pages(folder: Path, course: str | None) -> None:
    """Print the address of each student's page, as CSV.

    Who knows an address can read the page: give each student only their own. A forge shows it beside the commit; on a
    plain git server this list is how students learn it. Only students whose repository was seen are in it.
    """
    from grader.cli.serve_queue import print_pages

    print_pages(find_course(course), folder)


@command.command("again")
@click.argument("assignment")
@click.option("--student", metavar="ID", default="", help="Only this student.")
@click.option("--failed", is_flag=True, help="Only what could not be graded, for whatever reason of ours.")
@results
@option.course
def again(assignment: str, student: str, failed: bool, folder: Path, course: str | None) -> None:
    """Grade the newest commits of ASSIGNMENT once more.

    A running server takes them up within a second. Where the course and the work are as they were, the record stays;
    where a test, the reference or the engine was changed, the commit is graded anew. What a forge refused is
    posted once more.
    """
    from grader.cli.serve_queue import queue_again

    find_course(course).assignment(assignment)
    queue_again(folder, assignment, student, failed=failed)


@command.command("hook")
@click.option(
    "--source",
    "title",
    metavar="NAME",
    help="Which source of push.toml. [default: the one with a spool folder]",
)
@option.course
def hook(title: str | None, course: str | None) -> None:
    """Print the post-receive hook for a plain git server.

    Write it to hooks/post-receive of each bare repository, or where gitolite keeps common hooks, and make it
    executable. It is plain sh and needs nothing of grader.
    """
    from grader.cli.serve_queue import print_hook

    print_hook(find_course(course), title)


def _require_extra() -> None:
    missing = sorted({extra for name, extra in _NEEDED.items() if importlib.util.find_spec(name) is None})
    if missing:
        raise UsageError(
            "'grader serve' needs the extras serve and gradebook. Install them with: "
            f"pip install 'grader[{','.join(missing)}]'"
        )


@contextlib.contextmanager
def _server(course: Course, folder: Path, url: str | None, jobs: int | None) -> Iterator[PushServer]:
    from grader.serve.push_server import PushServer, ServerPlaces  # SQLAlchemy and pages: half a second
    from grader.serve.push_settings import load_settings
    from grader.serve.secret_folder import SecretFolder

    settings, secrets = load_settings(course), SecretFolder.from_environment()
    gradebook = url or f"sqlite:///{folder.absolute() / '.grader' / 'gradebook.db'}"
    places = ServerPlaces(course=course, results=folder, gradebook=gradebook)
    server = PushServer(places, settings, secrets, jobs or os.cpu_count() or 1)
    with contextlib.closing(server):
        server.check()
        yield server


def _serve(server: PushServer, listen: str, *, behind_proxy: bool) -> None:
    from grader.serve.http_application import HttpApplication, HttpParts
    from grader.serve.http_server import HttpServer, ListenAddress

    address = ListenAddress.parse(listen, behind_proxy=behind_proxy)
    parts = HttpParts(
        course=server.places.course, database=server.database, queue=server.queue, sources=server.sources,
        pages=server.pages, addresses=server.addresses, seconds=server.loop.seconds, processes=server.processes,
        staff_token=server.staff_token,
    )  # fmt: skip
    http = HttpServer(HttpApplication(parts).starlette(), address, behind_proxy=behind_proxy)
    with contextlib.closing(http):
        terminal.say(f"Listening on http://{address.host}:{http.port}. Ctrl-C ends it.", err=True)
        server.run()


@contextlib.contextmanager
def _signals_stop(server: PushServer) -> Iterator[None]:
    """SIGTERM and Ctrl-C end the server in order; a second one does not hurry it.

    It is stopped in a thread: the handler interrupts the main thread anywhere, also where that holds a lock which
    `stop` needs.
    """

    def handle(_: int, __: FrameType | None) -> None:
        threading.Thread(target=server.stop, name="stop").start()

    before = {number: signal.signal(number, handle) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _log_to_stderr() -> None:
    from grader.serve.server_log import JsonLines

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name, level in (("grader.serve", logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


def _counted(server: PushServer) -> str:
    from grader.serve.queue_database import rows

    with server.database.reading() as connection:
        found = rows(connection, "SELECT state, count(*) AS n FROM job GROUP BY state ORDER BY state")
    return ", ".join(f"{each['n']} {each['state']}" for each in found) or "Nothing was pushed"
