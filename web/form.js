// The controls as a form: each one issues a command, as the picture's own do,
// and shows what the program says the setting is. Which there are, their names and
// their ranges are the program's (see api.model): a row of the model's table is a control
// here. A value that the program refuses gets its sentence and goes back.

import { idsOf, showOffered } from "./offered.js";
import { follow } from "./pulse.js";

const form = document.getElementById("form");
const error = document.getElementById("form-error");
const live = document.getElementById("live");

// quiet has a refusal not shown in the picture as well.
const quiet = true;

// closedLooks is how many looks of a form that is open one that is closed leaves out.
const closedLooks = 5;

export function startForm(api) {
  let model;
  // settle shows how a line went, below the control that it came from.
  const settle = (control, { ok, error: sentence }) => {
    (control.closest(".buttons, .check") ?? control).after(error);
    error.textContent = ok ? "" : sentence;
    if (!ok) {
      error.scrollIntoView({ block: "nearest" });
    }
    read(control);
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", ({ target }) => {
    const { do: line, look } = target.closest("button")?.dataset ?? {};
    if (line || look) {
      settle(target, line ? api.do(line, quiet) : api.look(look, quiet));
    }
  });
  form.addEventListener("input", ({ target }) => { target.dataset.typing = ""; });
  form.addEventListener("focusout", ({ target }) => { delete target.dataset.typing; });
  form.addEventListener("change", ({ target }) => {
    delete target.dataset.typing;
    if (target.id === "f-model") {
      settle(target, api.choose(target.value, quiet));
    } else if (target.dataset.line) {
      settle(target, api.do(target.dataset.line.replace("{}", valueOf(target)), quiet));
    } else if (target.dataset.follow !== undefined) {
      settle(target, api.look(target.value.trim() ? `follow ${target.value}` : "unfollow", quiet));
    } else if (target.dataset.header !== undefined) {
      settle(target, api.look(`microscope ${target.value.trim()}`, quiet));
    }
  });
  const worlds = document.getElementById("f-model");
  worlds.replaceChildren(...api.models().map(({ name, title, about }) =>
    element("option", { value: name, textContent: title, title: about })));
  const announce = announcer();
  const read = (settled) => {
    const state = api.state();
    if (model?.name !== state.model) {
      model = api.model();
      build(model);
      for (const text of document.querySelectorAll("[data-of]")) {
        text.hidden = text.dataset.of !== model.name;
      }
      worlds.value = model.name;
    }
    show(model, state, settled);
    showOffered(form, api.offered());
    showField(api.looking());
  };
  const details = form.closest("details");
  let looks = 0;
  const look = (heard) => {
    if (details.open || looks++ % closedLooks === 0 || api.rests || heard.model !== model?.name) {
      read();
    }
    announce(heard);
  };
  look(api.heard());
  details.addEventListener("toggle", () => read());
  follow(api, look);
}

// build makes the controls of a model: a group of settings in each fieldset, and a
// button for each of its commands that has one.
function build({ settings, commands, lists, view }) {
  document.getElementById("f-looks").replaceChildren(...view.buttons.map(([line, textContent]) =>
    element("button", { type: "button", textContent, dataset: { look: line } })));
  for (const [id, label] of [["f-follow", view.follow], ["f-header", view.header]]) {
    const field = document.getElementById(id);
    field.labels[0].textContent = label;
    field.labels[0].hidden = field.hidden = !label;
  }
  const groups = new Map();
  for (const setting of settings) {
    groups.set(setting.group, [...(groups.get(setting.group) ?? []), ...controlOf(setting)]);
  }
  if (commands.length > 0) {
    groups.get(settings[0].group).push(element("div", { className: "buttons" },
      ...commands.map(({ line, button, doc }) => element("button", { type: "button", textContent: button, title: doc,
        dataset: { do: line, controls: `button.${line.split(" ")[0]}` } }))));
  }
  document.getElementById("f-settings").replaceChildren(...Array.from(groups, ([group, controls]) =>
    element("fieldset", {}, element("legend", { textContent: group }), ...controls)));
  document.getElementById("f-costs").replaceChildren(...lists.map(({ name, doc, measured }) =>
    element("option", { value: name, textContent: doc, dataset: measured ? { word: "measure" } : {} })));
  for (const part of document.querySelectorAll("#f-costs, label[for=f-costs]")) {
    part.dataset.controls = lists.map(({ name }) => `segment.costs.${name}`).join(" ");
  }
}

// kinds are how a setting of a kind is written: its line, its unit, and what a reader
// has to know of its range.
const kinds = {
  number: { line: "set", mode: "numeric" },
  rate: { line: "set", mode: "decimal" },
  share: { line: "set", mode: "decimal", sign: "%", unit: "percent" },
  duration: { line: "set", mode: "text" },
};

