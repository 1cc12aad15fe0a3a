r"""From one sequence to another: an encoder, a decoder, three ways to decode, and the loss for training.

The encoder reads a sentence and leaves a state, the *context*. The decoder starts from this state and writes another
sentence, whose length may differ. Words are ids, and each has a row in a table of vectors:

.. math::

    \text{encoder:}\quad h_0 = 0, \quad h_t = \tanh(E_{s_t} W_x + h_{t-1} W_h + b) \qquad
    \text{decoder:}\quad \ln p = \ln \operatorname{softmax}(h' W_o + b_o)

===========  ======================================================================
``B``        sentences in the batch
``S``        length of the source sentences, padding included
``T``        length of the target sentences, padding included
``V``        words of a vocabulary, ids 0 … V − 1
``D``        length of the vector of a word
``H``        units: the size of a state
``encoder``  tuple ``(E, Wx, Wh, b)`` of shapes (V, D), (D, H), (H, H), (H,)
``decoder``  the same and ``Wo`` of shape (H, V), ``bo`` of shape (V,)
===========  ======================================================================

Three ids have the same meaning everywhere: PAD fills the places behind a sentence, BOS is what the decoder reads
before its first word, and EOS ends a sentence.

How do I …

* read: ``h = encode(source, encoder)``;
* write: ``tokens, log_prob = greedy_decode(h, decoder, max_length)``; ``beam_search`` finds more likely sentences,
  ``parallel_decode`` writes all words at once;
* train: ``teacher_forcing_loss(targets, h, decoder)``;
* take one step: ``log_probs, h = decode_step(token, h, decoder)``.

Floating inputs keep their dtype, integers become float64 before any arithmetic, and no function modifies what it is
given.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.floating[Any]]
Ids = NDArray[np.integer[Any]]
Encoder = tuple[Array, Array, Array, Array]  # E, Wx, Wh, b
Decoder = tuple[Array, Array, Array, Array, Array, Array]  # E, Wx, Wh, b, Wo, bo

PAD, BOS, EOS = 0, 1, 2


def encode(source: Ids, encoder: Encoder) -> Array:
    r"""The context of each sentence: the state of a recurrent network after the last word.

    .. math:: h_0 = 0, \qquad h_t = \begin{cases} h_{t-1} & s_t = \text{PAD} \\
              \tanh(E_{s_t} W_x + h_{t-1} W_h + b) & \text{otherwise} \end{cases}

    Parameters
    ----------
    source : ndarray of shape (B, S), integers 0 … V − 1 of any width, S >= 1
        Sentences. PAD (0) may stand at any place.
    encoder : tuple of ndarrays (E, Wx, Wh, b)
        Vectors of the words (V, D), weights of the input (D, H), weights of the state (H, H), bias (H,).

    Returns
    -------
    ndarray of shape (B, H)
        The last state. Floating parameters keep their dtype, integers become float64.

    Notes
    -----
    The context of a sentence does not depend on how far it is padded; that of a sentence without words is 0.

    References
    ----------
    I. Sutskever, O. Vinyals, Q. Le: Sequence to Sequence Learning with Neural Networks, NeurIPS 2014. Lecture notes
    000:358–367.

    Examples
    --------
    Word 3 has the vector ln 2, whose tanh is 3/5, word 4 the vector ln 3 − 3/10:

    >>> E = np.array([[9.0], [0.0], [0.0], [np.log(2)], [np.log(3) - 0.3]])
    >>> encoder = E, np.array([[1.0]]), np.array([[0.5]]), np.array([0.0])
    >>> np.round(encode(np.array([[3, 4], [3, 0]]), encoder), 6)
    array([[0.8],
           [0.6]])
    """
    E, Wx, Wh, b = (_real(part) for part in encoder)
    h = np.zeros((source.shape[0], b.shape[0]), b.dtype)
    for t in range(source.shape[1]):
        after = _next_state(E[source[:, t]], h, Wx, Wh, b)  # (B, H)
        h = np.where(source[:, t, np.newaxis] == PAD, h, after)
    return h


def decode_step(token: Ids, h: Array, decoder: Decoder) -> tuple[Array, Array]:
    r"""One step of the decoder: from the last word and the state to the log-probabilities of the next word.

    .. math:: h' = \tanh(E_{y} W_x + h W_h + b), \qquad z = h' W_o + b_o, \qquad
              \ln p_k = z_k - \ln \sum_j e^{z_j}

    Parameters
    ----------
    token : ndarray of shape (B,), integers 0 … V − 1 of any width
        The last word of each sentence; BOS (1) in the first step.
    h : ndarray of shape (B, H)
        The states before the step; the contexts in the first step.
    decoder : tuple of ndarrays (E, Wx, Wh, b, Wo, bo)
        Vectors of the words (V, D), weights of the input (D, H), weights of the state (H, H), bias (H,), weights
        (H, V) and bias (V,) of the output.

    Returns
    -------
    log_probs : ndarray of shape (B, V)
        Natural logarithms of the probabilities of each next word.
    h_new : ndarray of shape (B, H)
        The states after the step.

    Notes
    -----
    Scores may be 1000 and more, of either sign. The largest is subtracted first, and the logarithm of the softmax is
    a difference: it stays exact where a probability is too small for a float.

    References
    ----------
    Lecture notes 000:358–376.

    Examples
    --------
    The new state is 3/5, the scores are (0, 0, 0, ln 5):

    >>> E = np.array([[0.0], [np.log(2) - 0.1], [0.0], [0.0]])
    >>> Wo = np.array([[0.0, 0.0, 0.0, np.log(5) / 0.6]])
    >>> decoder = E, np.array([[1.0]]), np.array([[0.5]]), np.array([0.0]), Wo, np.zeros(4)
    >>> log_probs, h = decode_step(np.array([1]), np.array([[0.2]]), decoder)
    >>> np.round(np.exp(log_probs), 6), np.round(h, 6)
    (array([[0.125, 0.125, 0.125, 0.625]]), array([[0.6]]))
    """
    return _step(token, h, decoder)


def greedy_decode(h: Array, decoder: Decoder, max_length: int) -> tuple[Ids, Array]:
    r"""Write sentences word by word, each time with the most likely next word.

    .. math:: y_0 = \text{BOS}, \qquad y_t = \operatorname{argmax}_k\, \ln p(k \mid y_0, \dots, y_{t-1}, h)

    Parameters
    ----------
    h : ndarray of shape (B, H)
        Contexts.
    decoder : tuple of ndarrays (E, Wx, Wh, b, Wo, bo)
        As in `decode_step`.
    max_length : int >= 1
        Most words of a sentence; EOS counts as one.

    Returns
    -------
    tokens : ndarray of shape (B, max_length), integers
        The words. A sentence ends with its first EOS (2), or has ``max_length`` words; behind its end stands PAD (0).
    log_prob : ndarray of shape (B,)
        Sum of the log-probabilities of the words of each sentence, its EOS included.

    Raises
    ------
    ValueError
        If ``max_length`` is below 1.

    Notes
    -----
    Of equal probabilities the lowest id is taken. The sentences of a batch end at different steps. Every id may be
    written, PAD and BOS too; only EOS ends a sentence.

    References
    ----------
    Lecture notes 000:369–376.

    Examples
    --------
    >>> probs = np.array([[1.0, 1, 1, 1, 1], [1, 1, 1, 12, 9], [1, 1, 1, 1, 1], [1, 1, 8, 5, 5], [1, 1, 16, 1, 1]])
    >>> decoder = np.eye(5), 100 * np.eye(5), np.zeros((5, 5)), np.zeros(5), np.log(probs), np.zeros(5)
    >>> tokens, log_prob = greedy_decode(np.zeros((1, 5)), decoder, 4)
    >>> tokens, np.round(np.exp(log_prob), 6)
    (array([[3, 2, 0, 0]]), array([0.2]))
    """
    _require_positive("max_length", max_length)
    h = _real(h)
    token = np.full(len(h), BOS)
    tokens = np.full((len(h), max_length), PAD)
    log_prob = np.zeros(len(h), h.dtype)
    ended = np.zeros(len(h), bool)
    for t in range(max_length):
        log_probs, h = _step(token, h, decoder)  # (B, V)
        token = log_probs.argmax(axis=1)  # (B,)
        tokens[:, t] = np.where(ended, PAD, token)
        log_prob = log_prob + np.where(ended, 0, log_probs.max(axis=1))
        ended |= token == EOS
    return tokens, log_prob


def beam_search(h: Array, decoder: Decoder, width: int, max_length: int) -> tuple[Ids, Array]:
    r"""The most likely sentences that a search finds which keeps several beginnings at once.

    The beam starts with the empty beginning. A step extends each beginning that has not ended by each of the V words.
    One that has ended stays as it is. All of these are ranked by the sum of their log-probabilities, and the first
    ``width`` make the new beam:

    .. math:: \operatorname{score}(y_1, \dots, y_t) = \sum_{i=1}^{t} \ln p(y_i \mid y_0, \dots, y_{i-1}, h)

    Parameters
    ----------
    h : ndarray of shape (H,)
        The context of one sentence.
    decoder : tuple of ndarrays (E, Wx, Wh, b, Wo, bo)
        As in `decode_step`.
    width : int >= 1
        Size of the beam.
    max_length : int >= 1
        Number of steps at most; EOS counts as a word.

    Returns
    -------
    tokens : ndarray of shape (n, max_length), integers
        The beam after the last step, best first, with n ≤ width: there may be fewer candidates. Behind the end of a
        sentence stands PAD (0).
    scores : ndarray of shape (n,)
        Their scores, EOS included.

    Raises
    ------
    ValueError
        If ``width`` or ``max_length`` is below 1.

    Notes
    -----
    Of equal scores, the candidate from the better place in the old beam comes first, and among those from the same
    place the lower id. With ``width=1`` this is greedy decoding. Scores are not divided by the length, so short
    sentences have an advantage. Cost: up to ``width · max_length`` steps of the decoder.

    References
    ----------
    Not in the lecture notes. A. Graves: Sequence Transduction with Recurrent Neural Networks, 2012.

    Examples
    --------
    The decoder of `greedy_decode`. The most likely first word is 3, but the most likely sentence starts with 4:

    >>> probs = np.array([[1.0, 1, 1, 1, 1], [1, 1, 1, 12, 9], [1, 1, 1, 1, 1], [1, 1, 8, 5, 5], [1, 1, 16, 1, 1]])
    >>> decoder = np.eye(5), 100 * np.eye(5), np.zeros((5, 5)), np.zeros(5), np.log(probs), np.zeros(5)
    >>> tokens, scores = beam_search(np.zeros(5), decoder, 2, 4)
    >>> tokens, np.round(np.exp(scores), 6)
    (array([[4, 2, 0, 0],
           [3, 2, 0, 0]]), array([0.3, 0.2]))
    """
    _require_positive("width", width)
    _require_positive("max_length", max_length)
    h = _real(h)
    beam = [([BOS], h.dtype.type(0), h)]  # words, score and state of each beginning
    for _ in range(max_length):
        candidates = []
        for words, score, state in beam:
            if words[-1] == EOS:
                candidates.append((words, score, state))
                continue
            log_probs, after = _step(np.array(words[-1:]), state[np.newaxis], decoder)
            for token, log_prob in enumerate(log_probs[0]):
                candidates.append(([*words, token], score + log_prob, after[0]))
        candidates.sort(key=lambda candidate: -candidate[1])  # stable: equal scores keep their order
        beam = candidates[:width]
    tokens = np.full((len(beam), max_length), PAD)
    for row, (words, _, _) in zip(tokens, beam, strict=True):
        row[: len(words) - 1] = words[1:]
    return tokens, np.array([score for _, score, _ in beam])


def parallel_decode(h: Array, decoder: Decoder) -> tuple[Ids, Array]:
    r"""Write all words of a sentence at once: no word depends on another (non-autoregressive).

    .. math:: h'_t = \tanh(P_t W_x + h W_h + b), \qquad
              y_t = \operatorname{argmax}_k\, \ln \operatorname{softmax}(h'_t W_o + b_o)_k, \qquad t = 1, \dots, L

    Parameters
    ----------
    h : ndarray of shape (B, H)
        Contexts, the same for all places of a sentence.
    decoder : tuple of ndarrays (P, Wx, Wh, b, Wo, bo)
        As in `decode_step`, but the first entry has the vectors of the *places*, shape (L, D), L >= 1.

    Returns
    -------
    tokens : ndarray of shape (B, L), integers
        The words. A sentence ends with its first EOS (2), or has L words; behind its end stands PAD (0).
    log_prob : ndarray of shape (B,)
        Sum of the log-probabilities of the words of each sentence, its EOS included.

    Notes
    -----
    One step, in parallel, instead of L: fast. The words do not know of each other, so a sentence may say the same
    twice, or mix two good sentences. Of equal probabilities the lowest id is taken.

    References
    ----------
    J. Gu et al.: Non-Autoregressive Neural Machine Translation, ICLR 2018. Lecture notes 000:369–383.

    Examples
    --------
    >>> P, probs = np.eye(3), np.array([[1.0, 1, 1, 6, 1], [1, 1, 2, 5, 1], [1, 1, 6, 1, 1]])
    >>> decoder = P, 100 * np.eye(3), np.zeros((3, 3)), np.zeros(3), np.log(probs), np.zeros(5)
    >>> tokens, log_prob = parallel_decode(np.zeros((1, 3)), decoder)
    >>> tokens, np.round(np.exp(log_prob), 6)
    (array([[3, 3, 2]]), array([0.18]))
    """
    P, Wx, Wh, b, Wo, bo = (_real(part) for part in decoder)
    states = _next_state(P, _real(h)[:, np.newaxis], Wx, Wh, b)  # (B, L, H)
    log_probs = _log_softmax(states @ Wo + bo)  # (B, L, V)
    tokens = log_probs.argmax(axis=2)  # (B, L)
    is_end = tokens == EOS
    ended = is_end.cumsum(axis=1) - is_end > 0  # an earlier place has EOS
    log_prob: Array = np.where(ended, 0, log_probs.max(axis=2)).sum(axis=1)
    return np.where(ended, PAD, tokens), log_prob


def teacher_forcing_loss(targets: Ids, h: Array, decoder: Decoder) -> float:
    r"""Mean cross entropy of the words of given sentences, each predicted from the right words before it.

    .. math:: L = -\frac{1}{N} \sum_{i=1}^{B} \sum_{t:\, y_{it} \ne \text{PAD}}
              \ln p(y_{it} \mid \text{BOS}, y_{i1}, \dots, y_{i,t-1}, h_i)

    with N the number of all words in the batch, EOS included, PAD not.

    Parameters
    ----------
    targets : ndarray of shape (B, T), integers 0 … V − 1 of any width, T >= 1
        The sentences that the decoder should write, as a rule with EOS (2) at the end, and then PAD (0) only.
    h : ndarray of shape (B, H)
        Contexts.
    decoder : tuple of ndarrays (E, Wx, Wh, b, Wo, bo)
        As in `decode_step`.

    Returns
    -------
    float
        The loss; 0 if there is no word at all.

    Notes
    -----
    In step t the decoder reads the target of step t − 1, not the word that it would have written itself. So all
    steps have right inputs from the start, and one bad word does not spoil the rest of the sentence. The inputs are
    the targets, one place later, with BOS in front.

    References
    ----------
    R. Williams, D. Zipser: A Learning Algorithm for Continually Running Fully Recurrent Neural Networks, Neural
    Computation 1, 1989. Lecture notes 000:358–376.

    Examples
    --------
    Word 3 has probability 1/2 after BOS, and EOS has 2/5 after word 3. The loss is the mean of ln 2 and ln 5/2:

    >>> probs = np.array([[1.0, 1, 1, 1, 1], [1, 1, 1, 12, 9], [1, 1, 1, 1, 1], [1, 1, 8, 5, 5], [1, 1, 16, 1, 1]])
    >>> decoder = np.eye(5), 100 * np.eye(5), np.zeros((5, 5)), np.zeros(5), np.log(probs), np.zeros(5)
    >>> round(float(np.exp(2 * teacher_forcing_loss(np.array([[3, 2, 0]]), np.zeros((1, 5)), decoder))), 6)
    5.0
    """
    inputs = np.concatenate([np.full_like(targets[:, :1], BOS), targets[:, :-1]], axis=1)  # (B, T)
    is_word = targets != PAD
    total = 0.0
    for t in range(targets.shape[1]):
        log_probs, h = _step(inputs[:, t], h, decoder)  # (B, V)
        right = log_probs[np.arange(len(targets)), targets[:, t]]  # (B,)
        total -= float(right[is_word[:, t]].sum())
    return total / max(int(is_word.sum()), 1)


def _step(token: Ids, h: Array, decoder: Decoder) -> tuple[Array, Array]:
    E, Wx, Wh, b, Wo, bo = (_real(part) for part in decoder)
    h = _next_state(E[token], _real(h), Wx, Wh, b)  # (B, H)
    return _log_softmax(h @ Wo + bo), h


def _next_state(x: Array, h: Array, Wx: Array, Wh: Array, b: Array) -> Array:
    state: Array = np.tanh(x @ Wx + h @ Wh + b)
    return state


def _log_softmax(z: Array) -> Array:
    shifted = z - z.max(axis=-1, keepdims=True)
    log_probs: Array = shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
    return log_probs


def _real(values: ArrayLike) -> Array:
    """The values as floats: floating arrays keep their dtype, integers of any width become float64."""
    array = np.asarray(values)
    return array if np.issubdtype(array.dtype, np.floating) else array.astype(np.float64)


def _require_positive(name: str, value: int) -> None:
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value}")
