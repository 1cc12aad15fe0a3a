"""Prism, which checks requests by a description of an interface and answers with the description's examples.

It is installed once, by the lock file in ``tests/npm/prism``, and kept in ``build/``. A description of a few addresses
starts in a second; GitHub's whole one would take a minute.
"""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from npm_file import BUILD, Unavailable

LOCKED: Final = Path(__file__).with_name("prism")
KEPT: Final = BUILD / "prism-5.16.0"
LEAST_NODE: Final = 20
_START_S: Final = 60
_INSTALL_S: Final = 300


def part_of(description: dict[str, Any], paths: Sequence[str]) -> dict[str, Any]:
    """A description of some addresses alone, with the components that they name."""
    found = {"openapi": description["openapi"], "info": description["info"]}
    found["paths"] = {path: description["paths"][path] for path in paths}
    components: dict[str, dict[str, Any]] = {}
    left = list(_named(found["paths"]))
    while left:
        kind, name = left.pop().removeprefix("#/components/").split("/")
        if name not in components.setdefault(kind, {}):
            components[kind][name] = description["components"][kind][name]
            left += _named(components[kind][name])
    return {**found, "components": components}


def _named(value: Any) -> Iterator[str]:
    for key, each in (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    ):
        if key == "$ref":
            yield each
        else:
            yield from _named(each)


@contextlib.contextmanager
def prism(description: dict[str, Any]) -> Iterator[str]:
    """The address of a Prism on loopback.

    Raises
    ------
    Unavailable
        Node or npm is missing or too old, or npm cannot reach its registry.
    """
    program = _installed() / "node_modules/@stoplight/prism-cli/dist/index.js"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "description.json"
        path.write_text(json.dumps(description), encoding="utf-8")
        command = [
            "node",
            str(program),
            "mock",
            "--host",
            "127.0.0.1",
            "--port",
            str(_free_port()),
            str(path),
        ]
        with (Path(folder) / "log").open("w+b") as log:
            server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=log)
            try:
                yield _address(server)
            finally:
                server.terminate()
                server.wait(10)
                assert server.stdout is not None
                server.stdout.close()


def _address(server: subprocess.Popen[bytes]) -> str:
    """What Prism prints when it listens. The time limit of the test ends a wait that has no end."""
    assert server.stdout is not None
    for line in server.stdout:
        if b"listening on" in line:
            return line.split()[-1].decode()
    raise AssertionError(f"Prism ended with code {server.wait(_START_S)}")


def _installed() -> Path:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None:
        raise Unavailable("node or npm is not installed, so there is no Prism; on Debian: apt install npm")
    version = subprocess.run([node, "--version"], check=True, capture_output=True, text=True).stdout
    if int(version.removeprefix("v").partition(".")[0]) < LEAST_NODE:
        raise Unavailable(f"Prism needs node {LEAST_NODE}, here is {version.strip()}")
    if not KEPT.exists():
        BUILD.mkdir(exist_ok=True)
        with tempfile.TemporaryDirectory(dir=BUILD) as folder:
            new = Path(folder) / "prism"
            shutil.copytree(LOCKED, new)
            command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            done = subprocess.run(
                command, cwd=new, capture_output=True, text=True, timeout=_INSTALL_S, check=False
            )
            if done.returncode:
                raise Unavailable(f"npm could not install Prism: {done.stderr.strip()[-300:]}")
            with contextlib.suppress(OSError):  # another test run was quicker
                new.rename(KEPT)
    return KEPT


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