function controlOf(setting) {
  const { key, label, kind, expect, choices, words, derived, doc } = setting, controls = idsOf(setting);
  const id = `f-${key.replaceAll(".", "-")}`;
  if (kind === "switch") {
    const box = element("input", { type: "checkbox", id, dataset: { line: `toggle ${key} {}`, setting: key } });
    return [element("label", { className: "check", title: doc, dataset: { controls } }, box, ` ${label}`)];
  }
  const name = element("label", { htmlFor: id, title: doc, textContent: label, dataset: { controls } });
  if (kind === "choice") {
    return [name, element("select", { id, dataset: { line: `set ${key} {}`, setting: key, controls } },
      ...choices.map((choice, i) => element("option", { value: choice, textContent: words[i], disabled: choice === derived })))];
  }
  const { line, mode, sign = "", unit } = kinds[kind];
  name.textContent += rangeOf(kind, expect);
  const data = { line: `${line} ${key} {}${sign}`, setting: key, controls, ...(unit && { unit }) };
  return [name, element("input", { id, inputMode: mode, autocomplete: "off", dataset: data })];
}

// rangeOf is the range in what a value is expected to be: ", 1 to 1,000,000".
function rangeOf(kind, expect) {
  const [, least, most] = expect.match(/ from (\S+) to ([^\s,]+(?:,\d{3})*)/) ?? [];
  return most ? `, ${least.replace("%", "")} to ${most.replace("%", "")}${kind === "share" ? " %" : ""}` : "";
}

function element(tag, { dataset, ...properties }, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  Object.assign(made.dataset, dataset);
  made.append(...children);
  return made;
}

// valueOf is what a control adds to its line.
function valueOf(control) {
  if (control.type === "checkbox") {
    return control.checked ? "on" : "off";
  }
  return control.selectedOptions?.[0].dataset.word ?? control.value.trim();
}

// units write a number of the state as the form has it.
const units = {
  percent: (share) => String(Number((share * 100).toFixed(4))),
  seconds: (ns) => String(Number((ns / 1e9).toFixed(6))),
};

// show brings every control into step with the state. One that is being typed into, or
// is about to be, keeps its text until it is done: settled is the one that is.
function show(model, state, settled) {
  for (const control of form.querySelectorAll("[data-line]")) {
    const { setting, state: path, unit, typing } = control.dataset;
    const kept = typing !== undefined || control.tagName === "INPUT" && control === document.activeElement && control !== settled;
    const value = setting ? state.settings[setting] : path.split(".").reduce((at, key) => at[key], state);
    if (control.type === "checkbox") {
      control.checked = value;
    } else if (!kept) {
      write(control, (units[unit] ?? String)(value));
    }
  }
  const play = document.getElementById("f-play");
  play.textContent = state.playing ? "Pause" : "Play";
  play.dataset.do = state.playing ? "pause" : "play";
  showReadings(model, state.services);
}

// write changes a control only if need be: doing so moves the caret.
function write(control, text) {
  if (control.value !== text) {
    control.value = text;
  }
}

// showField says what is looked at, and what the inspector says of it.
function showField({ meaning, levels, inView, following, about }) {
  const sight = levels > 0 ? `${meaning}; ${inView.toLocaleString("en")} in view.` : `${meaning}.`;
  const place = document.getElementById("f-sight");
  if (place.textContent !== sight) {
    place.textContent = sight;
  }
  const follow = document.getElementById("f-follow");
  if (follow.dataset.typing === undefined && follow !== document.activeElement) {
    write(follow, following);
  }
  const list = document.getElementById("f-about");
  if (Array.from(list.children, (line) => line.textContent).join("\n") !== about.join("\n")) {
    list.replaceChildren(...about.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  }
}

function showReadings({ services: titles }, services) {
  if (!document.getElementById("controls").open) {
    return;
  }
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  document.getElementById("readings").replaceChildren(...services.map((service, i) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = titles[i].title;
    const spans = Object.values(service.spans).reduce((sum, n) => sum + n, 0);
    const cells = [percent(service.cpu.total), service.handled.toLocaleString("en"), spans.toLocaleString("en")];
    row.replaceChildren(head, ...cells.map((text) => {
      const cell = document.createElement("td");
      cell.textContent = text;
      return cell;
    }));
    return row;
  }));
}

// announcer returns a function that tells the live region what the picture says to
// those who do not see it, or else what the log says, each once.
function announcer() {
  let heard = 0, told = "";
  return ({ said, saidCount, logged, last }) => {
    const key = `${logged} ${last}`;
    if (saidCount !== heard) {
      [heard, told] = [saidCount, key];
      live.textContent = said;
    } else if (last && key !== told) {
      told = key;
      live.textContent = last;
    }
  };
}
