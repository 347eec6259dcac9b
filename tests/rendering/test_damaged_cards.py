"""Whatever a card says, whoever reads it takes it or refuses it in a sentence.

Each card is what the manifest says was published: only what it says is wrong.
"""

from __future__ import annotations

import copy
import json
import math
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hypothesis.strategies as st
import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

import render
import scenes
from rendering.errors import ClipError
from rendering.exporting.facts import Facts
from rendering.exporting.gallery import gallery
from rendering.exporting.handout import told, unheld
from rendering.exporting.published import Clip
from rendering.exporting.snippets import snippets
from rendering.machine.files import InvalidFileError
from rendering.planning.cards import FilmCard, read_card, schema
from rendering.planning.manifest import Manifest
from rendering.planning.plan import Task
from rendering.planning.tables import Table, Tables
from rendering.showing.clip import ShownClip
from stage.entry import Entry
from stage.numbers import fields_of
from tests.rendering.exporting.small_clips import playable, small_card
from tests.rendering.exporting.whole_cards import ENDINGS, forge, publish, whole_card
from tests.rendering.runs import ROOT, figure, times
from tests.sampling import SOAK

KEY, OTHER = "clips/64x48p10/LogitNudges", "clips/64x48p10/other"
EXPORTS = ("gallery", "handout", "slides", "snippets")
GONE = object()

Place = tuple[str | int, ...]


def changed(place: Place, value: Any) -> bytes:
    """A card with another value in that place, or with none."""
    card = copy.deepcopy(whole_card())
    holder: Any = card
    for part in place[:-1]:
        holder = holder[part]
    if value is GONE:
        del holder[place[-1]]
    else:
        holder[place[-1]] = value
    return json.dumps(card).encode()


NO_TEXT, NO_DIGEST = (None, 3, [], {}, "x" * 5000, "\ud800"), (None, 3, "", "g" * 64, "ab" * 31)
NO_COUNT = (None, "7", [], 1.5, -1, True, 10**29, math.nan, math.inf)
NO_LIST, NO_OBJECT = (None, 3, "abc", {}), (None, 3, "abc", [])
NO_NUMBER = (None, "1", [1], {}, math.nan, -math.inf, 10**400, True)
NO_CAPTION = (
    {"text": 3, "start_frame": 10, "end_frame": 30},
    {"text": "It rises.", "start_frame": 9, "end_frame": 30},
    {"text": "It rises.", "start_frame": 10, "end_frame": 31},
    {"text": "It rises.", "start_frame": 20, "end_frame": 15},
)
NO_VALUE = ({}, {"a": 1}, math.nan, [math.inf], [[1, {}]], 10**29, "x" * 5000, ["\ud800"])

