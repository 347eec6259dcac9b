"""What a run is told as, and its exit code."""

import json

import pytest

from rendering.planning.plan import Task
from rendering.planning.settings import Settings
from rendering.running.report import Outcome, Report
from scenes import PROGRAMME


def found(kind):
    return {
        "rule": "rule",
        "kind": kind,
        "beat": "first",
        "second": 1.5,
        "what": "a bar does what it should not",
        "remedy": "let it not",
        "where": [0, 0, 1, 1],
    }


@pytest.mark.parametrize(
    ("kinds", "code"),
    [((), 0), (("staging",), 0), (("standard",), 1), (("staging", "standard"), 1)],
)
def test_staging_is_told_and_what_is_wrong_fails(tmp_path, kinds, code):
    listed = tmp_path / "sheet.json"
    listed.write_text(json.dumps({"findings": [found(kind) for kind in kinds]}), "utf-8")
    entry = PROGRAMME[0]
    task = Task(entry, entry.parameters_type()(), Settings(64, 48, 15), "storyboard", "sheet")
    report = Report([Outcome(task, "PUBLISHED", {".json": listed})], 1.0)
    assert report.exit_code == code
    lines = report.summary.splitlines()[:-1]
    expected = {
        "staging": "sheet, first, 1.50 s: staging: a bar does what it should not: let it not.",
        "standard": "sheet, first, 1.50 s: a bar does what it should not: let it not.",
    }
    assert lines == [expected[kind] for kind in kinds]
