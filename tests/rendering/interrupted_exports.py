"""Exports and films that are interrupted before a certain change that they make on the disk.

A server imports the program once and forks for each export, which so takes as long as its work. A
change is a file that is opened for writing, made, linked, renamed or removed, as Python's audit
events tell of it before it happens; so where an export ends does not depend on a clock.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]

FULL_DISK = "full disk"
WAYS = ("SIGKILL", "SIGTERM", FULL_DISK, "SIGINT")

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_CHANGES = ("os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink")
_TAKES_ROOM = ("open", "os.link", "os.mkdir", "os.symlink")


@dataclass(frozen=True)
class Ended:
    """How an export ended; a negative code is that of a signal."""

    code: int
    err: str
    changes: list[str]
    """Those before which it could have been interrupted, in order."""


class Exporter:
    """The program, loaded, with the toys as its programme."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def export(
        self, media: Path, *arguments: str, before: int | None = None, how: str = WAYS[0]
    ) -> Ended:
        """Make one, or a film; end it before that change, unless it ends without it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        order = json.dumps([str(media), arguments, before, how])
        print(order, file=self._process.stdin, flush=True)
        return Ended(**json.loads(self._process.stdout.readline()))


@contextmanager
def exporter() -> Iterator[Exporter]:
    """Start one, and end it."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.rendering.interrupted_exports"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        yield Exporter(process)
        assert process.stdin is not None
        process.stdin.close()


# --- In the server --------------------------------------------------------------------------------


def _serve() -> None:
    sys.path.insert(0, str(ROOT / "tests" / "rendering"))
    import manim_slides.convert  # noqa: F401
    import pptx  # noqa: F401
    import toy_scenes

    import render
    import rendering.exporting.kinds
    import rendering.filming.make  # noqa: F401
    import scenes
    from tests.making import making_here

    scenes.PROGRAMME = toy_scenes.PROGRAMME
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with making_here():
        _answer(render.main)


def _answer(main: Any) -> None:
    for line in sys.stdin:
        media, arguments, before, how = json.loads(line)
        log, err = Path(f"{media}.log"), Path(f"{media}.err")
        pid = os.fork()
        if pid == 0:
            _become(main, media, arguments, before, how, log, err)
        _, status = os.waitpid(pid, 0)
        answer = Ended(
            os.waitstatus_to_exitcode(status), err.read_text(), log.read_text().splitlines()
        )
        log.unlink()
        err.unlink()
        print(json.dumps(vars(answer)), flush=True)


def _become(
    main: Any,
    media: str,
    arguments: Sequence[str],
    before: int | None,
    how: str,
    log: Path,
    err: Path,
) -> None:
    code = 70
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        _watch(media, before, how, os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC))
        # Published pictures, since what draws a handout's own are processes that nobody watches.
        look = ["--theme", "dark"] if "handout" in arguments else []
        command = [] if "film" in arguments else ["export"]
        code = main([*command, *arguments, *look, "--media_dir", media])
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _watch(media: str, before: int | None, how: str, log: int) -> None:
    changes = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal changes
        if event not in _CHANGES and (event != "open" or not arguments[2] & _WRITES):
            return
        if isinstance(arguments[0], int):
            return  # it is open already
        path = os.fsdecode(arguments[0])
        # What is named without its folder is below one that is open.
        if path.startswith("/") and not path.startswith(media):
            return
        os.write(log, f"{event} {path.removeprefix(media)}\n".encode())
        changes += 1
        if before is None or changes <= before:
            return
        if how == FULL_DISK:
            if event in _TAKES_ROOM:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        elif changes == before + 1:
            os.kill(os.getpid(), getattr(signal, how))

    sys.addaudithook(hook)


if __name__ == "__main__":
    _serve()
