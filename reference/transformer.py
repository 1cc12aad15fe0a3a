r"""The transformer: attention, a small network for each place, residual connections, layer norm and positions.

==========  ====================================================================
letter      meaning
==========  ====================================================================
``B``       sequences in the batch
``T``       places of a sequence
``S``       places of the memory; in `train_copy` the number of steps
``D``       features of a place
``F``       hidden units of the feed-forward network
``n``       heads, ``n_heads`` in the code
``d, dv``   size of a query, and of a value, of one head; in the positions ``d`` is the number of channels
``V``       words; their ids are 0 to V - 1, and V is the start symbol BOS
==========  ====================================================================

A block gets its parameters as a dict of tensors:

================================  =============================================================
``"Wq", "Wk", "Wv", "Wo"``        self-attention: (D, n d), (D, n d), (D, n dv), (n dv, D)
``"Cq", "Ck", "Cv", "Co"``        decoder only, cross-attention: (D, n d), (M, n d), (M, n dv),
                                  (n dv, D), with a memory of M features
``"W1", "b1", "W2", "b2"``        feed-forward network: (D, F), (F,), (F, D), (D,)
``"gamma1", "beta1", …``          layer norm of the first, second (and third) sub-layer: (D,)
================================  =============================================================

Sequences are stored batch first and a place is a row, so projections read ``x @ Wq``. A mask is boolean, and True
where a query *may* attend to a key.

How do I …

* tell a network where a word stands: ``E[ids] + sinusoidal_positions(T, D)``;
* read a text: ``encoder_block(x, params, n_heads)``;
* write a text from left to right: ``decoder_block(x, memory, params, n_heads)``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import torch
from torch import Tensor

Params = dict[str, Tensor]


def sinusoidal_positions(T: int, d: int) -> Tensor:
    r"""Waves of many lengths that tell the places of a sequence apart.

    .. math::

        P_{t,2i} = \sin\frac{t}{10000^{2i/d}}, \qquad P_{t,2i+1} = \cos\frac{t}{10000^{2i/d}}

    Parameters
    ----------
    T : int >= 1
        Places.
    d : int >= 1
        Channels. If it is odd, the last channel is a sine without its cosine.

    Returns
    -------
    float32 Tensor of shape (T, d)
        Row t belongs to place t; the first place is 0.

    References
    ----------
    A. Vaswani et al.: Attention Is All You Need, NeurIPS 2017, section 3.5. Lecture notes 004:416, 004:438 (without
    the formula).

    Examples
    --------
    >>> sinusoidal_positions(2, 5).round(decimals=3)
    tensor([[0.0000, 1.0000, 0.0000, 1.0000, 0.0000],
            [0.8410, 0.5400, 0.0250, 1.0000, 0.0010]])
    """
    return _positions(T, d).float()


def positions_2d(H: int, W: int, d: int) -> Tensor:
    r"""Positions of the places of an image: half of the channels for the row, half for the column.

    .. math::

        P_{r,c} = \bigl[\, p_r,\; p_c \,\bigr], \qquad p = \mathrm{sinusoidal\_positions}(\cdot,\, d/2)

    Parameters
    ----------
    H, W : int >= 1
        Rows and columns.
    d : int >= 2, even
        Channels. d/2 may be odd.

    Returns
    -------
    float32 Tensor of shape (H, W, d)
        The first d/2 channels depend on the row only, the others on the column only.

    Raises
    ------
    ValueError
        If d is odd.

    References
    ----------
    Lecture notes 004:438, where x and y are not said to be row or column.

    Examples
    --------
    >>> positions_2d(2, 2, 4).round(decimals=2)[1]
    tensor([[0.8400, 0.5400, 0.0000, 1.0000],
            [0.8400, 0.5400, 0.8400, 0.5400]])
    """
    if d % 2:
        raise ValueError(f"d must be even: one half of the channels for rows, one for columns. Got {d}.")
    rows = _positions(H, d // 2)[:, None].expand(H, W, -1)
    columns = _positions(W, d // 2).expand(H, W, -1)
    return torch.cat([rows, columns], dim=-1).float()


def layer_norm(x: Tensor, gamma: Tensor, beta: Tensor, eps: float = 1e-5) -> Tensor:
    r"""Normalise the features of each place, then scale and shift them.

    .. math::

        y = \gamma \odot \frac{x - \mu}{\sqrt{\sigma^2 + \varepsilon}} + \beta, \qquad
        \mu = \frac{1}{D} \sum_j x_j, \qquad \sigma^2 = \frac{1}{D} \sum_j (x_j - \mu)^2

    Parameters
    ----------
    x : Tensor of shape (..., D)
        Features on the last axis.
    gamma, beta : Tensor of shape (D,)
        Scale and shift.
    eps : float > 0
        Keeps the root away from 0.

    Returns
    -------
    Tensor of shape (..., D)
        In the dtype of the inputs.

    Notes
    -----
    In contrast to batch norm no sample sees another one, so training and inference are the same.

    References
    ----------
    J. L. Ba, J. R. Kiros, G. E. Hinton: Layer Normalization, 2016. Not in the lecture notes; batch norm 004:477.

    Examples
    --------
    Mean 4, variance 4:

    >>> layer_norm(torch.tensor([2.0, 6.0]), torch.tensor([1.0, 3.0]), torch.tensor([0.0, 1.0]), eps=0.0)
    tensor([-1.,  4.])
    """
    return _layer_norm(x, gamma, beta, eps)


def feed_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    r"""A network with one hidden layer, the same one for every place.

    .. math:: y = \mathrm{relu}(x W_1 + b_1)\, W_2 + b_2

    Parameters
    ----------
    x : Tensor of shape (..., D)
        Places.
    W1 : Tensor of shape (D, F)
        Weights of the hidden layer.
    b1 : Tensor of shape (F,)
        Offsets of the hidden layer.
    W2 : Tensor of shape (F, O)
        Weights of the output.
    b2 : Tensor of shape (O,)
        Offsets of the output.

    Returns
    -------
    Tensor of shape (..., O)
        In the dtype of the inputs.

    References
    ----------
    Vaswani et al. 2017, equation 2. Lecture notes 004:426.

    Examples
    --------
    >>> W1, W2 = torch.tensor([[1.0, -1.0]]), torch.tensor([[2.0], [3.0]])
    >>> feed_forward(torch.tensor([[2.0], [-2.0]]), W1, torch.tensor([1.0, 0.0]), W2, torch.tensor([10.0]))
    tensor([[16.],
            [16.]])
    """
    return _feed_forward(x, W1, b1, W2, b2)


def encoder_block(
    x: Tensor, params: Params, n_heads: int, mask: Tensor | None = None, norm: str = "post"
) -> Tensor:
    r"""Self-attention, then the feed-forward network, each with a residual connection and a layer norm.

    .. math::

        \text{post: } z = \mathrm{norm}(x + f(x)) \qquad \text{pre: } z = x + f(\mathrm{norm}(x))

    once with f = self-attention and once with f = feed-forward network.

    Parameters
    ----------
    x : Tensor of shape (B, T, D)
        Sequences.
    params : dict of Tensors
        Wq, Wk, Wv, Wo, gamma1, beta1 of the attention; W1, b1, W2, b2, gamma2, beta2 of the network.
    n_heads : int >= 1
        Heads; divides the columns of Wq and of Wv.
    mask : bool Tensor that broadcasts to (B, n, T, T), optional
        True where a query may attend to a key.
    norm : {"post", "pre"}
        Where the layer norm stands.

    Returns
    -------
    Tensor of shape (B, T, D)
        In the dtype of the inputs.

    Raises
    ------
    ValueError
        If ``norm`` is another word.

    References
    ----------
    Vaswani et al. 2017, sections 3.1 and 3.2.2 (post). R. Xiong et al.: On Layer Normalization in the Transformer
    Architecture, ICML 2020 (pre). Lecture notes 003:80-98, 004:414-427.

    Examples
    --------
    With zeros for weights both sub-layers add nothing:

    >>> params = {name: torch.zeros(2, 2) for name in ("Wq", "Wk", "Wv", "Wo", "W1", "W2")}
    >>> params |= {name: torch.zeros(2) for name in ("b1", "b2", "beta1", "beta2")}
    >>> params |= {"gamma1": torch.ones(2), "gamma2": torch.ones(2)}
    >>> x = torch.tensor([[[2.0, 6.0], [5.0, 1.0]]])
    >>> encoder_block(x, params, 1).round(decimals=2)
    tensor([[[-1.,  1.],
             [ 1., -1.]]])
    >>> encoder_block(x, params, 1, norm="pre")
    tensor([[[2., 6.],
             [5., 1.]]])
    """
    _check_norm(norm)
    x = _sublayer(x, lambda z: _self_attention(z, params, n_heads, mask), params, 1, norm)
    return _sublayer(x, lambda z: _network(z, params), params, 2, norm)


def decoder_block(
    x: Tensor,
    memory: Tensor,
    params: Params,
    n_heads: int,
    memory_mask: Tensor | None = None,
    norm: str = "post",
) -> Tensor:
    r"""Masked self-attention, cross-attention to the encoder's output, then the feed-forward network.

    Each of the three has a residual connection and a layer norm, as in `encoder_block`. The self-attention is
    causal: a place attends to itself and to those before it. In the cross-attention the keys and values come from
    the memory, and the queries from the result of the first sub-layer *of this block*.

    Parameters
    ----------
    x : Tensor of shape (B, T, D)
        What has been written so far.
    memory : Tensor of shape (B, S, M)
        The encoder's output. It is used as it is, also if ``norm`` is "pre".
    params : dict of Tensors
        Wq, Wk, Wv, Wo, gamma1, beta1 of the self-attention; Cq, Ck, Cv, Co, gamma2, beta2 of the cross-attention;
        W1, b1, W2, b2, gamma3, beta3 of the network.
    n_heads : int >= 1
        Heads of both attentions.
    memory_mask : bool Tensor that broadcasts to (B, n, T, S), optional
        True where a place may attend to a place of the memory. Who may attend to nothing gets zeros.
    norm : {"post", "pre"}
        Where the layer norm stands.

    Returns
    -------
    Tensor of shape (B, T, D)
        In the dtype of the inputs. Row t does not depend on the rows of x after t.

    Raises
    ------
    ValueError
        If ``norm`` is another word.

    References
    ----------
    Vaswani et al. 2017, sections 3.1 and 3.2.3. Lecture notes 003:86-104 (lines 88 and 100 misprinted).

    Examples
    --------
    Only the first sub-layer adds something here; with equal scores it adds the mean of the places so far:

    >>> names = ("Wq", "Wk", "Wv", "Wo", "Cq", "Ck", "Cv", "Co", "W1", "W2")
    >>> params = {name: torch.zeros(2, 2) for name in names} | {"Wv": torch.eye(2), "Wo": torch.eye(2)}
    >>> params |= {name: torch.zeros(2) for name in ("b1", "b2", "beta1", "beta2", "beta3")}
    >>> params |= {name: torch.tensor([1.0, 2.0]) for name in ("gamma1", "gamma2", "gamma3")}
    >>> x, memory = torch.tensor([[[1.0, -1.0], [-1.0, 1.0], [3.0, -3.0]]]), torch.ones(1, 2, 2)
    >>> decoder_block(x, memory, params, 1, norm="pre").round(decimals=2)
    tensor([[[ 2.0000, -3.0000],
             [-1.0000,  1.0000],
             [ 3.3300, -3.6700]]])
    """
    _check_norm(norm)
    return _decoder_block(x, memory, params, n_heads, memory_mask, norm)


def next_token_probs(
    ids: Tensor, memory: Tensor, E: Tensor, blocks: Sequence[Params], W: Tensor, b: Tensor, n_heads: int
) -> Tensor:
    r"""Probabilities of the next word after each beginning of a text, by a stack of decoder blocks.

    .. math::

        x^{(0)} = \sqrt{D}\, E_{\mathrm{ids}} + P, \qquad
        x^{(l)} = \mathrm{decoder\_block}(x^{(l-1)}, \mathrm{memory}), \qquad
        p = \mathrm{softmax}(x^{(L)} W + b)

    Parameters
    ----------
    ids : int Tensor of shape (B, T)
        The text so far, of any integer type.
    memory : Tensor of shape (B, S, M)
        The encoder's output; every block reads the same.
    E : Tensor of shape (N, D)
        Embeddings; ids are 0 to N - 1.
    blocks : list of dicts of Tensors
        Parameters of the L >= 1 blocks, the first one first. The blocks are post-norm.
    W : Tensor of shape (D, V)
        Weights of the output.
    b : Tensor of shape (V,)
        Offsets of the output.
    n_heads : int >= 1
        Heads of every attention.

    Returns
    -------
    Tensor of shape (B, T, V)
        Row t holds the probabilities of the word at place t + 1, given the words 0 to t. In the dtype of E.

    References
    ----------
    Vaswani et al. 2017, section 3.4. Lecture notes 003:102-104.

    Examples
    --------
    >>> blocks = [{name: torch.zeros(2, 2) for name in ("Wq", "Wk", "Wv", "Wo", "Cq", "Ck", "Cv", "Co", "W1", "W2")}]
    >>> blocks[0] |= {name: torch.zeros(2) for name in ("b1", "b2", "beta1", "beta2", "beta3")}
    >>> blocks[0] |= {name: torch.ones(2) for name in ("gamma1", "gamma2", "gamma3")}
    >>> E, W, b = torch.tensor([[5.0, 0.0], [0.0, 5.0]]), torch.tensor([[1.0, 0.0], [0.0, 1.0]]), torch.zeros(2)
    >>> next_token_probs(torch.tensor([[0, 1]]), torch.ones(1, 1, 2), E, blocks, W, b, 1).round(decimals=2)
    tensor([[[0.8800, 0.1200],
             [0.1200, 0.8800]]])
    """
    return torch.softmax(_scores(ids, memory, E, blocks, W, b, n_heads), dim=-1)


def train_copy(
    sources: Tensor,
    E: Tensor,
    blocks: Sequence[Params],
    W: Tensor,
    b: Tensor,
    n_heads: int,
    lr: float,
) -> tuple[Tensor, Tensor, list[Params], Tensor, Tensor]:
    r"""Train the decoder to copy: gradient descent, one step for each batch of texts.

    The memory is the text itself, :math:`\sqrt{D}\, E_{\mathrm{ids}} + P`. The decoder reads BOS and all words but the
    last, so that row t has to predict word t. The loss is the mean of :math:`-\log p` over all places of the batch.

    Parameters
    ----------
    sources : int Tensor of shape (S, B, T)
        S batches of texts, of any integer type; ids are 0 to V - 1.
    E : Tensor of shape (V + 1, D)
        Embeddings; the last row is that of BOS.
    blocks : list of dicts of Tensors
        Parameters of the decoder blocks, post-norm.
    W : Tensor of shape (D, V)
        Weights of the output.
    b : Tensor of shape (V,)
        Offsets of the output.
    n_heads : int >= 1
        Heads of every attention.
    lr : float
        Step size.

    Returns
    -------
    losses : Tensor of shape (S,)
        The loss of each batch, before its step.
    E, blocks, W, b : as above
        New tensors, after the last step. The given ones are not changed.

    References
    ----------
    Teacher forcing: Vaswani et al. 2017, section 3.1 ("shifted right"). Lecture notes 003:102-104.

    Examples
    --------
    With zeros for W and b the three words are equally likely. The gradient of b is the probabilities less 1 for the
    word that comes:

    >>> blocks = [{name: torch.eye(2) for name in ("Wq", "Wk", "Wv", "Wo", "Cq", "Ck", "Cv", "Co", "W1", "W2")}]
    >>> blocks[0] |= {name: torch.zeros(2) for name in ("b1", "b2", "beta1", "beta2", "beta3")}
    >>> blocks[0] |= {name: torch.ones(2) for name in ("gamma1", "gamma2", "gamma3")}
    >>> E, W, b = torch.eye(2)[[0, 1, 0, 1]], torch.zeros(2, 3), torch.zeros(3)
    >>> losses, E, blocks, W, b = train_copy(torch.tensor([[[2, 2]]]), E, blocks, W, b, 1, 0.3)
    >>> losses.detach().round(decimals=4), b.detach().round(decimals=4)
    (tensor([1.0986]), tensor([-0.1000, -0.1000,  0.2000]))
    """
    E, W, b = _trainable(E), _trainable(W), _trainable(b)
    blocks = [{name: _trainable(value) for name, value in block.items()} for block in blocks]
    parameters = [E, W, b, *(value for block in blocks for value in block.values())]
    losses = []
    for words in sources.long():  # (B, T)
        bos = torch.full_like(words[:, :1], len(E) - 1)
        inputs = torch.cat([bos, words[:, :-1]], dim=1)
        scores = _scores(inputs, _embedded(words, E), E, blocks, W, b, n_heads)  # (B, T, V)
        log_p = torch.log_softmax(scores, dim=-1)
        loss = -log_p.gather(-1, words[..., None]).mean()
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for parameter, gradient in zip(parameters, gradients, strict=True):
                parameter -= lr * gradient
        losses.append(loss.detach())
    return torch.stack(losses), E, blocks, W, b


def _positions(T: int, d: int) -> Tensor:
    """Sines in the even channels, cosines in the odd ones; float64, since angles grow with T."""
    channel = torch.arange(d, dtype=torch.float64)
    place = torch.arange(T, dtype=torch.float64)[:, None]
    angle = place / 10000 ** ((channel - channel % 2) / d)  # (T, d)
    return torch.where(channel % 2 == 0, angle.sin(), angle.cos())


def _layer_norm(x: Tensor, gamma: Tensor, beta: Tensor, eps: float) -> Tensor:
    centred = x - x.mean(dim=-1, keepdim=True)
    variance = centred.square().mean(dim=-1, keepdim=True)
    return gamma * centred / torch.sqrt(variance + eps) + beta


def _feed_forward(x: Tensor, W1: Tensor, b1: Tensor, W2: Tensor, b2: Tensor) -> Tensor:
    return torch.relu(x @ W1 + b1) @ W2 + b2


def _check_norm(norm: str) -> None:
    if norm not in ("post", "pre"):
        raise ValueError(f'norm must be "post" or "pre", got {norm!r}.')


def _sublayer(x: Tensor, layer: Callable[[Tensor], Tensor], params: Params, number: int, norm: str) -> Tensor:
    """A layer with its residual connection, and its layer norm behind or before it."""
    gamma, beta = params[f"gamma{number}"], params[f"beta{number}"]
    if norm == "pre":
        return x + layer(_layer_norm(x, gamma, beta, 1e-5))
    return _layer_norm(x + layer(x), gamma, beta, 1e-5)


def _self_attention(x: Tensor, params: Params, n_heads: int, mask: Tensor | None) -> Tensor:
    return _attend(x, x, params["Wq"], params["Wk"], params["Wv"], params["Wo"], n_heads, mask)


def _cross_attention(x: Tensor, memory: Tensor, params: Params, n_heads: int, mask: Tensor | None) -> Tensor:
    return _attend(x, memory, params["Cq"], params["Ck"], params["Cv"], params["Co"], n_heads, mask)


def _network(x: Tensor, params: Params) -> Tensor:
    return _feed_forward(x, params["W1"], params["b1"], params["W2"], params["b2"])


def _attend(
    x: Tensor,
    memory: Tensor,
    Wq: Tensor,
    Wk: Tensor,
    Wv: Tensor,
    Wo: Tensor,
    n_heads: int,
    mask: Tensor | None,
) -> Tensor:
    """Queries from ``x``, keys and values from ``memory``, head by head, then mixed."""
    q, k, v = _split(x @ Wq, n_heads), _split(memory @ Wk, n_heads), _split(memory @ Wv, n_heads)
    scores = q @ k.mT / math.sqrt(q.shape[-1])  # (B, n, Tq, Tk)
    if mask is not None:
        scores = scores.masked_fill(~mask, -torch.inf)
    weights = torch.softmax(scores, dim=-1)
    if mask is not None:
        weights = weights.masked_fill(~mask, 0.0)  # a row without any key would be NaN
    return (weights @ v).transpose(1, 2).flatten(2) @ Wo  # (B, Tq, n dv) @ (n dv, D)


def _split(projected: Tensor, n_heads: int) -> Tensor:
    """Shape (B, T, n d) to (B, n, T, d): a head's columns are neighbours."""
    return projected.reshape(*projected.shape[:2], n_heads, -1).transpose(1, 2)


