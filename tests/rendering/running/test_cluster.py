"""Clips that other machines make are the clips that this one would have made, and no more."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from rendering.drawing.hints import OFF
from rendering.running import remote
from tests.rendering.runs import ROOT, left_over, published
from tests.some_fonts import HAN

distributed = pytest.importorskip(
    "distributed", reason="Dask is not installed: pip install 'cross-entropy-clips[cluster]'"
)
psutil = pytest.importorskip("psutil")  # which Dask brings

TINY = ("-r", "128,72", "--fps", "2")

CLUSTER = """
import sys
from distributed import LocalCluster

if __name__ == "__main__":
    with LocalCluster(
        n_workers=int(sys.argv[1]), threads_per_worker=1, dashboard_address=":0",
        silence_logs="CRITICAL", preload=sys.argv[3:], protocol=sys.argv[2],
    ) as cluster:
        print(cluster.scheduler_address, flush=True)
        sys.stdin.read()
"""


@contextmanager
def starter(folder: Path) -> Iterator[Callable[..., str]]:
    """Start a scheduler with workers, in processes of their own; where it is."""
    program = folder / "cluster.py"
    program.write_text(CLUSTER)
    started = []

    def start(
        workers: int = 1,
        *,
        preload: str = "",
        root: Path = ROOT,
        protocol: str = "tcp",
        **dask: str,
    ) -> str:
        loaded = [preload] if preload else []
        process = subprocess.Popen(
            [sys.executable, str(program), str(workers), protocol, *loaded],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root), **dask},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        assert process.stdout is not None
        return process.stdout.readline().strip()

    yield start
    for process in started:
        process.communicate(timeout=60)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Callable[..., str]]:
    """Start a cluster that is none but a test's own."""
    with starter(tmp_path) as start:
        yield start


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a cluster is of two honest workers, in whose place others come if they die."""
    with starter(tmp_path_factory.mktemp("cluster")) as start:
        yield start(2)


def refused(answer: Any) -> str:
    """The sentence of a refusal, after checking that nothing was written."""
    assert answer.code == 2, answer.out
    assert answer.out == ""
    assert answer.err.startswith("render.py: ")
    assert answer.err.count("\n") == 1
    assert not answer.media.exists()
    return str(answer.err)


def test_cluster_makes_the_same_bytes_though_a_worker_is_killed_in_mid_task(
    two_workers: str, call: Callable[..., Any], tmp_path: Path
) -> None:
    one_beat = ("--beat", "push")
    grid = ("LogitNudges", *one_beat, "--grid", "nudge=0.4,0.5", *TINY, "--json")
    here = published(call(*grid, "-j", "1", tiny=False).media)
    (tmp_path / "media").rename(tmp_path / "here")
    killed = []

    def kill_one() -> None:
        pids = client.run(os.getpid)
        give_up = time.monotonic() + 60
        while not killed and time.monotonic() < give_up:
            # In the midst of it, so when it has a process that makes a clip.
            killed.extend([pid for pid in pids.values() if psutil.Process(pid).children()][:1])
            time.sleep(0.05)
        os.kill(killed[0], signal.SIGKILL)

    with distributed.Client(two_workers) as client:
        killer = threading.Thread(target=kill_one)
        killer.start()
        answer = call(*grid, "--cluster", two_workers, tiny=False)
        killer.join()
    assert killed
    assert answer.code == 0, answer.out + answer.err
    assert [scene["state"] for scene in answer.json["scenes"]] == ["PUBLISHED"] * 2
    assert len(here) == 10
    assert published(answer.media) == here
    assert left_over(answer.media) == []
    again = call(*grid, "--dry_run", tiny=False)
    assert [scene["state"] for scene in again.json["scenes"]] == ["UP_TO_DATE"] * 2


def test_font_travels_to_the_workers_as_bytes(
    two_workers: str, call: Callable[..., Any], tmp_path: Path
) -> None:
    font = tmp_path / "font.otf"
    shutil.copy(HAN, font)
    labels = ("OneHotCollapse", "--set", "labels=猫,狗,鸟,鱼", "-s", *TINY, "--font")
    here = published(call(*labels, str(font), "-j", "1", tiny=False).media)
    (tmp_path / "media").rename(tmp_path / "here")
    answer = call(*labels, str(font), "--cluster", two_workers, tiny=False)
    assert answer.code == 0, answer.out + answer.err
    assert answer.err == ""
    assert len(here) == 1
    assert published(answer.media) == here


def test_worker_of_which_modules_that_make_the_answer_differ_is_refused_with_each_of_them(
    cluster: Callable[..., str], call: Callable[..., Any], tmp_path: Path
) -> None:
    other = tmp_path / "other"
    for name in ("xe_math", "stage", "scenes", "rendering"):
        shutil.copytree(ROOT / name, other / name, ignore=shutil.ignore_patterns("__pycache__"))
    modules = ("running/remote", "running/wire", "publishing/publish")
    for module in modules:
        with (other / f"rendering/{module}.py").open("a") as source:
            source.write("\nother = 1\n")
    address = cluster(root=other)
    told = refused(call("LogitNudges", *TINY, "--cluster", address, tiny=False))
    assert "all workers must make the same clips as this machine" in told
    assert re.findall(r"drawing\.rendering\.([\w.]+) changed", told) == sorted(
        module.replace("/", ".") for module in modules
    )


def test_worker_with_other_packages_is_refused_with_the_difference(
    two_workers: str, call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = {**remote.versions(), "numpy": "1.0"}
    monkeypatch.setattr(remote, "versions", lambda: ours)  # here, and not in the workers
    told = refused(call("LogitNudges", *TINY, "--cluster", two_workers, tiny=False))
    assert "all workers must make the same clips as this machine" in told
    assert "environment.numpy: 1.0 became " in told


def test_worker_that_encodes_in_another_way_is_refused_with_the_difference(
    cluster: Callable[..., str], call: Callable[..., Any]
) -> None:
    told = refused(call("LogitNudges", *TINY, "--cluster", cluster(**{OFF: "1"}), tiny=False))
    assert re.search(r"environment\.encoder: (\S+) became \1-no-hints ", told)


# --- Encrypted ------------------------------------------------------------------------------------


def certificates(folder: Path) -> dict[str, str]:
    """An authority, and a certificate that it signed: the files, by option."""
    folder.mkdir()
    new = "-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
    for arguments in (
        f"req -x509 {new} -keyout ca.key -out ca.pem -subj /CN=authority -days 2",
        f"req {new} -keyout key.pem -out asked.pem -subj /CN=anyone",
        "x509 -req -in asked.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem -days 2",
    ):
        subprocess.run(["openssl", *arguments.split()], cwd=folder, check=True, capture_output=True)
    return {
        "--tls-ca-file": str(folder / "ca.pem"),
        "--tls-cert": str(folder / "cert.pem"),
        "--tls-key": str(folder / "key.pem"),
    }


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_encrypted_cluster_takes_those_whom_its_authority_knows_and_no_others(
    cluster: Callable[..., str],
    call: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    ours, others = (certificates(tmp_path / name) for name in ("ours", "others"))
    tls = {
        f"DASK_DISTRIBUTED__COMM__TLS__{side}": path
        for role in ("SCHEDULER", "WORKER", "CLIENT")
        for side, path in {
            "CA_FILE": ours["--tls-ca-file"],
            f"{role}__CERT": ours["--tls-cert"],
            f"{role}__KEY": ours["--tls-key"],
        }.items()
    }
    address = cluster(protocol="tls", **tls)
    assert address.startswith("tls://")
    asked = ("LogitNudges", *TINY, "--cluster", address)
    assert "needs certificates; got none" in refused(call(*asked, tiny=False))
    others_words = [word for option in others.items() for word in option]
    assert "none answers at 'tls://" in refused(call(*asked, *others_words, tiny=False))
    plain = ("LogitNudges", *TINY, "--cluster", address.replace("tls", "tcp"))
    with monkeypatch.context() as context:  # each waits for the other to speak first
        context.setattr("rendering.running.cluster._SECONDS_TO_CONNECT", 0.5)
        assert "none answers at 'tcp://" in refused(call(*plain, tiny=False))
    our_words = [word for option in ours.items() for word in option]
    answer = call(*asked, *our_words, "-s", tiny=False)
    assert answer.code == 0, answer.err
    assert len(published(answer.media)) == 1


# --- What a worker may try ------------------------------------------------------------------------

EVIL = """
    import copyreg
    from rendering.running import remote

    OPENS = "open({folder!r} + '/' + str(__import__('os').getpid()), 'w')"
    RUNS = eval, ("(" + OPENS + ".close(), ValueError('evil'))[1]",)

    class Evil:
        def __reduce__(self):
            return RUNS

    class EvilError(Exception):
        def __reduce__(self):
            return RUNS

    class Meta(type):
        pass

    copyreg.pickle(Meta, lambda cls: RUNS)

    class Typed(metaclass=Meta):
        def __reduce__(self):
            return bytes, ()

    def fails(*_):
        raise EvilError

    def said(name):
        with open({folder!r} + '/' + name) as file:
            return eval(file.read())

    remote.make = lambda *given: said('make')(*given)
    remote.environment_as_text = lambda: said('environment_as_text')()