DAMAGES: dict[Place, Sequence[Any]] = {
    ("schema",): (None, 2, "1", 1.5),
    ("scene",): (GONE, *NO_TEXT, "", "Unknown Scene", "../LogitNudges", "<b>"),
    ("title",): (GONE, *NO_TEXT, ""),
    ("note",): (GONE, *NO_TEXT, ""),
    ("parameters",): (GONE, *NO_OBJECT, {"a/": 1}, {"": 1}, {"a": {}}, {"a": [[]]}, {"a": [{}]}),
    ("seconds",): (GONE, *NO_NUMBER, 0, -4.0, 4.5),
    ("frames",): (GONE, *NO_COUNT, 0, 39),
    ("width",): (GONE, *NO_COUNT, 0, 63, 10**6),
    ("height",): (GONE, *NO_COUNT, 0, 47, 10**6),
    ("fps",): (GONE, *NO_COUNT, 0, 241, 11),
    ("font",): (*NO_OBJECT, {}, {"family": "A"}, {"family": 3, "sha256": "ab" * 32}),
    ("captions",): (None, 3, "loud", []),
    ("format",): (None, [], {}, 3, "avi", "png"),
    ("transparent",): (None, 1, "no"),
    ("sha256",): (GONE, *NO_DIGEST),
    ("side_files",): (*NO_OBJECT, {}, {".srt": "ab" * 32}),
    ("side_files", ".srt"): (GONE, *NO_DIGEST),
    ("side_files", ".exe"): ("ab" * 32,),
    ("poster_frame",): (GONE, *NO_COUNT, 40),
    ("beats",): (GONE, *NO_LIST, [None], [[]], [{}]),
    ("beats", 1, "name"): (GONE, *NO_TEXT, ""),
    ("beats", 1, "start"): (GONE, *NO_NUMBER, -1.0, 2.0),
    ("beats", 1, "end"): (GONE, *NO_NUMBER, 0.5),
    ("beats", 1, "start_frame"): (GONE, *NO_COUNT, 9, 11, 31),
    ("beats", 1, "end_frame"): (GONE, *NO_COUNT, 9, 31, 41),
    ("beats", 2, "end_frame"): (41, 400),
    ("beats", 1, "told_frame"): (*NO_COUNT, 9, 31),
    ("beats", 1, "narration"): (GONE, *NO_TEXT),
    ("beats", 1, "captions"): (*NO_LIST, [None], [{}], *([words] for words in NO_CAPTION)),
    ("beats", 1, "says"): NO_TEXT,
    ("beats", 1, "words"): (*NO_LIST, [None], [{}], *([words] for words in NO_CAPTION)),
    ("beats", 1, "guess"): NO_TEXT,
    ("beats", 1, "climax"): (None, 1, "no"),
    ("beats", 1, "numbers"): (GONE, *NO_OBJECT, {"a/b": 1}, {"p[x]": 1}, {f"p[{'9' * 5000}]": 1}),
    ("beats", 1, "numbers", "nudged"): (*NO_VALUE, {"frames": 0, "last": 1}, {"frames": 2}),
    ("beats", 1, "numbers", "nudged", "start"): (None, -1, 0.5, "3", True, 10**29),
    ("beats", 1, "more"): (1,),
    ("numbers",): (GONE, *NO_OBJECT, {"a b": 1}, {"": 1}),
    ("numbers", "nudge"): NO_VALUE,
    ("gauges",): (GONE, *NO_LIST, [None], [{}]),
    ("gauges", 0, "frame"): (GONE, *NO_COUNT, 40),
    ("gauges", 0, "kind"): (GONE, None, [], "area"),
    ("gauges", 0, "origin"): (GONE, *NO_LIST, [1.0], [1.0, math.nan], [1.0, "2"], [1.0, 2.0, 3.0]),
    ("gauges", 0, "base"): (GONE, *NO_NUMBER, -1.0, 1e300),
    ("gauges", 0, "unit"): (GONE, *NO_LIST, [], [1.0, math.inf]),
    ("gauges", 0, "numbers"): (
        *(GONE, *NO_LIST, [3], ["nudged"], ["nudged[-1]"], ["nudged[12]"], ["none[0]"]),
        *(["names[0]"], ["floor[0]"], ["nudged[0] nudged[1]"], ["nudged[" + "9" * 5000 + "]"]),
    ),
    ("fingerprint",): (GONE, *NO_OBJECT, {}),
    ("fingerprint", "numbers"): (GONE, *NO_DIGEST),
    ("encoder",): (GONE, *NO_TEXT, ""),
    ("versions",): (GONE, *NO_OBJECT, {}),
    ("versions", "numpy"): (GONE, None, 2, []),
    ("language",): (*NO_OBJECT, {}, {"code": "de"}, {"code": "", "name": "a", "untranslated": 0}),
    ("voice",): (*NO_OBJECT, {}, {"name": "hibari"}, {"name": "a", "version": "1", "speed": 0.0}),
    ("more",): (1,),
}  # fmt: skip

DEEP = b'{"numbers": {"a": %b}}'
FILES = {
    "an empty file": b"",
    "a list": b"[]",
    "a number": b"3",
    "half of it": changed(("note",), "x")[:700],
    "in UTF-16": json.dumps(whole_card()).encode("utf-16"),
    "in Latin-1": json.dumps(whole_card(title="\xe9"), ensure_ascii=False).encode("latin-1"),
    "a byte order mark": b"\xef\xbb\xbf" + json.dumps(whole_card()).encode(),
    "lists in each other": DEEP % (b"[" * 100_000),
    "closed lists in each other": DEEP % (b"[" * 400 + b"1" + b"]" * 400),
    "a few lists in each other": changed(("numbers", "nudge"), [[[[[[[[[1]]]]]]]]]),
    "too many values": DEEP % (b"[" + b"1," * 3_000_000 + b"1]"),
    "a number of many digits": DEEP % (b"9" * 5000),
    "a number beyond floats": changed(("seconds",), "x").replace(b'"x"', b"1e999"),
    "zeros": bytes(1000),
}  # fmt: skip


