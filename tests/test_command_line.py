"""Every wrong call is refused in one clear sentence, with exit code 2, and leaves no trace."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import render
import scenes
from rendering.drawing.formats import FORMATS
from rendering.voice.choice import VOICES
from tests.refusals import sentence_of
from tests.some_fonts import HAN

ROOT = Path(__file__).parents[1]

NUDGES = "LogitNudges"
OVERLAY = "DistributionOverlay"


def refused(answer: Any) -> str:
    """The sentence of a refusal, after checking that it is one and that nothing was written."""
    assert not answer.media.exists()
    return sentence_of(answer)


@pytest.mark.parametrize(
    ("arguments", "rule", "remedy"),
    [
        (["LogitNudge"], "no scene or command is called 'LogitNudge'", "mean LogitNudges?"),
        (["logit_nudges"], "no scene or command is called", "mean LogitNudges?"),
        (["stroyboard"], "no scene or command is called 'stroyboard'", "mean storyboard?"),
        (["storyboard", "Overlay"], "no scene is called 'Overlay'", "The scenes are"),
        ([NUDGES, "-q", "x"], "quality must be one of l (480p15)", "got 'x'"),
        ([NUDGES, "-q1080p60"], "quality must be one of", "Did you mean h?"),
        ([NUDGES, "-q"], "'-q' requires an argument", "--help"),
        ([NUDGES, "-r", "1921,1080"], "width must be even", "Try 1920 or 1922"),
        ([NUDGES, "-r", "1920x1081"], "height must be even", "Try 1080 or 1082"),
        ([NUDGES, "-r", "wide"], "WIDTH,HEIGHT", "Write -r 1920,1080"),
        ([NUDGES, "--theme", "lite"], "theme must be one of dark, light", "mean light?"),
        ([NUDGES, "--captions", "none"], "captions must be one of burned, off", "got 'none'"),
        ([NUDGES, "--captions", "burnt"], "captions must be one of", "Did you mean burned?"),
        (["verify", "--captions", "of"], "captions must be one of", "Did you mean off?"),
        ([NUDGES, "--captions", ""], "captions must be one of burned, off", "got ''"),
        ([NUDGES, "--fps", "0"], "from 1 to 240; got 0", "--fps 30"),
        ([NUDGES, "-j", "0"], "-j must be a whole number", "Leave it out"),
        ([NUDGES, "-j", "-1"], "-j must be a whole number", "got '-1'"),
        ([NUDGES, "-j", "many"], "-j must be a whole number", "got 'many'"),
        ([NUDGES, "-j", "9" * 5000], "-j must be a whole number", "Leave it out"),
        ([NUDGES, "-j", "٣"], "-j must be a whole number", "got '٣'"),
        ([NUDGES, "--fps", "３０"], "must be a whole number", "--fps 30"),
        ([NUDGES, "-r", "1_920,1_080"], "WIDTH,HEIGHT", "Write -r 1920,1080"),
        ([NUDGES, "--format", "giv"], "--format must be one of mp4, webm, mov", "mean gif?"),
        ([NUDGES, "--format", "gif", "--fps", "60"], "of a gif must be from 1 to 50", "--fps 30"),
        ([NUDGES, "-t"], "-t needs a format that knows half-transparent", "Add --format webm"),
        ([NUDGES, "-t", "--format", "gif"], "one of webm, mov, webp, png", "got gif"),
        (["status", "-t"], "-t needs a format", "Add --format webm"),
        ([NUDGES, "-s", "--format", "gif"], "-s is the last frame, a png", "Leave out one"),
        ([NUDGES, "-s", "--sections"], "it is of no beat", "Leave out --beat"),
        ([NUDGES, "--beat", "puhs"], "must name one beat of LogitNudges", "mean push?"),
        ([NUDGES, "--beat", "the"], "must name one beat", "Its beats are shares, guess, push"),
        ([NUDGES, "--beat", ""], "must name one beat", "got ''"),
        ([NUDGES, "--beat", "9"], "must name one beat", "got '9'"),
        (["--beat", "push"], "must name one beat of TwoDistributions", "Its beats are"),
        ([NUDGES, "--beat", "push", "--sections"], "--sections are all beats", "Leave one out"),
        (["storyboard", "--format", "gif"], "No such option '--format'", "--help"),
        ([NUDGES, "--progress_bar", "pretty"], "--progress_bar", "'display', 'none'"),
        ([NUDGES, "--forse"], "No such option '--forse'. Did you mean --force?", "--help"),
        ([NUDGES, "--them", "light"], "Did you mean --theme?", "--help"),
        ([NUDGES, "--lables=a,b"], "labels is a parameter of scenes", "--set labels=VALUE"),
        ([NUDGES, "--square"], "No such option '--square'. Write -r 1080,1080.", "--help"),
        (["export", "gallery", "--portrait"], "'--portrait'. Write -r 1080,1920.", "--help"),
        (["clean", "--square"], "No such option '--square'. See", "See render.py clean --help"),
        ([NUDGES, "--gif"], "Write --format gif.", "--help"),
        (["storyboard", "--gif"], "No such option '--gif'. See", "--help"),
        ([NUDGES, "--no-captions"], "Write --captions off.", "--help"),
        ([NUDGES, "--output_file=pets"], "Write --as NAME.", "--help"),
        (["--gallery"], "Write render.py export gallery, without dashes.", "--help"),
        (["--logitnudges"], "Write render.py LogitNudges, without dashes.", "--help"),
        ([NUDGES, "--foo"], "No such option '--foo'. See", "--help"),
        ([NUDGES, "--zzzzzz"], "No such option '--zzzzzz'.", "--help"),
        ([NUDGES, "--set", "logits", "3,1"], "--set takes NAME=VALUE; got 'logits'", "target=2"),
        (["storyboard", "-s"], "No such option '-s'", "See render.py storyboard --help"),
        ([NUDGES, "--set", "logits"], "--set takes NAME=VALUE; got 'logits'", "target=2"),
        ([NUDGES, "--set", "=3"], "--set takes NAME=VALUE", "target=2"),
        ([NUDGES, "--set", "logit=1,2,3"], "no parameter is called logit", "mean logits?"),
        (
            ["--set", "logit=1,2"],
            "no parameter is called logit. Did you mean logits?",
            "render.py list",
        ),
        (["--grid", "nudgee=1,2"], "no parameter is called nudgee. Did you mean nudge?", "list"),
        (["--set", "logits=1,2", "--set", "target=5"], "target must be in [0, 2)", "name only the"),
        (
            [NUDGES, OVERLAY, "--set", "logits=1,2"],
            "no parameter is called logits",
            "name only the",
        ),
        (["--as", "a/b", "--set", "nudge=0.3"], "got 'a/b'", "--as pets"),
        ([NUDGES, "--set", "zzz=1"], "no parameter is called zzz", "This scene takes"),
        ([NUDGES, "--set", "logits=nan,1,2"], "must be finite; got nan", "Give a number"),
        ([NUDGES, "--set", "logits=1,inf,2"], "must be finite; got inf", "Give a number"),
        ([NUDGES, "--set", "logits=1,two,3"], "logits[1] must be a number; got 'two'", "0.5"),
        ([NUDGES, "--set", "logits=1"], "must have 2 to 10 items", "got 1"),
        ([NUDGES, "--set", "logits="], "must have 2 to 10 items", "got 1"),
        ([NUDGES, "--set", "logits=" + "1," * 10 + "1"], "must have 2 to 10 items", "got 11"),
        ([NUDGES, "--set", 'logits=["1'], "must be a JSON list", "commas"),
        ([NUDGES, "--set", "logits=" + "[" * 20000], "must be a JSON list", "commas"),
        ([NUDGES, "--set", f"logits=[{'9' * 5000},1]"], "must be a JSON list", "commas"),
        ([NUDGES, "--set", 'labels="cat,dog,ship,car'], "begins with a quotation mark", "JSON"),
        ([NUDGES, "--set", "labels='cat','dog'"], "begins with a quotation mark", "JSON"),
        ([NUDGES, "--set", "nudge=1_000"], "nudge must be a number; got '1_000'", "0 to 9"),
        ([NUDGES, "--set", "nudge=０.５"], "nudge must be a number; got '０.５'", "0 to 9"),
        ([NUDGES, "--set", "nudge=٠.٥"], "nudge must be a number; got '٠.٥'", "0 to 9"),
        ([NUDGES, "--set", "target=１"], "target must be a whole number", "got '１'"),
        ([NUDGES, "--set", "target=" + "1" * 5000], "target must be a whole number", "is 0"),
        ([OVERLAY, "--set", "labels=a,b,c,\u0301"], "below each combining mark", "\\u0301"),
        ([OVERLAY, "--set", "labels=a,b,c,d\u0301\u0301\u0301"], "at most two marks", "letter"),
        ([OVERLAY, "--set", "labels=a,b,c," + "\u0301\u0316" * 60000], "at most 12", "Shorten"),
        ([NUDGES, "--set", "target=9"], "target must be in [0, ", "got 9"),
        ([NUDGES, "--set", "target=-1"], "target must be in [0, ", "got -1"),
        ([NUDGES, "--set", "target=1.5"], "target must be a whole number", "got '1.5'"),
        ([OVERLAY, "--set", "p=.1,.2,.3,.3"], "p must sum to 1", "got a sum of 0.9"),
        ([OVERLAY, "--set", "p=-.1,.4,.3,.4"], "must lie in [0, 1]", "got -0.1"),
        ([OVERLAY, "--set", "p=.5,.5"], "q must have as many items as p", "got 4"),
        ([OVERLAY, "--set", "labels=a,b"], "labels must have as many items", "got 2"),
        ([OVERLAY, "--set", "labels=a,,c,d"], "labels[1] must not be empty", "Give the class"),
        ([OVERLAY, "--set", "labels=a,b,c,thirteen-long"], "at most 12 characters", "Shorten"),
        ([OVERLAY, "--set", "labels=a,b\x07,c,d"], "must not hold control characters", "U+0007"),
        ([OVERLAY, "--set", "labels=a,b\u202e,c,d"], "control characters", "U+202E"),
        ([OVERLAY, "--set", "labels=a,b,c,你"], "embedded fonts", "U+4F60"),
        ([OVERLAY, "--set", "labels=a,b,c,हि"], "embedded fonts", "--font FILE"),
        ([NUDGES, "--font", "none.ttf"], "must name a file that can be read", "Check the path"),
        ([NUDGES, "--font", ""], "must name a font file", "a folder"),
        ([NUDGES, "--font", __file__], "TrueType or OpenType", "a file of another kind"),
        (["verify", "--font", str(HAN)], "what is made again", "--rerender"),
        (["export", "gallery", "--font", str(HAN)], "is for a handout", "Leave it out"),
        (["export", "slides", "--address", "https://a.b/"], "is for a gallery", "Leave it out"),
        (["export", "gallery", "--address", "a.b"], "begins with https://", "Write --address"),
        ([NUDGES, "--as", "../up"], "a clip's name must be made of letters", "--as pets"),
        ([NUDGES, "--as", "a/b"], "a clip's name must be made of letters", "--as pets"),
        ([NUDGES, "--as", ""], "a clip's name must be made of letters", "--as pets"),
        ([NUDGES, "--as", ".hidden"], "a clip's name must be made of letters", "--as pets"),
        ([NUDGES, "--as", OVERLAY], "must not take the name of a scene", "--as pets"),
        ([NUDGES, "--as", "con"], "Windows reserves", "--as pets"),
        ([NUDGES, "--as", "n" * 101], "at most 100 characters", "--as pets"),
        (
            ["--as", "pets"],
            f"--as names one clip; got {len(scenes.PROGRAMME)} scenes",
            "Name one scene",
        ),
        ([NUDGES, "--params", "none.toml"], "must name a file that can be read", "Check the path"),
        ([NUDGES, "--set", "logits=@none.csv"], "must name a file that can be", "Check the path"),
        ([NUDGES, "--params", ""], "must name a regular file", "a folder"),
        ([NUDGES, "--params", "n" * 300], "must name a file that can be read", "too long"),
        ([NUDGES, "--media_dir", ""], "--media_dir must name a folder", "--media_dir media"),
        ([NUDGES, "--media_dir", " "], "--media_dir must name a folder", "--media_dir media"),
        ([NUDGES, "--media_dir", "a\nb"], "a control character", "--media_dir media"),
        ([NUDGES, "--media_dir", "n" * 300], "File name too long", "--media_dir media"),
        (["status", "--media_dir", "a/" * 3000], "File name too long", "--media_dir media"),
        (["verify", "--media_dir", __file__], "it is a file", "--media_dir media"),
        ([NUDGES, "--as", "\udcff"], "must be written in text", "UTF-8"),
        ([NUDGES, "\0"], "must be written in text", "UTF-8"),
        ([NUDGES, "--cluster", "\x1b" * 300], "--cluster must be the address", "Start one"),
        (
            [NUDGES, "--cluster", "tls://a:1", "--tls-cert", "n" * 300],
            "--tls-cert must be a file",
            "Look where it is",
        ),
        (["watch", NUDGES, "--json"], "watch goes on and tells people", "leave out --json"),
        (["watch", "Nudges"], "no scene is called 'Nudges'", "mean LogitNudges?"),
        ([NUDGES, "--grid", "nudge"], "--grid takes NAME=VALUE,VALUE,...", "nudge=0.2,0.4"),
        ([NUDGES, "--grid", "nudge=1,,2"], "--grid takes NAME=VALUE,VALUE,...", "nudge=0.2,0.4"),
        ([NUDGES, "--grid", "nudge=1,x"], "nudge must be a number; got 'x'", "0.5"),
        ([NUDGES, "--grid", "nudges=1,2"], "no parameter is called nudges", "mean nudge?"),
        (
            [NUDGES, "--grid", "nudge=1,2", "--as", "a"],
            "--as names one clip; got 2 clips",
            "example",
        ),
        ([NUDGES, "--set", "logits=@logits"], "must be a .json, .csv or .npy file", "Convert"),
    ],
)
def test_wrong_call_is_refused_with_rule_and_remedy(
    call: Callable[..., Any], arguments: list[str], rule: str, remedy: str
) -> None:
    message = refused(call(*arguments, tiny=False))
    assert rule in message
    assert remedy in message


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("logits = [1, 2", "is not TOML"),
        ("logit = [1, 2]", "no parameter is called logit. Did you mean logits?"),
        ("[LogitNudge]\ntarget = 1", "[LogitNudge]. Did you mean LogitNudges?"),
        ("[LogitNudges]\ntargte = 1", "no parameter is called targte. Did you mean target?"),
        ("target = 1.5", "target must be a whole number"),
        ("logits = [nan, 1.0]", "must be finite; got nan"),
        ("labels = 3", "labels must be a list of words"),
        ("[[examples]]\ntarget = 1", "[examples]. Did you mean"),
        ("[[example]]\ntarget = 1\n[[example]]\ntarget = 9", "target must be in [0, "),
        ("logits = [1979-05-27, 1.0, 2.0]", "must be a number; got 1979-05-27"),
        ("labels = [07:32:00, 'a', 'b', 'c']", "labels[0] must be a word; got 07:32:00"),
        (f"nudge = {'9' * 5000}", "it has a number of thousands of digits"),
        (f"nudge = 0x{'f' * 5000}", "nudge must be finite"),
        (f"target = 0x{'f' * 5000}", "got a whole number of 20000 bits"),
        (f"logits = {'[' * 9000}", "too many brackets in one another"),
        (f"{'a.' * 4000}a = 1", "at most 16 dotted parts"),
        (f"logits = [{'1, ' * 4000}]", "at most 10,000 characters"),
        ("LogitNudges = [{nudge = 0.3}, 3]", "must hold only tables"),
        ("example = [3, {nudge = 0.3}]", "must hold only tables"),
        ("labels = ['a", "is not TOML"),
        ("[[example]]\nas = 'a'\n[[example]]\nas = 'A'\ntarget = 1", "got a and A"),
        ("[[example]]\nas = 'a'\n[[example]]\nas = 'A'", "got a and A"),
        ("[[example]]\nas = 1", "as must be the name of one clip; got 1"),
        ("[[example]]\nas = '../up'", "a clip's name must be made of letters"),
        ("[[example]]\nas = 'a'\n[[example]]\nas = 'a'\ntarget = 1", "got a twice"),
    ],
)
def test_params_file_that_breaks_a_rule_is_refused(
    call: Callable[..., Any], tmp_path: Path, text: str, rule: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(text, encoding="utf-8")
    assert rule in refused(call(NUDGES, "--params", str(file)))


def test_params_file_that_is_no_text_is_refused(call: Callable[..., Any], tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_bytes(b"\xff\xfe\x00")
    assert "must be a text file in UTF-8" in refused(call(NUDGES, "--params", str(file)))
    assert "must name a regular file; it is a folder" in refused(
        call(NUDGES, "--params", str(tmp_path))
    )


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("v.json", "[1, 2", "must hold JSON"),
        ("v.json", "[1, NaN, 3]", "must be finite; got nan"),
        ("v.csv", "1,2\n3,4\n", "one row or one column"),
        ("v.csv", "", "one row or one column"),
        ("v.npy", "not an array", "must hold one NumPy array"),
        ("v.json", "[" * 20000, "too many brackets in one another"),
        ("v.json", f"[{'9' * 5000}, 1]", "it has a number of thousands of digits"),
        ("v.csv", "1" * 140000, "must hold comma-separated values"),
        ("v.csv", '"1,2,3', "must hold comma-separated values"),
    ],
)
def test_file_of_values_that_breaks_a_rule_is_refused(
    call: Callable[..., Any], tmp_path: Path, name: str, content: str, rule: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert rule in refused(call(NUDGES, "--set", f"logits=@{tmp_path / name}"))


def test_media_folder_that_cannot_be_made_is_refused(tmp_path: Path, capfd: Any) -> None:
    (tmp_path / "file").touch()
    assert render.main([NUDGES, "--media_dir", str(tmp_path / "file" / "media")]) == 2
    message = capfd.readouterr().err
    assert "the media folder must be one that can be made and written" in message
    assert "--media_dir" in message
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def dry_run(call: Callable[..., Any], *arguments: str) -> dict[str, Any]:
    answer = call(*arguments, "--dry_run", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert not answer.media.exists()
    return {scene["name"]: scene for scene in answer.json["scenes"]}


def test_dry_run_tells_the_plan_and_writes_nothing(call: Callable[..., Any]) -> None:
    plan = dry_run(call)
    assert list(plan) == [entry.name for entry in scenes.PROGRAMME]
    assert {scene["state"] for scene in plan.values()} == {"MISSING"}
    told = call("--dry_run", NUDGES, "-ql", tiny=False).out
    assert "480p15" in told
    assert "LogitNudges.mp4" in told


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("v.json", lambda path: path.write_text("[3.0, 2.0, 1.0]")),
        ("v.csv", lambda path: path.write_text("3.0, 2.0, 1.0\n")),
        ("v.csv", lambda path: path.write_text("3.0\n2.0\n1.0\n")),
        ("v.npy", lambda path: np.save(path, np.array([3.0, 2.0, 1.0]))),
    ],
)
def test_values_come_from_a_file_as_if_they_were_typed(
    call: Callable[..., Any], tmp_path: Path, name: str, write: Callable[[Path], None]
) -> None:
    write(tmp_path / name)
    arguments = [NUDGES, "--dry_run", "--set", "target=1", "--set"]
    assert (
        call(*arguments, f"logits=@{tmp_path / name}").out
        == call(*arguments, "logits=3.0,2.0,1.0").out
        != call(*arguments, "logits=3.0,2.0,1.5").out
    )


def test_typed_value_wins_over_the_scenes_table_and_that_over_the_rest_of_the_file(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "own.toml"
    file.write_text("target = 1\nlogits = [1, 2, 3]\n[LogitNudges]\ntarget = 2\n")
    in_file = call(NUDGES, "--dry_run", "--params", str(file)).out
    assert in_file == call(NUDGES, "--dry_run", "--set", "logits=1,2,3", "--set", "target=2").out
    typed = call(NUDGES, "--dry_run", "--params", str(file), "--set", "target=0").out
    assert typed == call(NUDGES, "--dry_run", "--set", "logits=1,2,3", "--set", "target=0").out


def planned(call: Callable[..., Any], *arguments: str) -> list[str]:
    """The names of the clips that would be made."""
    answer = call(*arguments, "--dry_run", "--json")
    assert answer.code == 0
    return [scene["clip"] for scene in answer.json["scenes"]]


def test_each_example_of_a_file_is_a_clip_of_its_own(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "examples.toml"
    file.write_text(
        "nudge = 0.1\n"
        "[[example]]\ntarget = 1\n[[example]]\nas = 'second'\ntarget = 2\nnudge = 0.3\n"
    )
    first, second = planned(call, NUDGES, "--params", str(file))
    assert [first] == planned(call, NUDGES, "--set", "target=1", "--set", "nudge=0.1")
    assert second == "second"
    file.write_text("[[LogitNudges]]\ntarget = 1\n[[LogitNudges]]\ntarget = 2\n")
    assert len(planned(call, "--params", str(file))) == len(scenes.PROGRAMME) + 1


LOGITS = ["--set", "logits=2,1,0.1", "--set", "labels=cat,horse,ship", "--set", "target=horse"]


def that_take(*names: str) -> list[str]:
    return [
        entry.name
        for entry in scenes.PROGRAMME
        if {*names} <= entry.parameters_type().model_fields.keys()
    ]


def test_values_without_a_scene_hold_for_every_scene_that_has_them(
    call: Callable[..., Any],
) -> None:
    takers = that_take("logits", "target")
    assert planned(call, *LOGITS, "--as", "mine") == [f"mine-{name}" for name in takers]
    assert len(takers) >= 11
    by_digits = planned(call, *LOGITS)
    assert [name.split("-")[0] for name in by_digits] == takers
    assert by_digits[takers.index(NUDGES)] == planned(call, NUDGES, *LOGITS)[0]
    assert planned(call, NUDGES, *LOGITS, "--as", "mine") == ["mine"]
    nudged = that_take("nudge")
    assert planned(call, "--set", "nudge=0.3", "--as", "mine") == [f"mine-{n}" for n in nudged]
    # Labels alone name the classes of every scene that has some.
    named = planned(call, "--set", "labels=a,b,c,d")
    assert [name.split("-")[0] for name in named] == that_take("labels")
    grid = planned(call, "--grid", "nudge=0.2,0.3")
    assert sorted(name.split("-")[0] for name in grid) == sorted(2 * nudged)


COURSE = """
as = "pets"
logits = [2, 1, 0.1]
labels = ["cat", "horse", "ship"]
target = "horse"
p = [0.2, 0.5, 0.3]
q = [0.3, 0.3, 0.4]

