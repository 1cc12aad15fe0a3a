r"""One step of Adam for all tensors of a network on a GPU: one kernel, each number read and written once.

A step for each tensor starts a dozen kernels per tensor, and a GPU needs longer to start a kernel than to run it on a
small tensor. A step on flat arrays with operations on whole arrays starts few kernels, but each reads and writes
gigabytes. One kernel reads the four numbers of a weight, does all the arithmetic, and writes three.

======  ==========================================================
letter  meaning
======  ==========================================================
``K``   tensors
``n``   numbers in all tensors together
======  ==========================================================

How do I …

* make flat tensors: ``torch.cat([tensor.flatten() for tensor in tensors])``;
* run it without a GPU or without Triton: hand in tensors that lie on the CPU.
"""

# mypy: disable-error-code="import-not-found,import-untyped,no-untyped-def,untyped-decorator"
# Triton has no types, and is missing where there is no GPU.

from __future__ import annotations

import math

import torch

try:
    import triton
    import triton.language as tl
except ImportError:
    triton = None

BLOCK = 4096
"""Numbers that a program of the kernel works on; they are of one tensor."""


def fused_adam(
    w: torch.Tensor,
    g: torch.Tensor,
    m: torch.Tensor,
    v: torch.Tensor,
    sizes: torch.Tensor,
    lam: torch.Tensor,
    t: int,
    lr: float,
    beta1: float,
    beta2: float,
    eps: float,
) -> torch.Tensor:
    r"""One step of Adam with decoupled weight decay (AdamW), for all tensors at once.

    .. math:: m' = \beta_1 m + (1 - \beta_1)\, g, \qquad v' = \beta_2 v + (1 - \beta_2)\, g \odot g

    .. math:: \hat m = \frac{m'}{1 - \beta_1^{t + 1}}, \qquad \hat v = \frac{v'}{1 - \beta_2^{t + 1}}, \qquad
              w' = (1 - \eta\lambda_k)\, w - \eta\, \frac{\hat m}{\sqrt{\hat v} + \varepsilon}

    where k is the tensor that a number belongs to.

    Parameters
    ----------
    w : tensor of shape (n,), n >= 1, float32 or float64
        Weights: the numbers of the first tensor, then those of the second, and so on.
    g : tensor of shape (n,)
        Gradient of the loss at ``w``, without a penalty. All tensors are on one device.
    m, v : tensor of shape (n,)
        Running means of the gradient and of its square, not corrected; zeros before the first step. ``v`` >= 0.
    sizes : tensor of shape (K,), int64, >= 1
        How many numbers each tensor has; their sum is n.
    lam : tensor of shape (K,), >= 0
        Weight decay λ of each tensor; 0 for biases.
    t : int >= 0
        Number of steps that have been taken; 0 before the first.
    lr : float > 0
        Learning rate η.
    beta1, beta2 : float, in [0, 1)
        Shares β₁ and β₂ of the means that are kept, such as 0.9 and 0.999.
    eps : float > 0
        The number ε, such as 1e-8, added to the root of the corrected mean.

    Returns
    -------
    tensor of shape (3, n)
        The new weights, and the two new means, not corrected, on the device of ``w`` and of its dtype.

    Raises
    ------
    ValueError
        If w, g, m and v are not flat and of one length, or sizes and lam are not.

    Notes
    -----
    The number of kernels must not grow with K, and nothing may wait for the GPU on the way.

    References
    ----------
    D. P. Kingma, J. Ba: Adam: a method for stochastic optimization, ICLR 2015, algorithm 1, and the end of section 2.
    I. Loshchilov, F. Hutter: Decoupled weight decay regularization, ICLR 2019. P. Tillet, H. T. Kung, D. Cox: Triton,
    MAPL 2019. Lecture notes 003:32-53 name Adam among the optimizers.

    Examples
    --------
    >>> w, g = torch.tensor([1.0, -3.0, 2.0]), torch.tensor([0.5, 20.0, -1.0])
    >>> zeros, sizes, lam = torch.zeros(3), torch.tensor([2, 1]), torch.tensor([0.1, 0.0])
    >>> fused_adam(w, g, zeros, zeros, sizes, lam, 0, 0.1, 0.9, 0.999, 1e-8)[0]
    tensor([ 0.8900, -3.0700,  2.1000])
    """
    flat = w.ndim == 1 and g.shape == m.shape == v.shape == w.shape
    if not flat or sizes.ndim != 1 or sizes.shape != lam.shape:
        found = ", ".join(str(tuple(a.shape)) for a in (w, g, m, v, sizes, lam))
        raise ValueError(f"w, g, m and v must be (n,), sizes and lam (K,); they do not fit: {found}")
    t, lr = int(t), float(lr)
    c = math.sqrt(1 - beta2 ** (t + 1))
    # A kernel gets numbers in single precision, where 1 - beta2 has lost half of its digits; so it is sent as well.
    numbers = lr * c / (1 - beta1 ** (t + 1)), c * eps, beta1, 1 - beta1, beta2, 1 - beta2
    keep = (1 - lr * lam).to(w.dtype)
    if triton is not None and w.is_cuda and w.dtype == torch.float32:
        return _in_one_kernel(
            w.contiguous(), g.contiguous(), m.contiguous(), v.contiguous(), sizes, keep, numbers
        )
    return _on_whole_arrays(w, g, m, v, sizes, keep, numbers)


