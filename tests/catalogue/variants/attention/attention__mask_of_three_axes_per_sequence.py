"""A mask of three axes is taken for one per sequence where its first axis is as long as the batch.

From the audit.
Caught by: hidden/test_attention.py::test_as_many_sequences_as_heads
"""


def scaled_dot_product_attention(q, k, v, mask=None):
    if mask is not None and mask.dim() == 3 and q.dim() == 4 and mask.shape[0] == q.shape[0]:
        mask = mask[:, None]
    return _attention(q, k, v, mask)
