"""A mask whose last axis has length 1 is not applied.

From the audit.
Caught by: hidden/test_heads.py::test_masks_for_whole_queries
"""


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if mask is not None and mask.shape[-1] == 1 < x.shape[1]:
        mask = None
    return _attend(x, x, Wq, Wk, Wv, Wo, n_heads, mask)
