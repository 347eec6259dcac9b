"""The card of a clip, and that of a film, as data from outside: whoever reads one reads it here.

A card lies where anybody may write. It is believed if it has the form of the model below, of which
``docs/card.schema.json`` is made, and if what it says fits together: its beats are in order and end
with the clip, and its gauges name numbers of its table. What is believed is handed on as it was
read. Knows nothing of manim, nor how a card comes to be (``publishing.card``), nor whose it should
be (digests are compared by ``judge.damage``).

``python -m rendering.planning.cards`` writes the schema to standard output, with ``film`` behind it
that of a film's card.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    model_validator,
)
from pydantic import ValidationError as WrongShapeError
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import PydanticCustomError, core_schema
from typing_extensions import TypeAliasType

from rendering.machine.files import UnfitFileError, read_json
from stage.quoting import brief, quoted

__all__ = ["SCHEMA", "Card", "FilmCard", "read_card", "read_film_card", "schema"]

SCHEMA = 1
"""Raised when a field of ``docs/card.schema.json`` goes, or gets another meaning."""

_RULE = "the card of a clip, as docs/card.schema.json describes it"
_REMEDY = "Render the clip again with --force."

_RULE_OF_FILMS = "the card of a film, as docs/film.schema.json describes it"
_REMEDY_OF_FILMS = "Make the film again with --force."

_DEEPEST = 8
"""Levels of lists and objects; a card has up to five, where its table has arrays of three axes."""

_CLOSE = 1e-6
"""Seconds that a time may be off its frame, being rounded."""

_EXACT = 2**53
"""Up to here a float holds every whole number."""


def read_card(path: Path) -> dict[str, Any]:
    """What a card says, in JSON's own types.

    Raises
    ------
    UnfitFileError
        There is none, or it cannot be read, or what is there is no card.
    """
    return _read(path, Card, _RULE, _REMEDY)


def read_film_card(path: Path) -> dict[str, Any]:
    """The same of a film."""
    return _read(path, FilmCard, _RULE_OF_FILMS, _REMEDY_OF_FILMS)


def _read(path: Path, model: type[_Shape], rule: str, remedy: str) -> dict[str, Any]:
    try:
        content = read_json(path)
        if _depth(content) > _DEEPEST:
            raise UnfitFileError(rule, f"is nested more than {_DEEPEST} levels deep", remedy)
        model.model_validate(content)
    except FileNotFoundError:
        raise UnfitFileError(rule, "is missing", remedy) from None
    except UnfitFileError as error:
        raise UnfitFileError(rule, error.found, remedy) from None
    except WrongShapeError as error:
        raise UnfitFileError(rule, f"is damaged: {_told(error)}", remedy) from None
    return dict(content)


def _depth(value: Any) -> int:
    """How deeply lists and objects are nested, counted as far as a card may be and one further."""
    layer, depth = [value], 0
    while layer and depth <= _DEEPEST:
        inner = [
            v.values() if isinstance(v, dict) else v for v in layer if isinstance(v, dict | list)
        ]
        layer = [item for items in inner for item in items if isinstance(item, dict | list)]
        depth += bool(inner)
    return depth


def _told(error: WrongShapeError) -> str:
    """The first thing that is wrong: where, what it must be, and what it is."""
    problem = error.errors(include_url=False)[0]
    # Of a union, a place tells also which kind of value was taken.
    where = brief(".".join(str(part) for part in problem["loc"] if part not in _KINDS))
    what = brief(problem["msg"].removeprefix("Input "), 160)
    sentence = f"{where}: {what[:1].lower()}{what[1:]}" if where else what
    if problem["type"] in ("missing", _DOES_NOT_FIT):
        return sentence
    return f"{sentence}; got {quoted(problem['input'])}"


# --- What a card must look like -------------------------------------------------------------------

_DOES_NOT_FIT = "does_not_fit"
_KINDS = {"null", "boolean", "integer", "number", "word", "list", "object"}


def _kind(value: Any) -> str:
    names = {bool: "boolean", int: "integer", float: "number", str: "word", list: "list"}
    return "null" if value is None else names.get(type(value), "object")


_Text = Annotated[str, StringConstraints(max_length=2_000)]
_Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
_IDENTIFIER = "[A-Za-z_][A-Za-z0-9_]*"
# Of a table, or of one in it: ``trade.q``.
_FIELD = rf"{_IDENTIFIER}(\.{_IDENTIFIER})*"
_PLACE = rf"{_FIELD}\[[0-9]{{1,9}}\]"
_Places = Annotated[str, StringConstraints(pattern=f"^{_PLACE}( {_PLACE})?$", max_length=400)]
# Of a field, or of a part of it: ``nudged[0]``.
_Key = Annotated[
    str,
    StringConstraints(pattern=rf"^{_FIELD}(\[[0-9]{{1,9}}\])*$", max_length=200),
]
Digest = TypeAliasType("Digest", Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")])
_Number = Annotated[float, Field(allow_inf_nan=False)]
_Whole = Annotated[int, Field(ge=-_EXACT, le=_EXACT)]
_Frame = Annotated[int, Field(ge=0, le=10_000_000)]
_Side = Annotated[int, Field(ge=16, le=8192, multiple_of=2)]
Pixels = TypeAliasType("Pixels", Annotated[list[_Number], Field(min_length=2, max_length=2)])

_Item = (
    Annotated[bool, Tag("boolean")]
    | Annotated[_Whole, Tag("integer")]
    | Annotated[_Number, Tag("number")]
    | Annotated[_Text, Tag("word")]
)
_Single = Annotated[None, Tag("null")] | _Item
Parameter = TypeAliasType(
    "Parameter",
    Annotated[
        _Single
        | Annotated[
            list[Annotated[_Item, Discriminator(_kind, "kind", "must be a number or a word")]],
            Tag("list"),
        ],
        Discriminator(_kind, "kind", "must be a number, a word, or a list of them"),
    ],
)
Value = TypeAliasType(
    "Value",
    Annotated[
        _Single | Annotated["list[Value]", Tag("list")],
        Discriminator(_kind, "kind", "must be a number, a word, or lists of them"),
        Field(
            description='A value as JSON has it; an infinite number is the word "inf" or "-inf", '
            "and there is no NaN."
        ),
    ],
)


_ABSENT: Any = None
"""What an older card has where it lacks a field; null is no value of that."""


class _Shape(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)


class Track(_Shape):
    """A part of the table with one row a frame of a motion."""

    frames: int = Field(ge=1, le=10_000_000, description="How many rows it has.")
    last: Value = Field(description="The last of them.")
    start: _Frame = Field(
        default=_ABSENT,
        description="The frame of its beat, from 0, in which it begins. Older cards do not "
        "tell it.",
    )


_Shown = Annotated[
    _Single | Annotated[list[Value], Tag("list")] | Annotated[Track, Tag("object")],
    Discriminator(_kind, "kind", "must be a value or a track"),
]


class Caption(_Shape):
    """Words on screen, from one frame up to, not including, another."""

    text: _Text
    start_frame: _Frame
    end_frame: _Frame


class Beat(_Shape):
    """A named stretch of the clip."""

    name: _Name
    start: _Number = Field(ge=0, description="In seconds.")
    end: _Number = Field(description="In seconds; the first moment after it.")
    start_frame: _Frame
    end_frame: _Frame = Field(description="The first frame after it.")
    told_frame: _Frame = Field(
        default=0,
        description="The frame in which what is said is wholly to be read, and nothing has moved "
        "yet; start_frame if it is not in the picture. Older cards do not tell it.",
    )
    narration: _Text = Field(description="All words that are on screen in it.")
    captions: list[Caption] = Field(
        default=[],
        max_length=100,
        description="Which of these words are there when. Older cards have none: all, all along.",
    )
    says: _Text = Field(default="", description="What a voice says, in words alone.")
    words: list[Caption] = Field(
        default=[],
        max_length=2_000,
        description="What is heard when, word for word; only if the clip has a voice.",
    )
    guess: _Text = Field(default="", description="The question on which a viewer guesses in it.")
    climax: bool = Field(default=False, description="Whether it answers the clip's question.")
    numbers: dict[_Key, _Shown] = Field(description="The numbers that it says or shows, by name.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.end_frame < self.start_frame:
            raise _unfit(f"begins at frame {self.start_frame} and ends at {self.end_frame}")
        told = self.told_frame if "told_frame" in self.model_fields_set else self.start_frame
        if not self.start_frame <= told <= self.end_frame:
            raise _unfit(f"its words are told in frame {told}, outside of it")
        for words in (*self.captions, *self.words):
            if not self.start_frame <= words.start_frame <= words.end_frame <= self.end_frame:
                raise _unfit(
                    f"has words from frame {words.start_frame} to {words.end_frame}, outside of it"
                )
        return self


class Gauge(_Shape):
    """What can be measured in one frame, and by which numbers of the table."""

    frame: _Frame = Field(description="In which it is so.")
    kind: Literal["length", "curve", "dot"] = Field(
        description="A length from the origin, the points of a curve, or a dot."
    )
    origin: Pixels = Field(
        description="Where both numbers are 0: pixels from the left and from the top."
    )
    base: _Number = Field(
        ge=0,
        le=10_000,
        description="Pixels of a length, from its origin, that something else covers.",
    )
    unit: Pixels = Field(
        description="The way of a length of 1, or the lengths of 1 to the right and down, in "
        "pixels."
    )
    numbers: list[_Places] = Field(
        description="For each length or point its place in the table, field[index in the flat "
        "array]; x and y with a space between."
    )


class Font(_Shape):
    """The font in which the labels are set that the embedded ones do not hold."""

    family: _Name = Field(description="What it calls itself.")
    sha256: Digest = Field(description="Of its file.")


class Language(_Shape):
    """The language in which the clip is written and spoken."""

    code: _Name = Field(description="Such as de.")
    name: _Name = Field(description="What it calls itself.")
    untranslated: int = Field(ge=0, description="How many texts its catalogue lacks; in English.")


class Voice(_Shape):
    """Who speaks in the clip."""

    name: _Name = Field(description="As --voice takes it.")
    version: _Name = Field(description="Of the voice, and of what runs it.")
    speed: _Number = Field(gt=0, description="How fast it speaks; 1 is its own pace.")


class Fingerprint(_Shape):
    """Digests of all that the pictures depend on."""

    numbers: Digest
    parameters: Digest
    drawing: Digest
    settings: Digest
    environment: Digest


class Versions(_Shape):
    """Python and the packages that a picture depends on."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, _Name]

    python: _Name
    manim: _Name
    numpy: _Name
    av: _Name
    pycairo: _Name
    typst: _Name


