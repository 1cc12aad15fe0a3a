"""What the losses of several trainings prove: a curve that rises, grows without bound, stays flat or zigzags."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

CurveFault = Literal["rises", "diverges", "flat", "zigzag"]
_Curve = NDArray[np.float64]

_FEWEST_STEPS: Final = 4
"""A shorter curve proves nothing."""
_GROWTH: Final = 1.1
"""A loss above so many times its first value has grown."""
_FLAT: Final = 0.02
"""A curve is flat if it moves by less than this part of what the reference's falls."""
_TURNS: Final = 0.6
"""A curve zigzags if so large a part of its steps turn back."""
_SWING: Final = 0.2
"""They count only if a rise is on average larger than this part of what the reference's curve falls."""


def curve_fault(trainings: Sequence[Sequence[float]], reference: Sequence[float]) -> CurveFault | None:
    """The fault that the curves of all trainings show.

    Parameters
    ----------
    trainings : sequence of sequence of float
        Losses of each training, the first before the first step. They may be infinite or NaN.
    reference : sequence of float
        Losses of the reference, which fall.

    Returns
    -------
    str or None
        ``rises``: every step goes up. ``diverges``: the loss ends far above its start, or is no number.
        ``flat``: it does not move. ``zigzag``: it goes up and down in turn. ``None``: the curves prove no fault, or
        not the same one.
    """
    curves = [np.asarray(losses, dtype=np.float64) for losses in trainings]
    fall = reference[0] - min(reference) if len(reference) else 0.0
    if not curves or fall <= 0 or min(map(len, curves)) < _FEWEST_STEPS:
        return None
    faults = {_fault(curve, fall) for curve in curves}
    return faults.pop() if len(faults) == 1 else None


def _fault(curve: _Curve, fall: float) -> CurveFault | None:
    if not np.isfinite(curve).all():
        return "diverges"
    steps = np.diff(curve)
    if np.ptp(curve) < _FLAT * fall:
        return "flat"
    if curve[-1] > _GROWTH * max(curve[0], curve[0] + _FLAT * fall):
        return "rises" if (steps > 0).all() else "diverges"
    turns = np.mean(steps[1:] * steps[:-1] < 0)
    rises = steps[steps > 0]
    if turns >= _TURNS and len(rises) and rises.mean() > _SWING * fall:
        return "zigzag"
    return None
