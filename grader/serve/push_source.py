"""What a source of pushes is: the seam for plain git servers and for forges.

::

    verify(headers, body) -> Delivery ──► pushes(delivery) -> Hint …      a webhook
    hints() -> Hint …                                                     a spool folder
    heads() -> Hint …                                                     a poll
    fetch_address(name) -> FetchAddress                                   where a commit is fetched
    post(result, remote_id) -> remote_id                                  back to the forge

A forge is a module with one class of this shape; `source_kind.py` knows them by name. Nothing here is a promise of what
a payload says: addresses come from `push.toml`, names are looked up there, and commits are fetched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, Protocol

from grader.serve.push_settings import SourceSettings

Via = Literal["hook", "spool", "poll", "again"]
PostState = Literal["pending", "success", "failure", "error"]
"""All points; fewer; not graded. ``pending`` is for waits over 20 s."""

ZERO: Final = "0"
"""Every figure of an object id that stands for nothing: the ref was deleted, or is new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """A ref of a repository may have moved."""

    repository: str
    """Name, as ``repositories`` of `push.toml` or the list has it: on a forge without the owner."""
    ref: str
    sha: str
    """Object id in hexadecimal figures; all zero for a ref that was deleted."""
    via: Via
    delivery: str = ""
    """What makes this hint one, however often it is delivered; empty for a poll."""
    received_us: int | None = None
    """When the server had it, where the server says so; ``None``: now."""
    earliest_us: int | None = None
    """The moment of the poll before: the push came after it."""

    @property
    def deletes(self) -> bool:
        return not self.sha.strip(ZERO)


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """A webhook whose signature holds."""

    id: str
    event: str
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchAddress:
    """Where a repository is fetched from and pushed to, and by what right."""

    url: str
    header: str = field(default="", repr=False)
    """A header with the token, ``Authorization: …``; never an argument of a program."""
    ssh_key: str = ""
    """File with the only identity that ssh offers."""
    known_hosts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostedResult:
    """What is posted of a commit. It holds nothing that the student's page does not show."""

    repository: str
    sha: str
    assignment: str
    state: PostState
    description: str
    """One sentence of at most 140 characters."""
    page_url: str
    """The student's page."""
    summary: str = ""
    """Markdown for the ``feedback`` branch: of all assignments of the repository."""
    received_us: int = 0
    """When the newest push came of which the summary tells."""


class BadSignature(Exception):
    """A delivery that nobody who knows the secret has signed."""


class PostLater(Exception):
    """The forge takes nothing now.

    Parameters
    ----------
    reason : str
    seconds : float, optional
        How long the forge wants to be left alone, by ``Retry-After`` or ``X-RateLimit-Reset``.
    """

    def __init__(self, reason: str, seconds: float | None = None) -> None:
        super().__init__(reason)
        self.seconds = seconds


class PostRefused(Exception):
    """The forge will never take this: it is parked, and the staff sees why.

    Parameters
    ----------
    reason : str
    status : int, optional
        What HTTP calls the refusal; 0 if nothing was asked.
    """

    def __init__(self, reason: str, status: int = 0) -> None:
        super().__init__(reason)
        self.status = status


class PushSource(Protocol):
    """A server to which students push."""

    @property
    def settings(self) -> SourceSettings: ...

    @property
    def has_hook(self) -> bool:
        """Whether the server tells of pushes by itself, so that polls may be rare."""

    @property
    def targets(self) -> tuple[str, ...]:
        """What is posted: some of ``report`` in `push.toml`; empty where nothing can be."""

    def verify(self, headers: Mapping[str, str], body: bytes) -> Delivery:
        """Check a webhook, in constant time and over the raw bytes, before anything is parsed.

        Raises
        ------
        BadSignature
            It was not signed with the source's secret.
        """

    def pushes(self, delivery: Delivery) -> tuple[Hint, ...]:
        """The refs that a webhook tells of; none where the event is of no interest."""

    def hints(self) -> Iterator[Hint]:
        """What lies in a spool folder. It stays there until `forget` is called."""

    def forget(self, hint: Hint) -> None:
        """Remove a hint from the spool folder: it is in the queue."""

    def heads(self) -> Iterator[Hint]:
        """The refs of every repository, one repository after the other; the caller spreads them over time."""

    def pushed_us(self, hint: Hint) -> int | None:
        """When the server had what a poll found, in microseconds since 1970; ``None`` if it does not say so."""

    def fetch_address(self, repository: str) -> FetchAddress: ...

    def post(self, target: str, result: PostedResult, remote_id: str) -> str:
        """Write a result to the forge. A second time it writes the same, not another one.

        Parameters
        ----------
        target : str
            One of `targets`.
        result : PostedResult
        remote_id : str
            What an earlier post to this target returned; empty the first time.

        Returns
        -------
        str
            The forge's id of what was written, if it has one.

        Raises
        ------
        PostLater, PostRefused
        """
