// Guesses: a bar that is drawn, a choice, a number on a scale. Each is built once and then
// dressed for how far it is: open, locked, compared or skipped.

import { h } from "./dom.js";
import { prose, runsOf, tagged } from "./terms.js";

// guessOf is the question of a prediction with its widget. act is told what the reader does.
// update dresses it; running is what is under way: {done, lasts}.
export function guessOf(p, act) {
  const run = h("button", { class: "main" }, "Run");
  const skip = h("button", { type: "button", class: "plain", onclick: () => act("skip") }, "Skip");
  const state = h("p", { class: "state" });
  const acts = h("div", { class: "acts" }, run, skip);
  const told = h("div", { class: "told" });
  const ready = () => { run.disabled = widget.guess() === ""; };
  const widget = widgets[p.kind === "bar" && p.percent ? "bar" : p.kind === "choice" ? "choice" : "number"](p, ready);
  const form = h("form", { novalidate: "", class: `guess of-${p.kind}`, onsubmit: submit }, widget.root, acts, state);
  function submit(event) {
    event.preventDefault();
    if (!run.disabled) {
      act("guess", widget.guess());
    }
  }
  let key = "";
  return {
    root: [form, told],
    update(now, running) {
      form.dataset.state = now.state;
      acts.hidden = now.state !== "open";
      state.hidden = now.state !== "locked";
      if (now.state === "locked") {
        state.replaceChildren(h("b", {}, progress(running)), "the answer is on its way");
      }
      const next = JSON.stringify(now);
      if (key === next) {
        return;
      }
      key = next;
      widget.dress(now);
      ready();
      told.replaceChildren(...outcome(now));
    },
  };
}

// progress is how much of a run is done.
const progress = ({ done, lasts }) => `${Math.round(100 * done)} %${lasts ? ` of ${lasts}` : ""}`;

// outcome is what stands below once there is an answer.
function outcome(p) {
  if (!["compared", "skipped"].includes(p.state)) {
    return [];
  }
  const off = p.state === "compared" ? h("b", {}, apart(p)) : [h("b", {}, "No guess."), ` ${p.expected ? "Expected" : "Result"}: ${p.answer}.`];
  return [
    h("p", { class: "answer" }, off),
    ...(p.expected ? [h("p", { class: "quiet" }, "Calculated from the settings. ", tagged("MODEL"))] : []),
    ...p.published.map((text) => h("p", { class: "quiet" }, text, " ", tagged("POST"))),
    ...prose(p.reveal),
  ];
}

// apart is how far a guess was off. The row of a choice says the answer itself.
function apart({ kind, off, guess, answer }) {
  if (kind !== "choice") {
    return `${off[0].toUpperCase()}${off.slice(1)}.`;
  }
  return guess === answer ? "Right." : `You guessed: ${guess}.`;
}

// marked is how the answer is called on a scale.
const marked = ({ expected }) => (expected ? "expected" : "result");

const widgets = { bar, choice, number };

// --- a choice

// choice is rows, of which one is picked. web/pack makes the same for the landing.
function choice(p, ready) {
  const rows = choices(p, "chapter-guess");
  const root = h("fieldset", {}, h("legend", {}, p.question.map((runs) => h("span", { translate: "no" }, runsOf(runs)))), rows);
  root.onchange = ready;
  return {
    root, guess: () => root.querySelector("input:checked")?.value ?? "",
    dress: (now) => dressChoice(root, now, { you: "you", ran: "result" }),
  };
}

// choices are the rows of a choice.
export const choices = (p, name) => p.options.map(({ label, about }) => h("label", { class: "choice", translate: "no" },
  h("input", { type: "radio", name, value: label }), h("i", {}), h("b", {}, label), about && h("span", {}, about), h("em", {})));

