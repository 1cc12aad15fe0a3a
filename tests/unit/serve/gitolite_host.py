"""gitolite3 below a temporary home, and an sshd of its own on a free port of this machine.

As root, both belong to the user nobody: in a mount namespace of its own, sshd sees a list of users in which that one
has a shell. Otherwise both belong to the user of the tests.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from push_host import GIT, wait_for

SSHD: Final = "/usr/sbin/sshd"
_ROOT: Final = os.geteuid() == 0
_USER: Final = pwd.getpwnam("nobody") if _ROOT else pwd.getpwuid(os.geteuid())
_SHELL: Final = "/bin/sh"
_NAMESPACE: Final = """\
set -e
mount -t tmpfs -o mode=755 run /run
mkdir /run/sshd
mount --bind "$1" /etc/passwd
shift
exec "$@"
"""
CONFIG: Final = """\
Port {port}
ListenAddress 127.0.0.1
HostKey {root}/host
PidFile none
AuthorizedKeysFile {root}/home/.ssh/authorized_keys
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
AcceptEnv GIT_PROTOCOL
SetEnv HOME={root}/home
"""


def why_not() -> str:
    """Why there can be no such server here; empty if there can."""
    missing = [
        name for name in ("gitolite", "ssh", "ssh-keygen", "setpriv", "unshare") if not shutil.which(name)
    ]
    missing += [SSHD] * (not Path(SSHD).is_file())
    if missing:
        return f"not installed (Debian: gitolite3, openssh-server): {', '.join(missing)}"
    if _ROOT:
        allowed = (
            subprocess.run(["unshare", "--mount", "true"], capture_output=True, check=False).returncode == 0
        )
        return "" if allowed else "root may not make a mount namespace here"
    return "this user has no shell" if _USER.pw_shell.endswith(("nologin", "false")) else ""


@dataclass
class GitoliteHost:
    """A folder with gitolite's home, a key for each person, and sshd."""

    root: Path
    home: Path = field(init=False)
    spool: Path = field(init=False)
    port: int = field(init=False)
    _sshd: subprocess.Popen[bytes] | None = None

    def __post_init__(self) -> None:
        self.home, self.spool = self.root / "home", self.root / "spool"
        for folder in (self.home, self.spool):
            folder.mkdir(parents=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.key("host")

    @property
    def fetch(self) -> str:
        return f"ssh://{_USER.pw_name}@127.0.0.1:{self.port}/{{name}}"

    @property
    def known_hosts(self) -> str:
        return f"[127.0.0.1]:{self.port} {(self.root / 'host.pub').read_text()}"

    def key(self, person: str) -> Path:
        """The private key of a person, new if there is none."""
        path = self.root / person
        if not path.exists():
            subprocess.run(
                ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", person, "-f", path], check=True
            )
        return path

    def set_up(self, config: str, people: tuple[str, ...], hook: str) -> None:
        """Install gitolite with repositories, keys and a hook for all of them."""
        self._gitolite("setup", "-pk", str(self._public("admin")))
        folder = self.home / ".gitolite"
        (folder / "conf" / "gitolite.conf").write_text(config)
        for person in people:
            shutil.copy(self._public(person), folder / "keydir")
        common = folder / "hooks" / "common" / "post-receive"
        common.write_text(hook)
        common.chmod(0o755)
        self._gitolite("setup")

    def start(self) -> None:
        config = self.root / "sshd_config"
        config.write_text(CONFIG.format(port=self.port, root=self.root))
        command = [SSHD, "-D", "-e", "-f", str(config)]
        if _ROOT:
            users = self.root / "passwd"
            entry = f"{_USER.pw_name}:x:{_USER.pw_uid}:{_USER.pw_gid}::{self.home}:{_SHELL}\n"
            others = [
                f"{':'.join(map(str, each))}\n" for each in pwd.getpwall() if each.pw_name != _USER.pw_name
            ]
            users.write_text(entry + "".join(others))
            command = ["unshare", "--mount", _SHELL, "-c", _NAMESPACE, "sh", str(users), *command]
        log = self.root / "sshd.log"
        with log.open("wb") as stream:
            self._sshd = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=stream, stderr=stream)

        def listening() -> str:
            assert self._sshd is not None
            assert self._sshd.poll() is None, log.read_text()
            return "yes" * ("Server listening" in log.read_text())

        wait_for(listening, "sshd")

    def end(self) -> None:
        """End sshd by its id."""
        if self._sshd is not None:
            self._sshd.terminate()
            self._sshd.wait()

    def environment(self, person: str) -> Mapping[str, str]:
        """With which git pushes as a person."""
        hosts = self.root / "known_hosts"
        hosts.write_text(self.known_hosts)
        options = f"-F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o UserKnownHostsFile={hosts}"
        return {"GIT_SSH_COMMAND": f"ssh {options} -i {self.key(person)}"}

    def _public(self, person: str) -> Path:
        self.key(person)
        return self.root / f"{person}.pub"

    def _gitolite(self, *arguments: str) -> None:
        self._own()
        user = (
            ["setpriv", f"--reuid={_USER.pw_uid}", f"--regid={_USER.pw_gid}", "--clear-groups"]
            if _ROOT
            else []
        )
        environment = {**GIT, "HOME": str(self.home), "PATH": os.defpath, "USER": _USER.pw_name}
        subprocess.run(
            [*user, "gitolite", *arguments], cwd=self.home, env=environment, check=True, capture_output=True
        )
        self._own()

    def _own(self) -> None:
        if _ROOT:
            for path in (self.home, self.spool, *self.home.rglob("*")):
                os.chown(path, _USER.pw_uid, _USER.pw_gid, follow_symlinks=False)
