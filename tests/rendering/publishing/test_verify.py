"""Whatever is wrong with what is published is listed, and makes the exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("toys")

BAR = "clips/72p10/ToyBar"


def findings(answer: Any) -> list[tuple[str, str]]:
    assert answer.code == (1 if answer.json["findings"] else 0)
    return [(found["file"], found["problem"]) for found in answer.json["findings"]]


def test_all_that_is_wrong_is_listed(call: Callable[..., Any]) -> None:
    media = call("ToyBar").media
    call("-s", "ToyBar")
    assert findings(call("verify", "--json", tiny=False)) == []
    assert "All is as it was published." in call("verify", "ToyBar", tiny=False).out
    (media / f"{BAR}.srt").unlink()
    (media / f"{BAR}.png").write_bytes(b"x")
    (media / f"{BAR}.old").touch()
    still = media / "stills/72p10/ToyBar.png"
    still.write_bytes(still.read_bytes()[:-1] + b"x")
    assert [(f, p[:12]) for f, p in findings(call("verify", "--json", tiny=False))] == [
        (f"{BAR}.srt", "is missing"),
        (f"{BAR}.png", "is truncated"),
        ("stills/72p10/ToyBar.png", "is not what "),
        (f"{BAR}.old", "is not in th"),
    ]
    assert findings(call("verify", "ToyBroken", "--json", tiny=False)) == []
    (media / "manifest.json").write_text("{")
    assert findings(call("verify", "--json", tiny=False))[0][0] == "manifest.json"
