"""A zip archive in memory: the same files give the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping


def zip_archive(files: Mapping[str, bytes]) -> bytes:
    """Files by name as a zip archive, in their order and without times."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


__all__ = ["zip_archive"]
