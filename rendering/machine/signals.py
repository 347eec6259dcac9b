"""Delay signals that ask the program to end while work must not be left half done."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

__all__ = ["signals_held", "termination_as_interrupt"]


@contextmanager
def signals_held() -> Iterator[None]:
    """Hold interrupt and termination signals until the end of the block, then deliver them."""
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
    """Treat a termination signal (SIGTERM) like Ctrl-C, so that the program cleans up."""
    if threading.current_thread() is not threading.main_thread():
        yield  # handlers can be set only in the main thread
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
