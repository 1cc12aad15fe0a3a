"""Fetch one commit and read one folder of it into memory, without a checkout.

The commit is fetched into an empty object store in a temporary folder, its tree is listed, and the blobs that are
wanted are read by their ids. Nothing is written under a name that a student chose, and no attribute, filter or link
is obeyed.
"""

from __future__ import annotations

import contextlib
import functools
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from grader.errors import SubmissionError
from grader.intake import DEFAULT_CAPS, Caps
from grader.intake.archive_limits import FileCollector, is_generated
from grader.intake.submission import quoted
from grader.messages import say
from grader.serve.git_process import (
    PASSED_CPU,
    PASSED_MEMORY,
    PASSED_SIZE,
    GitFailed,
    GitRunner,
    GitSlow,
    GitStopped,
    GitUser,
)
from grader.serve.push_source import FetchAddress

_PREFIX: Final = "grader-push-"
MOST_ENTRIES: Final = 2000
BLOB_BYTES: Final = 10 << 20
_OBJECT_ID: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_FOLDER: Final = "040000"
_PLAIN: Final = ("100644", "100755")
_KINDS: Final = {"120000": "push.link", "160000": "push.submodule"}
_LFS: Final = b"version https://git-lfs.github.com/spec/"
_LIST_BYTES: Final = 64 << 20
_HEADER_BYTES: Final = 4096
_REFUSED: Final = "fsck error"
_PEELED: Final = "^{}"
"""What follows the name of a tag in the line of its commit, which comes after that of the tag itself."""


class FetchLater(Exception):
    """The commit could not be fetched now; it may be later."""


class TreeEntry(NamedTuple):
    mode: str
    object_id: str
    name: str


class FetchedCommit:
    """A commit in a temporary object store.

    Parameters
    ----------
    git : GitRunner
        In the folder that holds the store.
    sha : str
    """

    def __init__(self, git: GitRunner, sha: str) -> None:
        self._git = git
        self._sha = sha

    def folders(self, wanted: Sequence[str]) -> list[str]:
        """Which of these folders there are."""
        try:
            entries = self._entries(["-d"], *wanted)
            return [entry.name for entry in entries if entry.mode == _FOLDER and entry.name in wanted]
        except GitFailed as error:
            raise _judged(error) from None

    def files(self, folder: str, caps: Caps = DEFAULT_CAPS) -> dict[str, bytes]:
        """The files of a folder, by checked names relative to it; of the whole tree if it is empty.

        Raises
        ------
        SubmissionError
            The folder holds what is not read, or more than is read. The message is for the student.
        FetchLater
            Git failed for a reason that may pass.
        """
        try:
            entries = self._wanted(folder)
            sizes = self._sizes()
            for entry in entries:
                _check_blob(entry, sizes)
            return self._contents(entries, sizes, caps)
        except GitFailed as error:
            raise _judged(error) from None

    def _wanted(self, folder: str) -> list[TreeEntry]:
        """The plain files that count; what is neither that nor left out of archives as well is refused."""
        found = []
        prefix = f"{folder}/" if folder else ""
        for entry in self._entries(["-r"], *([f"{folder}/"] if folder else [])):
            name = entry.name.removeprefix(prefix)
            if is_generated(name):
                continue
            if entry.mode not in _PLAIN:
                raise SubmissionError(say(_KINDS.get(entry.mode, "push.odd_entry"), name=quoted(name)))
            found.append(entry._replace(name=name))
        return found

    def _entries(self, how: Sequence[str], *folders: str) -> Iterator[TreeEntry]:
        """The entries of the tree as git lists them; it is killed after the first 2,000."""
        where = ["--", *folders] if folders else []
        output = self._git.stream(["ls-tree", *how, "-z", "--full-tree", self._sha, *where])
        with contextlib.closing(output):
            for count, line in enumerate(_parts(output, b"\0")):
                if count == MOST_ENTRIES:
                    raise SubmissionError(say("push.too_many", most=MOST_ENTRIES))
                about, _, name = line.partition(b"\t")
                mode, _, object_id = about.decode("ascii").split(" ")
                yield TreeEntry(mode, object_id, name.decode("utf-8", "surrogateescape"))

    def _sizes(self) -> dict[str, int]:
        """The sizes of all blobs that are here, by their ids; what is not here is not asked for."""
        sizes = {}
        output = self._git.stream(["cat-file", "--batch-all-objects", "--batch-check"])
        with contextlib.closing(output):
            for line in _parts(output, b"\n"):
                object_id, kind, size = line.decode("ascii").split(" ")
                if kind == "blob":
                    sizes[object_id] = int(size)
        return sizes

    def _contents(
        self, entries: Sequence[TreeEntry], sizes: Mapping[str, int], caps: Caps
    ) -> dict[str, bytes]:
        """Names and bytes within the caps of an archive. Names are counted before anything is read."""
        total = sum(sizes[entry.object_id] for entry in entries)
        collector = FileCollector(caps)
        if total > caps.total_bytes:
            raise SubmissionError(say("push.too_large", most=caps.total_bytes >> 20))
        blobs = self._blobs({entry.object_id: sizes[entry.object_id] for entry in entries})
        for entry in entries:
            content = blobs[entry.object_id]
            if content.startswith(_LFS) and len(content) < _HEADER_BYTES:
                raise SubmissionError(say("push.lfs", name=quoted(entry.name)))
            collector.add(entry.name, functools.partial(_first_bytes, content))
        return collector.files

    def _blobs(self, wanted: Mapping[str, int]) -> dict[str, bytes]:
        if not wanted:
            return {}
        given = "".join(f"{object_id}\n" for object_id in wanted).encode()
        data = self._git.run(["cat-file", "--batch"], given=given)
        found, position = {}, 0
        for object_id, size in wanted.items():
            head = f"{object_id} blob {size}\n".encode()
            if not data.startswith(head, position):
                raise GitFailed(f"an object is not what it was: {object_id}")
            start = position + len(head)
            found[object_id] = data[start : start + size]
            position = start + size + 1
        return found


