"""A source text of {{ s }} tokens is translated into a target text of {{ m }} tokens, the end token included. An
auto-regressive decoder makes one pass for each target token. A non-autoregressive decoder predicts all target tokens
in one pass. How many sequential decoder passes does the second one save?
"""

from grader.exam import mistake, part


def draw(rng):
    s, m = rng.choice(range(8, 75), size=2, replace=False)
    return {"s": s, "m": m}


@part(
    "passes saved",
    integer=True,
    solution=(
        "The auto-regressive decoder makes {{ m }} passes, one for each target token. The other decoder "
        "makes one pass. The difference is ${{ m }} - 1 = {{ saved }}$. The length of the source does not "
        "matter."
    ),
)
def saved(m):
    return m - 1


@mistake(of=saved)
def none_saved():
    """That says that both need the same number of passes. Only the auto-regressive decoder waits for each token."""
    return 0


@mistake(of=saved, worth=0.5)
def one_pass_not_counted(m):
    """That is the number of passes of the auto-regressive decoder. The other one needs one pass, not none."""
    return m


@mistake(of=saved, worth=0.25)
def source_counted(s):
    """That is computed with the source length. The encoder reads the source in one pass; the decoder writes the
    target."""
    return s - 1


@mistake(of=saved)
def both_counted(s, m):
    """That counts a pass for each source token, too. The source is not read token by token by the decoder."""
    return s + m - 1


@mistake(of=saved)
def pairs_counted(m):
    """That is m² − 1. Attention compares m² pairs of tokens, but all pairs of one pass at the same time."""
    return m**2 - 1


def proof(m):
    written, passes = [], 0
    while len(written) < m:  # each pass sees what was written before, and adds one token
        written.append(len(written))
        passes += 1
    return {"saved": passes - 1}
