"""Where Tq = Tk a mask whose last axis has length 1 is laid along the keys.

Caught by: hidden/test_attention.py::test_masks_for_whole_queries
"""


def scaled_dot_product_attention(q, k, v, mask=None):
    if mask is not None and mask.shape[-1] == 1 and mask.shape[-2] == k.shape[-2]:
        mask = mask.mT
    return _attention(q, k, v, mask)
