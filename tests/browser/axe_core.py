"""axe-core, the accessibility checker, from npm: one version, checked by its digest, kept in ``build/``."""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
"""Of the package as npm gives it, as npm writes it."""
KEPT = Path(__file__).parents[2] / "build" / f"axe-core-{VERSION}.min.js"


class Unavailable(Exception):
    """It is not here and cannot be had; the text says why."""


def axe_core() -> Path:
    """The script, taken from npm the first time.

    Raises
    ------
    Unavailable
        npm is not installed, or it cannot reach its registry.
    AssertionError
        The package is not the one that was looked at.
    """
    if not KEPT.exists():
        script = _script(_package())
        KEPT.parent.mkdir(exist_ok=True)
        new = KEPT.with_suffix(".new")
        new.write_bytes(script)
        new.replace(KEPT)
    return KEPT


def _package() -> bytes:
    npm = shutil.which("npm")
    if npm is None:
        raise Unavailable("npm is not installed, so axe-core cannot be had; on Debian: apt install npm")
    with tempfile.TemporaryDirectory() as folder:
        command = [
            npm,
            "pack",
            f"axe-core@{VERSION}",
            "--silent",
            "--fetch-timeout=20000",
            "--fetch-retries=1",
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
        packages = list(Path(folder).glob("*.tgz"))
        if done.returncode or not packages:
            raise Unavailable(f"npm could not give axe-core {VERSION}: {done.stderr.strip()[-300:]}")
        return packages[0].read_bytes()


def _script(package: bytes) -> bytes:
    digest = base64.b64encode(hashlib.sha512(package).digest()).decode()
    assert digest == SHA512, f"axe-core {VERSION} from npm has the digest {digest}, expected {SHA512}."
    with tarfile.open(fileobj=io.BytesIO(package)) as archive:
        file = archive.extractfile("package/axe.min.js")
        assert file is not None
        return file.read()
