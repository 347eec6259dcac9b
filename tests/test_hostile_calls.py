"""Whatever is typed and whatever lies in a file: answered, or refused in one short sentence.

In time, in little memory, and without a trace. ``make soak`` tries thousands of cases
(``tests.hostile``), the ordinary suite a sample of them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import scenes
from rendering.machine.files import PublishedFile
from rendering.planning.fingerprint import describe
from rendering.planning.inputs import Given
from rendering.planning.manifest import Manifest, Record
from rendering.planning.plan import make_plan
from rendering.planning.settings import resolve_settings
from tests.forked_calls import Answered, Server, server
from tests.hostile import Case, make_case
from tests.rendering.exporting.whole_cards import whole_card
from tests.rendering.runs import figure, times

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="cases are tried by forking")

MOST_SECONDS = 2.0
MOST_MEGABYTES = 300.0
MOST_ECHOED = 120
MOST_CHARACTERS = 800


@pytest.fixture(scope="module")
def program() -> Iterator[Server]:
    with server() as started:
        yield started


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A media folder with a clip of each scene, but for the pictures; two are up to date."""
    media = tmp_path_factory.mktemp("media")
    (media / ".work").mkdir()
    manifest = Manifest()
    settings = resolve_settings("l")
    for task in make_plan(scenes.PROGRAMME, settings=settings, product="clip", given=Given()):
        description = describe(task, None) | {"numbers": {"total": "0" * 64}}
        if len(manifest.records) % 2:
            description["environment"] = {**description["environment"], "numpy": "1.0"}
        card = whole_card(scene=task.entry.name)
        for ending, place in task.places(media).items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(json.dumps(card) if ending == ".json" else f"{task.name}{ending}")
        manifest.records[task.key] = Record(
            scene=task.entry.name,
            product="clip",
            description=description,
            files={end: PublishedFile.of(place) for end, place in task.places(media).items()},
            frames=9,
            frames_sha256="ab" * 32,
            seconds=1.5,
        )
    manifest.write(media)
    return {
        path.relative_to(media).as_posix(): path.read_bytes()
        for path in sorted(media.rglob("*"))
        if path.is_file()
    }


def contents(folder: Path) -> dict[str, tuple[int, ...]]:
    """All that is in a folder, and whether anything was done to it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        of = path.lstat()
        # A folder may have been tried, by a file that was removed again.
        touched = () if path.is_dir() else (of.st_size, of.st_mtime_ns)
        found[path.relative_to(folder).as_posix()] = (of.st_mode, of.st_ino, *touched)
    return found


def can_be_typed(arguments: list[str]) -> bool:
    """Whether the system can hand a program these words."""
    try:
        return all(b"\0" not in os.fsencode(word) for word in arguments)
    except UnicodeEncodeError:
        return False


def faults(case: Case, answer: Answered) -> Iterator[str]:
    """What is wrong with an answer."""
    if answer.code not in ((0, 1, 2) if "verify" in case.arguments else (0, 2)):
        yield f"exit code {answer.code}"
    if "Traceback" in answer.out + answer.err:
        yield "a traceback"
    lines = answer.err.splitlines()
    warnings = [line for line in lines if "manifest.json is not believed, for" in line]
    if len(lines) - len(warnings) != (answer.code == 2) or len(warnings) > 1:
        yield f"{len(lines)} lines"
    if answer.code == 2 and answer.out and "verify" not in case.arguments:
        yield "something on standard output"
    for line in lines:
        if not line.startswith("render.py: ") or line[-1] not in ".?":
            yield "no sentence"
        if not line.isprintable():
            yield "characters that cannot be printed"
        if len(line) > MOST_CHARACTERS:
            yield f"{len(line)} characters"
        pieces = {line[k : k + MOST_ECHOED] for k in range(len(line) - MOST_ECHOED)}
        if any(piece in word for piece in pieces for word in case.arguments):
            yield f"more than {MOST_ECHOED} characters of what was typed"
    if "--json" not in case.arguments and not answer.out.replace("\n", "").isprintable():
        yield "characters on standard output that cannot be printed"
    if answer.seconds > MOST_SECONDS:
        yield f"{answer.seconds:.1f} s"
    if answer.megabytes > MOST_MEGABYTES:
        yield f"{answer.megabytes:.0f} MB"


def test_hostile_calls_and_files_are_refused_in_a_sentence_and_leave_no_trace(
    program: Server, published: dict[str, bytes], tmp_path: Path
) -> None:
    cases = times(100, 2_500)
    seen: Counter[str] = Counter()
    rules = set()
    slowest = largest = 0.0
    wrong = []
    for number in range(cases):
        case = make_case(number, published)
        folder = tmp_path / "case"
        case.put_into(folder)
        before = contents(folder)
        answer = program.call(case.arguments, folder)
        answers = [answer]
        # A few as people start them; those that would render something cannot be tried so.
        if number % 25 == 0 and answer.code == 2 and can_be_typed(case.arguments):
            answers.append(program.call(case.arguments, folder, fork=False))
            assert (answers[1].err, answers[1].code) == (answer.err, answer.code), number
            seen["started as people do"] += 1
        found = [fault for each in answers for fault in faults(case, each)]
        if contents(folder) != before:
            found.append("something was written or removed")
        if found:
            shown = [word[:60] for word in case.arguments]
            wrong.append(f"case {number}: {found}: {shown}: {answer.err[-600:]}")
        seen[f"exit code {answer.code}"] += 1
        rules.add(re.sub(r"'.*?'|\"[^\"]*\"|\d+|f\d\.\w+", "", answer.err)[:60])
        slowest = max(slowest, answers[-1].seconds)
        largest = max(largest, answers[-1].megabytes)
        shutil.rmtree(folder)
    assert not wrong, "\n".join(wrong)
    assert seen["exit code 2"] > cases / 2
    figure(
        f"hostile: {cases} cases: {dict(sorted(seen.items()))}; {len(rules)} kinds of message; "
        f"at most {slowest:.2f} s of processor time and {largest:.0f} MB"
    )
