"""Draw the pictures of the README from the sample class: ``make pictures``. Needs Chromium."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent
PAGES = {
    "student.png": ("hazel/metrics/report.html", "1100,760"),
    "class.png": ("index.html", "1280,800"),
    "performance.png": ("sienna/pairwise_distances/report.html", "1100,1000"),
}
"""Pictures, the page in the results of the sample class that each shows, and the size of the window."""


def main(results: Path) -> None:
    """Draw every picture from the results of the sample class."""
    browser = shutil.which("chromium")
    if browser is None:
        sys.exit("No Chromium is installed. On Debian: apt install chromium")
    for name, (page, size) in PAGES.items():
        with tempfile.TemporaryDirectory() as profile:
            command = [
                browser, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--window-size={size}",
                f"--user-data-dir={profile}", f"--screenshot={DOCS / name}", (results / page).resolve().as_uri(),
            ]  # fmt: skip
            subprocess.run(command, check=True, capture_output=True, timeout=60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
