"""What a worker process inherits, so that pictures come out the same on every run."""

from __future__ import annotations

import multiprocessing.util
import os
import platform
import signal
import subprocess
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from rendering.machine.processes import _reproducible_environment, obey_parent, spawn


def in_a_process(program: str) -> str:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", program], check=True, capture_output=True, text=True
    ).stdout


def test_hashes_of_strings_are_the_same_in_every_process() -> None:
    with _reproducible_environment():
        hashes = {in_a_process("print(hash('cross entropy'))") for _ in range(2)}
    assert len(hashes) == 1


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="names of x86 levels")
def test_numpy_keeps_to_one_level_of_kernels_without_a_warning() -> None:
    program = (
        "from numpy._core._multiarray_umath import __cpu_dispatch__ as d, __cpu_features__ as f;"
        "print(*[level for level in d if f[level]])"
    )
    with _reproducible_environment():
        assert set(in_a_process(program).split()) <= {"X86_V3"}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="Linux lists threads there")
def test_numpy_multiplies_in_one_thread() -> None:
    program = (
        "import os, numpy; square = numpy.ones((512, 512)); square @ square;"
        "print(len(os.listdir('/proc/self/task')))"
    )
    with _reproducible_environment():
        assert int(in_a_process(program)) == 1


def test_environment_of_this_process_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    monkeypatch.delenv("NPY_DISABLE_CPU_FEATURES", raising=False)
    before = dict(os.environ)
    with _reproducible_environment():
        assert os.environ["PYTHONHASHSEED"] == "0"
    assert dict(os.environ) == before


def test_script_that_starts_a_process_is_not_run_again_there(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(
        "print('it runs', flush=True)\n"
        "from rendering.machine.processes import spawn\n"
        "from rendering.planning.tables import _serve\n"
        "process, connection = spawn(_serve)\n"
        "connection.close()  # for which it ends\n"
        "process.join()\n"
        "import __main__\n"
        "print(process.exitcode, __main__.process is process)\n"
    )
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == ("it runs\n0 True\n", "")


def wait_for_orders(connection: Connection) -> None:
    obey_parent()
    with suppress(EOFError):
        connection.recv()


@pytest.mark.skipif(os.name == "nt", reason="there are no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_signal_while_a_process_starts_waits_until_it_has_its_orders(
    number: signal.Signals, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    start = multiprocessing.util.spawnv_passfds
    workers = []

    def disturbed(*arguments: Any) -> int:
        pid = start(*arguments)
        if "spawn_main" in str(arguments):
            workers.append(pid)
            os.kill(os.getpid(), number)
        return pid

    monkeypatch.setattr(multiprocessing.util, "spawnv_passfds", disturbed)
    before = signal.signal(number, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            spawn(wait_for_orders)
    finally:
        signal.signal(number, before)
    _, status = os.waitpid(workers[0], 0)
    assert os.waitstatus_to_exitcode(status) == 0
    assert capfd.readouterr().err == ""
