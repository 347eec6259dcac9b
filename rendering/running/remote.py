"""One task on a machine of a cluster: made in a process of its own, returned as bytes.

It needs its own process because a Dask worker runs tasks in threads, has its own environment, and
may not start processes in the usual way. That process (``python -m rendering.running.remote``)
reads the task from its standard input, and ends when its input is closed. It therefore ends with
the worker, even if the worker is killed. This module knows nothing of Dask or of where the files
go.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import scenes
from rendering.drawing.formats import FORMATS
from rendering.machine.environment import versions
from rendering.machine.processes import reproducible_variables
from rendering.planning.fingerprint import MAKERS, SPEAKERS, Description, drawing_modules
from rendering.planning.fonts import font_of
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.planning.sources import graph, known, remember
from rendering.running.pool import make_files
from rendering.running.wire import pack, pack_refusal
from stage.language import Language
from stage.parameters import read_parameters

__all__ = ["environment", "environment_as_text", "make"]


def environment() -> Description:
    """Return what must be equal on all machines: versions, and the sources of all that makes clips.

    The sources are those of the scenes, of the makers, and of this module with all its imports.
    """
    modules: dict[str, Any] = dict(graph([*MAKERS, *SPEAKERS, __name__], within=["rendering"]))
    for entry in scenes.PROGRAMME:
        numbers = f"{entry.package}.numbers"
        modules |= drawing_modules(entry.package)
        modules |= graph([numbers], leave_out=["scenes"], within=["scenes", "stage", "xe_math"])
    made_by = {**versions(), "encoder": FORMATS["mp4"].profile}
    return {"environment": made_by, "drawing": modules}


def environment_as_text() -> str:
    """Return the environment as JSON, to be sent."""
    return json.dumps(environment())


def make(job: str, verbosity: str = "WARNING", font: bytes = b"") -> bytes:
    """Make the clip of a job, given as JSON; ``wire.unpack`` reads the result.

    ``font`` holds the contents of the job's font file, if it has one, since that file is on another
    machine.
    """
    try:
        order = json.dumps([json.loads(job), verbosity, len(font), known()]).encode()
        return _made_elsewhere(order + b"\n" + font)
    except Exception as error:  # sent as bytes, because an exception would be pickled
        return pack_refusal(f"its process could not be started: {type(error).__name__}: {error}")


def _made_elsewhere(order: bytes) -> bytes:
    with (
        tempfile.TemporaryFile() as complaints,
        subprocess.Popen(
            [sys.executable, "-m", "rendering.running.remote"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, **reproducible_variables()},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
        ) as process,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(order)
        process.stdin.flush()  # and left open: its end is the signal to stop
        answer = process.stdout.read()
        if process.wait() == 0:
            return answer
        complaints.seek(0)
        lines = complaints.read().decode(errors="replace").split("\n")
    return pack_refusal(
        f"its process ended with exit code {process.returncode}: {' '.join(lines[-3:])}"
    )


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a scene prints must not get into the answer
    job, verbosity, length, read = json.loads(sys.stdin.buffer.readline())
    data = sys.stdin.buffer.read(length)
    remember(read)  # read by the worker when it reported its environment
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # so that nothing is left behind, not even its font
        threading.Thread(target=_end_with_input, args=(folder,), daemon=True).start()
        entry, font = scenes.entry(job["scene"]), font_of(data) if data else None
        parameters = read_parameters(
            entry.parameters_type(), job["parameters"], font=font, recorded=True
        )
        settings, rows = Settings(**job["settings"]), job["language"]
        task = Task(
            *(entry, parameters, settings, job["product"], job["name"]),
            beat=job["beat"],
            font=font,
            language=None if rows is None else Language.of_rows(settings.language, rows),
        )
        made = make_files(task, Path(folder) / "0", verbosity, lambda _done: None)
        if isinstance(made, tuple):
            files, record = made
            answer = pack({ending: path.read_bytes() for ending, path in files.items()}, record)
        else:
            answer = pack_refusal(str(made))
        with answers:
            answers.write(answer)


def _end_with_input(folder: str) -> None:
    while os.read(0, 4096):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    _main()
