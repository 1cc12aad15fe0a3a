"""Run git on what nobody vouches for: fixed options, an environment from nothing, limits, and no process left.

Git reads settings, hooks, attributes and helpers from many places. Here it reads none but those named below: no file of
this machine's user, no template, no hook, no credential helper, no lazy fetch. Only ``fetch``, ``ls-remote`` and
``push`` may use a transport, and only the one of the configured address. It runs as a user without rights where the
server is root, in a session of its own that is killed whole when its time is over.
"""

from __future__ import annotations

import contextlib
import os
import pwd
import re
import selectors
import shlex
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from grader.errors import UsageError
from grader.output import write_atomic
from grader.serve.push_source import FetchAddress

WALL_S: Final = 30.0
_CPU_S: Final = 20
_FILE_BYTES: Final = 50 << 20
_MEMORY_BYTES: Final = 2 << 30
_CHUNK: Final = 1 << 16
_ERROR_BYTES: Final = 1 << 13
_LOOK_S: Final = 0.2
PASSED_CPU: Final = "it took too much processor time"
PASSED_SIZE: Final = "it is larger than 50 MiB"
PASSED_MEMORY: Final = "it took too much memory"
LIMITED: Final = (
    f"ulimit -S -t {_CPU_S} && ulimit -H -t {_CPU_S + 5} && "
    f'ulimit -f {_FILE_BYTES // 512} && ulimit -v {_MEMORY_BYTES // 1024} && exec "$@"'
)
"""The limits are set by a shell: code between fork and exec of a process with threads may hang. The first limit of
processor time ends a program by SIGXCPU. SIGKILL means that somebody else ended it, which is no fault of the commit."""

OPTIONS: Final = (
    "core.hooksPath=/dev/null", "core.fsmonitor=false", "core.symlinks=false", "core.attributesFile=/dev/null",
    "core.protectHFS=true", "core.protectNTFS=true", "core.bigFileThreshold=10m", "credential.helper=",
    "http.followRedirects=false", "http.lowSpeedLimit=1000", "http.lowSpeedTime=10", "fetch.fsckObjects=true",
    "fetch.unpackLimit=1", "fetch.recurseSubmodules=false", "submodule.recurse=false", "protocol.version=2",
    "safe.bareRepository=explicit", "transfer.credentialsInUrl=die", "gc.auto=0", "maintenance.auto=false",
)  # fmt: skip
_ENVIRONMENT: Final = {
    "LC_ALL": "C", "GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_ATTR_NOSYSTEM": "1",
    "GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "/bin/false", "GIT_PROTOCOL_FROM_USER": "0",
    "GIT_NO_REPLACE_OBJECTS": "1", "GIT_NO_LAZY_FETCH": "1", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_ALLOW_PROTOCOL": "",
}  # fmt: skip


class GitFailed(Exception):
    """A git process ended with an error, passed a limit, or was stopped.

    Parameters
    ----------
    reason : str
    errors : str, optional
        The beginning of what it wrote as errors.
    """

    def __init__(self, reason: str, errors: str = "") -> None:
        super().__init__(reason)
        self.errors = errors


class GitStopped(GitFailed):
    """The server ends."""


class GitSlow(GitFailed):
    """A process took longer than it may: the other side may be slow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GitUser:
    """As whom git runs."""

    uid: int | None = None
    gid: int | None = None

    @classmethod
    def named(cls, name: str) -> GitUser:
        """The user of that name where this process is root; otherwise this process's own.

        Raises
        ------
        UsageError
            There is no such user, or it is root.
        """
        if os.geteuid() != 0:
            return cls()
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            raise UsageError(
                f'fetch_user: there is no user "{name}". Create one without rights, or name another.'
            ) from None
        if found.pw_uid == 0:
            raise UsageError("fetch_user is root: git reads what students push. Name a user without rights.")
        return cls(uid=found.pw_uid, gid=found.pw_gid)

    def own(self, path: Path) -> None:
        """Give a folder to this user."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


