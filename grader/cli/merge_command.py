"""``grader merge``: the shards that several runs graded become one class."""

from __future__ import annotations

import time
from contextlib import closing
from pathlib import Path

import click

from grader.cli import option, terminal
from grader.cli.class_result import exit_code, page_loader, print_class
from grader.cli.progress import Progress
from grader.course import find_course
from grader.grading import RecordStore
from grader.grading.shard import MergedShards, merge_shards, shard_folders
from grader.text import count, few


@click.command("merge")
@click.argument("folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path))
@option.course
def command(folder: Path, course: str | None) -> None:
    """Make one class of the shards in DIR.

    'grader grade … -o DIR --shard I/N' wrote them: DIR/shard-1, DIR/shard-2, …. The signature of every record is
    checked. Then DIR holds what a single run would have written. The shards stay; merge again when more of them
    are done.

    Exit code 0 if the class is complete and all are graded, 3 if a shard or a result is missing, 4 if a submission
    could not be read.
    """
    found = find_course(course)
    started = time.monotonic()
    with closing(RecordStore(folder, found.secret(), resume=True)) as store:
        total = sum(
            len(list(path.glob(".grader/records/*/*.json"))) for path in shard_folders(folder).values()
        )
        with closing(Progress(total)) as progress:
            merged = merge_shards(found, store, page_loader(found, store), on_report=progress.report)
    print_class(merged.result, folder, time.monotonic() - started)
    _print_missing(merged)
    if merged.result.failure is not None:
        raise merged.result.failure
    missing = merged.missing_shards or merged.unfinished
    click.get_current_context().exit(3 if missing else exit_code(merged.result))


def _print_missing(merged: MergedShards) -> None:
    for index in merged.missing_shards:
        terminal.say(f"Not there: shard {index}. Grade it and merge again.", err=True)
    by_shard: dict[int, list[str]] = {}
    for index, assignment, student in merged.unfinished:
        by_shard.setdefault(index, []).append(f"{student} ({assignment})")
    for index, units in by_shard.items():
        terminal.say(
            f"Not graded yet by shard {index}: {count(len(units), 'submission')}: {few(units)}. "
            "Run that shard again with --resume, and merge again.",
            err=True,
        )
