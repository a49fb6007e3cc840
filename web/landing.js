// The landing: the first ten seconds of who asks for nothing. The hook is there before the
// program; the canvas has the picture alone, in the part of the window that this file
// measures; and the question is that of the first chapter.

import { sleep } from "./canvas.js";
import { choices, dressChoice } from "./guess.js";
import { h, parts } from "./dom.js";
import { inAddress } from "./language.js";
import { prose, runsOf, tagged } from "./terms.js";

const root = document.documentElement;
const at = (id) => document.getElementById(id);
const lookEveryMs = 100;

// landed reports whether the page is a landing now.
export const landed = () => root.classList.contains("landing");

let go = "", leave; // where a reader went before the program was there; how one leaves
let pressed = null; // what of the question was pressed before then: guess or skip, with what was picked

// prepareLanding is called before the program is there.
export function prepareLanding(api) {
  if (!landed()) {
    return;
  }
  const stage = at("landing-stage");
  const measure = () => {
    if (!landed()) {
      return;
    }
    const { x, y, width, height } = stage.getBoundingClientRect();
    api.lands = [x, y, width, height];
    api.land?.(x, y, width, height);
    for (const [name, value] of Object.entries({ x, y, width, height })) {
      root.style.setProperty(`--stage-${name}`, `${value}px`);
    }
  };
  awaitPress();
  new ResizeObserver(measure).observe(stage);
  addEventListener("resize", measure);
  measure();
  at("landing-help").onclick = () => at("help").showModal();
  for (const [id, to] of [["landing-story", "story"], ["landing-play", "play"]]) {
    at(id).onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) {
        return; // in another tab
      }
      event.preventDefault();
      if (leave) {
        leave(to);
        return;
      }
      go = to;
      close(api, at(id).search);
    };
  }
}

// awaitPress lets the reader guess before the program is there: the press waits for it.
function awaitPress() {
  const { form, run, picked } = question();
  const wait = (...what) => {
    pressed = what;
    form.dataset.state = "locked";
    run.disabled = at("landing-skip").disabled = true;
    dressChoice(form, { state: "locked", guess: picked() }, {});
    dressWays(1);
    at("landing-acts").lastChild.textContent = "locked, about to run";
  };
  form.onchange = () => { run.disabled = picked() === ""; };
  form.onsubmit = (event) => {
    event.preventDefault();
    run.disabled || wait("guess", picked());
  };
  at("landing-skip").onclick = () => {
    form.reset(); // what was picked is no guess
    wait("skip");
  };
  form.onchange(); // a browser may bring back what was picked
}

// question is the form of the guess: its button, and what is picked.
function question() {
  const form = document.querySelector("#landing-guess form");
  return { form, run: form.querySelector(".main"), picked: () => form.querySelector("input:checked")?.value ?? "" };
}

function close(api, query) {
  root.classList.remove("landing");
  history.pushState(null, "", query + inAddress.replace("?", "&"));
  addEventListener("popstate", () => location.reload(), { once: true }); // the way back leads here
  delete api.lands;
  api.land?.();
}

// startLanding is called once the program is there. It gives true if the page is no landing
// any more, or is none; gone is what to do then: story or play.
export async function startLanding(api, chapters) {
  if (!landed()) {
    return go;
  }
  sleep(true);
  chapters.open(0, false);
  await settled(api);
  return "";
}

// settled waits for the world of the hook.
const settled = (api) => new Promise((done) => {
  const look = () => {
    const { open } = api.lesson();
    open && !open.busy && open.prose.length > 0 ? done() : setTimeout(look, 50);
  };
  look();
});

