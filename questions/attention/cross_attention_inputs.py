r"""A Transformer of {{ N }} encoder blocks and {{ N }} decoder blocks translates a sentence. Each decoder block has two
attention layers; the first one is masked. From where does the second one in decoder block {{ k }} take its queries
$Q$, keys $K$ and values $V$?
"""

from grader.exam import mistake, part


def draw(rng):
    N = int(rng.integers(4, 25))
    return {"N": N, "k": int(rng.integers(2, N))}


@part(
    choice=True,
    solution=(
        r"The decoder asks, so the queries come from its masked layer just before. The keys and values "
        r"describe the source sentence, so they come from the encoder."
    ),
    source="lecture notes 003, lines 88 and 100, where the source of Q is a slip, and the paper of 2017, section 3.2.3",
    fixed="One idea is asked for. The number of the block and the order of the choices differ between students.",
)
def inputs(k):
    return f"$Q$ from the masked layer of block {k}, $K$ and $V$ from the encoder"


@mistake(of=inputs)
def queries_of_previous_block(k):
    """The previous block feeds the masked layer. Its result in the same block then gives Q. Lines 88 and 100 of
    notes 003 have this slip."""
    return f"$Q$ from the output of block {k - 1}, $K$ and $V$ from the encoder"


@mistake(of=inputs)
def exchanged(k):
    """That is the wrong way round. The decoder asks, so Q is its own; K and V describe the source sentence."""
    return f"$Q$ from the encoder, $K$ and $V$ from the masked layer of block {k}"


@mistake(of=inputs)
def only_values(k):
    """Keys belong to the values they describe. Both come from the encoder."""
    return f"$Q$ and $K$ from the masked layer of block {k}, $V$ from the encoder"


@mistake(of=inputs)
def decoder_alone(k):
    """That is self-attention, which the first layer does. The source sentence would never be read."""
    return f"$Q$, $K$ and $V$ from the masked layer of block {k}, none from the encoder"
