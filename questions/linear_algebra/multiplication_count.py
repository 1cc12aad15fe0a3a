r"""The matrix $A$ has the shape {{ n }} × {{ k }}, and $B$ has the shape {{ k }} × {{ m }}. The product $AB$ is
computed column by column: each column of $B$ is multiplied by $A$. How many multiplications of two numbers are
needed?
"""

from grader.exam import mistake, part


def draw(rng):
    n, k, m = rng.choice(range(3, 30), size=3, replace=False)
    return {"n": n, "k": k, "m": m}


@part(
    "multiplications",
    integer=True,
    solution=(
        r"The product has ${{ n }} \cdot {{ m }}$ entries. Each entry is a sum of {{ k }} products. So "
        r"${{ n }} \cdot {{ k }} \cdot {{ m }} = {{ multiplications }}$ multiplications are needed."
    ),
)
def multiplications(n, k, m):
    return n * k * m


@mistake(of=multiplications)
def result_size(n, m):
    """That is the number of entries of the product. Each entry needs several multiplications."""
    return n * m


@mistake(of=multiplications, worth=0.5)
def additions(n, k, m):
    """That is the number of additions. A sum of k products has k multiplications and k − 1 additions."""
    return n * m * (k - 1)


@mistake(of=multiplications)
def input_size(n, k, m):
    """That is the number of entries of A and B together. Each entry is used several times."""
    return n * k + k * m


@mistake(of=multiplications, worth=0.25)
def one_column(n, k):
    """That is the number for one column of B. It is needed for each column."""
    return n * k


def proof(n, k, m):
    return {"multiplications": sum(k for column in range(m) for row in range(n))}  # k for each entry