@contextlib.contextmanager
def fetched_commit(
    address: FetchAddress, sha: str, user: GitUser, stopped: Callable[[], bool] = lambda: False
) -> Iterator[FetchedCommit]:
    """A commit, fetched into a folder that is gone afterwards.

    Raises
    ------
    FetchLater
        The server was not reached, or did not have the commit.
    SubmissionError
        Git refuses what was fetched, or it passes a limit.
    """
    if not _OBJECT_ID.fullmatch(sha):
        raise SubmissionError(say("push.no_commit"))
    with own_folder(user) as folder:
        git = GitRunner(folder, user, stopped)
        try:
            git.init()
            git.run(_fetch(address.url, sha), address=address)
        except GitFailed as error:
            raise _judged(error) from None
        yield FetchedCommit(git, sha)


def listed_heads(
    address: FetchAddress, user: GitUser, stopped: Callable[[], bool] = lambda: False, *, peeled: bool = False
) -> dict[str, str]:
    """The refs of a repository: ids by name.

    Parameters
    ----------
    address : FetchAddress
    user : GitUser
    stopped : callable
    peeled : bool
        Whether a tag that is an object of its own is listed with the commit that it names.

    Raises
    ------
    FetchLater
        The server was not reached, or the list is longer than that of any student.
    """
    found: dict[str, str] = {}
    with own_folder(user) as folder:
        git = GitRunner(folder, user, stopped)
        command = ["ls-remote", *([] if peeled else ["--refs"]), "--", address.url]
        try:
            with contextlib.closing(git.stream(command, address=address, store=False)) as output:
                for line in _parts(output, b"\n"):
                    object_id, _, ref = line.decode("utf-8", "replace").partition("\t")
                    if _OBJECT_ID.fullmatch(object_id) and ref.startswith("refs/"):
                        found[ref.removesuffix(_PEELED)] = object_id
        except GitFailed as error:
            raise FetchLater(str(error)) from None
    return found


@contextlib.contextmanager
def own_folder(user: GitUser) -> Iterator[Path]:
    """An empty temporary folder of the user as whom git runs."""
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", ignore_cleanup_errors=True) as name:
        user.own(Path(name))
        yield Path(name)


def remove_stale_folders() -> int:
    """Remove what servers left that were killed, and say how much that was. For a server that has just started."""
    count = 0
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        pid = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if pid.isdigit() and (int(pid) == os.getpid() or not Path("/proc", pid).exists()):
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count


def _fetch(url: str, sha: str) -> list[str]:
    return [
        "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", "--filter=blob:limit=10m",
        "--no-recurse-submodules", "--no-auto-maintenance", "--", url, sha,
    ]  # fmt: skip


def _judged(error: GitFailed) -> Exception:
    """Whether trying again can help: what git refuses of the contents it will refuse for ever."""
    if isinstance(error, (GitStopped, GitSlow)):
        return FetchLater(str(error))
    reason = str(error)
    if reason == PASSED_SIZE:
        return SubmissionError(say("push.too_large", most=50))
    if reason in (PASSED_CPU, PASSED_MEMORY):
        return SubmissionError(say("push.too_costly"))
    return SubmissionError(say("push.refused")) if _REFUSED in reason else FetchLater(reason)


def _check_blob(entry: TreeEntry, sizes: Mapping[str, int]) -> None:
    size = sizes.get(entry.object_id)
    if size is None or size > BLOB_BYTES:
        raise SubmissionError(say("push.large_file", name=quoted(entry.name), most=BLOB_BYTES >> 20))


def _parts(pieces: Iterator[bytes], end: bytes) -> Iterator[bytes]:
    """Lines of a stream, each without its end. Neither a line nor the whole may be endless."""
    rest, read = b"", 0
    for piece in pieces:
        read += len(piece)
        if read > _LIST_BYTES:
            raise SubmissionError(say("push.too_many", most=MOST_ENTRIES))
        *whole, rest = (rest + piece).split(end)
        yield from whole
    if rest:
        yield rest


def _first_bytes(content: bytes, limit: int) -> bytes:
    return content[:limit]