// dressChoice shows on rows what was guessed and what ran.
export function dressChoice(root, p, words) {
  const open = p.state === "open";
  for (const row of root.querySelectorAll(".choice")) {
    const input = row.querySelector("input");
    const you = !open && p.guess === input.value, ran = p.answer === input.value;
    input.disabled = !open;
    if (!open) {
      input.checked = you;
    }
    row.classList.toggle("you", you);
    row.classList.toggle("locked", you && p.state === "locked");
    row.classList.toggle("ran", ran);
    row.classList.toggle("dim", !open && !you && !ran);
    row.querySelector("em").textContent = you && ran ? "as you guessed" : ran ? words.ran : you ? (p.state === "locked" ? "locked" : words.you) : "";
  }
}

// --- a bar

const percent = (v) => `${Number(v.toFixed(1))} %`;

// bar is drawn anywhere in its row. A native range lies over it, for pointer, finger, keys
// and screen readers.
function bar(p, ready) {
  const { low, high } = p;
  let drawn = false;
  const range = h("input", { type: "range", id: "chapter-guess", min: low, max: high, step: 0.5, value: p.beforeAt ?? (low + high) / 2 });
  const [fill, off, was, ran, you, triangle] = ["fill", "off", "was", "ran", "you", "post"].map((name) => h("u", { class: name }));
  const posted = h("p", { class: "posted" });
  const [wasText, ranText, youText, least, most] = ["was", "ran", "you", "least", "most"].map((name) => h("span", { class: name }));
  const track = h("div", { class: "track" }, fill, off, was, ran, triangle, you, range);
  const top = h("p", { class: "top", "aria-hidden": "true" }, wasText, ranText), foot = h("p", { class: "foot", "aria-hidden": "true" }, least, youText, most);
  [least.textContent, most.textContent] = [p.from, p.to];
  const root = h("div", { class: "bar" }, h("label", { for: "chapter-guess" }, p.question.map((runs) => h("span", { translate: "no" }, runsOf(runs)))), top, track, foot, posted);
  let now = p;
  const at = (v) => 100 * Math.max(0, Math.min(1, (v - low) / (high - low)));
  const draw = () => {
    const answer = now.answerAt, before = now.beforeAt, guess = now.guessAt ?? (drawn ? Number(range.value) : null);
    place(fill, 0, at(answer ?? (now.state === "open" && drawn ? guess : before ?? low)));
    mark(was, before, at);
    mark(ran, answer, at);
    mark(you, guess, at);
    post(triangle, posted, now, at);
    off.hidden = answer === null || before === null;
    if (!off.hidden) {
      place(off, Math.min(at(answer), at(before)), Math.abs(at(answer) - at(before)));
    }
    wasText.textContent = before === null ? "" : `was ${now.before}`;
    ranText.textContent = answer === null ? "" : `${marked(now)} ${now.answer}`;
    aside(wasText, before, ranText, answer, at);
    youText.textContent = guess === null ? "" : { open: `drag · ${percent(guess)}`, locked: "guess locked" }[now.state] ?? `you drew ${percent(guess)}`;
    root.classList.toggle("drawn", guess !== null);
    if (guess !== null) {
      beside(youText, at(guess), at(guess) > 55);
    }
    range.setAttribute("aria-valuetext", drawn || guess !== null ? percent(Number(range.value)) : `not drawn, ${percent(Number(range.value))}`);
  };
  const changed = () => {
    drawn = true;
    draw();
    ready();
  };
  range.oninput = changed;
  range.onpointerdown = () => { drawn = true; };
  range.onpointerup = changed; // also where it is as it was: half is a guess as well
  range.onkeydown = (event) => {
    const way = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
    if (way) {
      event.preventDefault();
      range.value = Math.round(Number(range.value)) + way * (event.shiftKey ? 5 : 1);
      changed();
    }
  };
  return {
    root, guess: () => (drawn ? `${range.value}%` : ""),
    dress(next) {
      now = next;
      range.disabled = now.state !== "open";
      if (now.guessAt !== null) {
        range.value = now.guessAt;
      }
      draw();
    },
  };
}

