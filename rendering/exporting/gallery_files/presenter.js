/* The presenter's view: what is said, what comes next, and the time.
 *
 * Follows the slides in the window that opened it (deck.js) by messages, and has them step.
 */
"use strict";

(() => {
  const byId = (id) => document.getElementById(id);
  const slides = JSON.parse(byId("data").textContent);
  const deck = window.opener;
  let begun = null;

  /** How a beat ends; a slide without a beat, and what comes after the last, has no picture. */
  const showPicture = (id, slide) => {
    const picture = byId(id);
    picture.hidden = (slide?.last ?? null) === null;
    if (!picture.hidden) picture.src = slide.last;
  };

  const show = (at) => {
    const now = slides[at];
    const next = slides[at + 1];
    byId("where").textContent = `${at + 1} / ${slides.length}`;
    byId("now-name").textContent = now.name;
    byId("ask").textContent = now.ask;
    byId("notes").textContent = now.says;
    byId("numbers").replaceChildren(
      ...now.numbers.map((fact) => {
        const item = document.createElement("li");
        item.textContent = fact;
        return item;
      }),
    );
    byId("next-name").textContent = next === undefined ? "The end" : next.name;
    byId("next-words").textContent = next === undefined ? "" : next.ask || next.says;
    showPicture("now-picture", now);
    showPicture("next-picture", next);
    byId("alone").hidden = true;
    byId("status").textContent = [`${now.name}.`, now.ask, now.says].filter(Boolean).join(" ");
    if (at > 0) begun ??= Date.now(); // a talk begins when its first slide is left
  };

  const clock = () => {
    const seconds = begun === null ? 0 : Math.floor((Date.now() - begun) / 1000);
    byId("elapsed").textContent =
      `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    byId("clock").textContent = new Date().toLocaleTimeString([], {
      hour: "2-digit",
      minute: "2-digit",
    });
  };

  const ask = (does) => {
    // Of a page on a disk no origin can be named.
    if (deck !== null && !deck.closed) deck.postMessage({ deck: does }, "*");
  };

  addEventListener("message", (event) => {
    const told = event.data;
    if (event.source !== deck || told?.deck !== "at" || !(told.at in slides)) return;
    show(told.at);
  });

  const keys = {
    ArrowRight: "on",
    ArrowDown: "on",
    PageDown: "on",
    " ": "on",
    ArrowLeft: "back",
    ArrowUp: "back",
    PageUp: "back",
    r: "again",
    b: "black",
    ".": "black",
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = keys[event.key];
    if (does === undefined) return;
    // What has the focus keeps its own key.
    if (event.key === " " && document.activeElement?.matches("button, a")) return;
    event.preventDefault();
    ask(does);
  });
  for (const button of document.querySelectorAll("[data-does]")) {
    button.addEventListener("click", (event) => {
      if (event.detail > 0) button.blur();
      ask(button.dataset.does);
    });
  }
  byId("reset").addEventListener("click", () => {
    begun = Date.now();
    clock();
  });

  // Again and again: the slides may have been loaded anew, and know nothing of this view then.
  const hello = () => ask("hello");
  hello();
  setInterval(hello, 1000);
  clock();
  setInterval(clock, 1000);
})();
