// The chapters, in words: prose, a guess, its answer and something to do, in the guide.
// The program keeps the chapter and says what is to be shown; this file sets it as HTML,
// part by part, so that what has the focus keeps it.

const lookEveryMs = 200;
const kept = "fan-out progress"; // on this device only

// chapterAsked is the chapter that the page's address asks for, "" for none.
export const chapterAsked = new URLSearchParams(location.search).get("chapter") ?? "";

export function startChapters(api) {
  const $ = (id) => document.getElementById(id);
  const stored = store();
  const read = api.progress(stored.read());
  if (!read.ok) {
    api.notice(`${read.error[0].toUpperCase()}${read.error.slice(1)}.`);
  }
  const root = document.documentElement.classList;
  let progress = null;
  const shown = {}; // by part, what it was made of
  const part = (id, made, build) => {
    const key = JSON.stringify(made);
    if (shown[id] === key) {
      return;
    }
    shown[id] = key;
    $(id).replaceChildren(...build().flat().filter(Boolean));
    $(id).hidden = !$(id).childNodes.length;
  };
  const act = (...what) => {
    const answer = api.reader(...what);
    $("chapter-error").textContent = answer.ok ? "" : answer.error;
    show();
    return answer.ok;
  };
  const open = (number) => {
    const answer = api.chapter(number);
    if (!answer.ok) {
      api.tell(answer.error);
    }
    show();
    $("chapter-title").focus();
  };
  const say = (() => {
    let last = "";
    return (text) => {
      if (text && text !== last) {
        $("chapter-live").textContent = text;
      }
      last = text || last;
    };
  })();

  function show() {
    const { chapters, open: c, progress: text } = api.lesson();
    if (text !== progress) {
      progress = text;
      stored.write(text);
    }
    root.toggle("in-chapter", Boolean(c));
    $("chapter").hidden = !c;
    part("chapter-list", [chapters, c?.number], () => chapters.map(({ number, title, beat, minutes, finished }) => h("li", {},
      h("button", { type: "button", onclick: () => open(number), "aria-current": c?.number === number ? "step" : null },
        h("b", { translate: "no" }, `${number} · ${title}`), h("small", {}, h("span", { translate: "no" }, `${beat}. `), `${minutes} min${finished ? ", read" : ""}`)))));
    if (!c) {
      return;
    }
    part("chapter-title", c.title, () => [c.title]);
    part("chapter-step", [c.number, c.step, c.steps, c.closing], () => [`Chapter ${c.number}, ${c.closing ? "what you know now" : `step ${c.step} of ${c.steps}`}`]);
    part("chapter-prose", [c.closing, c.prose, c.know], () => prose(c.closing ? c.know : c.prose));
    part("chapter-predict", c.closing ? null : [c.step, c.predict], () => (c.closing || !c.predict ? [] : predict(c.predict, act)));
    part("chapter-task", c.closing ? null : [c.step, c.task], () => (c.closing || !c.task ? [] : task(c.task, act)));
    part("chapter-code", c.closing ? c.code : null, () => (c.closing && c.code.length ? [h("h3", {}, "The code that just ran"), h("ul", {}, ...c.code.map(({ file, symbol }) => h("li", {}, h("code", {}, symbol), ` in ${file}`)))] : []));
    $("chapter-progress").hidden = !c.busy;
    $("chapter-progress").value = c.done;
    const waits = c.busy || (c.predict && !["compared", "skipped"].includes(c.predict.state));
    const following = chapters.find(({ number }) => number === c.number + 1);
    part("chapter-ways", [c.number, c.step, c.closing, waits, following], () => [
      h("button", { type: "button", disabled: c.busy || (c.step === 1 && !c.closing), onclick: () => act("back") }, "Back"),
      !c.closing && h("button", { type: "button", class: waits ? "" : "main", disabled: waits, onclick: () => act("next") }, "Next"),
      c.closing && following && h("button", { type: "button", class: "main", onclick: () => open(following.number) }, c.number === 0 ? "The story" : `Next: ${following.title}`),
      h("button", { type: "button", onclick: () => { act("leave"); } }, c.closing && c.number === 0 ? "Let me play" : "Free play"),
    ]);
    const p = c.predict;
    say(!c.closing && p?.answer && !c.task?.done ? `${p.guess ? `Your guess: ${p.guess}. ` : ""}The answer: ${p.answer}.` : c.task?.done ? "Done." : "");
  }

  $("chapter-forget").onclick = () => {
    api.progress("");
    show();
  };
  $("chapters-open").onclick = () => open(0);
  if (chapterAsked !== "") {
    open(Number(chapterAsked));
  }
  setInterval(() => document.hidden || show(), lookEveryMs);
  show();
}

