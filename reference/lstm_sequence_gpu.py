r"""An LSTM over whole sequences on a GPU: two launches per step.

The steps wait for each other, and one step of a batch is little work for a GPU: a product of small matrices, and some
operations on a few thousand numbers. Each operation is a kernel, and to launch one takes some microseconds, as long as
most of them run. So the time is the number of launches. The inputs are multiplied by their weights before the first
step, in one product; a step is one product and one kernel that does everything else.

==============  ================================================================
letter          meaning
==============  ================================================================
``B``           sequences in the batch
``T``           time steps
``D``           features of an input
``H``           units: the size of a state
``i, f, o``     input gate, forget gate, output gate
``g``           candidate, what may be added to the memory
``c``, ``h``    memory, state
==============  ================================================================

How do I …

* start from nothing: ``h0`` and ``c0`` of zeros;
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

BLOCK = 256
"""Units that one program of the kernel updates."""


def lstm_sequence(
    x: torch.Tensor, h0: torch.Tensor, c0: torch.Tensor, Wx: torch.Tensor, Wh: torch.Tensor, b: torch.Tensor
) -> torch.Tensor:
    r"""The states of a long short-term memory in all steps.

    .. math::

        [a_i, a_f, a_g, a_o] &= x_t W_x + h_{t-1} W_h + b \\
        c_t &= \sigma(a_f) \odot c_{t-1} + \sigma(a_i) \odot \tanh(a_g), \qquad h_t = \sigma(a_o) \odot \tanh(c_t)

    Parameters
    ----------
    x : tensor of shape (B, T, D), T >= 1, float32 or float64
        Sequences. All entries of all arguments are finite.
    h0, c0 : tensor of shape (B, H)
        State and memory before the first step; of the same dtype and on the same device, as are the others.
    Wx : tensor of shape (D, 4H)
        Weights of the input: H columns for each of i, f, g, o, in this order.
    Wh : tensor of shape (H, 4H)
        Weights of the state, stacked in the same way.
    b : tensor of shape (4H,)
        Biases, stacked in the same way.

    Returns
    -------
    tensor of shape (B, T, H)
        ``h_1`` to ``h_T``, on the device of x and of its dtype.

    Raises
    ------
    ValueError
        If the shapes do not fit each other.

    Notes
    -----
    Pre-activations may be large (1000 and more, of either sign). The number of launches must not grow with B.

    References
    ----------
    J. Appleyard, T. Kocisky, P. Blunsom: Optimizing performance of recurrent neural networks on GPUs, 2016. Lecture
    notes 004:349-360.

    Examples
    --------
    Without weights the biases alone make gates of 3/4, 1/2, 4/5 and 9/10 in every step:

    >>> b = torch.tensor([3.0, 1.0, 3.0, 9.0]).log()
    >>> zero = torch.zeros(1, 1)
    >>> lstm_sequence(torch.zeros(1, 2, 1), zero, zero, torch.zeros(1, 4), torch.zeros(1, 4), b)
    tensor([[[0.4833],
             [0.6447]]])
    """
    shapes = [tuple(a.shape) for a in (x, h0, c0, Wx, Wh, b)]
    wide = 4 * h0.shape[-1]
    fit = x.ndim == 3 and shapes[1:] == [
        *2 * [(len(x), wide // 4)], (x.shape[2], wide), (wide // 4, wide), (wide,)
    ]  # fmt: skip
    if not fit:
        raise ValueError(
            "x must be (B, T, D), h0 and c0 (B, H), Wx (D, 4H), Wh (H, 4H) and b (4H,), got "
            + ", ".join(map(str, shapes))
        )
    inputs = x.transpose(0, 1).reshape(-1, x.shape[2])
    known = torch.addmm(b, inputs, Wx).view(x.shape[1], len(x), wide)  # (T, B, 4H): all inputs at once
    step = _step_of_kernel if triton is not None and x.is_cuda and x.dtype == torch.float32 else _step
    states = x.new_empty(x.shape[1], *h0.shape)  # (T, B, H): a state lies in one piece
    h, c = h0.contiguous(), c0.clone(memory_format=torch.contiguous_format)
    for gates, state in zip(known, states, strict=True):
        h = step(gates.addmm_(h, Wh), c, state)
    return states.transpose(0, 1)


def _step(gates: torch.Tensor, c: torch.Tensor, state: torch.Tensor) -> torch.Tensor:
    """Memory and state from the pre-activations of a step, both written in place."""
    i, f, g, o = gates.chunk(4, dim=1)
    c.mul_(f.sigmoid()).addcmul_(i.sigmoid(), g.tanh())
    return torch.mul(o.sigmoid(), c.tanh(), out=state)


def _step_of_kernel(gates: torch.Tensor, c: torch.Tensor, state: torch.Tensor) -> torch.Tensor:
    """The same in one launch."""
    count = c.numel()
    _memory_and_state[(triton.cdiv(count, BLOCK),)](
        gates, c, state, count, c.shape[1], BLOCK=BLOCK, num_warps=4
    )
    return state


if triton is not None:

    @triton.jit
    def _memory_and_state(gates, c, state, count, units, BLOCK: tl.constexpr):
        """A block of units of all sequences; ``exp`` may become infinite, and then 1 / (1 + inf) is 0."""
        place = tl.program_id(0) * BLOCK + tl.arange(0, BLOCK)
        held = place < count
        gate = gates + (place // units * (4 * units) + place % units)
        i = 1 / (1 + tl.exp(-tl.load(gate, mask=held, other=0.0)))
        f = 1 / (1 + tl.exp(-tl.load(gate + units, mask=held, other=0.0)))
        g = 1 - 2 / (1 + tl.exp(2 * tl.load(gate + 2 * units, mask=held, other=0.0)))
        o = 1 / (1 + tl.exp(-tl.load(gate + 3 * units, mask=held, other=0.0)))
        memory = f * tl.load(c + place, mask=held, other=0.0) + i * g
        tl.store(c + place, memory, mask=held)
        tl.store(state + place, o * (1 - 2 / (1 + tl.exp(2 * memory))), mask=held)
