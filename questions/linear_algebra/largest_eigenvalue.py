r"""What is the largest eigenvalue of the matrix
$\begin{pmatrix} {{ a }} & {{ b }} \\ {{ b }} & {{ a }} \end{pmatrix}$?
"""

import numpy as np

from grader.exam import mistake, part


def draw(rng):
    return {"a": int(rng.integers(4, 60)), "b": int(rng.choice([-1, 1])) * int(rng.integers(2, 40))}


@part(
    "largest eigenvalue",
    integer=True,
    points=2,
    solution=(
        r"A symmetric 2 × 2 matrix with equal diagonal entries has the eigenvectors $(1, 1)$ and $(1, -1)$. "
        r"Their eigenvalues are ${{ a }} + ({{ b }})$ and ${{ a }} - ({{ b }})$. The larger one is "
        r"${{ a }} + |{{ b }}| = {{ largest }}$."
    ),
)
def largest(a, b):
    return a + abs(b)


@mistake(of=largest)
def diagonal_entry(a):
    """That is the entry on the diagonal. It is an eigenvalue only of a diagonal matrix."""
    return a


@mistake(of=largest, worth=0.1)
def trace(a):
    """That is the trace, the sum of both eigenvalues."""
    return 2 * a


@mistake(of=largest, worth=0.1)
def determinant(a, b):
    """That is the determinant, the product of both eigenvalues."""
    return a**2 - b**2


@mistake(of=largest, worth=0.5)
def smallest(a, b):
    """That is the smaller of the two eigenvalues."""
    return a - abs(b)


def proof(a, b):
    values = np.linalg.eigvalsh(np.array([[a, b], [b, a]], dtype=float))
    return {"largest": round(float(values[-1]))}
