"""The branch ``feedback`` of a student's repository: one commit with one file, pushed by force and to nothing else.

The commit is made in an empty temporary folder, without a checkout. It has no parent, and all that is in it follows
from the result, so the same result is the same commit: a push that is repeated changes nothing.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping
from typing import Final

from grader.messages import say
from grader.serve.commit_fetch import own_folder
from grader.serve.git_process import GitFailed, GitRunner, GitSlow, GitStopped, GitUser
from grader.serve.push_settings import FEEDBACK
from grader.serve.push_source import FetchAddress, PostedResult, PostLater, PostRefused

REF: Final = f"refs/heads/{FEEDBACK}"
FILE: Final = "report.md"
_WHO: Final = "grader"
_EMAIL: Final = "grader@grader.invalid"
"""Nobody's, so that no forge shows the commit as that of a person."""
_LOCAL_OPTIONS: Final = ("core.hooksPath=/dev/null", "receive.autogc=false", "receive.unpackLimit=1")
_LOCAL: Final = f"--receive-pack=git {' '.join(f'-c {each}' for each in _LOCAL_OPTIONS)} receive-pack"
"""The other side of a push to this machine is a program of ours. It runs no hook of the repository, and it adds a pack:
a folder for single objects would belong to us, and keep the git user from writing there."""
_READABLE: Final = 0o022
_MOST_TOLD: Final = 1 << 14
_SECOND_US: Final = 1_000_000
_REJECTED: Final = re.compile(r"^!\t[^\t]*\t\[(?:remote )?rejected\](?: \((.*)\))?", re.MULTILINE)
_STATUS: Final = re.compile(r"returned error: (\d{3})|HTTP (\d{3})")
_IN_THE_WAY: Final = "failed to update ref"
_LOCKED: Final = re.compile(r"\.lock': File exists")
_PASSING: Final = frozenset({408, 429})
_MISSING: Final = "there is no such repository, or we may not see it"
_UNACCEPTED: Final = "the token or the key is not accepted"
_FORBIDDEN: Final = "the token or the key may not write there"
_ELSEWHERE: Final = "the server sends elsewhere; the repository may have another name now"
_REASONS: Final = {401: _UNACCEPTED, 403: _FORBIDDEN, 404: _MISSING}
_WORDS: Final = (
    (
        re.compile(r"Permission denied \(|Authentication failed|could not read (Username|Password)"),
        _UNACCEPTED,
    ),
    (re.compile(r"Host key verification failed"), "the server's key is not that of known_hosts"),
    (re.compile(r"DENIED|permission|not allowed|access denied", re.IGNORECASE), _FORBIDDEN),
    (re.compile(r"not found|does not appear to be a git repository|does not exist|not be found"), _MISSING),
)
"""What git or the other side says of a push that will never be taken."""


def push_feedback(
    address: FetchAddress, result: PostedResult, user: GitUser, stopped: Callable[[], bool] = lambda: False
) -> str:
    """Write ``report.md`` to the branch ``feedback``, whatever it was before.

    Parameters
    ----------
    address : FetchAddress
    result : PostedResult
        Its summary is the contents of the file.
    user : GitUser
    stopped : callable

    Returns
    -------
    str
        The id of the commit, the same for the same result.

    Raises
    ------
    PostLater
        The server was not reached, or has a fault.
    PostRefused
        It will never take this. What it says otherwise is not told.
    """
    local = address.url.startswith("file://")
    with own_folder(user) as folder:
        git = GitRunner(folder, user, stopped, umask=_READABLE if local else 0o077)
        told = bytearray()
        try:
            commit = _commit(git, result)
            with contextlib.closing(git.stream(_push(address.url, commit, local), address=address)) as output:
                for piece in output:
                    told += piece[: _MOST_TOLD - len(told)]
        except GitFailed as error:
            raise _judged(error, told.decode("utf-8", "replace")) from None
    return commit


def _commit(git: GitRunner, result: PostedResult) -> str:
    git.init()
    blob = _id(git.run(["hash-object", "-w", "--no-filters", "--stdin"], given=result.summary.encode()))
    tree = _id(git.run(["mktree"], given=f"100644 blob {blob}\t{FILE}\n".encode()))
    message = say("push.feedback_commit")
    return _id(
        git.run(["commit-tree", "--no-gpg-sign", "-m", message, tree], more=_identity(result.received_us))
    )


def _identity(received_us: int) -> Mapping[str, str]:
    moment = f"@{received_us // _SECOND_US} +0000"
    return {
        f"GIT_{role}_{key}": value
        for role in ("AUTHOR", "COMMITTER")
        for key, value in (("NAME", _WHO), ("EMAIL", _EMAIL), ("DATE", moment))
    }


def _push(url: str, commit: str, local: bool) -> list[str]:
    return [
        "push", "--quiet", "--porcelain", "--force", "--no-verify", "--no-signed", "--no-follow-tags",
        "--recurse-submodules=no", *([_LOCAL] if local else []), "--", url, f"{commit}:{REF}",
    ]  # fmt: skip


def _id(printed: bytes) -> str:
    return printed.decode("ascii").strip()


def _judged(error: GitFailed, told: str) -> Exception:
    """Whether trying again can help. Only words of ours and of the protocol are told."""
    if isinstance(error, (GitStopped, GitSlow)):
        return PostLater(str(error))
    rejected = _REJECTED.search(told)
    if rejected and not _LOCKED.search(error.errors):
        return PostRefused(_rejection(rejected[1] or ""))
    found = _STATUS.search(error.errors)
    if found:
        status = int(found[1] or found[2])
        if status >= 500 or status in _PASSING:
            return PostLater(f"{status}: the server has a fault, or too much to do")
        other = _ELSEWHERE if status < 400 else "the server refuses this"
        return PostRefused(f"{status}: {_REASONS.get(status, other)}", status)
    for pattern, reason in _WORDS:
        if pattern.search(error.errors):
            return PostRefused(reason)
    return PostLater("the push to the server failed: it was not reached, or has a fault")


def _rejection(reason: str) -> str:
    if reason == _IN_THE_WAY:
        return (
            f'the server refuses the branch "{FEEDBACK}". A branch whose name begins with "{FEEDBACK}/" is in the way: '
            "remove or rename it"
        )
    shown = "".join(each for each in reason if each.isascii() and each.isprintable())[:100]
    return f'the server refuses a push to the branch "{FEEDBACK}": {shown or "it does not say why"}'
