// The controls as a form: each one issues a command, as the picture's own do,
// and shows what the program says the setting is. The rules, ranges included,
// are the program's: a value that it refuses gets its sentence and goes back.

const form = document.getElementById("form");
const error = document.getElementById("form-error");
const titles = { api: "API", guilds: "Guilds", sessions: "Sessions", presence: "gRPC side" }; // as in the picture
const live = document.getElementById("live");

// quiet has a refusal not shown in the picture as well.
const quiet = true;

// readEveryMs is how often the form is brought into step with the program.
const readEveryMs = 250;

export function startForm(api) {
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
    if (target.dataset.line) {
      settle(target, api.do(target.dataset.line.replace("{}", valueOf(target)), quiet));
    } else if (target.dataset.follow !== undefined) {
      settle(target, api.look(target.value.trim() ? `follow ${target.value}` : "unfollow", quiet));
    }
  });
  const announce = announcer();
  const read = (settled) => {
    const state = api.state(), looking = api.looking();
    show(state, settled);
    showField(looking);
    announce(state, looking);
  };
  read();
  setInterval(() => document.hidden || read(), readEveryMs);
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
function show(state, settled) {
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
  showReadings(state.services);
}

// write changes a control only if need be: doing so moves the caret.
function write(control, text) {
  if (control.value !== text) {
    control.value = text;
  }
}

// showField says what is looked at, and what the inspector says of it.
function showField({ meaning, inView, following, about }) {
  const sight = `${meaning}; ${inView.toLocaleString("en")} in view.`;
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

function showReadings(services) {
  if (!document.getElementById("controls").open) {
    return;
  }
  const percent = (share) => `${(share * 100).toFixed(1)} %`;
  document.getElementById("readings").replaceChildren(...services.map((service) => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    head.textContent = titles[service.name];
    const spans = Object.values(service.spans).reduce((sum, n) => sum + n, 0);
    const cells = [percent(service.cpu.total), percent(service.cpu.stages.unpack), spans.toLocaleString("en")];
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
  return ({ log, logDropped }, { said, saidCount }) => {
    const last = log.at(-1);
    const key = `${logDropped + log.length} ${last?.text}`;
    if (saidCount !== heard) {
      [heard, told] = [saidCount, key];
      live.textContent = said;
    } else if (last && key !== told) {
      told = key;
      live.textContent = last.text;
    }
  };
}
