"""There are {{ n }} training samples. A network is trained with mini-batch gradient descent for {{ e }} epochs with
batch size {{ b }}. The last batch of each epoch is smaller, and it is used as well. How often are the parameters
updated?
"""

from grader.exam import mistake, part


def draw(rng):
    while True:
        n, b, e = (int(rng.integers(*ends)) for ends in ((500, 6000), (16, 130), (3, 21)))
        if n % b:
            return {"n": n, "b": b, "e": e}


@part(
    "updates",
    integer=True,
    solution=(
        "One epoch has as many updates as batches: ${{ n }} / {{ b }}$, rounded up because the smaller "
        r"batch counts. So {{ e }} epochs have ${{ e }} \cdot \lceil {{ n }} / {{ b }} \rceil = "
        "{{ updates }}$ updates."
    ),
)
def updates(n, b, e):
    return e * -(-n // b)


@mistake(of=updates, worth=0.5)
def last_batch_dropped(n, b, e):
    """That is the number of full batches. The last, smaller batch of each epoch gives an update, too."""
    return e * (n // b)


@mistake(of=updates)
def one_per_epoch(e):
    """That is one update for each epoch, as in gradient descent over all samples."""
    return e


@mistake(of=updates)
def one_per_sample(n, e):
    """That is one update for each sample. Here one update uses a whole mini-batch."""
    return e * n


@mistake(of=updates, worth=0.5)
def one_epoch(n, b):
    """That is the number of updates in one epoch. Training has several epochs."""
    return -(-n // b)


@mistake(of=updates, worth=0.25)
def rounded_at_the_end(n, b, e):
    """That is rounded after all epochs together. A batch does not go on into the next epoch."""
    found = -(-e * n // b)
    return None if found in (e * -(-n // b), e * (n // b)) else found


def proof(n, b, e):
    return {"updates": sum(1 for _ in range(e) for _ in range(0, n, b))}
