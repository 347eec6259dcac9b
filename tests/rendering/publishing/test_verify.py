"""Whatever is wrong with what is published is listed, and makes the exit code 1."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rendering.errors import CallError
from rendering.publishing.workspace import clean, private_folder

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


def test_clean_removes_what_was_published_and_nothing_else(call: Callable[..., Any]) -> None:
    media = call("-s", "ToyBar").media
    (media / "readme").mkdir()
    answer = call("clean", tiny=False)
    assert answer.code == 0
    assert "stills" in answer.out
    assert [path.name for path in media.iterdir()] == ["readme"]
    (media / "readme").rmdir()
    assert call("clean", tiny=False).code == 0
    assert not media.exists()
    assert call("clean", tiny=False).code == 0


def test_folder_of_a_living_run_is_not_cleaned(tmp_path: Path) -> None:
    (tmp_path / "clips").mkdir()
    with private_folder(tmp_path), pytest.raises(CallError, match="while a run publishes there"):
        clean(tmp_path)
    assert (tmp_path / "clips").exists()
