r"""The table shows the joint probabilities $P(A, B)$. Its rows are $A = 0$ and $A = 1$, its columns $B = 0$, $B = 1$
and $B = 2$.

$$\begin{pmatrix} {{ joint }} \end{pmatrix}$$

How large is $P(B = 1 \mid A = 0)$?
"""

import numpy as np

from grader.exam import mistake, part, reference

probability = reference("probability")


def draw(rng):
    counts = 4 + rng.multinomial(76, rng.dirichlet(np.full(6, 3.0)))
    return {"joint": counts.reshape(2, 3) / 100}


@part(
    r"$P(B = 1 \mid A = 0) =$",
    decimals=3,
    points=2,
    solution=(
        "Divide the joint probability by the probability of the condition, which is the sum of the row $A = "
        r"0$: $\frac{P(A = 0, B = 1)}{P(A = 0)} = \frac{ {{ joint[0][1] }} }{ {{ joint[0][0] }} + "
        "{{ joint[0][1] }} + {{ joint[0][2] }} } = {{ conditional }}$."
    ),
)
def conditional(joint):
    return probability.conditional(joint, 0)[0, 1]


@mistake(of=conditional, worth=0.25)
def transposed(joint):
    """That is P(A = 0 | B = 1). The condition is A = 0, so the sum of the row is the divisor."""
    return joint[0, 1] / joint[:, 1].sum()


@mistake(of=conditional, worth=0.25)
def joint_probability(joint):
    """That is the joint probability P(A = 0, B = 1). It still has to be divided by P(A = 0)."""
    return joint[0, 1]


@mistake(of=conditional)
def marginal_probability(joint):
    """That is P(B = 1), the sum of the column. It does not use that A = 0 is known."""
    return joint[:, 1].sum()


@mistake(of=conditional)
def product_of_marginals(joint):
    """That is P(A = 0) · P(B = 1). It would be the joint probability of independent variables."""
    return joint[0].sum() * joint[:, 1].sum()


@mistake(of=conditional, worth=0.1)
def marginal_of_condition(joint):
    """That is P(A = 0), the sum of the row. It is the divisor, not the result."""
    return joint[0].sum()


@mistake(of=conditional, worth=0.25)
def other_condition(joint):
    """That is P(B = 1 | A = 1). The condition is A = 0, the first row."""
    return joint[1, 1] / joint[1].sum()