[LogitNudges]
nudge = 0.2
"""


def test_course_is_an_example_of_every_scene_that_takes_some_of_it(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "course.toml"
    file.write_text(COURSE, encoding="utf-8")
    takers = [name for name in that_take() if name in that_take("logits") or name in that_take("p")]
    assert planned(call, "--params", str(file)) == [f"pets-{name}" for name in takers]
    # The same clip, whoever asks for it alone.
    assert planned(call, NUDGES, "--params", str(file)) == [f"pets-{NUDGES}"]
    assert planned(call, "--params", str(file), "--as", "dogs")[0] == f"dogs-{takers[0]}"
    file.write_text(COURSE.replace('as = "pets"', ""))
    (digits,) = planned(call, NUDGES, "--params", str(file))
    assert [digits] == planned(call, NUDGES, *LOGITS, "--set", "nudge=0.2")
    told = refused(call("QuadraticVersusLog", "--params", str(file)))
    assert "QuadraticVersusLog: no parameter is called" in told
    file.write_text(f"{COURSE}\n[QuadraticVersusLog]\nwrong = 0.2\n")
    with_one = [name for name in that_take() if name in (*takers, "QuadraticVersusLog")]
    assert planned(call, "--params", str(file)) == [f"pets-{name}" for name in with_one]
    file.write_text(f"nudgee = 1\n{COURSE}")
    assert "no parameter is called nudgee. Did you" in refused(call("--params", str(file)))


def test_examples_for_every_scene_are_told_apart_by_scene(
    call: Callable[..., Any], tmp_path: Path
) -> None:
    file = tmp_path / "examples.toml"
    file.write_text("[[example]]\nas = 'a'\nnudge = 0.2\n[[example]]\nas = 'b'\np = [0.5, 0.5]\n")
    assert "q must have as many items as p" in refused(call("--params", str(file)))
    file.write_text(file.read_text() + "q = [0.1, 0.9]\nlogits = [1, 2]\n")
    made = planned(call, "--params", str(file))
    every = [f"a-{n}" for n in that_take("nudge")]
    every += [f"b-{n}" for n in that_take("logits") + that_take("p")]
    assert set(made) == set(every)
    assert planned(call, NUDGES, "--params", str(file)) == ["a", "b"]


def test_grid_is_every_combination(call: Callable[..., Any]) -> None:
    names = planned(call, NUDGES, "--grid", "target=0,1,2", "--grid", "nudge=1,0.5")
    assert len(set(names)) == len(names) == 6
    assert names[0] == NUDGES  # these are the defaults
    assert names[3:4] == planned(call, NUDGES, "--set", "target=1", "--set", "nudge=0.5")
    two = planned(call, NUDGES, "--grid", "logits=[1,2,3],[3,2,1]")
    assert two[0:1] == planned(call, NUDGES, "--set", "logits=1,2,3")
    assert two[1:2] == planned(call, NUDGES, "--set", "logits=3,2,1")
    assert planned(call, NUDGES, "--grid", "nudge=1,1.0,1.00") == [NUDGES]


def test_clips_that_failed_already_can_be_left_out(call: Callable[..., Any]) -> None:
    answer = call(NUDGES, "--grid", "nudge=1,0.5", f"--without={NUDGES}", "--dry_run", "--json")
    assert [scene["clip"] != NUDGES for scene in answer.json["scenes"]] == [True]


def test_what_is_said_for_a_wrong_option_is_an_option_that_there_is() -> None:
    options = {name for option in render.make.params for name in option.opts}
    assert {written.split()[0] for written in render._MEANT} <= options
    meant = [word for words in render._MEANT.values() for word in words]
    assert len(meant) == len({*meant})
    assert not {f"--{word}" for word in meant} & options


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there always is a display")
@pytest.mark.parametrize("display", ["", ":0"])
def test_preview_where_nothing_can_be_opened_is_one_sentence(
    capfd: Any, monkeypatch: pytest.MonkeyPatch, display: str
) -> None:
    asked = []
    monkeypatch.setenv("DISPLAY", display)
    monkeypatch.setenv("WAYLAND_DISPLAY", "")
    monkeypatch.setattr(render.click, "launch", lambda file: asked.append(file) or 127)
    render._open([Path(f"{name}.mp4") for name in "abc"])
    why = "no program was found to open it with" if display else "this machine has no display"
    assert capfd.readouterr().err == (
        f"render.py: -p opens nothing, for {why}: a.mp4 and 2 more.\n"
    )
    assert len(asked) == (1 if display else 0)


WORDS = st.sampled_from(
    [
        *(NUDGES, OVERLAY, "LogitNudge", "status", "list", "watch", "verify", "storyboard", "--"),
        *("-q", "-ql", "h", "-r", "64,36", "1,1", "--fps", "0", "--set", "--grid", "--params"),
        *(
            "logits=1,2",
            "logits=[1,2],[2,1]",
            "target=1",
            "nudge=",
            "=",
            "labels=a,b",
            "nudge=1e999",
        ),
        *(
            "--as",
            "pets",
            "../x",
            "--force",
            "--why",
            "-j",
            "2",
            "--json",
            "--theme",
            "light",
            "-v",
        ),
        *("", "\x00", "é", "-", "---", "--set=nudge=1", "@none.csv", "examples.toml"),
    ]
)


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(WORDS, st.text(max_size=8)), max_size=6))
def test_any_call_is_answered_or_refused_in_a_sentence(
    tmp_path: Path, capfd: Any, words: list[str]
) -> None:
    # What asks for help or watches is answered at length; what would be made is only planned.
    if {"watch", "clean", "doctor", "--rerender"} & set(words) or "--help" in " ".join(words):
        return
    capfd.readouterr()
    media = tmp_path / "media"
    makes = not {"status", "list", "verify"} & set(words)
    code = render.main(["--media_dir", str(media), *(["--dry_run"] if makes else []), *words])
    out, err = capfd.readouterr()
    assert code in (0, 2)
    if code == 2:
        assert out == ""
        assert err.startswith("render.py: ")
    assert not media.exists()


@settings(max_examples=60, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.one_of(
        st.binary(max_size=40),
        st.text(max_size=40).map(str.encode),
        st.lists(
            st.sampled_from(
                [
                    *("[LogitNudges]", "[[LogitNudges]]", "[[example]]", "[example]", "[x]"),
                    *("target = 1", "target = true", "nudge = nan", "logits = [1, [2]]"),
                    *('as = "a"', 'as = ""', 'labels = ["a", "b"]', "labels = {a = 1}", "as = [1]"),
                    *("logits = 1979-05-27", "LogitNudges = 1", "example = [1]", "example = [{}]"),
                ]
            ),
            max_size=5,
        ).map(lambda lines: "\n".join(lines).encode()),
    )
)
def test_any_params_file_is_taken_or_refused_in_a_sentence(
    tmp_path: Path, capfd: Any, content: bytes
) -> None:
    file = tmp_path / "any.toml"
    file.write_bytes(content)
    media = tmp_path / "media"
    capfd.readouterr()
    code = render.main(
        [NUDGES, "--dry_run", "--media_dir", str(media), "--params", str(file), "--json"]
    )
    out, err = capfd.readouterr()
    assert code in (0, 2)
    assert (out == "") == (code == 2)
    assert err.startswith("render.py: ") == (code == 2)
    assert err.count("\n") == (code == 2)
    assert not media.exists()


def test_options_stand_anywhere_on_the_line(call: Callable[..., Any]) -> None:
    one = dry_run(call, NUDGES, "-v", "ERROR", OVERLAY)
    other = dry_run(call, "-v", "ERROR", OVERLAY, NUDGES)
    assert one == other


def test_list_tells_every_scene_with_its_parameters(capfd: Any) -> None:
    assert render.main(["--json", "list"]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert [scene["name"] for scene in listed] == [entry.name for entry in scenes.PROGRAMME]
    for scene in listed:
        assert set(scene) == {
            "name", "module", "title", "chapter", "seconds", "beats", "parameters",
        }  # fmt: skip
    nudges = next(scene for scene in listed if scene["name"] == NUDGES)
    assert nudges["module"] == "scenes.logit_nudges.scene"
    assert {"logits", "target", "nudge", "labels"} <= set(nudges["parameters"])
    assert render.main(["list"]) == 0
    told = capfd.readouterr().out
    assert all(entry.name in told and entry.title in told for entry in scenes.PROGRAMME)


def test_scene_that_cannot_be_read_is_listed_with_the_reason(
    capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half_written(entry: scenes.Entry) -> Any:
        raise ImportError("cannot import name 'sofmax'")

    monkeypatch.setattr(scenes.Entry, "parameters_type", half_written)
    assert render.main(["list"]) == 0
    told = capfd.readouterr().out
    assert told.count("cannot be read: ") == len(scenes.PROGRAMME)
    assert "ImportError: cannot import name 'sofmax'" in told
    assert render.main(["list", "--json"]) == 0
    listed = json.loads(capfd.readouterr().out)
    assert all("sofmax" in scene["error"] for scene in listed)


def test_help_lists_what_exists_and_nothing_else(capfd: Any) -> None:
    assert render.main(["--help"]) == 0
    told = capfd.readouterr().out
    commands = ("list", "status", "storyboard", "script", "film", "verify", "watch", "export")
    for word in (
        *commands,
        "clean",
        "doctor",
        "--set",
        "--params",
        "--grid",
        "--as",
        "--force",
        "--json",
        "-j",
    ):
        assert word in told
    for word in (*FORMATS, *VOICES, "--beat", "--sections", "-t, --transparent", "--voice", "-j"):
        assert word in told
    assert render.main(["storyboard", "--help"]) == 0
    assert "Usage: render.py storyboard" in capfd.readouterr().out


def test_planning_refusing_and_listing_leave_manim_alone(tmp_path: Path) -> None:
    program = """