// predict is the question, and then the guess beside the answer.
function predict(p, act) {
  const question = prose(p.question);
  if (p.state === "locked") {
    return [...question, h("p", { class: "quiet" }, p.guess ? `Your guess: ${p.guess}. The world runs.` : "The world runs.")];
  }
  if (p.state !== "open") {
    const figure = (label, value, of = "") => value && h("div", { class: of }, h("dt", {}, label), h("dd", {}, value));
    return [...question, h("dl", { class: "figures" },
      figure("Before", p.kind === "choice" ? "" : p.before), figure("Your guess", p.guess, "guess"), figure("This run", p.answer, "answer"), figure("Off by", p.kind === "choice" ? "" : p.off.replace(/ off$/, ""))),
    ...p.published.map((text) => h("p", { class: "quiet" }, text, " ", h("span", { class: "tag" }, "POST"))), ...prose(p.reveal)];
  }
  const lock = h("button", { class: "main" }, "Lock my guess");
  const skip = h("button", { type: "button", onclick: () => act("skip") }, "Skip");
  const form = (guess, ...fields) => h("form", { novalidate: "", onsubmit: (event) => { event.preventDefault(); act("guess", guess()); } },
    ...fields, h("div", { class: "buttons" }, lock, skip));
  if (p.kind === "choice") {
    const picked = () => document.querySelector("input[name=chapter-guess]:checked")?.value ?? "";
    return [form(picked, h("fieldset", {}, h("legend", {}, ...question), ...p.options.map(({ label, about }) => h("label", { class: "check" },
      h("input", { type: "radio", name: "chapter-guess", value: label }), h("span", {}, h("b", {}, label), about ? `, ${about}` : "")))))];
  }
  if (p.kind === "bar" && p.percent) {
    const bar = h("input", { type: "range", id: "chapter-guess", min: p.low, max: p.high, step: 0.5, value: (p.low + p.high) / 2 });
    const out = h("output", {}, `${bar.value} %`);
    bar.oninput = () => { out.textContent = `${bar.value} %`; };
    return [form(() => `${bar.value}%`, h("label", { for: "chapter-guess" }, ...question), bar, out)];
  }
  const box = h("input", { id: "chapter-guess", autocomplete: "off", inputmode: p.percent ? "decimal" : "text" });
  const range = `from ${p.from} to ${p.to}${p.unit ? ` ${p.unit}` : ""}`;
  return [form(() => box.value, h("label", { for: "chapter-guess" }, ...question, h("span", { class: "quiet" }, range)), box)];
}

const things = { message: "Number of the message", session: "Number of the session", header: "A traceparent header" };

// task is something to do, and what has become of it.
function task(k, act) {
  const box = k.find && !k.done && h("input", { id: "chapter-thing", autocomplete: "off" });
  return [
    h("h3", {}, k.done ? "Done" : "Now you"), ...prose(k.text),
    box && h("form", { novalidate: "", onsubmit: (event) => { event.preventDefault(); act("point", k.find, box.value.trim()); } },
      h("label", { for: "chapter-thing" }, things[k.find] ?? k.find), box, h("div", { class: "buttons" }, h("button", {}, "This one"))),
    ...k.hints.flatMap((hint) => prose(hint).map((p) => { p.className = "hint"; return p; })),
    k.more && h("button", { type: "button", onclick: () => act("hint") }, "Hint"),
  ];
}

// prose is paragraphs; a term explains itself on hover, focus and tap.
function prose(paragraphs) {
  return paragraphs.map((runs) => {
    const p = h("p", { translate: "no" });
    for (const { text, strong, means } of runs) {
      if (!means) {
        p.append(strong ? h("b", {}, text) : text);
        continue;
      }
      const note = h("span", { class: "means", role: "note" }, ` ${means} `);
      note.hidden = true;
      const term = h("button", { type: "button", class: "term", title: means, "aria-expanded": "false" }, text);
      term.onclick = () => {
        note.hidden = !note.hidden;
        term.setAttribute("aria-expanded", String(!note.hidden));
      };
      p.append(term, note);
    }
    return p;
  });
}

function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element[name] = value;
    } else if (value !== null && value !== false && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

// store keeps a text on this device, if the browser lets it.
function store() {
  return {
    read() {
      try {
        return localStorage.getItem(kept) ?? "";
      } catch {
        return "";
      }
    },
    write(text) {
      try {
        localStorage.setItem(kept, text);
      } catch {
        // then it lasts as long as the page
      }
    },
  };
}
