"""A film has the pictures of its clips as they are, and their sound where their pictures are."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from pathlib import Path

import av
import numpy as np
import pytest

from rendering.drawing.encoder import ClipEncoder
from rendering.drawing.splicing import Mark, Piece, splice

FPS, RATE = 10, 24_000
SILENT = -1
"""Of a clip: that it has a sound track, and nothing is to be heard."""


def clip(
    folder: Path,
    name: str,
    frames: int,
    click: int | None = None,
    *,
    fps: int = FPS,
    rate: int = RATE,
    is_silent: bool = False,
) -> Piece:
    """A clip that gets lighter; with sound, a click of 8 milliseconds from that sample on."""
    path, seen = folder / f"{name}.mp4", folder / "seen.mp4"
    with ClipEncoder(seen, width=64, height=48, fps=fps) as encoder:
        for k in range(frames):
            encoder.write(np.full((48, 64, 4), 40 + 5 * k + len(name), np.uint8))
        encoder.finish()
    if click is None:
        return Piece(seen.rename(path), frames, is_silent)
    samples = np.zeros((1, frames * rate // fps), np.float32)
    if click != SILENT:
        samples[0, click : click + 200] = 0.8 * np.sin(0.3 * np.arange(200))
    with av.open(str(seen)) as pictures, av.open(str(path), "w") as both:
        video = both.add_stream_from_template(pictures.streams.video[0])
        sound = both.add_stream("aac", rate=rate, layout="mono")
        for packet in pictures.demux(video=0):
            if packet.size:
                packet.stream = video
                both.mux(packet)
        frame = av.AudioFrame.from_ndarray(samples, format="fltp", layout="mono")
        frame.rate, frame.pts, frame.time_base = rate, 0, Fraction(1, rate)
        for packet in [*sound.encode(frame), *sound.encode(None)]:
            both.mux(packet)
    return Piece(path, frames)


def pictures(path: Path) -> list[bytes]:
    with av.open(str(path), options={"err_detect": "explode"}) as container:
        return [frame.to_ndarray().tobytes() for frame in container.decode(video=0)]


def clicks(path: Path) -> list[int]:
    """The samples at which it gets loud after silence."""
    with av.open(str(path)) as container:
        heard = [
            (round(frame.pts * frame.time_base * RATE), frame.to_ndarray()[0])
            for frame in container.decode(audio=0)
        ]
    loud = [at + int(k) for at, samples in heard for k in np.flatnonzero(abs(samples) > 0.2)]
    return [at for before, at in zip([-RATE, *loud], loud, strict=False) if at - before > 1000]


@pytest.mark.parametrize("sound", [None, SILENT])
def test_film_plays_the_frames_of_its_clips_one_after_the_other(
    tmp_path: Path, sound: int | None
) -> None:
    pieces = [
        clip(tmp_path, "card", 7, is_silent=True),
        *(clip(tmp_path, name, frames, sound) for name, frames in (("a", 13), ("bb", 11))),
    ]
    splice(pieces, tmp_path / "film.mp4", FPS)
    assert pictures(tmp_path / "film.mp4") == [
        picture for piece in pieces for picture in pictures(piece.path)
    ]
    with av.open(str(tmp_path / "film.mp4")) as film:
        times = [frame.pts * frame.time_base for frame in film.decode(video=0)]
        assert bool(film.streams.audio) == (sound is not None)
    assert times == [Fraction(k, FPS) for k in range(31)]


def test_sound_stands_where_its_pictures_are(tmp_path: Path) -> None:
    lengths = [7, 13, 5, 11]
    starts = [0, *accumulate(lengths)]
    pieces = [
        clip(tmp_path, "card", lengths[0], is_silent=True),
        clip(tmp_path, "a", lengths[1], 12_000),
        clip(tmp_path, "card2", lengths[2], is_silent=True),
        clip(tmp_path, "b", lengths[3], 6_000),
    ]
    splice(pieces, tmp_path / "film.mp4", FPS)
    wanted = [starts[1] * RATE // FPS + 12_000, starts[3] * RATE // FPS + 6_000]
    # The sine is below the threshold in its first sample.
    assert clicks(tmp_path / "film.mp4") == pytest.approx(wanted, abs=3)
    with av.open(str(tmp_path / "film.mp4")) as film:
        (sound,) = film.streams.audio
        assert sound.duration * sound.time_base == Fraction(starts[-1], FPS)


def test_marks_are_the_chapters_that_players_find(tmp_path: Path) -> None:
    pieces = [clip(tmp_path, "a", 8), clip(tmp_path, "bb", 12)]
    splice(pieces, tmp_path / "film.mp4", FPS, [Mark("One: ä", 0, 8), Mark("Two", 8, 20)])
    with av.open(str(tmp_path / "film.mp4")) as film:
        found = [
            (c["metadata"]["title"], c["start"] * c["time_base"], c["end"] * c["time_base"])
            for c in film.chapters()
        ]
    assert found == [("One: ä", 0, Fraction(8, 10)), ("Two", Fraction(8, 10), 2)]


def test_same_clips_give_the_same_bytes(tmp_path: Path) -> None:
    pieces = [clip(tmp_path, "a", 8, 2_000), clip(tmp_path, "bb", 12, SILENT)]
    for name in ("one", "other"):
        splice(pieces, tmp_path / f"{name}.mp4", FPS, [Mark("All", 0, 20)])
    assert (tmp_path / "one.mp4").read_bytes() == (tmp_path / "other.mp4").read_bytes()


@pytest.mark.parametrize(
    ("sounds", "rates", "rates_of_frames", "message"),
    [
        ((2_000, None), (RATE, RATE), (FPS, FPS), r"bb\.mp4 has none, and a\.mp4 has some"),
        ((2_000, 2_000), (RATE, 48_000), (FPS, FPS), r"bb\.mp4 has 48000 samples a second"),
        ((None, None), (RATE, RATE), (FPS, 15), r"encoded alike; bb\.mp4 is not as a\.mp4"),
    ],
)
def test_clips_that_do_not_fit_together_are_refused_and_leave_no_film(
    tmp_path: Path, sounds: tuple[int | None, ...], rates: tuple[int, ...],
    rates_of_frames: tuple[int, ...], message: str,
) -> None:  # fmt: skip
    pieces = [
        clip(tmp_path, name, 10, sound, rate=rate, fps=fps)
        for name, sound, rate, fps in zip(("a", "bb"), sounds, rates, rates_of_frames, strict=True)
    ]
    with pytest.raises(ValueError, match=message):
        splice(pieces, tmp_path / "film.mp4", FPS)
    assert not (tmp_path / "film.mp4").exists()
