"""Tasks handed to the machines of a Dask cluster, with the same events as those of ``pool``.

A task travels as plain values: the scene's name, its parameters and settings. What comes back are
the finished files and their record, which are checked here as if a stranger had sent them. So a
task may run twice, or on a machine that is switched off meanwhile. Imports ``distributed``, which
is optional, only when it is called. Does not know how a worker makes a clip (``remote``).
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import asdict
from itertools import count
from pathlib import Path
from typing import Any

from rendering.errors import CallError, ClipError
from rendering.machine.files import PublishedFile, flush
from rendering.planning.explain import differences
from rendering.planning.fingerprint import Description, describe
from rendering.planning.manifest import Record
from rendering.planning.plan import Task
from rendering.running.pool import Event, Failed, Finished, Started
from rendering.running.remote import environment, make

__all__ = ["run_on_cluster"]

_SECONDS_TO_CONNECT = 10
_SECONDS_BETWEEN_LOOKS = 0.2
_OTHER_FILES = 256
_TASKS_PER_THREAD = 2  # one that is being made, and one that waits beside it


def run_on_cluster(
    tasks: Iterable[Task], *, address: str, work: Path, verbosity: str = "WARNING"
) -> Generator[Event, None, None]:
    """Make ``tasks`` on the workers of the scheduler at ``address``.

    Raises
    ------
    CallError
        No scheduler or no worker is there, or a worker would not make the same clips.
    """
    try:
        from distributed import Client
    except ImportError:
        raise CallError(
            "--cluster needs Dask, which is optional; distributed is not installed. "
            "Install it with pip install 'cross-entropy-clips[cluster]'."
        ) from None
    try:
        client = Client(address, timeout=_SECONDS_TO_CONNECT)
    except (OSError, ValueError, TypeError) as error:
        raise CallError(
            f"--cluster must be the address of a Dask scheduler; none answers at {address!r} "
            f"({type(error).__name__}). Start one with dask scheduler, and give what it prints."
        ) from None
    with client:
        threads = sum(client.nthreads().values())
        _require_same_environment(client.run(environment))
        executor = client.get_executor(pure=False, retries=0)
        at_once = _within_open_files(_TASKS_PER_THREAD * threads)
        yield from _run(executor, iter(tasks), at_once, work, verbosity)


def _within_open_files(wanted: int) -> int:
    """How many tasks may be out at once: each has a lock, which is an open file."""
    try:
        import resource
    except ImportError:  # Windows has no such limit
        return wanted
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    needed = wanted + _OTHER_FILES
    if resource.RLIM_INFINITY in (now, most) or needed <= now:
        return wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(needed, most), most))
    return max(1, min(needed, most) - _OTHER_FILES)


def _run(
    executor: Any, waiting: Iterable[Task], at_once: int, work: Path, verbosity: str
) -> Generator[Event, None, None]:
    sent: dict[Future[Any], Task] = {}
    to_come = iter(waiting)
    folders = count()
    while True:
        while len(sent) < at_once:
            task = next(to_come, None)
            if task is None:
                break
            sent[executor.submit(make, _as_job(task), verbosity)] = task
            yield Started(task)
        if not sent:
            return
        done, _ = wait(sent, timeout=_SECONDS_BETWEEN_LOOKS, return_when=FIRST_COMPLETED)
        for future in done:
            task = sent.pop(future)
            try:
                answer = future.result()
                if isinstance(answer, str):
                    yield Failed(task, answer)
                else:
                    yield Finished(task, *_unpacked(task, answer, work / str(next(folders))))
            except ClipError as error:
                yield Failed(task, str(error))
            except Exception as error:
                # Dask has given up: its workers died with it, or cannot be reached.
                told = " ".join(str(error).split())
                yield Failed(task, f"no worker made it: {type(error).__name__}: {told}")


def _as_job(task: Task) -> dict[str, Any]:
    """A task in values that need no class of ours."""
    return {
        "scene": task.entry.name,
        "parameters": task.parameters.model_dump(mode="json"),
        "settings": asdict(task.settings),
        "product": task.product,
        "name": task.name,
    }


def _require_same_environment(found: Mapping[str, Description]) -> None:
    if not found:
        raise CallError(
            "a cluster must have a worker; the scheduler has none. "
            "Start some with dask worker ADDRESS --nthreads 1, in this project's folder."
        )
    ours = environment()
    for worker, theirs in found.items():
        told = differences(ours, theirs)
        if told:
            raise CallError(
                f"all workers must make the same clips as this machine; {worker} would not: "
                f"{'; '.join(told[:5])} (here, and there). Set it up from the same commit."
            )


def _unpacked(task: Task, answer: Any, folder: Path) -> tuple[dict[str, Path], Record]:
    """Write down the files of a clip, once they are what they should be."""
    contents, record = answer
    expected = describe(task, None)
    told = differences(expected, {part: record.description[part] for part in expected})
    if told:
        raise ClipError(f"its worker made another clip: {'; '.join(told[:5])}.")
    folder.mkdir()
    files = {}
    for ending in task.endings:
        files[ending] = folder / f"clip{ending}"
        files[ending].write_bytes(contents[ending])
        if PublishedFile.of(files[ending]) != record.files[ending]:
            raise ClipError(f"its {ending} did not come over the network whole.")
        flush(files[ending])
    # That it plays back was seen where it was made, and these are the same bytes.
    return files, record
