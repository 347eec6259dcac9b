"""Calls of the command line, each in a process of its own, at a hundredth of what one costs.

A server imports the program once and forks for each call, so a call finds the program as it is
after its start, can be ended where it does not end, and is measured by the system: processor time
and largest memory, those of the processes that it starts included. A call that would render
something ends where that begins.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]

_SECONDS_TO_END = 30
_LARGEST_ADDRESS = 4 << 30  # bytes; what wants more than that shall fail, not the machine


@dataclass(frozen=True)
class Answered:
    """What a call came to, and what it took."""

    code: int
    out: str
    err: str
    seconds: float
    """Of processor time."""
    megabytes: float


class Server:
    """The program, loaded, and ready to be called."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def call(self, arguments: Sequence[str], folder: Path, *, fork: bool = True) -> Answered:
        """Make a call in ``folder``; without ``fork`` by starting Python, as a person does."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = json.dumps([list(arguments), str(folder), fork])
        print(order, file=self._process.stdin, flush=True)
        return Answered(**json.loads(self._process.stdout.readline()))


@contextmanager
def server() -> Iterator[Server]:
    """Start one, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.forked_calls"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        yield Server(process)
        assert process.stdin is not None
        process.stdin.close()


# --- In the server --------------------------------------------------------------------------------


def _serve() -> None:
    import click

    import render
    import rendering.running.execute
    from rendering.running.report import Outcome, Report

    def would_render(tasks: Any, **_: Any) -> Report:
        return Report([Outcome.before(task) for task in tasks], 0.0)

    rendering.running.execute.execute = would_render
    click.launch = lambda *_, **__: 0
    for line in sys.stdin:
        arguments, folder, fork = json.loads(line)
        outputs = [Path(folder).with_suffix(ending) for ending in (".out", ".err")]
        # A fork ends without tidying up.
        with tempfile.TemporaryDirectory() as temporary:
            pid = os.fork()
            if pid == 0:
                os.environ["TMPDIR"] = tempfile.tempdir = temporary
                _become(render.main if fork else _start, arguments, folder, outputs)
            answer = _answered(pid, *outputs)
        print(json.dumps(vars(answer)), flush=True)


def _become(main: Any, arguments: list[str], folder: str, outputs: list[Path]) -> None:
    import resource  # which not every system has

    code = 70
    try:
        signal.alarm(_SECONDS_TO_END)
        resource.setrlimit(resource.RLIMIT_AS, (_LARGEST_ADDRESS, _LARGEST_ADDRESS))
        os.chdir(folder)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, path in enumerate(outputs, start=1):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT), number)
        code = main(arguments)
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _start(arguments: list[str]) -> None:
    os.execv(sys.executable, [sys.executable, str(ROOT / "render.py"), *arguments])


def _answered(pid: int, out: Path, err: Path) -> Answered:
    _, status, usage = os.wait4(pid, 0)
    texts = [path.read_bytes().decode(errors="replace") for path in (out, err)]
    for path in (out, err):
        path.unlink()
    seconds = usage.ru_utime + usage.ru_stime
    unit = 1 if sys.platform == "darwin" else 1024
    code = os.waitstatus_to_exitcode(status)
    return Answered(code, *texts, seconds, usage.ru_maxrss * unit / 1e6)


if __name__ == "__main__":
    _serve()
