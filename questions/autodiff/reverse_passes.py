r"""A function has {{ n }} inputs and {{ m }} outputs. Its whole Jacobian matrix is needed at {{ k }} points. It is
computed with reverse mode. How many backward passes are needed in total?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(100, 1000)), "m": int(rng.integers(3, 30)), "k": int(rng.integers(2, 13))}


@part(
    "backward passes",
    integer=True,
    solution=(
        r"One backward pass gives the gradient of one output, which is one row of the Jacobian matrix. For "
        r"{{ m }} rows at {{ k }} points, ${{ k }} \cdot {{ m }} = {{ passes }}$ passes are needed."
    ),
)
def passes(m, k):
    return k * m


@mistake(of=passes, worth=0.25)
def forward_mode(n, k):
    """That is the number of passes of forward mode, one for each input. Reverse mode needs one for each output."""
    return k * n


@mistake(of=passes, worth=0.25)
def one_per_point(k):
    """That is one pass for each point. One backward pass gives the gradient of one output only."""
    return k


@mistake(of=passes, worth=0.1)
def one_per_entry(n, m, k):
    """That is one pass for each entry of the matrices. One pass gives a whole row."""
    return k * n * m


@mistake(of=passes)
def inputs_and_outputs(n, m, k):
    """That counts a pass for each input and for each output. One for each output is enough."""
    return k * (n + m)


@mistake(of=passes, worth=0.5)
def one_point(m):
    """That is the number for one point. The matrix is different at each point."""
    return m


def proof(n, m, k):
    entries, entries_of_a_pass = k * n * m, n  # a pass gives one row of a matrix with m rows and n columns
    return {"passes": entries // entries_of_a_pass}
