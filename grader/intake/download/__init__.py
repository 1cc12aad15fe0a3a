"""Read what a learning platform gives for a whole class: who handed in what, when, and as which attempt.

Theory of operation. `platform_choice` says which platform a download is from. The module of that platform turns the
names of its files into `Handed` records and reads no file (but Gradescope's metadata). `roster_match` says whose they
are, and `found_class` makes submissions of them, which hold names of entries and no bytes. The bytes are read by
`archive_member` when a submission's turn comes. Nothing is unpacked to disk.
"""

from __future__ import annotations

from grader.intake.download.found_class import FoundClass, HandedClass
from grader.intake.download.platform_choice import SOURCES, Download, choose_download

__all__ = ["SOURCES", "Download", "FoundClass", "HandedClass", "choose_download"]
