"""What is published is made once more, and whatever comes out otherwise is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("toys")

BAR = "clips/72p10/ToyBar"


def findings(answer: Any) -> list[tuple[str, str]]:
    assert answer.code == (1 if answer.json["findings"] else 0)
    return [(found["file"], found["problem"]) for found in answer.json["findings"]]


def test_what_changes_from_rendering_to_rendering_is_found(
    call: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    media = call("ToyBar", "ToyFickle").media
    told = findings(call("verify", "--rerender", "--json", tiny=False))
    assert [file for file, _ in told] == ["clips/72p10/ToyFickle.mp4"]
    assert "from frame" in told[0][1]
    assert "in the beat 'shrink' on" in told[0][1]
    assert not list(media.glob(".work/*/"))


def test_what_is_stale_is_not_compared(call: Callable[..., Any]) -> None:
    media = call("ToyBar").media
    (media / f"{BAR}.vtt").unlink()
    told = findings(call("verify", "--rerender", "--json", tiny=False))
    assert told == [
        (f"{BAR}.vtt", "is missing"),
        (BAR, "is not up to date: ToyBar.vtt is missing"),
    ]
