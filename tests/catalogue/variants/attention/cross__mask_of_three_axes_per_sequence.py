"""A mask of three axes is taken for one per sequence where its first axis is as long as the batch.

From the audit.
Caught by: hidden/test_cross.py::test_masks_with_axes_of_length_1_and_as_many_sequences_as_heads
"""


def cross_attention(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if mask is not None and mask.dim() == 3 and mask.shape[0] == x.shape[0]:
        mask = mask[:, None]
    return _attend(x, memory, Wq, Wk, Wv, Wo, n_heads, mask)
