"""Fifty moments for each kind of process, every write, small disks and a removed folder; ends in a table.

Takes about half an hour; ``make hostile`` runs it.
"""

from __future__ import annotations

import itertools
import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

import pytest
from aftermath import BY_ITSELF, MISSED, RESUMED, WRITES, Trials
from fault import SIZE, VICTIMS, Broken, Moment, adopting_orphans
from surroundings import can_mount

MOMENTS = 50
EDGES = 3
"""Besides, as soon as there is such a process, and when the last submission is recorded."""
NEEDS_MOUNTS = pytest.mark.skipif(
    not can_mount(), reason="needs root, to mount a disk in a namespace of its own"
)


@pytest.fixture(scope="module")
def trials(tmp_path_factory):
    with adopting_orphans():
        yield Trials(tmp_path_factory.mktemp("faults"))


@pytest.fixture(scope="module")
def table(pytestconfig) -> Iterator[dict[str, Counter[str]]]:
    """Outcomes by fault, printed at the end."""
    rows: dict[str, Counter[str]] = {}
    started = time.monotonic()
    yield rows
    capture = pytestconfig.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        print(f"\n{'fault':44} tried  missed  survived  by itself  --resume")
        for fault, counts in rows.items():
            good, tried = counts[BY_ITSELF] + counts[RESUMED], counts.total() - counts[MISSED]
            numbers = f"{tried:5}  {counts[MISSED]:6}  {good:8}  {counts[BY_ITSELF]:9}  {counts[RESUMED]:8}"
            print(f"{fault:44} {numbers}")
        print(f"{(time.monotonic() - started) / 60:.1f} minutes")


@pytest.fixture
def tell(table):
    """``tell(fault, attempts)``: try them, until ``most`` were hits; fail with all that was not survived."""

    def run(
        fault: str,
        attempts: Iterable[tuple[object, Callable[[], str]]],
        *,
        least: int = 1,
        most: int | None = None,
    ) -> None:
        counts = table.setdefault(fault, Counter())
        broken = []
        for detail, attempt in attempts:
            try:
                counts[attempt()] += 1
            except Broken as error:
                counts["broken"] += 1
                broken.append(f"{detail}: {error}")
            if counts.total() - counts[MISSED] == most:
                break
        assert not broken, "\n\n".join(broken)
        assert counts.total() - counts[MISSED] >= least

    return run


def _moments(trials: Trials, victim: str, chance: random.Random) -> Iterator[Moment]:
    """By the clock of an undisturbed run, and by what is recorded, in turn."""
    while True:
        yield Moment(delay_s=chance.uniform(*trials.lives[victim]))
        yield Moment(records=chance.randrange(SIZE), delay_s=chance.uniform(0, 0.05))


def _kills(trials, chance, victims, moments):
    for moment in moments:
        strikes = [(victim, moment) for victim in victims]
        yield strikes, lambda strikes=strikes: trials.killed(chance, *strikes)


@pytest.mark.parametrize("victim", VICTIMS)
def test_killed_at_any_moment(trials, tell, victim):
    chance = random.Random(victim)
    moments = itertools.islice(_moments(trials, victim, chance), 2 * MOMENTS)
    tell(f"kill -9 {victim}", _kills(trials, chance, [victim], moments), least=MOMENTS, most=MOMENTS)


@pytest.mark.parametrize("victim", VICTIMS)
@pytest.mark.parametrize("records", [0, SIZE], ids=["first", "last"])
def test_killed_at_the_edges(trials, tell, victim, records):
    chance = random.Random(f"{victim} {records}")
    delays = [n * (0.05 if victim == "main" else 0.0) for n in range(EDGES)]
    moments = [Moment(records=records, delay_s=delay) for delay in delays]
    when = "at start-up" if records == 0 else "at the end"
    least = 0 if records else 1  # at the end there may be none left
    tell(f"kill -9 {victim}, {when}", _kills(trials, chance, [victim], moments), least=least)


@pytest.mark.parametrize("victim", ["grading", "zygote"])  # a worker that dies twice is taken at its word
@pytest.mark.parametrize("times", [2, 4])
def test_killed_again_and_again(trials, tell, victim, times):
    chance = random.Random(f"{victim} {times}")
    moments = [Moment(records=n) for n in range(0, SIZE - times, 3)]
    tell(f"kill -9 {victim}, {times} in a row", _kills(trials, chance, [victim] * times, moments))


def test_killed_at_every_write(trials, tell):
    chance, numbers = random.Random(0), range(1, WRITES + 1)
    attempts = ((number, lambda number=number: trials.killed(chance, at_write=number)) for number in numbers)
    tell("kill -9 main between write and rename", attempts, least=WRITES)


def test_output_folder_removed(trials, tell):
    chance = random.Random("removed")
    moments = [Moment(records=n, delay_s=chance.uniform(0, 0.1)) for n in range(1, SIZE + 1)]
    attempts = ((moment, lambda moment=moment: trials.removed(moment)) for moment in moments)
    tell("output folder removed", attempts)


@NEEDS_MOUNTS
def test_disk_full(trials, tell):
    sizes = [f"size={kib}k" for kib in range(16, 400, 32)]
    files = [f"size=8m,nr_inodes={count}" for count in range(1, 50, 6)]
    attempts = ((size, lambda size=size: trials.full_disk(size)) for size in [*sizes, *files])
    tell("disk full", attempts)


@NEEDS_MOUNTS
def test_tmp_full(trials, tell):
    tell("/tmp full", [(n, trials.full_tmp) for n in range(EDGES)])
