"""``grader cluster``: what a cluster of machines needs before a class can be graded on it."""

from __future__ import annotations

from pathlib import Path

import click

from grader.cli import terminal


@click.group("cluster")
def command() -> None:
    """Prepare a cluster of machines for 'grader grade --cluster'.

    A cluster is a Dask scheduler with workers, one or more on each machine. docs/cluster.md shows every step.
    """


@command.command("certificates")
@click.argument("hosts", nargs=-1, required=True, metavar="HOST…")
@click.option(
    "-o", "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="An empty folder."
)
def certificates(hosts: tuple[str, ...], output: Path) -> None:
    """Write certificates for a cluster whose machines are reached as HOST….

    DIR then holds, for scheduler, worker and client, a certificate, its key and settings for Dask. They hold for 30
    days. Copy scheduler.* and worker.* with ca.pem to the machines, and keep client.* here. Whoever has a key can run
    code on every machine of the cluster.
    """
    from grader.cluster.certificate import DAYS, ROLES, write_certificates

    write_certificates(hosts, output)
    terminal.say(f"{output}: an authority and certificates for {', '.join(ROLES)}, valid for {DAYS} days.")
    terminal.say(
        f"Scheduler: DASK_CONFIG={output}/scheduler.yaml dask scheduler --protocol tls --no-dashboard"
    )
    terminal.say(
        f"Worker:    DASK_CONFIG={output}/worker.yaml dask worker tls://HOST:8786 --nthreads 1 --no-dashboard"
    )
    terminal.say(f"Grade:     grader grade … --cluster tls://HOST:8786 --certificates {output}")
