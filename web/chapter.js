// The chapters, in words: prose, a guess, its answer and something to do, in the guide.
// The program keeps the chapter and says what is to be shown; this file sets it as HTML,
// part by part, so that what has the focus keeps it.

import { guessOf } from "./guess.js";
import { h, kept, parts } from "./dom.js";
import { landed } from "./landing.js";
import { follow } from "./pulse.js";
import { prose } from "./terms.js";

// asked is the chapter that the page's address asks for, "" for none.
const asked = () => [location.search, location.hash.slice(1)].map((part) => new URLSearchParams(part).get("chapter")).find(Boolean) ?? "";

// startChapters gives {open, show}: open begins a chapter, and show brings the guide into step.
export function startChapters(api) {
  const $ = (id) => document.getElementById(id);
  const stored = kept("fan-out progress"); // on this device only
  const read = api.progress(stored.read());
  if (!read.ok) {
    api.notice(`${read.error[0].toUpperCase()}${read.error.slice(1)}.`);
  }
  const root = document.documentElement.classList;
  let progress = null;
  const title = $("chapter-title");
  const part = parts(() => title.focus({ preventScroll: true }));
  const act = (...what) => {
    const answer = api.reader(...what);
    $("chapter-error").textContent = answer.ok ? "" : answer.error;
    show();
    return answer.ok;
  };
  const open = (number, focus = true) => {
    const answer = api.chapter(number);
    if (!answer.ok) {
      api.tell(answer.error);
    }
    show();
    begin(focus);
  };
  // begin has the beginning of a step in sight, and the focus there, so that Tab and a screen
  // reader go on from it. What has the focus already would stay where it is.
  const begin = (focus = true) => {
    $("rail").scrollTop = 0;
    focus && title.focus();
  };
  // turn goes to another step.
  const turn = (way) => act(way) && begin();
  const say = (() => {
    let last = "";
    return (texts) => {
      const key = texts.join(" ");
      if (key && key !== last) {
        $("chapter-live").replaceChildren(...texts.map((text, i) => h("span", {}, i < texts.length - 1 ? `${text} ` : text)));
      }
      last = key;
    };
  })();

  let guess = { key: "" }, hinted = "";
  // ask shows the question of a step, which keeps its fields until there is another one.
  const ask = (c) => {
    const p = c.closing ? null : c.predict;
    const key = p ? `${c.number} ${c.step}` : "";
    if (key !== guess.key) {
      guess = p ? { key, ...guessOf(p, act) } : { key };
      $("chapter-predict").replaceChildren(...(guess.root ?? []));
      $("chapter-predict").hidden = !p;
    }
    const inside = $("chapter-predict").contains(document.activeElement);
    guess.update?.(p, c);
    const answered = Boolean(p?.answer);
    if (answered && guess.answered === false) {
      bringIntoSight($("chapter-predict"), $("chapter-predict").querySelector(".told"));
    }
    guess.answered = answered;
    if (inside && !$("chapter-predict").contains(document.activeElement)) {
      title.focus({ preventScroll: true }); // what had the focus is gone
    }
  };

  function show() {
    const { chapters, open: c, progress: text } = api.lesson();
    if (text !== progress) {
      progress = text;
      stored.write(text);
    }
    const shown = c && !landed();
    root.toggle("in-chapter", Boolean(shown));
    $("chapter").hidden = !shown;
    part("chapter-list", [chapters, c?.number], () => chapters.map(({ number, title, beat, minutes, finished }) => h("li", {},
      h("button", { type: "button", onclick: () => open(number), "aria-current": c?.number === number ? "step" : null },
        h("b", { translate: "no" }, `${number} · ${title}`), h("small", {}, h("span", { translate: "no" }, `${beat}. `), `${minutes} min${finished ? ", read" : ""}`)))));
    if (!shown) {
      return;
    }
    part("chapter-step", [c.number, c.step, c.steps, c.closing], () => [
      h("span", {}, `Chapter ${c.number}`),
      h("span", {}, c.closing ? "What you know now" : `Step ${c.step} of ${c.steps}`),
      !c.closing && h("i", { class: "pips", "aria-hidden": "true" }, Array.from({ length: c.steps }, (_, i) => h("u", { class: i + 1 === c.step ? "here" : i < c.step ? "read" : "" })))]);
    part("chapter-title", c.title, () => [c.title]);
    part("chapter-prose", [c.closing, c.prose, c.know], () => prose(c.closing ? c.know : c.prose));
    ask(c);
    const door = !c.closing && c.task && !c.task.done && narrow.matches ? doorOf(api, c.task) : null;
    part("chapter-task", c.closing ? null : [c.step, c.task, door?.label], () => (c.closing || !c.task ? [] : task(c.task, act, door)));
    const come = c.closing || !c.task ? "" : `${c.number} ${c.step} ${c.task.done} ${c.task.hints.length}`;
    if (come !== hinted && come && (c.task.done || c.task.hints.length)) {
      bringIntoSight($("chapter-task"));
    }
    hinted = come;
    part("chapter-code", c.closing ? c.code : null, () => (c.closing && c.code.length ? [h("h3", {}, "The code that just ran"),
      h("ul", {}, c.code.map(({ file, symbol }) => h("li", {}, h("code", {}, symbol), h("small", {}, file))))] : []));
    $("chapter-progress").hidden = !c.busy || c.predict?.state === "locked";
    $("chapter-progress").value = c.done;
    const waits = c.busy || (c.predict && !["compared", "skipped"].includes(c.predict.state));
    const following = chapters.find(({ number }) => number === c.number + 1);
    part("chapter-ways", [c.number, c.step, c.closing, waits, c.busy, following], () => [
      c.closing && following && h("button", { type: "button", class: "on named main", onclick: () => open(following.number) }, c.number === 0 ? "The story" : "Next", c.number > 0 && h("span", { translate: "no" }, `: ${following.title}`)),
      h("button", { type: "button", class: "back", disabled: c.busy || (c.step === 1 && !c.closing), onclick: () => turn("back") }, "Back"),
      !c.closing && h("button", { type: "button", class: waits ? "on" : "on main", disabled: waits, onclick: () => turn("next") }, "Next"),
      h("button", { type: "button", class: c.closing && !following ? "on main" : "plain", onclick: () => { act("leave"); } }, c.closing && c.number === 0 ? "Let me play" : "Free play"),
    ]);
    say(c.closing ? [] : told(c));
  }

  $("chapter-forget").onclick = () => {
    api.progress("");
    show();
  };
  $("chapters-open").onclick = () => open(0);
  turnByKey((way) => {
    const { chapters, open: c } = api.lesson();
    const to = c && chapters.find(({ number }) => number === c.number + way);
    if (to) {
      open(to.number);
    }
    return Boolean(c) && !landed();
  });
  if (asked() !== "" && !api.refused) {
    open(Number(asked()));
  }
  follow(api, ({ reads }) => (reads || root.contains("in-chapter")) && show());
  showMore(root);
  addEventListener("turned", show);
  show();
  return { open, show };
}

