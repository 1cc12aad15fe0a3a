"""A mask whose last axis has length 1 is not applied.

From the audit.
Caught by: hidden/test_cross.py::test_masks_with_axes_of_length_1_and_as_many_sequences_as_heads
"""


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if mask is not None and mask.shape[-1] == 1 < memory.shape[1]:
        mask = None
    return _attend(x, memory, Wq, Wk, Wv, Wo, n_heads, mask)
