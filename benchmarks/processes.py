"""Runs a command and tells what it took: wall clock, processor time, memory."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["ROOT", "Cost", "run"]

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall clock and of all processors, and the largest process in MB."""

    wall: float
    cpu: float
    peak_memory: float


def run(arguments: Sequence[str]) -> tuple[Cost, str]:
    """Run Python with ``arguments`` and all the children it waits for; returns what it printed."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as complained:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=environment,
            stdout=printed,
            stderr=complained,
        )
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        printed.seek(0)
        complained.seek(0)
        output, errors = printed.read(), complained.read()
    if process.returncode:
        raise RuntimeError(f"python {' '.join(arguments)} failed:\n{errors[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024), output
