"""Whoever waits at a notebook sees how far it is, and in the end where the clip is."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from rendering.planning.plan import Task
from rendering.running.report import Outcome
from rendering.showing import bar
from rendering.showing.bar import Bar


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, str]]:
    """What was displayed, each time in the place of what was there before."""
    shown: list[dict[str, str]] = []

    class Handle:
        def update(self, data: dict[str, str], *, raw: bool) -> None:
            assert raw
            shown.append(data)

    def display(data: dict[str, str], *, raw: bool, display_id: bool) -> Handle:
        assert raw
        assert display_id
        assert shown == []
        shown.append(data)
        return Handle()

    monkeypatch.setattr(bar, "display", display)
    return shown


def test_bar_goes_with_the_frames_and_leaves_the_place_of_the_clip(
    task_of: Callable[..., Task], seen: list[dict[str, str]]
) -> None:
    task = task_of()  # 5 s at 10 frames a second, as the toys' entries say
    with Bar(task) as shown:
        assert seen == []
        shown.started(task)
        assert '<progress max="50" value="0"' in seen[-1]["text/html"]
        shown.advanced(task, 20)
        assert '<progress max="50" value="20"' in seen[-1]["text/html"]
        assert "ToyBar: rendering, 40 %" in seen[-1]["text/plain"]
        shown.retries(task)
        assert "will be tried again, 0 %" in seen[-1]["text/plain"]
        shown.advanced(task, 80)  # more than were expected
        assert '<progress max="80" value="80"' in seen[-1]["text/html"]
        shown.finished(Outcome(task, "PUBLISHED", {".mp4": Path("media/ToyBar.mp4")}, 2.0))
    assert seen[-1] == {"text/plain": "ToyBar: media/ToyBar.mp4 (2.0 s)"}


def test_nothing_is_seen_where_nothing_is_to_be_done(
    task_of: Callable[..., Task], seen: list[dict[str, str]]
) -> None:
    task = task_of()
    with Bar(task) as shown:
        shown.finished(Outcome(task, "UP_TO_DATE", {".mp4": Path("media/ToyBar.mp4")}))
    assert seen == []


def test_it_tells_that_another_run_makes_the_clip(
    task_of: Callable[..., Task], seen: list[dict[str, str]]
) -> None:
    task = task_of()
    with Bar(task) as shown:
        shown.waits(task)
        assert "ToyBar: another run is making it" in seen[-1]["text/plain"]


def test_bar_is_gone_when_the_clip_fails_or_the_cell_is_stopped(
    task_of: Callable[..., Task], seen: list[dict[str, str]]
) -> None:
    task = task_of()
    with Bar(task) as shown:
        shown.started(task)
        shown.finished(Outcome(task, "FAILED", error="it broke."))
    assert seen[-1] == {"text/plain": ""}
    seen.clear()
    with pytest.raises(KeyboardInterrupt), Bar(task) as shown:  # noqa: PT012
        shown.started(task)
        raise KeyboardInterrupt
    assert seen[-1] == {"text/plain": ""}
