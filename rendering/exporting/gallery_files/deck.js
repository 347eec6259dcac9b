/* The slides: a beat plays when it is entered, and its last picture stays.
 *
 * Knows the page's slides and nothing of what they are about. Each beat is a video of its own, so
 * that it ends where it ends and nothing has to be stopped in time. Speaks with a presenter's view
 * (presenter.js) by messages between the two windows, which a page on a disk may send as well.
 */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const slides = [...document.querySelectorAll(".slide")];
  const videoOf = (k) => slides[k]?.querySelector("video") ?? null;
  const endOf = (k) => Number(slides[k].dataset.end);
  const wantsStill = matchMedia("(prefers-reduced-motion: reduce)");
  const names = slides.map((slide) => slide.querySelector("h2, h3").textContent);
  const last = slides.length - 1;
  const SECONDS_TO_SEEK = 0.5; // at most; then it is shown as it is

  let at = -1;
  let turns = 0; // of entering slides; what an earlier one still waits for is no longer wanted
  let view = null; // the presenter's window

  // --- Videos ---------------------------------------------------------------------------------

  const load = (video) => {
    if (video !== null) video.preload = "auto";
  };

  const isAt = (video, time) => !video.seeking && Math.abs(video.currentTime - time) < 1e-3;

  /** Have slide k show its video at its beginning or end; settles when it does. */
  const seek = (k, toEnd) => {
    const video = videoOf(k);
    if (video === null) return Promise.resolve();
    const time = toEnd ? endOf(k) : 0;
    load(video);
    if (video.readyState < 2) {
      // Until it is loaded, a picture of that moment stands there.
      video.poster = toEnd ? video.dataset.last : video.dataset.first;
      if (video.currentTime !== time) video.currentTime = time;
      return Promise.resolve();
    }
    if (isAt(video, time) || (toEnd && video.ended)) return Promise.resolve();
    return new Promise((done) => {
      video.addEventListener("seeked", done, { once: true });
      setTimeout(done, 1000 * SECONDS_TO_SEEK);
      video.currentTime = time;
    });
  };

  const hasPlayed = () => videoOf(at).ended || videoOf(at).currentTime >= endOf(at) - 1e-3;

  const play = () => {
    videoOf(at)?.play().catch(() => {}); // left meanwhile, or forbidden: then the button plays it
  };

  const playOrPause = () => {
    const video = videoOf(at);
    if (video === null) return;
    if (!video.paused) video.pause();
    else if (hasPlayed()) again();
    else play();
  };

  const again = () => {
    if (videoOf(at) === null) return;
    const turn = ++turns;
    seek(at, false).then(() => turn === turns && play());
  };

  // --- Steps ----------------------------------------------------------------------------------

  /** To slide k: "play" it, or show its "end". Who wants no motion sees the end, and may play. */
  const enter = (k, how) => {
    const turn = ++turns;
    if (k !== at) videoOf(at)?.pause();
    at = k;
    document.body.classList.remove("black");
    tell();
    const plays = how === "play" && !wantsStill.matches;
    seek(k, !plays).then(() => {
      if (turn !== turns) return;
      slides.forEach((slide, j) => slide.classList.toggle("shown", j === k));
      document.body.classList.toggle("light", slides[k].classList.contains("light"));
      if (plays) play();
      // The neighbours stand where they will be entered, so that nothing else is seen of them.
      if (k < last) seek(k + 1, wantsStill.matches);
      if (k > 0) seek(k - 1, true);
      load(videoOf(k + 2));
    });
  };

  const on = () => {
    if (at < last) enter(at + 1, "play");
  };
  const back = () => {
    if (at > 0) enter(at - 1, "end");
  };

  const tell = () => {
    const number = `${at + 1} / ${slides.length}`;
    byId("where").textContent = number;
    const words = slides[at].querySelector(".words")?.textContent ?? "";
    byId("status").textContent = `${number}: ${names[at]}. ${words}`;
    history.replaceState(null, "", `#${at + 1}`);
    byId("words").disabled = words === "";
    showPlaying();
    report();
  };

  const showPlaying = () => {
    const video = videoOf(at);
    const button = byId("play");
    button.disabled = video === null;
    button.textContent = video !== null && !video.paused && !video.ended ? "Pause" : "Play";
  };

  // --- Views ----------------------------------------------------------------------------------

  const fullScreen = () => {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    done.catch(() => {}); // a browser may refuse, and there is nothing else to do then
  };

  const overview = byId("overview");
  const openOverview = () => {
    if (overview.open) return overview.close();
    for (const button of overview.querySelectorAll("[data-slide]")) {
      const isCurrent = Number(button.dataset.slide) === at;
      if (isCurrent) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
    overview.showModal();
    overview.querySelector("[aria-current]").focus();
  };

  const showWords = () => {
    if (byId("words").disabled) return; // nothing is said on a slide with a question
    const shown = document.body.classList.toggle("worded");
    byId("words").setAttribute("aria-pressed", String(shown));
  };

  /** Slides that speak are silent until somebody wants to hear them. */
  const switchSound = () => {
    const button = byId("sound");
    if (button === null) return;
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    for (const video of document.querySelectorAll("video")) video.muted = !on;
  };

  const black = () => document.body.classList.toggle("black");

  // --- The presenter's view -------------------------------------------------------------------

  const report = () => {
    // Of a page on a disk no origin can be named; what is told is which slide is shown.
    if (view !== null && !view.closed) view.postMessage({ deck: "at", at }, "*");
  };

  const openPresenter = () => {
    view = open("presenter.html", "presenter", "popup,width=1100,height=720");
  };

  // --- Keys and buttons -----------------------------------------------------------------------

  const actions = {
    on,
    back,
    again,
    black,
    play: playOrPause,
    home: () => enter(0, "play"),
    end: () => enter(last, "play"),
    full: fullScreen,
    words: showWords,
    sound: switchSound,
    overview: openOverview,
    presenter: openPresenter,
    close: () => overview.close(),
  };

  const keys = {
    ArrowRight: "on",
    ArrowDown: "on",
    PageDown: "on",
    " ": "on",
    ArrowLeft: "back",
    ArrowUp: "back",
    PageUp: "back",
    Home: "home",
    End: "end",
    k: "play",
    r: "again",
    b: "black",
    ".": "black",
    c: "words",
    m: "sound",
    f: "full",
    o: "overview",
    p: "presenter",
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = keys[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    // A key that steps leaves the picture alone; Tab, for one, asks for the buttons.
    if (does === undefined) stir();
    if (does === undefined || (overview.open && does !== "overview")) return;
    // What has the focus keeps its own key.
    if (event.key === " " && document.activeElement?.matches("button, a")) return;
    event.preventDefault();
    actions[does]();
  });

  for (const button of document.querySelectorAll("[data-does]")) {
    button.addEventListener("click", (event) => {
      // Who clicks does not mean the next press of the space bar for the button.
      if (event.detail > 0) button.blur();
      actions[button.dataset.does]();
    });
  }
  for (const button of overview.querySelectorAll("[data-slide]")) {
    button.addEventListener("click", () => {
      overview.close();
      enter(Number(button.dataset.slide), "play");
    });
  }
  byId("content").addEventListener("click", (event) => {
    const link = event.target.closest("[data-slide]");
    if (link === null) return on();
    event.preventDefault();
    link.blur();
    enter(Number(link.dataset.slide), "play");
  });
  document.addEventListener("click", (event) => {
    // On a black screen there is no button to be clicked; a click has the picture back.
    if (event.detail > 0) document.body.classList.remove("black");
  });

  const asked = ["on", "back", "again", "black"];
  addEventListener("message", (event) => {
    if (event.source === null || event.source === window) return;
    const does = event.data?.deck;
    if (does === "hello") {
      view = event.source; // also one that was there before this page was loaded again
      report();
    } else if (event.source === view && asked.includes(does)) {
      actions[does]();
    }
  });

  // On a full screen the pointer and the buttons are in nobody's way: they are gone as soon as it
  // is entered, come back when somebody reaches for them, and go when nobody does any more.
  const SECONDS_OF_BUTTONS = 2.5;
  let rests = 0;
  const leave = () => {
    clearTimeout(rests);
    document.body.classList.add("idle");
  };
  const stir = () => {
    document.body.classList.remove("idle");
    clearTimeout(rests);
    rests = setTimeout(leave, 1000 * SECONDS_OF_BUTTONS);
  };
  document.addEventListener("pointerdown", stir);
  document.addEventListener("focusin", stir);
  // A browser also tells of a move where the page has moved below a pointer that rests.
  let pointer = null;
  document.addEventListener("pointermove", ({ screenX, screenY }) => {
    const place = `${screenX},${screenY}`;
    if (pointer !== null && place !== pointer) stir();
    pointer = place;
  });

  // By the page's own button or key, or by the browser's (F11), of which only the media query tells.
  const isFull = matchMedia("(display-mode: fullscreen)");
  const fill = () => {
    const full = document.fullscreenElement !== null || isFull.matches;
    if (document.body.classList.toggle("full", full)) {
      // What was at the button would keep all of them there.
      if (byId("controls").contains(document.activeElement)) document.activeElement.blur();
      leave();
    } else stir();
  };
  document.addEventListener("fullscreenchange", fill);
  isFull.addEventListener("change", fill);

  // --- From a page to slides ------------------------------------------------------------------

  document.body.classList.add("plays");
  byId("controls").hidden = false;
  slides.forEach((slide, k) => {
    const video = videoOf(k);
    if (video === null) return;
    video.controls = false;
    for (const happens of ["play", "pause", "ended"]) {
      video.addEventListener(happens, () => k === at && showPlaying());
    }
  });
  const named = () => {
    const number = Number(location.hash.slice(1));
    return Number.isInteger(number) && 0 < number && number <= slides.length ? number - 1 : 0;
  };
  addEventListener("hashchange", () => named() !== at && enter(named(), "play"));
  enter(named(), "play");
})();