function place(element, left, width) {
  element.style.left = `${left}%`;
  element.style.width = `${width}%`;
}

function mark(element, value, at) {
  element.hidden = value === null;
  if (value !== null) {
    element.style.left = `${at(value)}%`;
  }
}

// post shows the published figure: a triangle on the scale, and in the row below it what the
// triangle is.
function post(triangle, row, p, at) {
  mark(triangle, p.postAt, at);
  row.hidden = p.postAt === null;
  if (p.postAt !== null && !row.firstChild) {
    const text = h("span", {}, tagged("POST"), p.post);
    row.append(text);
    const left = at(p.postAt);
    text.style.left = left > 60 ? "auto" : `max(0px, calc(${left}% - 5px))`;
    text.style.right = left > 60 ? `max(0px, calc(${100 - left}% - 5px))` : "auto";
    text.classList.toggle("before", left > 60);
  }
}

// beside puts a text at a mark, before it or behind it.
function beside(text, left, before) {
  text.classList.toggle("before", before);
  text.style.left = before ? "auto" : `${left}%`;
  text.style.right = before ? `${100 - left}%` : "auto";
}

// aside puts two texts to their marks, away from each other, and leaves out the first where
// there is no room for both.
function aside(wasText, before, ranText, answer, at) {
  const alone = answer === null || before === null;
  if (before !== null) {
    beside(wasText, at(before), alone ? at(before) > 65 : before < answer);
  }
  if (answer !== null) {
    beside(ranText, at(answer), alone ? at(answer) > 50 : answer <= before);
  }
  wasText.hidden = !alone && (Math.max(at(before), at(answer)) > 72 || Math.min(at(before), at(answer)) < 32);
  if (wasText.hidden) {
    beside(ranText, at(answer), at(answer) > 50);
  }
}

// --- a number

const linearUpTo = 200;

// scaleOf is the way from figures to places on a track and back, with its ticks: decades, or
// even steps where the range is short.
function scaleOf(low, high) {
  if (high <= linearUpTo && low === 0) {
    const step = high <= 60 ? 10 : 50;
    return {
      at: (v) => (v - low) / (high - low), of: (at) => Math.round(low + at * (high - low)), next: (v, way) => v + way,
      ticks: Array.from({ length: Math.floor(high / step) + 1 }, (_, i) => [i * step, String(i * step)]),
    };
  }
  const least = low > 0 ? low : 1;
  const from = Math.log10(least), to = Math.log10(high);
  const round = (v) => Number(v.toPrecision(2));
  const steps = [];
  for (let decade = Math.floor(from); decade <= Math.ceil(to); decade++) {
    steps.push(...[1, 2, 5].map((n) => n * 10 ** decade).filter((v) => v >= least && v <= high));
  }
  const ticks = [];
  for (let decade = Math.ceil(from); decade <= to; decade++) {
    ticks.push([10 ** decade, decade === 0 && low === 0 ? "0" : decade % 2 === 0 || to - from < 4 ? { 3: "1k", 4: "10k", 5: "100k", 6: "1M", 7: "10M" }[decade] ?? String(Number((10 ** decade).toPrecision(1))) : ""]);
  }
  return {
    at: (v) => (v <= least ? 0 : (Math.log10(v) - from) / (to - from)),
    of: (at) => (low === 0 && at <= 0.004 ? 0 : round(10 ** (from + at * (to - from)))),
    next: (v, way) => (way > 0 ? steps.find((s) => s > v) ?? high : steps.findLast((s) => s < v) ?? low),
    ticks,
  };
}

// seconds says a duration as people do.
function seconds(s) {
  if (s < 60) {
    return `${s} s`;
  }
  const [n, unit] = s < 3600 ? [s / 60, "min"] : [s / 3600, "h"];
  return `${Number(n.toFixed(1))} ${unit}`;
}

// figure is an answer without the word of its unit, which stands beside the guess.
const figure = ({ answer, unit }) => (unit ? answer.split(" ")[0] : answer);