import sys, render
assert render.main(["list"]) == 0
assert render.main(["--help"]) == 0
assert render.main(["--dry_run"]) == 0
assert render.main(["status", "--why"]) == 0
assert render.main(["verify"]) == 0
assert render.main(["LogitNudges", "--set", "target=99"]) == 2
assert render.main(["nonsense"]) == 2
assert "manim" not in sys.modules, "manim was imported"
"""
    subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "PATH": ""},
        check=True,
        capture_output=True,
    )
    assert list(tmp_path.iterdir()) == []


def test_doctor_finds_this_machine_fit(tmp_path: Path, capfd: Any) -> None:
    assert render.main(["doctor", "--json", "--media_dir", str(tmp_path / "media")]) == 0
    checks = json.loads(capfd.readouterr().out)["checks"]
    assert {"python", "manim", "video", "hints", "typst", "media folder", "disk", "cores"} <= {
        check["name"] for check in checks
    }
    assert all(check["ok"] and check["found"] for check in checks)
    assert list(tmp_path.iterdir()) == []


def test_doctor_tells_why_x264_gets_no_hints(
    tmp_path: Path, capfd: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rendering.drawing.hints.hints_refused", lambda: "they are off")
    assert render.main(["doctor", "--media_dir", str(tmp_path / "media")]) == 0
    told = capfd.readouterr().out
    assert re.search(r"ok +hints: x264 gets none, so encoding takes longer, .*: they are off", told)


def test_doctor_names_what_is_wrong(tmp_path: Path, capfd: Any) -> None:
    (tmp_path / "file").touch()
    assert render.main(["doctor", "--media_dir", str(tmp_path / "file" / "media")]) == 1
    told = capfd.readouterr().out
    assert "NOT OK  media folder: the media folder must be" in told
    assert "ok      python" in told
