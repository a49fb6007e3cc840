// What stands in the picture's place while there is none: progress, or the
// reason why there will not be one, with what the reader can do about it.

const at = (id) => document.getElementById(id);

// Download is a failed download whose message is a sentence to show.
export class Download extends Error {}

const reload = ["Try again", () => location.reload()];
const defaults = ["Start with defaults", () => { location.href = location.pathname; }];

const failures = {
  "no-wasm": {
    title: "This browser cannot run the playground",
    text: "The playground is a program in WebAssembly, and this browser has none, or has it switched off. Current versions of Chrome, Edge, Firefox and Safari run it.",
    buttons: [reload],
  },
  "no-webgl": {
    title: "This browser cannot draw the playground",
    text: "The picture needs WebGL 2, which this browser does not offer. It may be switched off, or the graphics driver may be blocked: look for “hardware acceleration” in the browser’s settings.",
    buttons: [reload],
  },
  download: {
    title: "The playground did not arrive",
    text: "The download of the program broke off. Check the connection and try again.",
    buttons: [reload],
  },
  damaged: {
    title: "The playground arrived damaged",
    text: "What was downloaded is not a program that this browser understands. Trying again usually helps; if it does not, the browser may be too old.",
    buttons: [reload],
  },
  crashed: {
    title: "The playground has stopped",
    text: "The program came upon something that it could not handle. This is a fault in the playground, not in anything you did. The address of this page still holds your settings.",
    buttons: [["Reload with these settings", () => location.reload()], defaults],
  },
};

// showLoading says that the program is on its way, whatever stood there before.
export function showLoading() {
  at("cover").removeAttribute("data-screen");
  at("screen").removeAttribute("role");
  at("screen").removeAttribute("lang");
  at("screen-title").textContent = "Loading the playground";
  at("screen-text").textContent = "A whole actor system is on its way: runtime, tracing SDK and all.";
  at("screen-progress").hidden = false;
  at("screen-buttons").replaceChildren();
}

// showProgress counts uncompressed bytes, so that the bar moves evenly
// whatever the server did to them.
export function showProgress(loaded, total) {
  const bar = at("screen-progress");
  bar.max = total;
  bar.value = Math.min(loaded, total);
  at("screen-detail").textContent = `${megabytes(loaded)} of ${megabytes(total)} MB`;
}

export function showStarting() {
  at("screen-title").textContent = "Starting";
  at("screen-progress").removeAttribute("value"); // nobody knows how long: it moves until the world is there
  at("screen-detail").textContent = "The first members are coming online.";
}

export function hideScreen() {
  at("cover").hidden = true;
}

// showFailure shows one of the failures above, with the technical message under
// it if there is one.
export function showFailure(kind, message) {
  document.documentElement.classList.remove("landing");
  const failure = failures[kind];
  document.querySelector("body > canvas")?.remove(); // or Tab would still lead into it
  at("cover").hidden = false;
  at("cover").dataset.screen = kind;
  at("screen").setAttribute("role", "alert");
  at("screen-title").textContent = failure.title;
  at("screen-text").textContent = message instanceof Download ? message.message : failure.text;
  at("screen-progress").hidden = true;
  at("screen-detail").textContent = "";
  const technical = message instanceof Download ? "" : String(message ?? "").trim();
  at("screen-message").textContent = technical;
  at("screen-message").hidden = technical === "";
  at("screen-buttons").replaceChildren(...failure.buttons.map(([label, action], i) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = i === 0 ? "main" : "";
    button.textContent = label;
    button.onclick = action;
    return button;
  }));
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
