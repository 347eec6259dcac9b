"""``python -m benchmarks.bench``: against ``manim render`` and against the encoder alone.

On the same scenes, one after the other, at least three times over:

(a) ``manim render -a --disable_caching``, as it comes;
(b) ``render.py --force``, with one process for each core;
(c) encoding alone: the same YUV frames, from memory, with the same encoder settings, in as many
    processes; once with every frame through x264, and once knowing which frames are repeats.

Prints and writes ``benchmarks/RESULTS.md``.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import av

from benchmarks.processes import Cost, run
from rendering.drawing.encoder import PROFILE
from rendering.planning.settings import Settings, resolve_settings
from scenes import PROGRAMME, entry

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("scenes", nargs="*", help="all, unless some are named")
    parser.add_argument("-n", "--rounds", type=int, default=3)
    parser.add_argument("-q", "--quality", default="h", help="as render.py's")
    parser.add_argument("-j", "--jobs", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--no-scaling", action="store_true", help="leave out the second table")
    parser.add_argument("-o", "--output", type=Path, default=RESULTS)
    given = parser.parse_args()
    names = given.scenes or [scene.name for scene in PROGRAMME]
    lines = []
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        for line in report(names, given, Path(folder)):
            print(line, flush=True)
            lines.append(line)
    given.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report(names: Sequence[str], given: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The lines of the report, as they become known."""
    settings = resolve_settings(given.quality)
    yield "# Results\n"
    yield (
        f"`python -m benchmarks.bench`: {', '.join(names)} at {settings.folder}, "
        f"{given.rounds} rounds, {given.jobs} processes; encoder profile {PROFILE}. "
    )
    yield f"{machine()}\n"
    contenders: dict[str, tuple[str, Callable[[], Cost]]] = {
        "a": ("`manim render -a --disable_caching`", lambda: by_manim(names, given, folder)),
        "b": ("`render.py --force`", lambda: by_us(names, given, folder)),
        "c": ("every frame through x264 alone", lambda: by_encoder(names, given, False)),
        "d": ("the same, knowing which frames repeat", lambda: by_encoder(names, given, True)),
    }
    costs: dict[str, list[Cost]] = {key: [] for key in contenders}
    for _ in range(given.rounds):
        for key, (_, measure) in contenders.items():
            costs[key].append(measure())
    frames = {name: frame_count(our_clip(name, settings, folder)) for name in names}
    total = sum(frames.values())
    yield "## The whole programme\n"
    yield "| | wall s | CPU s | ms of CPU a frame | largest process MB |"
    yield "|---|---|---|---|---|"
    for key, (title, _) in contenders.items():
        wall, cpu = spread([c.wall for c in costs[key]]), spread([c.cpu for c in costs[key]])
        each = 1000 * statistics.median(c.cpu for c in costs[key]) / total
        memory = max(c.peak_memory for c in costs[key])
        yield (
            f"| ({key}) {title} | {wall} | {cpu} | {each:.2f} | "
            f"{f'{memory:.0f}' if memory else '–'} |"
        )
    yield f"\n{total} frames, {total / settings.fps:.0f} s of film. Median (lowest–highest).\n"
    yield "| ratio of wall clocks, round by round | |"
    yield "|---|---|"
    for one, other in (("a", "b"), ("b", "c"), ("b", "d")):
        pairs = zip(costs[one], costs[other], strict=True)
        yield f"| ({one}) / ({other}) | {spread([x.wall / y.wall for x, y in pairs])} |"
    yield "\n## Each clip: what it costs in bytes and keeps in quality\n"
    yield (
        "PSNR and SSIM are of the luma against the frames before encoding: mean / worst frame. "
        "Ghosts are errors of the luma, of 255, where nothing has changed for three frames: worst "
        "/ mean over all rests, and over all frames in which something moves; on plain background, "
        "how many pixels of it are off by more than 2 in the worst frame, and anywhere.\n"
    )
    yield (
        "| scene | frames | | bytes | PSNR | SSIM | at rest: plain | pixels | anywhere "
        "| in motion: plain | pixels | anywhere |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|---|---|"
    yield from quality_rows(names, settings, folder, given.jobs)
    if not given.no_scaling:
        yield from scaling_rows(names, given, folder)


def by_manim(names: Sequence[str], given: argparse.Namespace, folder: Path) -> Cost:
    """All scenes by ``manim render -a``, which takes them from one file."""
    source = folder / "programme.py"
    source.write_text(
        "".join(
            f"from {entry(name).module} import {name} as _{name}\nclass {name}(_{name}): pass\n"
            for name in names
        )
    )
    options = ["-a", "--disable_caching", f"-q{given.quality}", "-v", "WARNING"]
    options += ["--progress_bar", "none", "--media_dir", str(folder / "manim")]
    cost, _ = run(["-m", "manim", "render", *options, str(source)])
    return cost


def by_us(
    names: Sequence[str], given: argparse.Namespace, folder: Path, jobs: int | None = None
) -> Cost:
    """All scenes by ``render.py``."""
    options = ["--force", "-q", given.quality, "-j", str(jobs or given.jobs)]
    options += ["--progress_bar", "none", "--media_dir", str(folder / "ours")]
    cost, _ = run(["render.py", *names, *options])
    return cost


def by_encoder(names: Sequence[str], given: argparse.Namespace, know_stills: bool) -> Cost:
    """All frames of all scenes by the encoder; drawing them is not counted."""
    longest_first = sorted(names, key=lambda name: -entry(name).seconds)
    options = ["-q", given.quality, "-j", str(given.jobs)]
    _, told = run(
        ["-m", "benchmarks.encode_only", *longest_first, *options] + ["--know-stills"] * know_stills
    )
    seconds = json.loads(told.splitlines()[-1])
    return Cost(seconds["wall"], seconds["cpu"], 0.0)


def our_clip(name: str, settings: Settings, folder: Path) -> Path:
    return folder / "ours" / "clips" / settings.folder / f"{name}.mp4"


def manims_clip(name: str, settings: Settings, folder: Path) -> Path:
    return folder / "manim" / "videos" / "programme" / settings.folder / f"{name}.mp4"


def frame_count(path: Path) -> int:
    with av.open(str(path)) as container:
        return sum(packet.size > 0 for packet in container.demux(video=0))


def quality_rows(
    names: Sequence[str], settings: Settings, folder: Path, jobs: int
) -> Iterator[str]:
    tasks = [
        (name, settings, our_clip(name, settings, folder), manims_clip(name, settings, folder))
        for name in names
    ]
    totals = [0, 0]
    with get_context("spawn").Pool(jobs) as pool:
        for (name, _, *paths), qualities in zip(tasks, pool.imap(_compare, tasks), strict=True):
            for k, (title, path, quality) in enumerate(
                zip(("ours", "manim"), paths, qualities, strict=True)
            ):
                size = path.stat().st_size
                totals[k] += size
                yield f"| {name} | {len(quality.psnr)} | {title} | {size:,} | {quality} |"
    ours, manims = totals
    yield f"\nBytes of all: {ours:,} to manim's {manims:,}, a ratio of {ours / manims:.2f}.\n"


def _compare(task: tuple[Any, ...]) -> Any:
    from benchmarks.quality import compare  # imports manim, which only the workers need

    return compare(*task)


def scaling_rows(names: Sequence[str], given: argparse.Namespace, folder: Path) -> Iterator[str]:
    yield "## What the time goes to, and how it grows\n"
    yield (
        "`benchmarks/scaling.py`: bars with read-outs that move for two seconds and rest for two, "
        "in one process; milliseconds of CPU a frame (a still counts as its frames).\n"
    )
    yield (
        "| length s | classes | size | frames | draw | convert | encode | all ms/frame | CPU s "
        "| peak MB |"
    )
    yield "|---|---|---|---|---|---|---|---|---|---|"
    base = (20, 4, given.quality)
    variants = [base]
    variants += [(seconds, base[1], base[2]) for seconds in (40, 80)]
    variants += [(base[0], classes, base[2]) for classes in (16, 64)]
    variants += [(base[0], base[1], quality) for quality in "lmhk" if quality != base[2]]
    for seconds, classes, quality in variants:
        cost, told = run(["-m", "benchmarks.scaling", str(seconds), str(classes), quality])
        t = json.loads(told.splitlines()[-1])
        yield (
            f"| {seconds} | {classes} | {resolve_settings(quality).folder} | {t['frames']} | "
            f"{t['draw']:.2f} | {t['convert']:.2f} | {t['encode']:.2f} | {t['total']:.2f} | "
            f"{t['seconds']:.1f} | {cost.peak_memory:.0f} |"
        )
    longest = max(names, key=lambda name: entry(name).seconds)
    yield f"\n| processes | wall s of the whole programme | CPU s | wall s of {longest} | CPU s |"
    yield "|---|---|---|---|---|"
    for jobs in sorted({1, given.jobs}):
        everything, one = (by_us(scenes, given, folder, jobs) for scenes in (names, [longest]))
        yield (
            f"| {jobs} | {everything.wall:.1f} | {everything.cpu:.1f} | {one.wall:.1f} | "
            f"{one.cpu:.1f} |"
        )


def spread(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} ({min(values):.2f}–{max(values):.2f})"


def machine() -> str:
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        found = re.search(r"model name\s*: (.*)", cpuinfo.read_text())
        model = found[1] if found else model
    parts = [f"{package} {version(package)}" for package in ("manim", "av", "pycairo", "numpy")]
    return (
        f"{model}, {len(os.sched_getaffinity(0))} cores, load {os.getloadavg()[0]:.1f} at the "
        f"start; {platform.system()}, Python {platform.python_version()}, {', '.join(parts)}."
    )


if __name__ == "__main__":
    main()