class GitRunner:
    """Runs git in an empty folder of its own.

    Parameters
    ----------
    folder : Path
        Empty, temporary, and owned by `user`; becomes HOME and the working folder.
    user : GitUser
    stopped : callable
        Asked several times a second; a process that runs when it says yes is killed.
    wall_s : float
        Seconds that one command may take.
    umask : int
        What nobody else may do with the files that a command writes.
    """

    def __init__(
        self, folder: Path, user: GitUser, stopped: Callable[[], bool] = lambda: False, wall_s: float = WALL_S,
        umask: int = 0o077,
    ) -> None:  # fmt: skip
        self._folder = folder
        self._user = user
        self._stopped = stopped
        self._wall_s = wall_s
        self._umask = umask

    @property
    def folder(self) -> Path:
        return self._folder

    def init(self) -> None:
        self.run(["init", "--quiet", "--bare", "--template=", "D"], store=False)

    def run(
        self,
        arguments: Sequence[str],
        *,
        address: FetchAddress | None = None,
        store: bool = True,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
    ) -> bytes:
        """All that a command writes, which must be short."""
        return b"".join(self.stream(arguments, address=address, store=store, given=given, more=more))

    def stream(
        self,
        arguments: Sequence[str],
        *,
        address: FetchAddress | None = None,
        store: bool = True,
        given: bytes = b"",
        more: Mapping[str, str] | None = None,
    ) -> Generator[bytes, None, None]:
        """What a command writes, piece by piece. Closing the generator kills it.

        Parameters
        ----------
        arguments : sequence of str
            Without ``git``, ``--git-dir`` and the fixed options.
        address : FetchAddress, optional
            The command may use this address's transport. Others may use none.
        store : bool
            Whether it works on the object store.
        given : bytes
            Its input.
        more : mapping of str to str, optional
            What else stands in its environment.

        Raises
        ------
        GitFailed
            It ended with an error, or passed a limit.
        """
        process = _GitProcess(self._start(self._command(arguments, store=store), address, given, more or {}))
        try:
            yield from process.output(time.monotonic() + self._wall_s, self._stopped)
        finally:
            process.kill()
        if process.code:
            raise GitFailed(process.reason(), process.errors)

    def _command(self, arguments: Sequence[str], *, store: bool) -> list[str]:
        options = [part for option in OPTIONS for part in ("-c", option)]
        where = ["--git-dir=D"] if store else []
        return ["/bin/sh", "-c", LIMITED, "sh", _program(), *where, *options, *arguments]

    def _start(
        self, command: list[str], address: FetchAddress | None, given: bytes, more: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        source: int = subprocess.DEVNULL
        if given:
            source = os.memfd_create("wanted")
            os.write(source, given)
            os.lseek(source, 0, os.SEEK_SET)
        try:
            return subprocess.Popen(
                command, cwd=self._folder, env={**self._environment(address), **more}, stdin=source,
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, user=self._user.uid,
                group=self._user.gid, extra_groups=[] if self._user.uid is not None else None, umask=self._umask,
            )  # fmt: skip
        finally:
            if source >= 0:
                os.close(source)

    def _environment(self, address: FetchAddress | None) -> dict[str, str]:
        known = {**_ENVIRONMENT, "PATH": os.defpath, "HOME": str(self._folder)}
        return known if address is None else {**known, **_transport(address, self._folder, self._user)}


def _program() -> str:
    found = shutil.which("git")
    if found is None:
        raise UsageError(
            "git is not installed: pushes are fetched with it. On Debian and Ubuntu: apt install git"
        )
    return found


def _transport(address: FetchAddress, folder: Path, user: GitUser) -> Mapping[str, str]:
    """What lets one command use the transport of an address, and the right to use it."""
    scheme = address.url.partition("://")[0]
    allowed = {"GIT_ALLOW_PROTOCOL": scheme}
    if scheme == "file":
        # The other side runs here, as a user to whom the repository does not belong; it reads this.
        config = folder / "config"
        config.write_text(
            f"[safe]\n\tdirectory = {_quoted(address.url.removeprefix('file://'))}\n", encoding="utf-8"
        )
        config.chmod(0o644)
        return {**allowed, "GIT_CONFIG_GLOBAL": str(config)}
    if scheme == "ssh":
        return {**allowed, "GIT_SSH_COMMAND": _ssh(address, folder, user), "GIT_SSH_VARIANT": "ssh"}
    if address.header:
        key = f"http.{address.url}.extraHeader"
        return {
            **allowed,
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": key,
            "GIT_CONFIG_VALUE_0": address.header,
        }
    return allowed


def _ssh(address: FetchAddress, folder: Path, user: GitUser) -> str:
    """The command for ssh. The identity is copied: the user as whom git runs may not look into the secrets."""
    key, hosts = (_copied(path, folder, user) for path in (address.ssh_key, address.known_hosts))
    options = [
        "BatchMode=yes", "StrictHostKeyChecking=yes", "IdentitiesOnly=yes", "IdentityAgent=none", "ForwardAgent=no",
        "ClearAllForwardings=yes", f"UserKnownHostsFile={hosts or '/dev/null'}",
    ]  # fmt: skip
    identity = ["-i", key] if key else []
    return shlex.join(["ssh", "-F", "/dev/null", *(part for o in options for part in ("-o", o)), *identity])


def _copied(path: str, folder: Path, user: GitUser) -> str:
    if not path or not Path(path).is_file():
        return ""
    copy = folder / Path(path).name
    write_atomic(copy, Path(path).read_bytes(), mode=0o600)
    user.own(copy)
    return str(copy)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _GitProcess:
    """One git, and whatever it starts."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._errors = bytearray()

    @property
    def errors(self) -> str:
        return self._errors.decode("utf-8", "replace")

    @property
    def code(self) -> int:
        return self._process.returncode

    def output(self, deadline: float, stopped: Callable[[], bool]) -> Iterator[bytes]:
        """What it writes, as it comes; of its errors only the first bytes are kept.

        When the process has ended, its session is killed before its number is free for another one: what it left
        behind may hold the pipes open.
        """
        assert self._process.stdout is not None
        assert self._process.stderr is not None
        ended = os.pidfd_open(self._process.pid)
        with selectors.DefaultSelector() as waiting, os.fdopen(ended, "rb", buffering=0) as end:
            for stream in (self._process.stdout, self._process.stderr, end):
                waiting.register(stream, selectors.EVENT_READ)
            while waiting.get_map():
                for key in self._ready(waiting, deadline, stopped):
                    if key.fileobj is end:
                        waiting.unregister(end)
                        self._kill_session()
                        continue
                    data = os.read(key.fd, _CHUNK)
                    if not data:
                        waiting.unregister(key.fileobj)
                    elif key.fileobj is self._process.stdout:
                        yield data
                    else:
                        self._errors += data[: _ERROR_BYTES - len(self._errors)]

    def _ready(
        self, waiting: selectors.BaseSelector, deadline: float, stopped: Callable[[], bool]
    ) -> list[selectors.SelectorKey]:
        if stopped():
            raise GitStopped("the server ends")
        left = deadline - time.monotonic()
        if left <= 0:
            raise GitSlow("it took too long")
        return [key for key, _ in waiting.select(min(left, _LOOK_S))]

    def kill(self) -> None:
        """End the session and wait for its first process."""
        if self._process.returncode is None:
            self._kill_session()
        self._process.wait()
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()

    def _kill_session(self) -> None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)

    def reason(self) -> str:
        """Why it failed: the last line of its errors, or the limit it passed."""
        text = self.errors
        passed = {-self.code, self.code - 128} | {int(n) for n in re.findall(r"died of signal (\d+)", text)}
        if signal.SIGXCPU in passed:
            return PASSED_CPU
        if signal.SIGXFSZ in passed or "File too large" in text:
            return PASSED_SIZE
        if "Out of memory" in text or "out of memory" in text or "mmap failed" in text:
            return PASSED_MEMORY
        lines = [line for line in text.splitlines() if line.strip()]
        return " / ".join(lines[-3:])[:300] or f"git ended with code {self.code}"
