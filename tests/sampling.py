"""Wide matrices, and the fair sample of them that the suite keeps.

``make test`` leaves out what is marked ``soak``; who names a scene with ``-k`` runs all that there
is of it, and ``make soak`` runs everything. With ``SOAK=1`` what is left to chance is tried many
more times, too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

__all__ = ["SOAK", "sample"]

SOAK = os.environ.get("SOAK", "0") not in ("", "0")
"""Whether to try much more than the suite does."""


def sample(cases: Iterable[Any], every: int) -> list[Any]:
    """All cases, of which the suite runs the first and every ``every``-th after it.

    Where cases are the products of two lists, the second of which has no divisor with ``every`` in
    common, all members of both come in their turn.
    """
    return [_left_out(case) if number % every else case for number, case in enumerate(cases)]


def _left_out(case: Any) -> Any:
    # A case may be a ``pytest.param`` already.
    values, marks, id_ = case if hasattr(case, "marks") else ((case,), (), None)
    return pytest.param(*values, marks=[*marks, pytest.mark.soak], id=id_)
