"""Files from npm that tests read: one version of each package, checked by its digest, kept in ``build/``."""

from __future__ import annotations

import base64
import hashlib
import io
import shutil
import subprocess
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

BUILD = Path(__file__).parents[2] / "build"


class Unavailable(Exception):
    """It is not here and cannot be had; the text says why."""


@dataclass(frozen=True)
class NpmFile:
    """One file of a package."""

    package: str
    version: str
    sha512: str
    """Of the package as npm gives it, as npm writes it."""
    member: str
    """Where the file lies in the package."""
    kept: str
    """Its name in ``build/``."""

    def text(self) -> str:
        """What is in it; it is taken from npm the first time.

        Raises
        ------
        Unavailable
            npm is not installed, or it cannot reach its registry.
        AssertionError
            The package is not the one that was looked at.
        """
        path = BUILD / self.kept
        if not path.exists():
            content = self._content(self._archive())
            BUILD.mkdir(exist_ok=True)
            new = path.with_suffix(".new")
            new.write_bytes(content)
            new.replace(path)
        return path.read_text(encoding="utf-8")

    def _archive(self) -> bytes:
        npm, name = shutil.which("npm"), f"{self.package}@{self.version}"
        if npm is None:
            raise Unavailable(f"npm is not installed, so {name} cannot be had; on Debian: apt install npm")
        with tempfile.TemporaryDirectory() as folder:
            command = [npm, "pack", name, "--silent", "--fetch-timeout=20000", "--fetch-retries=1"]
            done = subprocess.run(
                command, cwd=folder, capture_output=True, text=True, timeout=120, check=False
            )
            packages = list(Path(folder).glob("*.tgz"))
            if done.returncode or not packages:
                raise Unavailable(f"npm could not give {name}: {done.stderr.strip()[-300:]}")
            return packages[0].read_bytes()

    def _content(self, archive: bytes) -> bytes:
        digest = base64.b64encode(hashlib.sha512(archive).digest()).decode()
        assert digest == self.sha512, (
            f"{self.package} {self.version} from npm has the digest {digest}, expected {self.sha512}."
        )
        with tarfile.open(fileobj=io.BytesIO(archive)) as files:
            file = files.extractfile(f"package/{self.member}")
            assert file is not None
            return file.read()


AXE_CORE = NpmFile(
    package="axe-core", version="4.14.1", member="axe.min.js", kept="axe-core-4.14.1.min.js",
    sha512="FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==",
)  # fmt: skip
"""The checker of accessibility."""
GITHUB_WEBHOOKS = NpmFile(
    package="@octokit/webhooks-examples", version="7.6.1", member="api.github.com/index.json",
    kept="github-webhooks-7.6.1.json",
    sha512="De6U3XB6O3DtCa7bKgCMzTHdeopqqZ6SNivMYJnK65ierKL1AnNIA0tkRYCRS7lwGT792d+Ps1WbfHlso6MynQ==",
)  # fmt: skip
"""GitHub's own examples of what it sends."""
GITHUB_OPENAPI = NpmFile(
    package="@octokit/openapi", version="23.0.2", member="generated/api.github.com.json",
    kept="github-openapi-23.0.2.json",
    sha512="pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==",
)  # fmt: skip
"""GitHub's own description of its interface."""
