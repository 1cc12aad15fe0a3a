"""A mask whose last axis has length 1 is not applied.

From the audit.
Caught by: hidden/test_attention.py::test_masks_for_whole_queries
"""


def scaled_dot_product_attention(q, k, v, mask=None):
    if mask is not None and mask.shape[-1] == 1 < k.shape[-2]:
        mask = None
    return _attention(q, k, v, mask)