// number is typed, or drawn on the track below.
function number(p, ready) {
  const scale = scaleOf(p.low, p.high);
  const unit = p.timed ? "s" : p.percent ? "%" : p.unit;
  const box = h("input", { id: "chapter-guess", autocomplete: "off", inputmode: p.timed ? "text" : "decimal", placeholder: `${p.from} to ${p.to}` });
  const note = h("span", { class: "note", "aria-hidden": "true" });
  const [fill, ran, triangle] = ["fill", "ran", "post"].map((name) => h("u", { class: name }));
  const posted = h("p", { class: "posted" });
  const knob = h("u", { class: "knob" });
  const track = h("div", { class: "track", "aria-hidden": "true" }, fill, ...scale.ticks.map(([v]) => {
    const tick = h("u", { class: "tick" });
    tick.style.left = `${100 * scale.at(v)}%`;
    return tick;
  }), ran, triangle, knob);
  const marks = h("p", { class: "foot", "aria-hidden": "true" }, scale.ticks.filter(([, text]) => text).map(([v, text]) => {
    const label = h("span", {}, text);
    label.style.left = `${100 * scale.at(v)}%`;
    label.classList.toggle("first", scale.at(v) < 0.02);
    label.classList.toggle("last", scale.at(v) > 0.98);
    return label;
  }));
  const root = h("div", { class: "number" }, h("label", { for: "chapter-guess" }, p.question.map((runs) => h("span", { translate: "no" }, runsOf(runs)))), h("div", { class: "box" }, box, note), track, marks, posted);
  let now = p;
  // typed is the figure in the box, null if it is no plain one.
  const typed = () => {
    const plain = box.value.replaceAll(/[\s,%]/g, "").replace(/s$/, "");
    return plain !== "" && Number.isFinite(Number(plain)) ? Number(plain) : null;
  };
  const draw = () => {
    const guess = now.guessAt ?? typed(), answer = now.answerAt;
    knob.hidden = guess === null;
    fill.hidden = guess === null;
    if (guess !== null) {
      knob.style.left = `${100 * scale.at(guess)}%`;
      fill.style.width = `${100 * Math.min(1, scale.at(guess))}%`;
    }
    ran.hidden = answer === null;
    if (answer !== null) {
      ran.style.left = `${100 * Math.min(1, scale.at(answer))}%`;
    }
    post(triangle, posted, now, (v) => 100 * Math.min(1, scale.at(v)));
    note.textContent = now.state === "locked" ? "locked" : answer !== null ? `${marked(now)} ${figure(now)}` : p.timed && guess >= 60 ? `s = ${seconds(guess)}` : unit;
  };
  const set = (v) => {
    box.value = Math.max(p.low, Math.min(p.high, v)).toLocaleString("en", { maximumFractionDigits: v < 1 ? 3 : 1 });
    draw();
    ready();
  };
  box.oninput = () => { draw(); ready(); };
  box.onkeydown = (event) => {
    const way = { ArrowDown: -1, ArrowUp: 1 }[event.key];
    if (way) {
      event.preventDefault();
      set(scale.next(typed() ?? (p.low + p.high) / 2, way));
    }
  };
  const drag = ({ clientX }) => {
    const { left, width } = track.getBoundingClientRect();
    set(scale.of(Math.max(0, Math.min(1, (clientX - left) / width))));
  };
  track.onpointerdown = (event) => {
    if (now.state === "open") {
      track.setPointerCapture(event.pointerId);
      event.preventDefault();
      drag(event);
    }
  };
  track.onpointermove = (event) => { track.hasPointerCapture(event.pointerId) && drag(event); };
  return {
    root, guess: () => (p.timed && typed() !== null ? `${typed()}s` : box.value.trim()),
    dress(next) {
      now = next;
      box.disabled = now.state !== "open";
      if (now.state !== "open") {
        box.value = figure({ answer: now.guess, unit: now.unit });
        box.placeholder = "No guess";
      }
      draw();
    },
  };
}
