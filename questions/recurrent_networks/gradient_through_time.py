r"""A recurrent network has one unit: $h_t = \tanh(x_t + w h_{t-1} + b)$ with $w = {{ w }}$. At every step the
derivative of $\tanh$ is ${{ d }}$. Compute $\partial h_T / \partial h_1$ for $T = {{ T }}$.
"""

import numpy as np

from grader.exam import mistake, part, reference

rnn = reference("rnn")


def draw(rng):
    return {
        "w": round(float(rng.uniform(0.6, 1.7)), 2),
        "d": round(float(rng.uniform(0.4, 0.9)), 2),
        "T": int(rng.integers(4, 10)),
    }


@part(
    "derivative",
    digits=4,
    points=2,
    solution=(
        r"Each step multiplies the derivative by the derivative of $\tanh$ and by $w$. From state 1 to state "
        r"{{ T }} there are ${{ T }} - 1$ steps: $({{ d }} \cdot {{ w }})^{ {{ T }} - 1} = "
        "{{ derivative }}$."
    ),
)
def derivative(w, d, T):
    return (d * w) ** (T - 1)


@mistake(of=derivative, worth=0.5)
def one_step_too_many(w, d, T):
    """That is (d w)^T. From state 1 to state T there are T − 1 steps."""
    return (d * w) ** T


@mistake(of=derivative, worth=0.25)
def weight_once(w, d, T):
    """That is w d^(T − 1). The weight comes in at each step, as the derivative of tanh does."""
    return w * d ** (T - 1)


@mistake(of=derivative, worth=0.25)
def tanh_forgotten(w, T):
    """That is w^(T − 1). By the chain rule each step also has the derivative of tanh."""
    return w ** (T - 1)


@mistake(of=derivative)
def steps_added(w, d, T):
    """That is the sum over the steps. Along a chain derivatives are multiplied."""
    return (T - 1) * d * w


@mistake(of=derivative, worth=0.25)
def tanh_once(w, d, T):
    """That is d w^(T − 1). The derivative of tanh comes in at each step, as the weight does."""
    return d * w ** (T - 1)


@mistake(of=derivative, worth=0.25)
def weight_forgotten(d, T):
    """That is d^(T − 1). By the chain rule each step also has the weight."""
    return d ** (T - 1)


def proof(w, d, T):
    h = np.sqrt(1 - d)  # tanh' is 1 − h²; with this input the state stays h
    x = np.full((1, T, 1), np.arctanh(h) - w * h)
    one = np.ones((1, 1))
    return {"derivative": rnn.gradient_norms_through_time(x, h * one, one, w * one, np.zeros(1))[0, 0]}