class SideFiles(_Shape):
    """SHA-256 of the other files of a clip, by ending."""

    srt: Digest = Field(alias=".srt")
    vtt: Digest = Field(alias=".vtt")
    png: Digest = Field(alias=".png")


class Card(_Shape):
    """What a published clip shows, says and draws.

    It stands beside the video, under the same name, as <name>.json.
    """

    version: Literal[1] = Field(
        default=1,
        alias="schema",
        description="The version of this description that the card keeps to. A card without one "
        "is older, and as one of version 1 in all else.",
    )
    scene: str = Field(
        pattern="^[A-Z][A-Za-z0-9]*$",
        max_length=100,
        description="The Scene class, as render.py takes it.",
    )
    title: _Name = Field(description="What is written above the stage.")
    note: _Name = Field(description="The section of the source note that the clip animates.")
    parameters: dict[_Key, Parameter] = Field(
        description="Everything that --set can change, with the values that this clip has. null: "
        "not given."
    )
    seconds: _Number = Field(gt=0, description="Length of the video: frames / fps.")
    frames: int = Field(ge=1, le=10_000_000)
    width: _Side = Field(description="In pixels.")
    height: _Side = Field(description="In pixels.")
    fps: int = Field(ge=1, le=240, description="Frames a second.")
    font: Font = Field(
        default=_ABSENT,
        description="The font in which the labels are set that the embedded ones do not hold; "
        "only if there is such a label.",
    )
    language: Language = Field(
        default=_ABSENT, description="In which it is written and spoken, if not in English."
    )
    voice: Voice = Field(
        default=_ABSENT,
        description="Who speaks in the clip; only if there is a voice in it. The subtitles are "
        "then what it says.",
    )
    captions: Literal["burned", "off"] = Field(
        default="burned",
        description="Whether what is said is part of the picture, too. Older cards do not tell; "
        "it was.",
    )
    format: Literal["mp4", "webm", "mov", "gif", "webp", "png-sequence"] = Field(
        default="mp4",
        description="What kind of file the video is, as --format takes it. Older cards do not "
        "tell; it was mp4.",
    )
    transparent: bool = Field(
        default=False,
        description="Whether what is not drawn on is transparent. Older cards do not tell; it was "
        "not.",
    )
    sha256: Digest = Field(
        description="Of the bytes of the video; of a sequence of frames, of their SHA-256 in "
        "hexadecimal digits, one after the other."
    )
    side_files: SideFiles = Field(
        default=_ABSENT,
        description="SHA-256 of the other files of the clip, by ending. Older cards have none.",
    )
    poster_frame: _Frame = Field(description="The frame, counted from 0, that the .png shows.")
    beats: list[Beat] = Field(
        max_length=500,
        description="The named stretches of the clip, in order; each is one subtitle.",
    )
    numbers: dict[_Key, Value] = Field(
        description="The whole table that was drawn, by name. A track is an array with one row a "
        "frame of a motion."
    )
    gauges: list[Gauge] = Field(
        description="What can be measured in the pictures, and by which numbers of the table."
    )
    fingerprint: Fingerprint = Field(
        description="Digests of all that the pictures depend on: two clips whose fingerprints are "
        "equal show the same."
    )
    encoder: _Name = Field(description="Name of the encoder's profile.")
    versions: Versions = Field(description="Python and the packages that a picture depends on.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        for problem in (*self._misplaced(), *self._unmeasurable()):
            raise _unfit(problem)
        return self

    def _misplaced(self) -> Iterator[str]:
        """What is not where the clip or its neighbour lets it be."""
        if abs(self.seconds - self.frames / self.fps) > _CLOSE:
            yield f"{self.frames} frames at {self.fps} a second do not last {self.seconds} seconds"
        if self.poster_frame >= self.frames:
            yield f"its poster shows frame {self.poster_frame} of {self.frames}"
        before = 0
        for k, beat in enumerate(self.beats):
            if beat.start_frame < before:
                yield f"beats.{k} begins at frame {beat.start_frame}, before the end of another"
            before = beat.end_frame
            for time, frame in ((beat.start, beat.start_frame), (beat.end, beat.end_frame)):
                if abs(time - frame / self.fps) > _CLOSE:
                    yield f"beats.{k}: frame {frame} is not at {time} seconds"
        if before > self.frames:
            yield f"its beats end at frame {before}, beyond its {self.frames}"

    def _unmeasurable(self) -> Iterator[str]:
        """Gauges of no frame or of no number."""
        flat: dict[str, list[Any]] = {}
        for k, gauge in enumerate(self.gauges):
            if gauge.frame >= self.frames:
                yield f"gauges.{k} is of frame {gauge.frame}, beyond its {self.frames}"
            for places in gauge.numbers:
                if (" " in places) == (gauge.kind == "length"):
                    yield f"gauges.{k}: a {gauge.kind} is not measured by {brief(places)}"
                for place in places.split():
                    field, _, index = place.rstrip("]").partition("[")
                    if field not in flat:
                        flat[field] = list(_flat(self.numbers.get(field, [])))
                    values = flat[field][int(index) : int(index) + 1]
                    if not values or not isinstance(values[0], int | float):
                        yield f"gauges.{k}: {brief(place)} is no number of the table"


def _unfit(problem: str) -> PydanticCustomError:
    return PydanticCustomError(_DOES_NOT_FIT, "{problem}", {"problem": problem})


def _flat(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield value


# --- A film ---------------------------------------------------------------------------------------


class FilmSideFiles(SideFiles):
    """SHA-256 of the other files of a film, by ending."""

    md: Digest = Field(alias=".md")
    txt: Digest = Field(alias=".txt")


class Stretch(_Shape):
    """A part of a film, in frames and in seconds."""

    title: _Name
    start: _Number = Field(ge=0, description="In seconds.")
    end: _Number = Field(description="In seconds; the first moment after it.")
    start_frame: _Frame
    end_frame: _Frame = Field(description="The first frame after it.")


class Part(Stretch):
    """A clip, or a title card between clips."""

    kind: Literal["opening", "chapter", "clip", "ending"]
    chapter: _Text = Field(description="The chapter that it is in; empty before and after all.")
    clip: _Text = Field(description="Of a clip: its file below the media folder, without ending.")
    scene: _Text = Field(description="Of a clip: its Scene class.")
    sha256: Digest | Literal[""] = Field(description="Of a clip: of its video.")


class FilmCard(_Shape):
    """Of which clips a published film is made, and what comes when.

    It stands beside the video, under the same name, as <name>.json.
    """

    version: Literal[1] = Field(
        alias="schema", description="The version of this description that the card keeps to."
    )
    title: _Name
    own: _Text = Field(description="The name of somebody's own example; empty for the usual ones.")
    is_whole: bool = Field(description="Whether it is that of the whole programme.")
    seconds: _Number = Field(gt=0, description="Length of the video: frames / fps.")
    frames: int = Field(ge=1, le=10_000_000)
    width: _Side = Field(description="In pixels.")
    height: _Side = Field(description="In pixels.")
    fps: int = Field(ge=1, le=240, description="Frames a second.")
    theme: Literal["dark", "light"]
    captions: Literal["burned", "off"] = Field(
        description="Whether what is said is part of the picture, too."
    )
    language: Language = Field(
        default=_ABSENT, description="In which it is written and spoken, if not in English."
    )
    has_sound: bool = Field(description="Whether the video has sound.")
    sha256: Digest = Field(description="Of the bytes of the video.")
    side_files: FilmSideFiles
    poster_frame: _Frame = Field(description="The frame, counted from 0, that the .png shows.")
    parts: list[Part] = Field(
        min_length=1, max_length=20_000, description="All of the film, one after the other."
    )
    marks: list[Stretch] = Field(
        min_length=1,
        max_length=10_000,
        description="The chapter marks of the video: one a clip, but for clips of less than ten "
        "seconds.",
    )
    encoder: _Name = Field(description="Name of the encoder's profile.")
    versions: Versions = Field(description="Python and the packages that a picture depends on.")

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if abs(self.seconds - self.frames / self.fps) > _CLOSE:
            raise _unfit(
                f"{self.frames} frames at {self.fps} a second do not last {self.seconds} seconds"
            )
        if self.poster_frame >= self.frames:
            raise _unfit(f"its poster shows frame {self.poster_frame} of {self.frames}")
        for what, stretches in (("parts", self.parts), ("marks", self.marks)):
            before = 0
            for k, stretch in enumerate(stretches):
                if stretch.start_frame != before or stretch.end_frame <= before:
                    raise _unfit(
                        f"{what}.{k} goes from frame {stretch.start_frame} to "
                        f"{stretch.end_frame}, and must begin at {before}, where another ends"
                    )
                before = stretch.end_frame
                for time, frame in (
                    (stretch.start, stretch.start_frame),
                    (stretch.end, stretch.end_frame),
                ):
                    if abs(time - frame / self.fps) > _CLOSE:
                        raise _unfit(f"{what}.{k}: frame {frame} is not at {time} seconds")
            if before != self.frames:
                raise _unfit(f"its {what} end at frame {before} of {self.frames}")
        return self


# --- The same for others --------------------------------------------------------------------------


class _Schema(GenerateJsonSchema):
    """Without what says nothing new: titles made of names, and defaults that no card has."""

    schema_dialect = "https://json-schema.org/draft/2020-12/schema"

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def tagged_union_schema(self, schema: core_schema.TaggedUnionSchema) -> JsonSchemaValue:
        # A whole number is of both kinds of numbers.
        return {"anyOf": super().tagged_union_schema(schema)["oneOf"]}

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema(model: type[_Shape] = Card) -> str:
    """The JSON Schema of a card, as ``docs/card.schema.json`` has it, or of a film's."""
    made = {"$schema": _Schema.schema_dialect}
    made |= model.model_json_schema(schema_generator=_Schema)
    title = "Card of a clip" if model is Card else "Card of a film"
    return json.dumps(made | {"title": title}, indent=2) + "\n"


if __name__ == "__main__":
    print(schema(FilmCard if sys.argv[1:] == ["film"] else Card), end="")
