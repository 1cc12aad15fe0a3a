r"""BERT is trained on a text of {{ n }} ordinary tokens. Each token is chosen with probability 15 %. A chosen token
becomes `[MASK]` with probability 80 %, a random token with 10 %, and stays as it is with 10 %. How many `[MASK]`
tokens does the input contain on average?
"""

from grader.exam import mistake, part


def draw(rng):
    return {"n": int(rng.integers(150, 2500))}


@part(
    "expected number",
    decimals=2,
    solution=(
        r"A token becomes `[MASK]` if it is chosen and then replaced by `[MASK]`: this has the probability "
        r"$0.15 \cdot 0.8$. The expected number is $0.15 \cdot 0.8 \cdot {{ n }} = {{ masks }}$."
    ),
)
def masks(n):
    return 0.15 * 0.8 * n


@mistake(of=masks, worth=0.5)
def all_chosen(n):
    """That is the expected number of chosen tokens. Only 80 % of them become [MASK]."""
    return 0.15 * n


@mistake(of=masks, worth=0.25)
def choice_left_out(n):
    """That is 80 % of all tokens. The 80 % are a share of the chosen tokens only."""
    return 0.8 * n


@mistake(of=masks, worth=0.5)
def random_tokens_counted(n):
    """That also counts the tokens that become a random token. They are changed, but not to [MASK]."""
    return 0.15 * 0.9 * n


@mistake(of=masks)
def not_chosen(n):
    """That is the expected number of tokens that are not chosen. They are never masked."""
    return 0.85 * n


def proof(n):
    chosen = 15 * n / 100
    return {"masks": chosen - chosen / 10 - chosen / 10}  # without the random ones and those that stay
