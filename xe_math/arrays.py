"""What every function of ``xe_math`` hands back: float64 numbers that cannot be overwritten.

It knows nothing of probabilities, nor of what may come in: that is ``checks``.
"""

from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int64]


def read_only(values: ArrayLike) -> FloatArray:
    """Numbers that refuse assignment, copied from the values; of shape (), a ``np.float64``.

    A copy, so that freezing a result can never freeze the caller's own array.

    Examples
    --------
    >>> read_only([1, 2]).flags.writeable
    False
    >>> read_only(3)
    np.float64(3.0)
    """
    copy = np.array(values, dtype=np.float64)
    copy.setflags(write=False)
    frozen: FloatArray = copy[()]  # as NumPy's own reductions do, a scalar where no axis is left
    return frozen
