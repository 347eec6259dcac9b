"""Run tasks on the machines of a Dask cluster, with the same events as ``pool``.

A task is sent as plain values: the scene's name, its parameters and its settings. The answer is one
sequence of bytes (``wire``), which is checked here as if it came from a stranger. A task may
therefore run twice, or on a machine that is switched off meanwhile. Dask itself trusts everything
on its network and unpickles what it receives; that is prevented here. The optional package
``distributed`` is imported only when it is needed. This module does not know how a worker makes a
clip (``remote``).
"""

from __future__ import annotations

import json
import logging
import re
import socket
import ssl
import time
from asyncio import CancelledError
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, Literal

from pydantic import TypeAdapter

from rendering.errors import CallError, ClipError
from rendering.machine.files import PublishedFile, flush, is_file
from rendering.machine.unpickling import nothing_unpickled
from rendering.planning.explain import differences
from rendering.planning.fingerprint import Description, describe
from rendering.planning.manifest import Record
from rendering.planning.plan import Task, is_frame
from rendering.running.pool import Event, Failed, Finished, Makes, Started
from rendering.running.remote import environment, environment_as_text, make
from rendering.running.wire import unpack
from stage.quoting import brief, quoted
from stage.typesetting import Font

__all__ = ["Certificates", "Cluster", "on_cluster"]

_SECONDS_TO_CONNECT = 10
_SECONDS_BETWEEN_LOOKS = 0.2
_OTHER_FILES = 256
_TASKS_PER_THREAD = 2  # one in progress, and one waiting

_LONGEST_GREETING = 4096
_IN_EVERY_GREETING = b"pickle-protocol"

_HARMLESS = (
    *("builtins.bytes", "builtins.int", "collections.defaultdict", "collections.deque"),
    *("distributed.core.Status", "distributed.scheduler.WorkerState"),
    "distributed.scheduler.KilledWorker",
)
"""The types that Dask pickles in ordinary work: the type of a result, and the death of workers."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Certificate files in PEM format, as ``dask scheduler`` takes them.

    A file that is not given is taken from Dask's configuration.
    """

    ca_file: Path | None = None
    cert: Path | None = None
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """The address of a scheduler, and how both sides prove their identity.

    Raises
    ------
    CallError
        The address is not that of a scheduler, or a certificate is not a file or is given for an
        unencrypted cluster.
    """

    address: str
    certificates: Certificates = Certificates()

    def __post_init__(self) -> None:
        if self._parts is None:
            raise CallError(
                "--cluster must be the address of a Dask scheduler, tcp://HOST:PORT or "
                f"tls://HOST:PORT; got {quoted(self.address)}. Start one with dask scheduler, and "
                "give what it prints."
            )
        for name, path in asdict(self.certificates).items():
            option = f"--tls-{name.replace('_', '-')}"
            if path is not None and self.scheme != "tls":
                raise CallError(
                    f"{option} needs an encrypted cluster, tls://HOST:PORT; got "
                    f"{quoted(self.address)}. Start its scheduler and workers with certificates."
                )
            if path is not None and not is_file(path):
                raise CallError(
                    f"{option} must be a file; got {quoted(str(path))}. Look where it is."
                )

    @property
    def _parts(self) -> re.Match[str] | None:
        form = r"(?:(tcp|tls)://)?(\[[0-9a-fA-F:.%]+\]|[\w.-]+):([0-9]{1,5})"
        found = re.fullmatch(form, self.address, re.ASCII)
        return found if found and int(found[3]) < 2**16 else None

    @property
    def scheme(self) -> Literal["tcp", "tls"]:
        """Return the protocol by which the scheduler is reached."""
        assert self._parts is not None
        return "tls" if self._parts[1] == "tls" else "tcp"

    @property
    def place(self) -> tuple[str, int]:
        """Return the host and the port."""
        assert self._parts is not None
        return self._parts[2].strip("[]"), int(self._parts[3])