// runLanding lets the reader act. chapters opens one.
export function runLanding(api, chapters) {
  if (!landed()) {
    return;
  }
  const { form, run, picked } = question();
  const part = parts();
  const act = (...what) => {
    const answer = api.reader(...what);
    if (!answer.ok) {
      api.notice(answer.error);
    }
    show();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    run.disabled || act("guess", picked());
  };
  form.onchange = () => show();
  at("landing-skip").onclick = () => act("skip");
  at("landing-again").onclick = () => {
    act("again");
    form.querySelectorAll("input").forEach((input) => { input.checked = false; });
    form.querySelector("input").focus();
  };
  at("landing-theme").disabled = false;
  at("landing-theme").onclick = () => api.theme(root.dataset.theme === "light" ? "dark" : "light");

  let answered = false;
  function show() {
    const { chapters: list, open: c } = api.lesson();
    if (!c?.predict) {
      return;
    }
    speak(c);
    const p = c.predict, open = p.state === "open", told = p.state === "compared" || p.state === "skipped";
    dressChoice(form, p, { you: "you guessed", ran: "result" });
    run.disabled = !open || c.busy || picked() === "";
    at("landing-skip").disabled = !open || c.busy;
    const lost = at("landing-acts").contains(document.activeElement) && told;
    at("landing-acts").hidden = told;
    at("landing-told").hidden = !told;
    at("landing-acts").lastChild.textContent = open ? "Run locks your guess" : "locked, the wave is on its way";
    form.dataset.state = p.state;
    root.dataset.landing = p.state;
    dressWays(open ? 0 : told ? 3 : 1);
    if (told) {
      at("landing-told").firstChild.replaceChildren(...runsOf(p.reveal[0]));
    }
    part("landing-found", told ? p : null, () => (told ? found(p) : []));
    part("landing-live", told ? [p.guess, p.answer] : null, () => (told ? [`${p.guess && p.state === "compared" ? `Your guess: ${p.guess}. ` : ""}Result: ${p.answer}.`] : []));
    at("landing-live").hidden = false;
    if (lost) {
      at("landing-again").focus();
    }
    answered = told;
    showStory(list);
  }

  // speak has the hook say what the chapter says, which may be in another language.
  function speak({ prose: text, predict: p }) {
    const rows = form.querySelectorAll(".choice");
    if (p.options.every(({ label }, i) => rows[i]?.querySelector("input").value === label)) {
      return;
    }
    rows.forEach((row) => row.remove());
    form.querySelector("legend").replaceChildren(...p.question.map((runs) => h("span", { translate: "no" }, runsOf(runs))));
    form.querySelector("fieldset").append(...choices(p, "landing-guess"));
    at("landing-hook").querySelectorAll("p").forEach((p) => p.remove());
    at("landing-hook").append(...prose(text));
  }

  // showStory says on its door how far the reader is.
  function showStory(list) {
    const story = list.filter(({ number }) => number > 0);
    const next = story.find(({ finished }) => !finished) ?? story[0];
    const begun = story.some(({ finished }) => finished);
    const door = at("landing-story");
    door.href = `?chapter=${next.number}`;
    door.dataset.number = next.number;
    door.classList.toggle("next", answered);
    const pips = door.querySelector(".pips");
    const read = ({ finished, number }) => finished || (number === 0 && answered); // the first one is here
    const key = list.map((c) => (read(c) ? "x" : c.number === next.number && (answered || begun) ? "p" : "o")).join("");
    if (pips.dataset.key !== key) {
      pips.dataset.key = key;
      pips.replaceChildren(...Array.from(key, (kind) => h("u", { class: { x: "read", p: "here", o: "" }[kind] })));
    }
    if (begun) {
      const all = story.every(({ finished }) => finished);
      const about = all ? "You have read all of it." : `Go on with chapter ${next.number}, ${next.title}.`;
      const brief = all ? "all read" : `chapter ${next.number}`;
      door.querySelectorAll("small span").forEach((span) => { span.textContent = span.className === "brief" ? brief : about; });
    }
  }

  leave = (to) => {
    clearInterval(timer);
    removeEventListener("turned", show);
    if (answered) {
      api.reader("next"); // that was the hook: it is read
      api.lesson();
    }
    close(api, at(`landing-${to}`).search);
    sleep(false);
    if (to === "story") {
      chapters.open(Number(at("landing-story").dataset.number));
    } else {
      api.reader("leave");
      chapters.show();
      document.querySelector("body > canvas").focus();
    }
  };
  const timer = setInterval(() => document.hidden || show(), lookEveryMs);
  addEventListener("turned", show);
  pressed ? act(...pressed) : show();
}

// dressWays marks which of guess, run and compare are done.
function dressWays(done) {
  document.querySelectorAll("#landing-guess .ways li").forEach((li, i) => {
    li.classList.toggle("done", i < done);
    i === Math.min(done, 2) && done < 3 ? li.setAttribute("aria-current", "step") : li.removeAttribute("aria-current");
  });
}

// found is what this run kept: a figure, what it means, and the rest.
function found(p) {
  const [, about = [], ...more] = p.reveal;
  const [figure, ...rest] = about;
  return [
    h("b", { class: "figure" }, figure?.text ?? ""),
    h("p", {}, h("i", { class: "diamond", "aria-hidden": "true" }), runsOf(rest), " ", p.published.length > 0 && tagged("POST")),
    ...prose(more),
  ];
}