"""


@dataclass(frozen=True)
class EvilCluster:
    """A worker whose functions do what lies in files of their names."""

    address: str
    folder: Path

    def does(self, make: str = "fails", environment_as_text: str = "") -> None:
        # If nothing else is to be said of what it is made of, then what is expected of it.
        said = environment_as_text or f"lambda: {remote.environment_as_text()!r}"
        (self.folder / "environment_as_text").write_text(said)
        (self.folder / "make").write_text(make)
        self._trace.unlink(missing_ok=True)

    @property
    def ran_here(self) -> bool:
        return self._trace.exists()

    @property
    def _trace(self) -> Path:
        return self.folder / str(os.getpid())


@pytest.fixture(scope="module")
def evil(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EvilCluster]:
    folder = tmp_path_factory.mktemp("evil")
    with starter(folder) as start:
        yield EvilCluster(start(preload=textwrap.dedent(EVIL).format(folder=str(folder))), folder)


@pytest.mark.parametrize(
    "answer",
    ["lambda *_: Evil()", "lambda *_: [b'x', Evil()]", "lambda *_: Typed()", "fails"],
    ids=["object", "nested", "type", "exception"],
)
def test_what_a_worker_sends_as_a_clip_runs_nothing_here(
    evil: EvilCluster, call: Callable[..., Any], answer: str
) -> None:
    evil.does(make=answer)
    grid = ("LogitNudges", "--grid", "nudge=0.4,0.5,0.6", *TINY)
    answered = call(*grid, "--cluster", evil.address, tiny=False)
    assert not evil.ran_here
    assert answered.code == 1, answered.err
    assert answered.err.count("failed: ") == 3
    assert "Traceback" not in answered.err
    assert published(answered.media) == {}
    assert left_over(answered.media) == []


@pytest.mark.parametrize("answer", ["lambda: Evil()", "fails"], ids=["object", "exception"])
def test_what_a_worker_says_of_itself_runs_nothing_here(
    evil: EvilCluster, call: Callable[..., Any], answer: str
) -> None:
    evil.does(environment_as_text=answer)
    told = refused(call("LogitNudges", *TINY, "--cluster", evil.address, tiny=False))
    assert not evil.ran_here
    assert "could not say in plain words what it is made of" in told


# --- What is no scheduler -------------------------------------------------------------------------


@contextmanager
def server(greeting: bytes) -> Iterator[str]:
    """What accepts connections, says this, and then nothing more."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listener.accept()
                except OSError:
                    return
                kept.append(connection)
                connection.sendall(greeting)

        kept: list[socket.socket] = []
        threading.Thread(target=serve, daemon=True).start()
        yield f"tcp://127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        for connection in kept:
            connection.close()