def _decoder_block(
    x: Tensor, memory: Tensor, params: Params, n_heads: int, memory_mask: Tensor | None, norm: str
) -> Tensor:
    place = torch.arange(x.shape[1])
    causal = place <= place[:, None]  # (T, T)
    x = _sublayer(x, lambda z: _self_attention(z, params, n_heads, causal), params, 1, norm)
    x = _sublayer(x, lambda z: _cross_attention(z, memory, params, n_heads, memory_mask), params, 2, norm)
    return _sublayer(x, lambda z: _network(z, params), params, 3, norm)


def _embedded(ids: Tensor, E: Tensor) -> Tensor:
    """Embeddings scaled by the root of D, plus positions: (B, T) to (B, T, D)."""
    T, D = ids.shape[1], E.shape[1]
    return math.sqrt(D) * E[ids.long()] + _positions(T, D).to(E.dtype)


def _scores(
    ids: Tensor, memory: Tensor, E: Tensor, blocks: Sequence[Params], W: Tensor, b: Tensor, n_heads: int
) -> Tensor:
    x = _embedded(ids, E)
    for params in blocks:
        x = _decoder_block(x, memory, params, n_heads, None, "post")
    return x @ W + b


def _trainable(parameter: Tensor) -> Tensor:
    return parameter.clone().requires_grad_()
