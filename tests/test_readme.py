"""What README promises on its first screen is so."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from num2words import num2words

import scenes

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_clips_and_minutes_are_those_of_the_programme() -> None:
    minutes = round(sum(entry.seconds for entry in scenes.PROGRAMME) / 60)
    clips, length = num2words(len(scenes.PROGRAMME)), num2words(minutes)
    first = " ".join(TEXT.split("```", 1)[0].split())
    said = f"{clips} short clips, {length} minutes in all"
    assert said in first, f"README's first sentence must say: {said}"
    for entry in scenes.PROGRAMME:
        assert f"media/readme/{entry.name}.webp" in TEXT


def test_contents_lead_to_headings_and_links_to_files() -> None:
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^## (.+)$", TEXT, re.M)
    }
    listed = re.findall(r"\]\(#([^)]+)\)", TEXT)
    assert headings == {*listed}
    for path in re.findall(r"\]\((?!#|https:)([^)#]+)", TEXT):
        assert (ROOT / path).exists(), path


def test_example_of_a_course_is_taken(call: Callable[..., Any], tmp_path: Path) -> None:
    (example,) = re.findall("```toml\n(.*?)```", TEXT, re.S)
    file = tmp_path / "course.toml"
    file.write_text(example, encoding="utf-8")
    takers = [
        entry.name
        for entry in scenes.PROGRAMME
        if {"logits", "p"} & entry.parameters_type().model_fields.keys()
    ]
    answer = call("--params", str(file), "--dry_run", "--json")
    assert [scene["clip"] for scene in answer.json["scenes"]] == [f"pets-{name}" for name in takers]
    answer = call("export", "gallery", "--params", str(file), tiny=False)
    assert f"none is called 'pets-{takers[0]}'" in answer.err  # since nothing was made yet


def test_commands_of_the_first_screen_are_taken(call: Callable[..., Any]) -> None:
    first = TEXT.split("## ", 1)[0]
    assert "render.py LogitsToLoss -ql -p" in first
    assert call("LogitsToLoss", "-ql", "-p", "--dry_run", tiny=False).code == 0
    targets = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
    assert {*re.findall(r"^make (\w+)", first, re.M)} <= {*targets}
