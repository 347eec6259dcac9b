"""Saving a source renders what became stale, small first, and says what changed."""

from __future__ import annotations

import queue
import shutil
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.rendering.runs import ROOT, require_whole

pytest.importorskip(
    "watchfiles", reason="watchfiles is not installed: pip install 'cross-entropy-clips[watch]'"
)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("xe_math", "scenes", "rendering"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "render.py", tmp_path)
    return tmp_path


def test_saved_source_renders_what_became_stale_and_says_what_changed(project: Path) -> None:
    lines: queue.Queue[str] = queue.Queue()

    def told_until(text: str) -> str:
        told = ""
        while text not in told:
            told += lines.get(timeout=120)
        return told

    with subprocess.Popen(
        [sys.executable, "render.py", "watch", "LogitNudges", "-r", "32,18", "--fps", "2"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        assert process.stdout is not None
        reader = threading.Thread(
            target=lambda out: [lines.put(x) for x in out], args=(process.stdout,)
        )
        reader.start()
        first = told_until("waiting for a change")
        assert "LogitNudges: it has not been made yet" in first
        assert "1 published" in first
        source = project / "scenes/logit_nudges/numbers.py"
        source.write_text(
            source.read_text().replace("nudge: Positive = 0.4", "nudge: Positive = 0.6")
        )
        second = told_until("waiting for a change")
        assert "changed: scenes/logit_nudges/numbers.py" in second
        assert "parameters changed: nudge" in second
        assert "1 published" in second
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=10) == 130
        reader.join()
    assert require_whole(project / "media") == 5
