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


def report_of(folder, findings=(), allowed=()):
    listed = folder / "sheet.json"
    told = {"findings": list(findings), "allowed": list(allowed)}
    listed.write_text(json.dumps(told), "utf-8")
    entry = PROGRAMME[0]
    task = Task(entry, entry.parameters_type()(), Settings(64, 48, 15), "storyboard", "sheet")
    return Report([Outcome(task, "PUBLISHED", {".json": listed})], 1.0)


@pytest.mark.parametrize(
    ("kinds", "code"),
    [((), 0), (("staging",), 0), (("standard",), 1), (("staging", "standard"), 1)],
)
def test_staging_is_told_and_what_is_wrong_fails(tmp_path, kinds, code):
    report = report_of(tmp_path, [found(kind) for kind in kinds])
    assert report.exit_code == code
    lines = report.summary.splitlines()[:-1]
    expected = {
        "staging": "sheet, first, 1.50 s: staging: a bar does what it should not: let it not.",
        "standard": "sheet, first, 1.50 s: a bar does what it should not: let it not.",
    }
    assert lines == [expected[kind] for kind in kinds]


def test_what_is_allowed_is_told_with_its_reason_and_some_of_the_parts(tmp_path):
    names = [f"the bar of class {k} in p" for k in range(1, 6)]
    allowance = {"rule": "overlap", "reason": "it stands on it", "parts": names}
    report = report_of(tmp_path, allowed=[allowance, allowance | {"parts": names[:1]}])
    assert report.exit_code == 0
    assert report.allowed.splitlines() == [
        "sheet allows overlap: it stands on it (the bar of class 1 in p, the bar of class 2 in p, "
        "the bar of class 3 in p and 2 more).",
        "sheet allows overlap: it stands on it (the bar of class 1 in p).",
    ]
    assert report.as_json()["scenes"][0]["allowed"][0] == allowance