@pytest.mark.parametrize(
    ("greeting", "said"),
    [
        (b"", "nothing was said for 0.5 seconds"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "what is there is no scheduler"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "what is there is no scheduler"),
        (b"\x04" + b"\0" * 7 + b"abcd", "what is there is no scheduler"),
        (b"\xff\x0f" + b"\0" * 6, "nothing was said for 0.5 seconds"),
    ],
)
def test_port_that_speaks_something_else_is_refused_soon(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, greeting: bytes, said: str
) -> None:
    monkeypatch.setattr("rendering.running.cluster._SECONDS_TO_CONNECT", 0.5)
    with server(greeting) as address:
        told = refused(call("LogitNudges", *TINY, "--cluster", address, tiny=False))
    assert "--cluster must be the address of a Dask scheduler; none answers at" in told
    assert said in told


@pytest.mark.parametrize(
    ("arguments", "rule"),
    [
        (["--cluster", "tcp://127.0.0.1:9"], "none answers at 'tcp://127.0.0.1:9' (Connection ref"),
        (["--cluster", "nonsense://"], "tcp://HOST:PORT or tls://HOST:PORT; got 'nonsense://'"),
        (["--cluster", "ws://127.0.0.1:8786"], "tcp://HOST:PORT or tls://HOST:PORT; got 'ws:"),
        (["--cluster", ""], "tcp://HOST:PORT or tls://HOST:PORT; got ''"),
        (["--cluster", "localhost"], "tcp://HOST:PORT or tls://HOST:PORT; got 'localhost'"),
        (["--cluster", "localhost:99999"], "must be the address of a Dask scheduler"),
        (["--cluster", "tls://localhost:9"], "needs certificates; got none"),
        (["--cluster", "localhost:9", "--tls-key", "x"], "--tls-key needs an encrypted cluster"),
        (["--cluster", "tls://localhost:9", "--tls-key", "x"], "--tls-key must be a file; got 'x'"),
        (["--tls-cert", "x"], "certificates are for a cluster"),
    ],
)
def test_address_that_is_none_is_refused(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, arguments: list[str], rule: str
) -> None:
    monkeypatch.setattr("rendering.running.cluster._SECONDS_TO_CONNECT", 0.5)
    assert rule in refused(call("LogitNudges", *TINY, *arguments, tiny=False))