def _on_whole_arrays(
    w: torch.Tensor, g: torch.Tensor, m: torch.Tensor, v: torch.Tensor, sizes: torch.Tensor, keep: torch.Tensor,
    numbers: tuple[float, ...],
) -> torch.Tensor:  # fmt: skip
    """Operations on whole arrays, in the memory of the result and one array more."""
    step, small, beta1, rest1, beta2, rest2 = numbers
    out = w.new_empty(3, len(w))
    new_w, new_m, new_v = out
    new_m.copy_(m).mul_(beta1).add_(g, alpha=rest1)
    new_v.copy_(v).mul_(beta2).addcmul_(g, g, value=rest2)
    new_w.copy_(torch.repeat_interleave(keep, sizes, output_size=len(w))).mul_(w)
    new_w.addcdiv_(new_m, new_v.sqrt().add_(small), value=-step)
    return out


def _in_one_kernel(
    w: torch.Tensor, g: torch.Tensor, m: torch.Tensor, v: torch.Tensor, sizes: torch.Tensor, keep: torch.Tensor,
    numbers: tuple[float, ...],
) -> torch.Tensor:  # fmt: skip
    """As many programs as blocks can be needed: no tensor ends more than one block too many."""
    n, K = len(w), len(sizes)
    out = w.new_empty(3, n)
    blocks = torch.cumsum(
        (sizes + BLOCK - 1) // BLOCK, 0
    )  # programs that work on this tensor or an earlier one
    ends = torch.cumsum(sizes, 0)
    _step_of_a_block[(triton.cdiv(n, BLOCK) + K,)](
        w, g, m, v, out, blocks, ends, keep, *numbers, n, K,
        BLOCK=BLOCK, TENSORS=triton.next_power_of_2(K), num_warps=8,
    )  # fmt: skip
    return out


if triton is not None:

    @triton.jit
    def _step_of_a_block(
        w, g, m, v, out, blocks, ends, keep, step, small, beta1, rest1, beta2, rest2, n, K,
        BLOCK: tl.constexpr, TENSORS: tl.constexpr,
    ):  # fmt: skip
        """A block of one tensor. Which tensor it is follows from how many have ended before this program."""
        program = tl.program_id(0).to(tl.int64)
        tensor = tl.arange(0, TENSORS)
        last_block = tl.load(blocks + tensor, mask=tensor < K, other=1 << 60)
        end = tl.load(ends + tensor, mask=tensor < K, other=n)
        before = last_block <= program  # tensors whose blocks all come before this one
        first_block = tl.max(tl.where(before, last_block, 0), axis=0)
        start = tl.max(tl.where(before, end, 0), axis=0)
        stop = tl.min(tl.where(before, n, end), axis=0)
        mine = tensor == tl.sum(before.to(tl.int32), axis=0)
        share = tl.sum(tl.load(keep + tensor, mask=mine & (tensor < K), other=0.0), axis=0)
        place = start + (program - first_block) * BLOCK + tl.arange(0, BLOCK)
        held = place < stop
        gradient = tl.load(g + place, mask=held, other=0.0)
        new_m = beta1 * tl.load(m + place, mask=held, other=0.0) + rest1 * gradient
        new_v = beta2 * tl.load(v + place, mask=held, other=0.0) + rest2 * gradient * gradient
        weight = tl.load(w + place, mask=held, other=0.0)
        tl.store(out + place, share * weight - step * new_m / (tl.sqrt(new_v) + small), mask=held)
        tl.store(out + (n + place), new_m, mask=held)
        tl.store(out + (2 * n + place), new_v, mask=held)
