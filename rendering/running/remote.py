"""One task on a machine of a cluster: made in a process of its own, returned as bytes.

Its own process, because a Dask worker runs tasks in threads, has its own environment, and may not
start processes in the usual way. That process (``python -m rendering.running.remote``) reads the
task from its standard input and ends when that is closed: with the worker, if the worker is killed.
Knows nothing of Dask, nor of where the files go.
"""

from __future__ import annotations

import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import scenes
from rendering.machine.environment import versions
from rendering.machine.processes import reproducible_variables
from rendering.planning.fingerprint import MAKERS, Description, drawing_modules, numbers_modules
from rendering.planning.manifest import Record
from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.planning.sources import graph
from rendering.running.pool import make_files

__all__ = ["environment", "make"]

Answer = tuple[dict[str, bytes], Record] | str


def environment() -> Description:
    """What must be the same on every machine: versions, and the sources of scenes and makers."""
    modules: dict[str, Any] = dict(graph(MAKERS, within=["rendering"], follow=False))
    for entry in scenes.PROGRAMME:
        modules |= drawing_modules(entry.package) | numbers_modules(entry.package)
    return {"environment": dict(versions()), "drawing": modules}


def make(job: dict[str, Any], verbosity: str = "WARNING") -> Answer:
    """Make a clip; its files' bytes by ending and its record, or one line of why not."""
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
        pickle.dump((job, verbosity), process.stdin)
        process.stdin.flush()  # and left open: its end is the signal to stop
        answer = process.stdout.read()
        if process.wait() != 0:
            complaints.seek(0)
            lines = complaints.read().decode(errors="replace").split("\n")
            return f"its process ended with exit code {process.returncode}: {' '.join(lines[-3:])}"
    found: Answer = pickle.loads(answer)
    return found


def _main() -> None:
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a scene prints must not get into the answer
    job, verbosity = pickle.load(sys.stdin.buffer)
    entry = scenes.entry(job["scene"])
    parameters = entry.parameters_type().model_validate(job["parameters"])
    settings = Settings(**job["settings"])
    task = Task(entry, parameters, settings, job["product"], job["name"])
    with tempfile.TemporaryDirectory() as folder:
        threading.Thread(target=_end_with_input, args=(folder,), daemon=True).start()
        made = make_files(task, Path(folder) / "0", verbosity, lambda _done: None)
        answer: Any = made
        if isinstance(made, tuple):
            files, record = made
            answer = ({ending: path.read_bytes() for ending, path in files.items()}, record)
        with answers:
            pickle.dump(answer, answers)


def _end_with_input(folder: str) -> None:
    while os.read(0, 4096):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os._exit(1)


if __name__ == "__main__":
    _main()
