r"""A linear recurrence over time on a GPU: one kernel, one read and one write.

A loop over time starts two kernels for each step, and a GPU needs longer to start such a small kernel than to run it.
Two linear steps after each other are again one linear step, so a block of times can be joined as a tree, in a number
of rounds that is the logarithm of its length. A kernel of one's own does that with what it has read, and goes on to
the next block with the last state.

======  ==========================================================
letter  meaning
======  ==========================================================
``B``   sequences in the batch
``T``   times
``D``   features, each of which is a recurrence of its own
======  ==========================================================

How do I …

* begin with a state other than 0: add ``a[:, 0] * state`` to ``x[:, 0]``;
* run it without a GPU or without Triton: hand in tensors that lie on the CPU.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-def,untyped-decorator"
# Triton has no types, and is missing where there is no GPU.

from __future__ import annotations

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

TIMES, FEATURES = 64, 32
"""Times and features of a block in the kernel: 16 numbers for each of 128 threads."""
CHUNK = 12
"""Times in a chunk where there is no kernel."""


def linear_recurrence(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    r"""The states of a linear recurrence that begins with 0.

    .. math::

        h_t = a_t \odot h_{t-1} + x_t, \qquad h_0 = 0, \qquad t = 1, \ldots, T

    for every sequence of the batch.

    Parameters
    ----------
    a : tensor of shape (B, T, D), B >= 1, T >= 1, D >= 1, float32 or float64
        Factors, all from -1 to 1. Any of them may be 0.
    x : tensor of shape (B, T, D)
        Inputs, of the same dtype and on the same device.

    Returns
    -------
    tensor of shape (B, T, D)
        The states h_1 to h_T, in a new tensor on the device of x and of its dtype.

    Raises
    ------
    ValueError
        If a and x are not of one shape with three axes.

    Notes
    -----
    The number of kernels must not grow with T. Products of many factors may be 0, so nothing is divided by them.

    References
    ----------
    G. E. Blelloch: Prefix sums and their applications, 1990, section 1.4 (recurrences). E. Martin, C. Cundy:
    Parallelizing linear recurrent neural nets over sequence length, ICLR 2018. P. Tillet, H. T. Kung, D. Cox: Triton,
    MAPL 2019. Lecture notes 004:299-344 have the recurrent network, 004:347-383 the cell state of an LSTM, which is
    such a recurrence.

    Examples
    --------
    >>> a = torch.tensor([[[0.5, 1.0], [0.5, -1.0], [0.5, 0.0]]])
    >>> x = torch.tensor([[[8.0, 1.0], [8.0, 2.0], [8.0, 3.0]]])
    >>> linear_recurrence(a, x)
    tensor([[[ 8.,  1.],
             [12.,  1.],
             [14.,  3.]]])
    """
    if a.ndim != 3 or a.shape != x.shape:
        raise ValueError(f"a and x must be (B, T, D), both, got {tuple(a.shape)} and {tuple(x.shape)}")
    if triton is not None and x.is_cuda:
        return _on_chip(a.contiguous(), x.contiguous())
    return _states(a, x)


def _states(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """The recurrence, with as many whole chunks as there are side by side, and the rest of the times in a loop."""
    B, T, D = x.shape
    h = torch.empty(B, T, D, dtype=x.dtype, device=x.device)
    state = x.new_zeros(B, D)
    whole = T - T % CHUNK if T > CHUNK else 0
    if whole:
        state = _fill(*(v[:, :whole].reshape(B, -1, CHUNK, D) for v in (a, x, h)))
    for t in range(whole, T):
        state = a[:, t] * state + x[:, t]
        h[:, t] = state
    return h


def _fill(a: torch.Tensor, x: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
    """Write the states of all chunks, (B, chunks, CHUNK, D), to h; return the last of each sequence."""
    factor, end = a[:, :, 0].clone(), x[:, :, 0].clone()  # (B, chunks, D)
    for i in range(1, CHUNK):
        factor *= a[:, :, i]
        end.mul_(a[:, :, i]).add_(x[:, :, i])
    state = torch.zeros_like(end)
    state[:, 1:] = _states(factor, end)[:, :-1]  # what each chunk begins with: the end of the one before
    for i in range(CHUNK):
        state.mul_(a[:, :, i]).add_(x[:, :, i])
        h[:, :, i] = state
    return state[:, -1]


def _on_chip(a: torch.Tensor, x: torch.Tensor) -> torch.Tensor:
    """One program of the kernel for some features of a sequence."""
    B, T, D = x.shape
    h = torch.empty_like(x)
    _states_of_some_features[(B * triton.cdiv(D, FEATURES),)](
        a, x, h, T, D, TIMES=TIMES, FEATURES=FEATURES, num_warps=4
    )
    return h


if triton is not None:

    @triton.jit
    def _joined(factor, end, next_factor, next_end):
        """Two steps after each other, as one."""
        return factor * next_factor, end * next_factor + next_end

    @triton.jit
    def _states_of_some_features(a, x, h, T, D, TIMES: tl.constexpr, FEATURES: tl.constexpr):
        """Block after block of times; each is read once, joined in registers, and written once."""
        groups = tl.cdiv(D, FEATURES)
        first = (tl.program_id(0) // groups).to(tl.int64) * T * D  # of this sequence
        feature = tl.program_id(0) % groups * FEATURES + tl.arange(0, FEATURES)
        step = tl.arange(0, TIMES)
        state = tl.sum(tl.zeros((TIMES, FEATURES), h.dtype.element_ty), axis=0)
        for start in range(0, T, TIMES):
            time = start + step
            held = (time < T)[:, None] & (feature < D)[None, :]
            place = first + time[:, None].to(tl.int64) * D + feature[None, :]
            factor = tl.load(a + place, mask=held, other=0.0)
            end = tl.load(x + place, mask=held, other=0.0)
            factor, end = tl.associative_scan((factor, end), 0, _joined)
            states = factor * state[None, :] + end
            state = tl.sum(tl.where((step == TIMES - 1)[:, None], states, 0.0), axis=0)
            tl.store(h + place, states, mask=held)
