"""What sources of every kind share: where a repository is read, and a look at the refs of many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from grader.errors import SubmissionError
from grader.serve.commit_fetch import FetchLater, listed_heads
from grader.serve.git_process import GitUser
from grader.serve.push_source import FetchAddress, Hint
from grader.serve.secret_folder import SecretFolder

MOST_REPOSITORIES: Final = 20_000
"""Of one source; the rest is not looked at."""


def address_of(url: str, title: str, secrets: SecretFolder, authorization: str) -> FetchAddress:
    """How a repository is read: over ssh with the key of the source, over HTTP with a header.

    Parameters
    ----------
    url : str
    title : str
        Name of the source, as its secrets have it.
    secrets : SecretFolder
    authorization : str
        Value of the header ``Authorization``; empty: none is sent.
    """
    if url.startswith("ssh://"):
        known_hosts = secrets.folder / "known_hosts" if secrets.folder else None
        return FetchAddress(
            url=url, ssh_key=str(secrets.path(title, "key") or ""), known_hosts=str(known_hosts or "")
        )
    sent = authorization and url.startswith("http")
    return FetchAddress(url=url, header=f"Authorization: {authorization}" if sent else "")


def polled_heads(
    names: Iterable[str], address: Callable[[str], FetchAddress], user: GitUser, stopped: Callable[[], bool],
    on_trouble: Callable[[str, str], None], *, peeled: bool = False,
) -> Iterator[Hint]:  # fmt: skip
    """The refs of repositories, one repository after the other; one that cannot be read is told and left out.

    With ``peeled`` a tag stands for its commit, as `listed_heads` has it.
    """
    for name in names:
        try:
            found = listed_heads(address(name), user, stopped, peeled=peeled)
        except (FetchLater, SubmissionError) as error:
            on_trouble(name, str(error))
            continue
        for ref, sha in found.items():
            yield Hint(repository=name, ref=ref, sha=sha, via="poll")
