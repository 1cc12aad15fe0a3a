"""Samples have the true labels $y = ({{ y }})$, and a classifier says $\\hat y = ({{ y_hat }})$. Fill in the confusion
matrix: entry $i, j$ counts the samples of class $i$ that the classifier assigned to class $j$.
"""

from grader.exam import mistake, part, reference

metrics = reference("metrics")


def draw(rng):
    y = rng.permutation([0, 0, 0, 0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2])
    wrong = rng.random(y.size) < 0.45
    return {"y": y, "y_hat": (y + wrong * rng.integers(1, 3, size=y.size)) % 3}


@part(
    "confusion matrix",
    integer=True,
    points=3,
    rows=["true 0", "true 1", "true 2"],
    columns=["said 0", "said 1", "said 2"],
    solution=(
        r"For each position of $y$ and $\hat y$ add 1 to the entry whose row is $y$ and whose column is "
        r"$\hat y$. Row by row the counts are {{ matrix }}. Right answers lie on the diagonal."
    ),
)
def matrix(y, y_hat):
    return metrics.confusion_matrix(y, y_hat, 3)


@mistake(of=matrix, worth=0.5)
def transposed(y, y_hat):
    """That is the entry of the transposed matrix: rows are the true classes, columns what the classifier said."""
    return metrics.confusion_matrix(y_hat, y, 3)
