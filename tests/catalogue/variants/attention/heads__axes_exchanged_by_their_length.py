"""The axes of heads and places are exchanged only where they differ in length, so not where T = n.

Caught by: hidden/test_heads.py::test_all_sizes_as_in_a_usual_layer
"""


def multi_head_attention(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    if n_heads < 1 or Wq.shape[1] % n_heads or Wv.shape[1] % n_heads:
        raise ValueError("n_heads must divide the columns of Wq and of Wv.")
    b, t, _ = x.shape
    q, k, v = ((x @ W).reshape(b, t, n_heads, -1) for W in (Wq, Wk, Wv))
    if t != n_heads:
        q, k, v = (a.transpose(1, 2) for a in (q, k, v))
    return _attention(q, k, v, mask).transpose(1, 2).flatten(2) @ Wo
