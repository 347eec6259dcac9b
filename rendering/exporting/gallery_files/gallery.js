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
  const beatLinks = [...byId("beats").querySelectorAll("a")];
  const loop = byId("loop");

  // The browser's controls lie over the picture; a bar below it takes their place.
  video.controls = false;
  for (const needsScript of document.querySelectorAll("[data-script]")) needsScript.hidden = false;

  // A phone that is held upright takes the tall clip, if there is one; what is told of it goes along.
  const tall = video.querySelector("source[media]");
  if (tall !== null && matchMedia(tall.media).matches) {
    const { poster, width, height } = tall.dataset;
    Object.assign(video, { poster, width, height });
  }

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
    goTo(frameNow() + frames);
  };

  const clock = (frame) => {
    const seconds = Math.floor(frame / data.fps);
    return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  };

  const beatNow = () => {
    const frame = frameNow();
    return data.beats.findIndex((beat) => beat.start <= frame && frame < beat.end);
  };

  // --- Beats ----------------------------------------------------------------------------------

  let alone = -1; // the beat at whose end it stops, or begins anew

  /** After a jump: whoever loops has the beat in which it ended. */
  const goesOn = () => {
    alone = loop.checked ? beatNow() : -1;
  };

  const goTo = (frame) => {
    seekTo(frame);
    goesOn();
  };

  /** To watch a beat alone, unless it is a chapter of a film, which plays on. */
  const watch = (k) => {
    alone = data.playsOn && !loop.checked ? -1 : k;
  };

  const open = (k) => {
    seekTo(data.beats[k].start);
    watch(k);
  };

  const stopAtItsEnd = () => {
    if (loop.checked) {
      open(alone);
      play();
    } else {
      video.pause();
      seekTo(data.beats[alone].end - 1);
    }
  };

  const hasEnded = () => alone >= 0 && frameNow() >= data.beats[alone].end - 1;

  /** To another beat; back goes to the beginning of this one first, as players do. */
  const jump = (beats) => {
    const now = beatNow();
    const begun = beats < 0 && frameNow() - data.beats[now]?.start > data.fps;
    const beat = data.beats[Math.max(0, begun ? now : now + beats)];
    if (beat) goTo(beat.start);
  };

  const play = () => video.play().catch(() => {}); // interrupted by a pause, as was wanted then

  const playOrPause = () => {
    if (!video.paused) {
      video.pause();
      return;
    }
    if (alone >= 0 && frameNow() === data.beats[alone].told) open(alone);
    if (hasEnded()) {
      if (loop.checked) open(alone);
      else alone = -1;
    }
    play();
  };

  beatLinks.forEach((link, k) => {
    link.href = `#${data.beats[k].anchor}`;
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return; // it is opened elsewhere
      event.preventDefault();
      history.replaceState(null, "", link.hash);
      const box = video.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) video.scrollIntoView();
      open(k);
      play();
    });
  });

  /** Where the address leads: `#t=20` to that second, `#the-rule` to that beat. */
  const followAddress = () => {
    const [, minutes = 0, seconds] = /^#t=(?:(\d+):)?(\d+(?:\.\d+)?)$/.exec(location.hash) ?? [];
    const k = data.beats.findIndex((beat) => location.hash === `#${beat.anchor}`);
    if (k >= 0) {
      watch(k);
      seekTo(data.beats[k].told); // where its own words are there, and nothing has moved yet
    }
    if (seconds !== undefined) goTo(Math.floor((60 * minutes + Number(seconds)) * data.fps));
  };
  addEventListener("hashchange", followAddress);

  // --- The bar --------------------------------------------------------------------------------

  const player = byId("player");

  /** Whoever does it by a key knows the keys, and has the picture alone. */
  const fullScreen = (byKey) => {
    if (document.fullscreenElement) {
      document.exitFullscreen();
    } else if (player.requestFullscreen) {
      player.classList.toggle("bare", byKey);
      player.requestFullscreen().catch(() => {}); // the page may stand where it is not allowed
    } else {
      video.webkitEnterFullscreen?.(); // of a phone that shows nothing but videos so
    }
  };

  const actions = {
    play: playOrPause,
    "beat-back": () => jump(-1),
    "beat-on": () => jump(1),
    "frame-back": () => step(-1),
    "frame-on": () => step(1),
    full: () => fullScreen(false),
  };
  for (const button of document.querySelectorAll("[data-does]")) {
    button.addEventListener("click", actions[button.dataset.does]);
  }
  video.addEventListener("click", playOrPause);
  video.addEventListener("dblclick", () => fullScreen(false));

  const timeline = byId("timeline");
  timeline.addEventListener("input", () => goTo(Number(timeline.value)));
  // A part of the line for each beat, which fills as it plays.
  const parts = data.beats.map((beat) => {
    const part = document.createElement("span");
    part.style.flexGrow = beat.end - beat.start;
    return part;
  });
  byId("parts").replaceChildren(...parts);
  timeline.addEventListener("pointermove", (event) => {
    const beneath = parts.findIndex((part) => event.clientX < part.getBoundingClientRect().right);
    timeline.title = data.beats[beneath]?.name ?? "";
  });

  // --- Keys -----------------------------------------------------------------------------------

  const keys = {
    " ": playOrPause,
    k: playOrPause,
    ",": actions["frame-back"],
    ".": actions["frame-on"],
    ArrowLeft: actions["beat-back"],
    ArrowRight: actions["beat-on"],
    l: () => loop.click(),
    c: () => byId("subtitles").click(),
    m: () => byId("sound")?.click(),
    f: () => fullScreen(true),
  };

  /** Whether what has the focus has a use of its own for a key. */
  const keepsIt = (target, key) => {
    if (!(target instanceof Element)) return false;
    if (target.matches("select")) return true;
    if (key === " ") return target.matches("button, summary, [type=checkbox], .scrolls, pre");
    return key.startsWith("Arrow") && target.matches("[type=range], .scrolls, pre");
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act === undefined || keepsIt(event.target, event.key)) return;
    event.preventDefault();
    act();
  });

  // --- Subtitles and speed --------------------------------------------------------------------

  const track = video.addTextTrack("captions", video.dataset.languageName, video.dataset.language);
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
  const sound = byId("sound"); // of what speaks alone
  if (sound !== null) {
    sound.checked = true;
    sound.addEventListener("change", () => (video.muted = !sound.checked));
  }
  loop.checked = false; // whatever a browser kept of a visit before
  loop.addEventListener("change", goesOn);

  const speed = byId("speed");
  speed.value = "1";
  speed.addEventListener("change", () => (video.playbackRate = Number(speed.value)));

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
    const { movesFrom, rows } = shown;
    const row = frame - movesFrom;
    if (row < 0) return { value: rows[0], says: "before it moves" };
    if (row >= rows.length - 1) return { value: rows[rows.length - 1], says: "after it has moved" };
    return { value: rows[row], says: rows[row] === rows[row + 1] ? "rests" : "moves" };
  };

  const plot = () => {
    const svg = byId("plot");
    const choice = byId("number");
    const valueText = byId("value");
    const saysText = byId("plot-says");
    const height = 208;
    const [left, right, top, bottom] = [6, 88, 40, 32];
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
          const isElsewhere = data.series.some((other) => other !== one && other.name === one.name);
          option.textContent = isElsewhere ? `${one.name} (${beat.name})` : one.name;
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
      const bands = data.beats.map((beat) => {
        if (beat.end <= first || beat.start >= stop) return [];
        const [from, to] = [x(beat.start), x(beat.end)];
        const band = element("rect", {
          class: "band",
          x: from,
          y: top - 6,
          width: to - from,
          height: height - top - bottom + 12,
        });
        const name = element("text", { class: "beat", x: from + 2, y: top - 16 }, beat.name);
        parts.push(band, name);
        return [band, name];
      });
      if (low < 0 && high > 0) {
        parts.push(
          element("line", { class: "zero", x1: left, x2: width - right, y1: y(0), y2: y(0) }),
        );
      }
      for (const { beat, start, end, movesFrom, rows } of series.shown) {
        const last = rows[rows.length - 1];
        const done = movesFrom + rows.length - 1;
        const before = [[x(start), y(rows[0])], [x(movesFrom), y(rows[0])]];
        const after = [[x(done), y(last)], [x(end), y(last)]];
        const lines = [
          element("path", { class: "still", d: path(before) + path(after) }),
          element("path", {
            class: "value",
            d: path(rows.map((value, k) => [x(movesFrom + k), y(value)])),
          }),
        ];
        parts.push(...lines);
        bands[beat].push(...lines);
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
        bands,
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
      const now = beatNow();
      moving.bands.forEach((band, k) => {
        for (const of of band) of.classList.toggle("now", k === now);
      });
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
      goTo(Math.floor(scale.start + share * (scale.end - scale.start)));
    });
    new ResizeObserver(draw).observe(svg);
    draw();
    return follow;
  };

  // A clip in which nothing moves has no plot.
  const follow = data.series.length > 0 ? plot() : () => {};

  // --- What follows the clip ------------------------------------------------------------------

  let told = -1;

  const update = () => {
    const frame = frameNow();
    if (frame === told) return;
    told = frame;
    const now = beatNow();
    const name = data.beats[now]?.name ?? "";
    byId("time").textContent = clock(frame);
    byId("beat-now").textContent = name;
    byId("frame").textContent = `Frame ${frame} of ${data.frames}`;
    timeline.value = frame;
    timeline.setAttribute("aria-valuetext", `${clock(frame)}, ${name}`);
    data.beats.forEach((beat, k) => {
      const share = (frame + 1 - beat.start) / (beat.end - beat.start);
      parts[k].style.setProperty("--filled", Math.max(0, Math.min(1, share)));
      if (k === now) {
        beatLinks[k].setAttribute("aria-current", "true");
      } else {
        beatLinks[k].removeAttribute("aria-current");
      }
    });
    follow(frame);
    if (!video.paused && hasEnded()) stopAtItsEnd();
  };

  let next = 0;
  const run = () => {
    cancelAnimationFrame(next); // of a run that a pause was too short to end
    update();
    if (!video.paused && !video.ended) next = requestAnimationFrame(run);
  };
  video.addEventListener("play", run);
  for (const happens of ["play", "pause"]) {
    video.addEventListener(happens, () => {
      player.classList.toggle("plays", !video.paused);
      byId("play").setAttribute("aria-label", video.paused ? "Play" : "Pause");
    });
  }
  video.addEventListener("ended", () => {
    if (alone >= 0) stopAtItsEnd();
  });
  for (const happens of ["seeking", "seeked", "timeupdate", "pause", "loadedmetadata"]) {
    video.addEventListener(happens, update);
  }
  followAddress();
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
