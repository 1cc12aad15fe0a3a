"""Inputs that the hidden tests of this assignment share, and gradients worked out independently of the reference.

The functions below compute in float64, with `exp`, `einsum` and a loop over heads, where the reference uses
`softmax`, `@` and one more axis; torch differentiates them.
"""

from __future__ import annotations

import torch

from grader.testing import assert_close


def drawn(rng, *size, dtype=torch.float32, scale=1.0):
    """A tensor of normal numbers from the test's own generator."""
    return torch.from_numpy(rng.normal(0.0, scale, size=size)).to(dtype)


def queries_keys_values(rng, lead, tq, tk, d, dv, dtype=torch.float32):
    """q, k and v with scores of variance 2, so that no weight is far from the others and none is alike."""
    q, k = (drawn(rng, *lead, t, d, dtype=dtype, scale=1.2) for t in (tq, tk))
    return q, k, drawn(rng, *lead, tk, dv, dtype=dtype)


def some_mask(rng, *size):
    """Random truth values; in every row at least one True and one False."""
    mask = rng.random(size) < 0.6
    order = rng.random(size).argsort(axis=-1)
    return torch.from_numpy((mask | (order == 0)) & (order != 1))


def some_queries(rng, *size):
    """A mask whose last axis has length 1: some queries may attend to every key, the others to none."""
    mask = rng.random(size) < 0.5
    order = rng.random(size[:-1]).argsort(axis=-1)[..., None]
    return torch.from_numpy((mask | (order == 0)) & (order != 1))


def exact(rng, *size):
    """Numbers between 0.5 and 2 in float64: their sums and means lose no digits, so that these can be compared."""
    return torch.from_numpy(rng.uniform(0.5, 2.0, size=size))


ALL_DIGITS = {"rtol": 1e-13, "atol": 0.0}


def projections(rng, d, m, dk, dv, out, dtype=torch.float32):
    """Wq (d, dk), Wk (m, dk), Wv (m, dv) and Wo (dv, out), scaled to keep the variance."""
    sizes = (d, dk), (m, dk), (m, dv), (dv, out)
    return tuple(drawn(rng, *size, dtype=dtype, scale=1.3 * size[0] ** -0.5) for size in sizes)


def attention(q, k, v, mask=None):
    scores = torch.einsum("...id,...jd->...ij", q, k) * q.shape[-1] ** -0.5
    fit = torch.exp(scores - scores.amax(dim=-1, keepdim=True).detach())
    if mask is not None:
        fit = fit * mask
    total = fit.sum(dim=-1, keepdim=True)
    return torch.einsum("...ij,...jv->...iv", fit / torch.where(total > 0, total, 1.0), v)


def cross(x, memory, Wq, Wk, Wv, Wo, n_heads, mask=None):
    d, dv = Wq.shape[1] // n_heads, Wv.shape[1] // n_heads
    full = torch.ones((), dtype=torch.bool) if mask is None else mask
    full = full.expand(x.shape[0], n_heads, x.shape[1], memory.shape[1])
    output = 0.0
    for i in range(n_heads):
        q, k = (a @ W[:, i * d : (i + 1) * d] for a, W in ((x, Wq), (memory, Wk)))
        rows = slice(i * dv, (i + 1) * dv)
        output = output + attention(q, k, memory @ Wv[:, rows], full[:, i]) @ Wo[rows]
    return output


def heads(x, Wq, Wk, Wv, Wo, n_heads, mask=None):
    return cross(x, x, Wq, Wk, Wv, Wo, n_heads, mask)


def image(Q, K, V):
    return attention(Q.T, K.T, V.T).T


def image_self(I, Wq, Wk, Wv):  # noqa: E741
    Q, K, V = (torch.einsum("dc,chw->dhw", W, I).reshape(W.shape[0], -1) for W in (Wq, Wk, Wv))
    return image(Q, K, V).reshape(-1, *I.shape[1:])


def assert_gradients(student, name, right, args, wrt, upstream):
    """The student's output and its gradients by the arguments ``wrt`` are those of ``right`` in float64."""
    wide = [a.double() if isinstance(a, torch.Tensor) and a.is_floating_point() else a for a in args]
    leaves = [wide[i].requires_grad_() for i in wrt]
    expected = right(*wide)
    slopes = torch.autograd.grad(expected, leaves, upstream.double())
    output, found = student.gradients(name, args, wrt, upstream)
    loose = {"rtol": 6e-4, "atol": 2e-4} if upstream.dtype == torch.float32 else {"rtol": 1e-7, "atol": 1e-9}
    assert_close(output, expected.detach().to(upstream.dtype), what="the output", **loose)
    for i, got, slope in zip(wrt, found, slopes, strict=True):
        what = f"the gradient with respect to argument {i + 1}"
        assert_close(got, slope.to(upstream.dtype), what=what, **loose)


def assert_slope(student, reference, name, args, wrt, upstream, direction):
    """Along one direction, the gradient agrees with central differences of the reference."""

    def loss(h):
        moved = [a + h * direction[wrt.index(i)] if i in wrt else a for i, a in enumerate(args)]
        return float((upstream * getattr(reference, name)(*moved)).sum())

    _, found = student.gradients(name, args, wrt, upstream)
    assert all(g is not None for g in found), (
        "The output must depend on all arguments; yours does not depend on one of them."
    )
    slope = sum(float((g * v).sum()) for g, v in zip(found, direction, strict=True))
    assert_close(
        slope,
        (loss(1e-5) - loss(-1e-5)) / 2e-5,
        rtol=1e-5,
        atol=1e-6,
        what="The gradient must agree with finite differences of your output; yours does not.",
    )