def cases(*, all_of_them: bool) -> list[tuple[str, bytes]]:
    """Damaged cards, each with what is wrong: of each place one, or all that there are."""
    listed = list(FILES.items())
    for number, (place, values) in enumerate(DAMAGES.items()):
        for value in values if all_of_them else [values[number % len(values)]]:
            shown = "gone" if value is GONE else repr(value)[:30]
            listed.append((f"{'.'.join(map(str, place))}: {shown}", changed(place, value)))
    return listed


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A media folder with two clips, whose videos play."""
    media = tmp_path_factory.mktemp("made") / "media"
    (media / ".work").mkdir(parents=True)
    shown = playable(Clip("a", "A", publish(media, Manifest(), "clips/64x48p10/a"), whole_card()))
    video = shown.video.read_bytes()
    shutil.rmtree(media / "clips")
    manifest = Manifest()
    for key in (KEY, OTHER):
        numbers = dict.fromkeys(("nudge", "nudged", "first_order"), "0" * 64)
        publish(media, manifest, key, video=video, description={"numbers": numbers})
    manifest.write(media)
    return media


@pytest.fixture
def tables_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Numbers, which are sound ones, are computed in this process."""

    def table_of(_: Tables, task: Task) -> Table:
        return fields_of(task.entry.numbers_type().compute(task.parameters, task.fps))

    monkeypatch.setattr(Tables, "start", lambda _: None)
    monkeypatch.setattr(Tables, "of", table_of)


@pytest.fixture
def answers(
    published: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], tables_here: None
) -> Callable[..., SimpleNamespace]:
    """Calls where a clip has this card."""
    media = tmp_path / "media"
    shutil.copytree(published, media)

    def call(*arguments: str) -> SimpleNamespace:
        capfd.readouterr()
        code = render.main([*arguments, "--media_dir", str(media)])
        out, err = capfd.readouterr()
        assert "Traceback" not in out + err
        assert err.count("\n") == (code != 0 and arguments[0] == "export"), err
        return SimpleNamespace(code=code, out=out, err=err, media=media)

    return call


def put(media: Path, content: bytes) -> None:
    manifest = Manifest.read(media)
    forge(media, manifest, KEY, ".json", content)
    manifest.write(media)


def test_what_was_not_damaged_is_exported(answers: Callable[..., Any]) -> None:
    for kind in ("gallery", "snippets"):
        answer = answers("export", kind)
        assert (answer.code, answer.err) == (0, "")
    assert answers("verify").code == 0


def test_each_damage_is_refused_in_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    listed = cases(all_of_them=True)
    assert len(listed) > 300
    for what, content in listed:
        path.write_bytes(content)
        with pytest.raises(InvalidFileError) as refused:
            read_card(path)
        assert str(refused.value).endswith(". Render the clip again with --force."), what
        assert len(str(refused.value)) < 500, what


def test_schema_of_the_documents_is_that_of_the_model() -> None:
    """Else write it anew: python -m rendering.planning.cards [film] > docs/card.schema.json."""
    assert (ROOT / "docs/card.schema.json").read_text(encoding="utf-8") == schema()
    assert (ROOT / "docs/film.schema.json").read_text(encoding="utf-8") == schema(FilmCard)


@pytest.mark.parametrize("fps", [10, 30])
def test_card_that_is_whole_keeps_to_the_schema_and_is_read(tmp_path: Path, fps: int) -> None:
    timed = {name: small_card(fps=fps)[name] for name in ("fps", "seconds", "beats")}
    card = whole_card(**timed)
    jsonschema.validate(card, json.loads(schema()))
    (tmp_path / "a.json").write_text(json.dumps(card), encoding="utf-8")
    assert read_card(tmp_path / "a.json") == card


@pytest.mark.parametrize("entry", scenes.PROGRAMME, ids=lambda entry: entry.name)
def test_names_of_every_table_are_names_of_a_card(tmp_path: Path, entry: Entry) -> None:
    table = entry.numbers_type().compute(entry.parameters_type()(), 15)
    names = fields_of(table)
    beat = {**whole_card()["beats"][0], "numbers": {f"{name}[0]": 1 for name in names}}
    gauge = {**whole_card()["gauges"][0], "numbers": [f"{name}[0]" for name in names]}
    card = whole_card(numbers={name: [1.0] for name in names}, beats=[beat], gauges=[gauge])
    (tmp_path / "a.json").write_text(json.dumps(card), encoding="utf-8")
    assert read_card(tmp_path / "a.json") == card


def test_no_field_of_a_card_is_left_out_of_the_damages() -> None:
    """So a field that comes has its damages, too."""
    fields = json.loads(schema())
    assert set(fields["properties"]) <= {place[0] for place in DAMAGES}
    for name, prefix in (("Beat", ("beats", 1)), ("Gauge", ("gauges", 0))):
        damaged = {place[2] for place in DAMAGES if place[:2] == prefix}
        assert set(fields["$defs"][name]["properties"]) <= damaged


