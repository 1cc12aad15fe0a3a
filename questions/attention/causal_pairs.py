"""A text has {{ tokens }} tokens. A decoder layer with {{ heads }} heads applies causal self-attention to it: a token
may attend to itself and to all tokens before it. How many pairs of a query and a key are allowed, over all heads?
"""

from grader.exam import mistake, part, reference

attention = reference("attention")


def draw(rng):
    return {"tokens": int(rng.integers(12, 90)), "heads": 2 * int(rng.integers(1, 9))}


@part(
    "allowed pairs",
    integer=True,
    points=2,
    solution=(
        r"The first token may attend to 1 token, the second to 2 tokens, and so on. In one head this makes "
        r"$1 + 2 + \ldots + {{ tokens }} = \frac{ {{ tokens }} \cdot ({{ tokens }} + 1) }{2}$ pairs. With "
        r"{{ heads }} heads there are {{ pairs }} pairs."
    ),
)
def pairs(tokens, heads):
    return heads * int(attention.causal_mask(tokens).sum())


@mistake(of=pairs, worth=0.5)
def without_the_diagonal(tokens, heads):
    """That is the number without the pairs of a token with itself. A token may attend to itself."""
    return heads * tokens * (tokens - 1) // 2


@mistake(of=pairs, worth=0.5)
def one_head(tokens):
    """That is the number for one head. Each head has its own scores."""
    return tokens * (tokens + 1) // 2


@mistake(of=pairs, worth=0.25)
def half_of_the_square(tokens, heads):
    """That is half of all pairs. The diagonal belongs to the allowed half, so it is a little more than half."""
    return heads * tokens**2 // 2


@mistake(of=pairs)
def without_a_mask(tokens, heads):
    """That is the number of all pairs. With the causal mask a token may not attend to later tokens."""
    return heads * tokens**2


def proof(tokens, heads):
    return {"pairs": heads * (tokens * (tokens + 1) // 2)}
