"""While another machine is listened to, a pickle of its can name nothing that could be called."""

from __future__ import annotations

import pickle
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from rendering.machine.unpickling import nothing_unpickled


class Runs:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> Any:
        return Path.touch, (self.path,)


@pytest.fixture
def elsewhere() -> Any:
    """Call a function in another thread."""
    with ThreadPoolExecutor(1) as executor:
        yield lambda *call: executor.submit(*call).result()


def test_pickle_that_names_a_function_is_refused_and_listed(tmp_path: Path, elsewhere: Any) -> None:
    evil = pickle.dumps(Runs(tmp_path / "ran"))
    with nothing_unpickled() as refused:
        with pytest.raises(pickle.UnpicklingError, match="was sent, and is not looked up here"):
            elsewhere(pickle.loads, evil)
        assert len(refused) == 1
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("loads", [pickle.loads, pickle._loads])  # type: ignore[attr-defined]
def test_python_s_own_unpickler_and_the_one_in_c_are_refused(loads: Any, elsewhere: Any) -> None:
    evil = pickle.dumps(print)
    with nothing_unpickled() as refused, pytest.raises(pickle.UnpicklingError):
        elsewhere(loads, evil)
    assert refused == ["builtins.print"]


def test_plain_values_and_what_is_harmless_are_taken(elsewhere: Any) -> None:
    plain = {"a": [1, 2.5, "x", b"y", None, True, (1, 2)], "b": {1, 2}}
    with nothing_unpickled(but_for=["collections.deque"]) as refused:
        assert elsewhere(pickle.loads, pickle.dumps(plain)) == plain
        assert elsewhere(pickle.loads, pickle.dumps(deque([1]))) == deque([1])
    assert refused == []


def test_own_processes_are_heard_and_so_is_everybody_afterwards(elsewhere: Any) -> None:
    with nothing_unpickled():
        assert pickle.loads(pickle.dumps(print)) is print
    assert elsewhere(pickle.loads, pickle.dumps(print)) is print
