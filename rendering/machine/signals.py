"""What asks the program to end, kept waiting while something must not be left half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["signals_held", "termination_as_interrupt"]


@contextmanager
def signals_held() -> Iterator[None]:
    """Keep interrupt and termination for the end of the block, then deliver them."""
    if threading.current_thread() is not threading.main_thread():
        yield  # signals reach the main thread only
        return
    held: list[int] = []

    def hold(number: int, _frame: FrameType | None) -> None:
        held.append(number)

    numbers = (signal.SIGINT, signal.SIGTERM)
    before = {int(number): signal.signal(number, hold) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        for number in held:
            signal.raise_signal(number)


@contextmanager
def termination_as_interrupt() -> Iterator[None]:
    """Let a polite request to end (SIGTERM) clean up like Ctrl-C."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only there can handlers be set
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