// showMore says while a part of the chapter is below what is seen of it: a question without its
// answers looks as though that was all.
function showMore(root) {
  const rail = document.getElementById("rail");
  new IntersectionObserver(([{ isIntersecting, rootBounds }]) => root.toggle("more-below", !isIntersecting && rootBounds?.height > 0), {
    root: rail, rootMargin: "100000px 0px -60px 0px",
  }).observe(document.getElementById("chapter-foot"));
}

// bringIntoSight scrolls what has something new into sight: the first of the parts that fits.
function bringIntoSight(...parts) {
  const rail = document.getElementById("rail");
  const room = rail.clientHeight - (parseFloat(getComputedStyle(rail).scrollPaddingBottom) || 0);
  const part = parts.find((p) => p.offsetHeight <= room) ?? parts.at(-1);
  part.scrollIntoView({ block: "nearest" });
}

// turnByKey has N and B go to the next chapter and the one before, wherever nobody types.
// turn reports whether a chapter is open.
function turnByKey(turn) {
  addEventListener("keydown", (event) => {
    const way = { n: 1, b: -1 }[event.key];
    const types = event.target.closest?.("input, select, textarea, dialog");
    if (way && !types && !event.ctrlKey && !event.metaKey && !event.altKey && turn(way)) {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
}

// told is what a screen reader hears of a step, once each: the answer, hints, and that what was
// asked for is done.
function told({ predict: p, task: k }) {
  if (k?.done) {
    return ["Done.", k.seen].filter(Boolean);
  }
  if (k?.hints.length) {
    return k.hints.at(-1).map((runs) => runs.map(({ text }) => text).join(""));
  }
  if (!p?.answer) {
    return [];
  }
  return [`${p.guess && p.state === "compared" ? `Your guess: ${p.guess}. ` : ""}The answer: ${p.answer}.`];
}

const things = { message: "Number of the message", session: "Number of the session", header: "A traceparent header" };

// narrow is where controls and readings are behind buttons of the picture.
const narrow = matchMedia("(max-width: 999px), (max-width: 1199px) and (max-height: 599px)");

// doorOf is what leads to what a task takes where that is behind a button of the picture: to the
// readings for who looks for something in their lists, to the controls for others. It is null if
// nothing does.
function doorOf(api, { find }) {
  const there = (...ids) => api.widgets().find(({ id }) => ids.includes(id));
  const [label, ...ids] = find ? ["Readings", "tab.readings"] : ["Controls", "button.controls", "tab.controls"];
  const leads = find ? find !== "header" && there(...ids)
    : api.offered()?.some((name) => /^(slider|toggle|segment|chip|point)\./.test(name) || /^button\./.test(name) && !there(name));
  return leads ? { label, open: () => { const door = there(...ids); door && api.press(door.id); } } : null;
}

// task is something to do, and what has become of it: one place for a hint, and for the end.
// What cannot be used any more keeps its place, so that the buttons below do not move.
function task(k, act, door) {
  const box = k.find && h("input", { id: "chapter-thing", autocomplete: "off" }); // also when it is done: what is typed must not be taken for keys
  const hint = k.hints.at(-1);
  return [h("div", { class: `card check ${k.done ? "done" : hint ? "hinted" : "open"}` },
    h("h3", {}, h("i", { class: "box", "aria-hidden": "true" }), k.done ? "Done" : "Now do it"), prose(k.text),
    box && h("form", { novalidate: "", onsubmit: (event) => { event.preventDefault(); act("point", k.find, box.value.trim()); } },
      h("label", { for: "chapter-thing" }, things[k.find] ?? k.find), h("div", { class: "acts" }, box, h("button", {}, "This one"))),
    h("div", { class: "slot" }, k.done ? k.seen && h("p", {}, k.seen) : hint && prose(hint)),
    h("div", { class: "acts" },
      door && h("button", { type: "button", class: "plain behind", onclick: door.open }, door.label),
      (k.more || hint || k.done) && h("button", { type: "button", class: "plain", disabled: !k.more || k.done, onclick: () => act("hint") }, hint ? "Another hint" : "Hint"),
      h("small", {}, k.done ? "" : "You can go on without it.")))];
}
