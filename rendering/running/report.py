"""The outcome of each task: as lines for people, and as JSON for programs.

This module knows nothing of how or when tasks are made.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from rendering.planning.plan import State, Task
from stage.quoting import printable

__all__ = ["Outcome", "Report", "shown"]

_SETTLED = ("UP_TO_DATE", "PUBLISHED", "FAILED")

DONE, FAILED, INTERRUPTED = 0, 1, 130
"""The exit codes of a run.

DONE: nothing failed.
FAILED: a task failed, or a picture breaks a standard.
INTERRUPTED: stopped by Ctrl-C; 130 is the code that shells use for this.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of one task after a run.

    If the run did not get to the task, ``state`` is the task's state before the run.
    """

    task: Task
    state: State
    files: Mapping[str, Path] = field(default_factory=dict)
    seconds: float = 0.0
    error: str | None = None

    @classmethod
    def before(cls, task: Task) -> Self:
        """Return the outcome of a task that a run has not got to."""
        error = " ".join(task.reasons) if task.state == "FAILED" else None
        return cls(task, task.state, error=error)

    @property
    def shown_file(self) -> Path | None:
        """Return the file that a person would open."""
        if self.task.product == "clip":
            return self.video
        return self.files.get(".md" if self.task.product == "script" else ".png")

    @property
    def video(self) -> Path | None:
        """Return what is played: a file, or the folder of a sequence of frames."""
        if self.task.product != "clip" or not self.files:
            return None
        return self.files.get(self.task.video_ending) or self.files[".json"].with_suffix("")

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Return what an inspection found wrong with the pictures of a storyboard."""
        return self._inspected("findings")

    @property
    def allowed(self) -> list[dict[str, Any]]:
        """Return the rules that mobjects of a storyboard may break, and why."""
        return self._inspected("allowed")

    @property
    def untranslated(self) -> int:
        """Return the number of a clip's texts left in English for lack of a translation."""
        card = self.files.get(".json") if self.task.product == "clip" else None
        if card is None or self.task.language is None:
            return 0
        return int(json.loads(card.read_text("utf-8"))["language"]["untranslated"])

    def _inspected(self, part: str) -> list[dict[str, Any]]:
        listed = self.files.get(".json") if self.task.product == "storyboard" else None
        return json.loads(listed.read_text("utf-8"))[part] if listed else []

    @property
    def breaks_a_standard(self) -> bool:
        """Return whether a standard is broken; advice on staging is reported but does not count."""
        return any(finding["kind"] == "standard" for finding in self.findings)

    @property
    def line(self) -> str:
        """Return one sentence for a person to read."""
        name = self.task.name
        if self.state == "FAILED":
            return f"{name}: failed: {self.error}"
        if self.shown_file is None:
            return f"{name}: not done"
        return f"{name}: {shown(self.shown_file)} ({self.seconds:.1f} s)"


@dataclass(frozen=True, slots=True)
class Report:
    """All tasks of a run, in the order of the plan."""

    outcomes: Sequence[Outcome]
    seconds: float
    interrupted: bool = False

    @property
    def exit_code(self) -> int:
        """Return 0 if nothing failed, 1 if something did, and 130 after Ctrl-C."""
        if self.interrupted:
            return INTERRUPTED
        failed = any(o.state == "FAILED" or o.breaks_a_standard for o in self.outcomes)
        return FAILED if failed else DONE

    @property
    def summary(self) -> str:
        """Return the findings, the tasks not done, and a last line with counts and time."""
        counts = {
            "up to date": sum(o.state == "UP_TO_DATE" for o in self.outcomes),
            "published": sum(o.state == "PUBLISHED" for o in self.outcomes),
            "failed": sum(o.state == "FAILED" for o in self.outcomes),
        }
        counts["not done"] = len(self.outcomes) - sum(counts.values())
        told = ", ".join(f"{count} {what}" for what, count in counts.items() if count)
        start = "Stopped: " if self.interrupted else ""
        found = [
            f"{o.task.name}, {f['beat']}, {f['second']:.2f} s: "
            f"{'staging: ' if f['kind'] == 'staging' else ''}{f['what']}: {f['remedy']}."
            for o in self.outcomes
            for f in o.findings
        ]
        if missing := sum(o.untranslated for o in self.outcomes):
            texts = "1 text has" if missing == 1 else f"{missing} texts have"
            found.append(
                f"{texts} no translation and stayed English; render.py catalogue --language "
                "FILE.po, with the same scenes and values, lists what is missing."
            )
        not_done = [o.line for o in self.outcomes if o.state not in _SETTLED]
        return "\n".join([*found, *not_done, f"{start}{told} in {self.seconds:.1f} s."])

    @property
    def allowed(self) -> str:
        """Return the rules that mobjects may break, one line for each reason."""
        return "\n".join(
            f"{o.task.name} allows {a['rule']}: {a['reason']} ({_few(a['parts'])})."
            for o in self.outcomes
            for a in o.allowed
        )

    def as_json(self) -> dict[str, Any]:
        """Return the output of ``--json``.

        Paths are absolute. The file of a still or a storyboard is its ``image``.
        """
        return {
            "scenes": [_as_json(outcome) for outcome in self.outcomes],
            "seconds": round(self.seconds, 3),
        }


def _as_json(outcome: Outcome) -> dict[str, Any]:
    def path(ending: str) -> str | None:
        return str(outcome.files[ending].absolute()) if ending in outcome.files else None

    answer: dict[str, Any] = {
        "name": outcome.task.entry.name,
        "clip": outcome.task.name,
        "state": outcome.state,
        "reasons": list(outcome.task.reasons),
        "video": str(outcome.video.absolute()) if outcome.video is not None else None,
        "seconds": round(outcome.seconds, 3),
        "error": outcome.error,
    }
    if outcome.task.product == "script":
        answer["script"] = path(".md")
    elif outcome.task.product != "clip":
        answer["image"] = path(".png")
    if outcome.task.product == "storyboard":
        answer["findings"] = outcome.findings
        answer["allowed"] = outcome.allowed
    return answer


def _few(names: Sequence[str], most: int = 3) -> str:
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def shown(path: Path) -> str:
    """Return ``path`` as short as a person would type it from here, in printable characters."""
    relative = os.path.relpath(path)
    return printable(str(path) if relative.startswith(os.pardir) else relative)