@contextmanager
def on_cluster(cluster: Cluster, verbosity: str = "WARNING") -> Iterator[Makes]:
    """Connect to a cluster, and require that its workers make the same clips as this machine.

    Raises
    ------
    CallError
        No scheduler or no worker can be reached, or a worker would not make the same clips.
    """
    try:
        from distributed import Client
        from distributed.security import Security
    except ImportError:
        raise CallError(
            "--cluster needs Dask, which is optional; distributed is not installed. "
            "Install it with pip install 'cross-entropy-clips[cluster]'."
        ) from None
    with _dask_is_silent(), nothing_unpickled(but_for=_HARMLESS) as refused:
        security = _security(Security, cluster)
        try:
            _require_scheduler(cluster, security)
            client = Client(
                f"{cluster.scheme}://{cluster.address.rpartition('://')[2]}",
                timeout=_SECONDS_TO_CONNECT,
                security=security,
                deserializers=["msgpack"],  # plain values
                set_as_default=False,
            )
        except (OSError, ValueError, TypeError) as error:
            raise CallError(
                "--cluster must be the address of a Dask scheduler; none answers at "
                f"{quoted(cluster.address)} ({_told(error)}). Start one with dask scheduler, and "
                "give what it prints."
            ) from None
        with client:
            for topic in ("print", "warn"):  # do not repeat a worker's output here
                client.unsubscribe_topic(topic)
            _require_same_environment(_environments(client))
            at_once = _within_open_files(_TASKS_PER_THREAD * sum(client.nthreads().values()))

            def makes(tasks: Iterable[Task], work: Path) -> Generator[Event, None, None]:
                return _run(client, iter(tasks), at_once, work, verbosity, refused)

            yield makes


@contextmanager
def _dask_is_silent() -> Iterator[None]:
    """Silence Dask's log, since errors are reported here, in one sentence each."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _security(security_of: Callable[..., Any], cluster: Cluster) -> Any:
    """Return Dask's own security settings, with the given files replacing the configured ones."""
    files = {"tls_ca_file": "ca_file", "tls_client_cert": "cert", "tls_client_key": "key"}
    given = {name: getattr(cluster.certificates, file) for name, file in files.items()}
    security = security_of(
        require_encryption=cluster.scheme == "tls",
        **{name: str(path) for name, path in given.items() if path is not None},
    )
    if cluster.scheme == "tls" and not (security.tls_ca_file and security.tls_client_cert):
        raise CallError(
            "an encrypted cluster needs certificates; got none for "
            f"{quoted(cluster.address)}. Give --tls-ca-file, --tls-cert and --tls-key."
        )
    return security


def _require_scheduler(cluster: Cluster, security: Any) -> None:
    """Read a scheduler's greeting before Dask does, since Dask would wait for it for ever.

    Another kind of server may send nothing at all, or bytes that Dask would take for the length of
    a message and allocate memory for.
    """
    give_up = time.monotonic() + _SECONDS_TO_CONNECT

    def read(stream: socket.socket, size: int) -> bytes:
        heard = b""
        while len(heard) < size:
            stream.settimeout(max(0.001, give_up - time.monotonic()))
            heard += (more := stream.recv(size - len(heard)))
            if not more:
                raise ConnectionError("what is there is no scheduler")
        return heard

    context = None
    if cluster.scheme == "tls":
        context = security.get_connection_args("client")["ssl_context"]
    with socket.create_connection(cluster.place, _SECONDS_TO_CONNECT) as connection:
        wrapped: Any = nullcontext(connection)
        if context is not None:
            wrapped = context.wrap_socket(connection)
        with wrapped as stream:
            size = int.from_bytes(read(stream, 8), "little")
            if size > _LONGEST_GREETING or _IN_EVERY_GREETING not in read(stream, size):
                raise ConnectionError("what is there is no scheduler")


