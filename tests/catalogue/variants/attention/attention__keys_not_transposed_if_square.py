"""The keys are transposed only where their axes differ in length, so not where Tk = d.

Caught by: hidden/test_attention.py::test_all_sizes_equal
"""


def scaled_dot_product_attention(q, k, v, mask=None):
    return _attention(q, k.mT if k.shape[-1] == k.shape[-2] else k, v, mask)
