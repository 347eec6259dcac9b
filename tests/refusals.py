"""What every refused call has in common."""

from __future__ import annotations

from typing import Any

__all__ = ["sentence_of"]


def sentence_of(answer: Any) -> str:
    """The sentence of a refusal, after checking that it is one."""
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("render.py: ")
    assert answer.err.count("\n") == 1
    assert "Traceback" not in answer.err
    return str(answer.err)
