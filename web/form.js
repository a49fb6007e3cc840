// The controls as a form: each one issues a command, as the picture's own do,
// and shows what the program says the setting is. The rules, ranges included,
// are the program's: a value that it refuses gets its sentence and goes back.

const form = document.getElementById("form");
const error = document.getElementById("form-error");
const titles = { api: "API", guilds: "Guilds", sessions: "Sessions", presence: "gRPC side" }; // as in the picture
const live = document.getElementById("live");

// readEveryMs is how often the form is brought into step with the program.
const readEveryMs = 250;

export function startForm(api) {
  const issue = (line) => {
    const { ok, error: sentence } = api.do(line);
    error.textContent = ok ? "" : sentence;
    show(api.state());
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("click", (event) => {
    const line = event.target.closest("[data-do]")?.dataset.do;
    if (line) {
      issue(line);
    }
  });
  form.addEventListener("change", ({ target }) => {
    if (target.dataset.line) {
      target.dataset.shown = "";
      issue(target.dataset.line.replace("{}", valueOf(target)));
    }
  });
  const announce = announcer();
  const read = () => {
    if (document.hidden) {
      return;
    }
    const state = api.state();
    show(state);
    announce(state);
  };
  read();
  setInterval(read, readEveryMs);
}

function valueOf(control) {
  if (control.type === "checkbox") {
    return control.checked ? "on" : "off";
  }
  return control.value.trim();
}

// show brings every control into step with the state. One that is being typed
// into keeps its text until it is done.
function show(state) {
  for (const control of form.querySelectorAll("[data-line]")) {
    const { setting, state: field, unit } = control.dataset;
    const value = setting ? state.settings[setting] : state[field];
    if (control.type === "checkbox") {
      control.checked = value;
      continue;
    }
    const text = unit === "percent" ? String(Number((value * 100).toFixed(4))) : String(value);
    if (control.dataset.shown !== text) {
      control.dataset.shown = text;
      if (control !== document.activeElement || control.value !== text) {
        control.value = text;
      }
    }
  }
  const play = document.getElementById("f-play");
  play.textContent = state.playing ? "Pause" : "Play";
  play.dataset.do = state.playing ? "pause" : "play";
  showReadings(state.services);
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

// announcer returns a function that tells the live region what the log says,
// once, and no more often than people can listen.
function announcer() {
  let told = "";
  return ({ log, logDropped }) => {
    const last = log.at(-1);
    const key = `${logDropped + log.length} ${last?.text}`;
    if (last && key !== told) {
      told = key;
      live.textContent = last.text;
    }
  };
}