def test_whoever_reads_a_damaged_card_goes_on_or_says_so_in_a_sentence(
    answers: Callable[..., Any], tmp_path: Path
) -> None:
    media = tmp_path / "media"
    listed = cases(all_of_them=SOAK)
    assert len(listed) >= 60
    for number, (what, content) in enumerate(listed):
        put(media, content)
        for kind in EXPORTS if SOAK else EXPORTS[number % 4 :][:1]:
            answer = answers("export", kind)
            assert answer.code == 1, what
            assert f"{KEY}.json " in answer.err, what
            assert answer.err.endswith(". Render the clip again with --force.\n"), what
        assert not (media / "exports").exists()
        answer = answers("verify", "--pixels")
        assert answer.code == 1, what
        assert f"{KEY}.json is no card: it " in answer.out, what
        answer = answers("status", "LogitNudges", "--why", "-r", "64,48", "--fps", "10")
        assert (answer.code, answer.out.splitlines()[0]) == (0, "LogitNudges: STALE"), what
        files = {ending: media / f"{KEY}{ending}" for ending in (".json", ".mp4")}
        task: Any = SimpleNamespace(name="LogitNudges")
        outcome: Any = SimpleNamespace(task=task, files=files, state="UP_TO_DATE")
        with pytest.raises(ClipError, match=r"LogitNudges\.json must be the card of a clip"):
            ShownClip.of(outcome, None)
    figure(f"damaged cards: {len(listed)}, by seven readers: no traceback")


def test_clean_takes_no_word_of_a_damaged_card_and_goes_on_with_the_others(
    answers: Callable[..., Any], published: Path, tmp_path: Path
) -> None:
    media = tmp_path / "media"
    shutil.copy(published / f"{KEY}.json", tmp_path / "whole")
    for what, content in cases(all_of_them=SOAK):
        for path in published.glob("clips/*/*"):
            (media / path.relative_to(published)).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, media / path.relative_to(published))
        (media / "manifest.json").unlink(missing_ok=True)  # else that vouches for all of them
        (media / f"{KEY}.json").write_bytes(content)
        assert answers("clean").code == 0, what
        left = sorted(path.name for path in media.rglob("*") if path.is_file())
        assert left == [f"LogitNudges{ending}" for ending in ENDINGS], what


# --- Cards that are whole, and strange ------------------------------------------------------------

singles = st.none() | st.booleans() | st.integers(-9, 9) | st.sampled_from([1e-320, -1e300, 2**53])
singles |= st.sampled_from(["", "inf", "-inf", "cat", "<b>", "a\x00b", "\u202e", "</script>"])
values = st.recursive(singles, lambda inner: st.lists(inner, max_size=3), max_leaves=6)
single_lists = st.lists(singles.filter(lambda value: value is not None), max_size=4)
STRANGE: dict[Place, st.SearchStrategy[Any]] = {
    ("title",): st.sampled_from([" ", "?", "\x00", "</title><script>", "../../etc/passwd"]),
    ("parameters",): st.fixed_dictionaries(
        {}, optional=dict.fromkeys(("logits", "target", "labels", "nudge"), singles | single_lists)
    ),
    ("numbers", "nudged"): values,
    ("numbers", "first_order"): values,
    ("numbers", "names"): values,
    ("beats", 1, "numbers"): st.fixed_dictionaries(
        {},
        optional={
            name: values
            | st.fixed_dictionaries(
                {"frames": st.integers(1, 9), "last": values},
                optional={"start": st.integers(0, 60)},
            )
            for name in ("nudged", "first_order[0]", "place", "places", "target", "nothing[3]")
        },
    ),
    ("beats", 1, "name"): st.sampled_from([" ", "../../x", "a/b", "<script>"]),
    ("gauges",): st.just([]),
    ("beats",): st.just([]),
}


@settings(
    max_examples=times(60, 3_000),
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_what_is_a_card_by_its_form_is_exported_whatever_it_says(
    tmp_path: Path, data: st.DataObject
) -> None:
    card = whole_card(gauges=[])
    card["scene"] = data.draw(st.sampled_from([entry.name for entry in scenes.PROGRAMME]))
    chosen = data.draw(st.lists(st.sampled_from(list(STRANGE)), unique=True, max_size=3))
    for place in sorted(chosen, key=len, reverse=True):  # beats are emptied last
        holder: Any = card
        for part in place[:-1]:
            holder = holder[part]
        holder[place[-1]] = data.draw(STRANGE[place])
    path = tmp_path / "LogitNudges.json"
    path.write_text(json.dumps(card), encoding="utf-8")
    clip = Clip("LogitNudges", "Chapter", path.with_suffix(".mp4"), read_card(path))
    if not clip.video.exists():  # the same for all examples
        clip.video.touch()
        playable(Clip(clip.name, clip.chapter, clip.video, whole_card()))
    gallery([clip])
    snippets([clip])
    unheld([clip])
    facts = Facts(clip.card, number=told)
    facts.start()
    for beat in clip.card["beats"]:
        facts.of(beat)
