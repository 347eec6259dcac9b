/* The player's page: beats, frames, subtitles, and one number over time.
 *
 * Reads the clip's data from the page (a page on a disk may read no other file) and knows nothing
 * of what the clip is about. Text goes into the page as text, never as HTML.
 */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("data").textContent);
  const video = byId("video");
  const beatButtons = [...byId("beats").querySelectorAll("button")];

  // --- Frames ---------------------------------------------------------------------------------

  /** The frame that is shown. A little is added, for a time is a fraction that was rounded. */
  const frameNow = () =>
    Math.min(data.frames - 1, Math.floor(video.currentTime * data.fps + 1e-3));

  /** To the middle of a frame, where no rounding can make another of it. */
  const seekTo = (frame) => {
    const within = Math.max(0, Math.min(data.frames - 1, frame));
    video.currentTime = (within + 0.5) / data.fps;
  };

  const step = (frames) => {
    video.pause();
    seekTo(frameNow() + frames);
  };

  const beatNow = () => {
    const frame = frameNow();
    return data.beats.findIndex((beat) => beat.start <= frame && frame < beat.end);
  };

  /** To another beat; back goes to the beginning of this one first, as players do. */
  const jump = (beats) => {
    const now = beatNow();
    const begun = beats < 0 && frameNow() - data.beats[now]?.start > data.fps;
    const beat = data.beats[Math.max(0, begun ? now : now + beats)];
    if (beat) seekTo(beat.start);
  };

  const playOrPause = () => {
    if (video.paused) {
      video.play().catch(() => {}); // interrupted by a pause, which is what was wanted then
    } else {
      video.pause();
    }
  };

  const actions = {
    "beat-back": () => jump(-1),
    "beat-on": () => jump(1),
    "frame-back": () => step(-1),
    "frame-on": () => step(1),
  };
  for (const button of document.querySelectorAll("[data-does]")) {
    button.addEventListener("click", actions[button.dataset.does]);
  }
  for (const button of beatButtons) {
    button.addEventListener("click", () => seekTo(Number(button.dataset.frame)));
  }

  // --- Keys -----------------------------------------------------------------------------------

  // Who came to the player with the keyboard uses its controls with it; who clicked it does not.
  let byPointer = false;
  video.addEventListener("pointerdown", () => (byPointer = true));

  const keys = { ",": actions["frame-back"], ".": actions["frame-on"], k: playOrPause };
  const shared = {
    " ": playOrPause,
    ArrowLeft: actions["beat-back"],
    ArrowRight: actions["beat-on"],
  };

  /** Whether what has the focus has a use of its own for a key. */
  const keepsIt = (target, key) => {
    if (!(target instanceof Element)) return false;
    if (target === video) return key in shared && !byPointer;
    if (target.matches("select")) return true;
    if (key === " ") return target.matches("button, summary, input, a, .scrolls, pre");
    return target.matches(".scrolls, pre"); // which scroll sideways
  };

  const press = (event) => {
    if (event.key === "Tab") byPointer = false;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key] ?? shared[event.key];
    if (act === undefined || keepsIt(event.target, event.key)) return;
    event.preventDefault();
    // A player that has the focus would do it once more, whatever is prevented.
    event.stopPropagation();
    act();
  };
  document.addEventListener("keydown", press, { capture: true });

  // --- Subtitles and speed --------------------------------------------------------------------

  const track = video.addTextTrack("captions", "English", "en");
  for (const cue of data.cues) {
    track.addCue(new VTTCue(cue.start, cue.end, cue.text));
  }
  const subtitles = byId("subtitles");
  const showSubtitles = (on) => {
    track.mode = on ? "showing" : "disabled";
    subtitles.checked = on;
  };
  showSubtitles(data.subtitles);
  subtitles.addEventListener("change", () => showSubtitles(subtitles.checked));
  // The player has a menu of its own for them.
  video.textTracks.addEventListener("change", () => {
    subtitles.checked = track.mode === "showing";
  });

  const speed = byId("speed");
  speed.value = "1"; // whatever a browser kept of a visit before
  speed.addEventListener("change", () => (video.playbackRate = Number(speed.value)));
  video.addEventListener("ratechange", () => {
    speed.value = String(video.playbackRate);
  });

  // --- A number over time ---------------------------------------------------------------------

  /** A card's number; its infinities are words. */
  const numberOf = (value) =>
    value === "inf" ? Infinity : value === "-inf" ? -Infinity : Number(value);

  const written = (value) => {
    const number = numberOf(value);
    if (!Number.isFinite(number)) return number < 0 ? "−∞" : "∞";
    const all = String(number);
    const text = all.length > 8 ? String(Number(number.toPrecision(6))) : all;
    const [digits, power] = text.replace(/^-/, "−").split("e");
    if (power === undefined) return digits;
    const raised = [...power.replace("+", "")].map((c) => (c === "-" ? "⁻" : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c]));
    return `${digits}×10${raised.join("")}`;
  };

  /** What the card tells of a number in a frame: its value, and in words what it does. */
  const tell = (series, frame) => {
    const shown = series.shown.find((s) => s.start <= frame && frame < s.end);
    if (shown === undefined) {
      const where = series.shown.map((s) => `“${data.beats[s.beat].name}”`).join(", ");
      return { value: null, says: `not shown in this beat, but in ${where}` };
    }
    const row = frame - shown.movesFrom;
    const last = shown.rows.length - 1;
    const says = row < 0 ? "before it moves" : row < last ? "on its way" : "after it has moved";
    return { value: shown.rows[Math.max(0, Math.min(last, row))], says };
  };

  const plot = () => {
    const svg = byId("plot");
    const choice = byId("number");
    const valueText = byId("value");
    const saysText = byId("plot-says");
    const height = 208;
    const [left, right, top, bottom] = [6, 88, 16, 32];
    const isIn = (one, beat) => one.shown.some((shown) => shown.beat === beat);

    const firstOf = (beat) => data.series.find((one) => isIn(one, beat));

    let series = firstOf(data.series[0].beat);
    let isChosen = false; // by hand; until then it is one of the beat that is shown
    let beatOfChoice = -1;
    let scale = null;
    let moving = null;

    const element = (name, attributes, text) => {
      const made = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
      if (text !== undefined) made.textContent = text;
      return made;
    };

    /** All numbers by the beats in which they come, those of this beat first. */
    const fillChoice = (now) => {
      const groups = data.beats.map((beat, k) => {
        const group = document.createElement("optgroup");
        group.label = beat.name;
        data.series.forEach((one, j) => {
          if (one.beat !== k) return;
          const option = document.createElement("option");
          option.value = String(j);
          option.textContent = one.name;
          group.append(option);
        });
        return group;
      });
      const hasNow = (group) =>
        [...group.children].some((option) => isIn(data.series[Number(option.value)], now));
      const filled = groups.filter((group) => group.children.length > 0);
      choice.replaceChildren(
        ...filled.filter(hasNow),
        ...filled.filter((group) => !hasNow(group)),
      );
      choice.value = String(data.series.indexOf(series));
    };

    /** What is offered where another beat begins; not while somebody chooses. */
    const offer = (now) => {
      if (now === beatOfChoice || document.activeElement === choice) return;
      beatOfChoice = now;
      const first = firstOf(now);
      const changes = !isChosen && first !== undefined && !isIn(series, now);
      if (changes) series = first;
      fillChoice(now);
      if (changes) draw();
    };

    /** From frames and values to pixels: the beats from the first to the last that shows it, for
     *  in the whole clip a motion would be as steep as a wall. Infinite values lie on the border. */
    const makeScale = (width) => {
      const values = series.shown
        .flatMap((s) => s.rows)
        .map(numberOf)
        .filter(Number.isFinite);
      let low = Math.min(...values);
      let high = Math.max(...values);
      if (values.length === 0) [low, high] = [0, 1];
      const ticks = [...new Set(values.length === 0 ? [] : [low, high])];
      if (low === high) [low, high] = [low - (Math.abs(low) || 1), high + (Math.abs(high) || 1)];
      const start = Math.min(...series.shown.map((s) => s.start));
      const end = Math.max(...series.shown.map((s) => s.end));
      const x = (frame) => left + ((width - left - right) * (frame - start)) / (end - start);
      const y = (value) => {
        const number = numberOf(value);
        if (number === Infinity) return top - 6;
        if (number === -Infinity) return height - bottom + 6;
        return height - bottom - ((height - top - bottom) * (number - low)) / (high - low);
      };
      return { x, y, low, high, start, end, width, ticks };
    };

    const clock = (frame) => {
      const seconds = Math.floor(frame / data.fps);
      return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    };

    const path = (points) => points.map(([x, y], k) => `${k ? "L" : "M"}${x} ${y}`).join("");

    const draw = () => {
      const width = svg.clientWidth;
      if (width === 0) return;
      scale = makeScale(width);
      const { x, y, low, high, start: first, end: stop } = scale;
      svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
      const parts = [
        element("rect", {
          class: "frame",
          x: left,
          y: top - 6,
          width: width - left - right,
          height: height - top - bottom + 12,
        }),
      ];
      for (const beat of data.beats) {
        if (beat.start <= first || beat.start >= stop) continue;
        const at = x(beat.start);
        parts.push(
          element("line", {
            class: "border",
            x1: at,
            x2: at,
            y1: top - 6,
            y2: height - bottom + 6,
          }),
        );
      }
      if (low < 0 && high > 0) {
        parts.push(
          element("line", { class: "zero", x1: left, x2: width - right, y1: y(0), y2: y(0) }),
        );
      }
      for (const { start, end, movesFrom, rows } of series.shown) {
        const last = rows[rows.length - 1];
        const done = movesFrom + rows.length - 1;
        const before = [[x(start), y(rows[0])], [x(movesFrom), y(rows[0])]];
        const after = [[x(done), y(last)], [x(end), y(last)]];
        parts.push(
          element("path", { class: "still", d: path(before) + path(after) }),
          element("path", {
            class: "value",
            d: path(rows.map((value, k) => [x(movesFrom + k), y(value)])),
          }),
        );
      }
      for (const value of scale.ticks) {
        const at = { x: width - right + 8, y: y(value) + 4 };
        parts.push(element("text", at, written(value)));
      }
      parts.push(
        element("text", { x: left, y: height - 6 }, clock(first)),
        element("text", { x: width - right, y: height - 6, "text-anchor": "end" }, clock(stop)),
      );
      moving = {
        line: element("line", { class: "playhead", y1: top - 6, y2: height - bottom + 6 }),
        dot: element("circle", { class: "dot", r: 5 }),
      };
      svg.replaceChildren(...parts, moving.line, moving.dot);
      follow(frameNow());
    };

    const follow = (frame) => {
      offer(beatNow());
      const { value, says } = tell(series, frame);
      const isShown = value !== null;
      valueText.value = isShown ? String(value) : "";
      valueText.textContent = isShown ? written(value) : "–";
      saysText.textContent = says;
      if (scale === null) return;
      const at = scale.x(frame);
      moving.line.setAttribute("x1", at);
      moving.line.setAttribute("x2", at);
      const isWithin = scale.start <= frame && frame < scale.end;
      moving.line.style.display = isWithin ? "" : "none";
      moving.dot.style.display = isShown ? "" : "none";
      if (isShown) {
        moving.dot.setAttribute("cx", at);
        moving.dot.setAttribute("cy", scale.y(value));
      }
    };

    choice.addEventListener("change", () => {
      isChosen = true;
      series = data.series[Number(choice.value)];
      draw();
      follow(frameNow());
    });
    svg.addEventListener("click", (event) => {
      if (scale === null) return;
      const within = event.clientX - svg.getBoundingClientRect().left - left;
      const share = within / (scale.width - left - right);
      seekTo(Math.floor(scale.start + share * (scale.end - scale.start)));
    });
    new ResizeObserver(draw).observe(svg);
    draw();
    return follow;
  };

  // A clip in which nothing moves has no plot.
  const follow = data.series.length > 0 ? plot() : () => {};

  // --- What follows the clip ------------------------------------------------------------------

  const where = byId("where");
  let told = -1;

  const update = () => {
    const frame = frameNow();
    if (frame === told) return;
    told = frame;
    where.textContent = `Frame ${frame} of ${data.frames}`;
    const beat = beatNow();
    beatButtons.forEach((button, k) => {
      if (k === beat) {
        button.setAttribute("aria-current", "true");
      } else {
        button.removeAttribute("aria-current");
      }
    });
    follow(frame);
  };

  let next = 0;
  const run = () => {
    cancelAnimationFrame(next); // of a run that a pause was too short to end
    update();
    if (!video.paused && !video.ended) next = requestAnimationFrame(run);
  };
  video.addEventListener("play", run);
  for (const happens of ["seeking", "seeked", "timeupdate", "pause", "loadedmetadata"]) {
    video.addEventListener(happens, update);
  }
  update();

  // --- Copying --------------------------------------------------------------------------------

  /** For pages that the browser does not trust with the clipboard: select it, and copy that. */
  const copySelected = (source) => {
    const range = document.createRange();
    range.selectNodeContents(source);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return document.execCommand("copy");
  };

  const status = byId("status");
  for (const button of document.querySelectorAll("[data-copies]")) {
    const label = button.firstChild;
    button.addEventListener("click", async () => {
      const source = byId(button.dataset.copies);
      let copied = true;
      try {
        await navigator.clipboard.writeText(source.textContent);
      } catch {
        const details = source.closest("details");
        if (details) details.open = true; // what is not shown cannot be selected
        copied = copySelected(source);
      }
      label.textContent = copied ? "Copied" : "Select it";
      status.textContent = copied
        ? `Copied ${button.dataset.what}.`
        : "The browser does not copy; the text can be selected.";
      setTimeout(() => (label.textContent = "Copy"), 2000);
    });
  }
})();