def _told(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return f"nothing was said for {_SECONDS_TO_CONNECT} seconds"
    if isinstance(error, ssl.SSLError):
        return f"TLS: {error.reason or error}"
    if isinstance(error, OSError):
        return str(error.strerror or error)
    return type(error).__name__


def _said(error: BaseException) -> str:
    """Return an error from another machine on one line, with its type and message."""
    return " ".join(f"{type(error).__name__}: {error}".split())


def _within_open_files(wanted: int) -> int:
    """Return how many tasks may be out at once: each has a lock, which is an open file."""
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
    client: Any,
    to_come: Iterator[Task],
    at_once: int,
    work: Path,
    verbosity: str,
    refused: list[str],
) -> Generator[Event, None, None]:
    sent: dict[str, tuple[Any, Task]] = {}
    fonts: dict[Font | None, Any] = {}
    done: SimpleQueue[Any] = SimpleQueue()
    folders = count()
    while not refused:
        while len(sent) < at_once:
            task = next(to_come, None)
            if task is None:
                break
            yield Started(task)
            try:
                if task.font is not None and task.font not in fonts:
                    # To all workers at once; they pass it on to workers that join later.
                    data = task.font.file.read_bytes()
                    fonts[task.font] = client.scatter(data, broadcast=True)
            except Exception as error:
                yield Failed(task, brief(f"no worker took its font: {_said(error)}", 500))
                continue
            font = fonts.get(task.font, b"")
            future = client.submit(make, _as_job(task), verbosity, font, pure=False, retries=0)
            sent[future.key] = future, task
            future.add_done_callback(done.put)
        if not sent:
            return
        try:
            future = done.get(timeout=_SECONDS_BETWEEN_LOOKS)
        except Empty:
            continue
        _, task = sent.pop(future.key)
        try:
            yield Finished(task, *_unpacked(task, future.result(), work / str(next(folders))))
        except ClipError as error:
            yield Failed(task, str(error))
        except (Exception, CancelledError) as error:
            # Dask has given up: the task's workers died, cannot be reached, or sent an answer that
            # is not plain values.
            yield Failed(task, brief(f"no worker made it: {_said(error)}", 500))
    reason = (
        f"the cluster sent {brief(refused[0])} to be run here, which was not done, and no more "
        "is taken from it. Look at who can reach its scheduler."
    )
    for _, task in sent.values():
        yield Failed(task, reason)
    for task in to_come:
        yield Started(task)
        yield Failed(task, reason)


def _as_job(task: Task) -> str:
    """Return a task as JSON, in values that need none of our classes."""
    return json.dumps(
        {
            "scene": task.entry.name,
            "parameters": task.parameters.model_dump(mode="json"),
            "settings": asdict(task.settings),
            "product": task.product,
            "name": task.name,
            "beat": task.beat,
            "language": None if task.language is None else task.language.as_rows(),
        }
    )


_AS_TOLD: TypeAdapter[Description] = TypeAdapter(dict[str, dict[str, Any]])


def _environments(client: Any) -> dict[str, Description]:
    """Return what each worker reports about its environment."""
    try:
        told = client.run(environment_as_text)
        return {worker: _AS_TOLD.validate_json(text) for worker, text in told.items()}
    except (Exception, CancelledError) as error:
        raise CallError(
            "all workers must make the same clips as this machine; one could not say in plain "
            f"words what it is made of ({brief(_said(error), 300)}). "
            "Set it up from the same commit, and start it in this project's folder."
        ) from None


def _require_same_environment(found: Mapping[str, Description]) -> None:
    if not found:
        raise CallError(
            "a cluster must have a worker; the scheduler has none. "
            "Start some with dask worker ADDRESS --nthreads 1, in this project's folder."
        )
    ours = environment()
    for worker, theirs in found.items():
        told = differences(ours, {part: theirs.get(part, {}) for part in ours})
        if told:
            raise CallError(
                f"all workers must make the same clips as this machine; {worker} would not: "
                f"{brief('; '.join(told[:5]), 500)} (here, and there). "
                "Set it up from the same commit."
            )


def _unpacked(task: Task, answer: object, folder: Path) -> tuple[dict[str, Path], Record]:
    """Check the files of a clip, and write them to ``folder``."""
    made, contents = unpack(answer)
    expected = describe(task, None)
    told = differences(expected, {part: made.made_from.get(part, {}) for part in expected})
    if told:
        raise ClipError(f"its worker made another clip: {brief('; '.join(told[:5]), 500)}.")
    if {ending for ending in contents if not is_frame(ending)} != set(task.endings):
        raise ClipError(f"its worker made other files: {brief(', '.join(contents), 500)}.")
    folder.mkdir()
    files = {}
    for ending, content in contents.items():
        files[ending] = folder / f"clip{ending}"
        files[ending].parent.mkdir(exist_ok=True)
        files[ending].write_bytes(content)
        flush(files[ending])
    # The worker has checked that the clip plays, and these are the same bytes.
    return files, Record(
        scene=task.entry.name,
        product=task.product,
        description={**expected, "numbers": dict(made.numbers)},
        files={ending: PublishedFile.of(path) for ending, path in files.items()},
        frames=made.frames,
        frames_sha256=made.frames_sha256,
        seconds=made.seconds,
    )
