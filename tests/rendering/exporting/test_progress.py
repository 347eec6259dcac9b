"""Whoever waits at a terminal for an export sees how far it is; nobody else gets a byte of that."""

from __future__ import annotations

import io
import sys

import pytest

from rendering.exporting.progress import each, while_busy


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_terminal_is_told_what_is_done_and_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    monkeypatch.setenv("TERM", "xterm")
    assert list(each(["a", "b"], "Cutting")) == ["a", "b"]
    with while_busy("Typesetting"):
        pass
    told = sys.stderr.getvalue()
    assert "Cutting" in told
    assert "100%" in told
    assert "Typesetting ..." in told


def test_elsewhere_nothing_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert list(each(["a", "b"], "Cutting")) == ["a", "b"]
    with while_busy("Typesetting"):
        pass
    assert sys.stderr.getvalue() == ""
