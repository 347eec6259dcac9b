"""Tasks handed to the machines of a Dask cluster, with the same events as those of ``pool``.

A task travels as plain values: the scene's name, its parameters and settings. What comes back is
one row of bytes (``wire``), which is checked here as if a stranger had sent it. So a task may run
twice, or on a machine that is switched off meanwhile. Dask itself trusts all that is on its network
and reads what comes from there by pickles; that is not done here. Imports ``distributed``, which is
optional, only when it is called. Does not know how a worker makes a clip (``remote``).
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
_TASKS_PER_THREAD = 2  # one that is being made, and one that waits beside it

_LONGEST_GREETING = 4096
_IN_EVERY_GREETING = b"pickle-protocol"

_HARMLESS = (
    *("builtins.bytes", "builtins.int", "collections.defaultdict", "collections.deque"),
    *("distributed.core.Status", "distributed.scheduler.WorkerState"),
    "distributed.scheduler.KilledWorker",
)
"""What Dask sends as pickles in ordinary work: the type of a result, and that workers died."""


@dataclass(frozen=True, slots=True)
class Certificates:
    """Files in PEM format, as ``dask scheduler`` takes them; those not given are Dask's own."""

    ca_file: Path | None = None
    cert: Path | None = None
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where a scheduler is, and how both sides prove who they are.

    Raises
    ------
    CallError
        It is no address of a scheduler, or a certificate is for nothing or is no file.
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
        """How it is reached."""
        assert self._parts is not None
        return "tls" if self._parts[1] == "tls" else "tcp"

    @property
    def place(self) -> tuple[str, int]:
        """Host and port."""
        assert self._parts is not None
        return self._parts[2].strip("[]"), int(self._parts[3])


@contextmanager
def on_cluster(cluster: Cluster, verbosity: str = "WARNING") -> Iterator[Makes]:
    """Connect to a cluster whose workers would all make the same clips as this machine.

    Raises
    ------
    CallError
        No scheduler or no worker is there, or a worker would not make the same clips.
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
            for topic in ("print", "warn"):  # a worker's words are not ours
                client.unsubscribe_topic(topic)
            _require_same_environment(_environments(client))
            at_once = _within_open_files(_TASKS_PER_THREAD * sum(client.nthreads().values()))

            def makes(tasks: Iterable[Task], work: Path) -> Generator[Event, None, None]:
                return _run(client, iter(tasks), at_once, work, verbosity, refused)

            yield makes


@contextmanager
def _dask_is_silent() -> Iterator[None]:
    """What goes wrong is told here, in a sentence, and not by Dask in its log as well."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _security(security_of: Callable[..., Any], cluster: Cluster) -> Any:
    """Dask's own, from its configuration, with the files that were given in their place."""
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
    """Hear the greeting of a scheduler before Dask does, which would wait for it for ever.

    Whoever else is there may say nothing at all, or something that Dask would take for the length
    of a message, and make room for.
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
    """The same of an error from another machine: on one line, with what it says of itself."""
    return " ".join(f"{type(error).__name__}: {error}".split())


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
                    # To all workers at once, who hand it on to those that come later.
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
            # Dask has given up: its workers died with it, or cannot be reached, or one has sent
            # what is not plain.
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
    """A task in values that need no class of ours."""
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
    """What each worker says that it is made of."""
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
    """Write down the files of a clip, once they are what they should be."""
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
    # That it plays back was seen where it was made, and these are the same bytes.
    return files, Record(
        scene=task.entry.name,
        product=task.product,
        description={**expected, "numbers": dict(made.numbers)},
        files={ending: PublishedFile.of(path) for ending, path in files.items()},
        frames=made.frames,
        frames_sha256=made.frames_sha256,
        seconds=made.seconds,
    )
