// The dialog that takes something away: each form that the program lists, of all that is kept,
// of a trace or of a stretch of time, and what take.js adds. Nothing leaves the page but by
// the browser's own download or its clipboard, and by what send.js sends to the page's own
// server if it is asked to.

import { h } from "./dom.js";
import { follow } from "./pulse.js";
import { offerSending } from "./send.js";

const dialog = document.getElementById("export");

const scales = [1, 2, 3];

export function startExport(api) {
  let chosen = "jaeger", part = "all", busy = false;
  const fields = {}; // what was typed, by name
  let takes = []; // what else can be taken, see take.js
  const rowsOf = () => [...api.exports().rows, ...takes];
  const at = (id) => document.getElementById(id);

  const choice = (name, value, checked, title, note, ...more) => h("label", { class: "choice" },
    h("input", { type: "radio", name, value, checked, autofocus: checked }), h("i", {}), h("span", {}, h("b", {}, title), note ? h("small", {}, note) : ""), ...more);

  const build = () => {
    const { kept } = api.exports(), rows = rowsOf();
    const traces = api.exportTraces();
    fields.trace ??= traces[0]?.id ?? "";
    fields.from ??= "0s";
    fields.to ??= kept.now;
    const row = rows.find(({ name }) => name === chosen);
    dialog.replaceChildren(h("form", { method: "dialog", novalidate: true, onsubmit: save, onchange: changed },
      h("h2", { id: "export-title" }, "Export"),
      h("p", { id: "export-kept" }, kept.sentence),
      h("fieldset", { id: "export-forms" }, h("legend", {}, "Form"),
        h("div", { class: "grid" }, rows.map((r) => choice("form", r.name, r.name === chosen, r.title, r.for)))),
      parts(row, traces),
      h("p", { id: "export-error", role: "alert", translate: "no" }),
      h("p", { id: "export-done", "aria-live": "polite" }),
      h("div", { class: "acts" }, h("button", { class: "main", id: "export-save" }, row.verb ?? "Save"),
        h("button", { type: "button", id: "export-stop", hidden: true, onclick: () => { busy = false; } }, "Stop"),
        h("button", { type: "button", class: "plain", id: "export-close", onclick: () => dialog.close() }, "Close")),
      h("div", { id: "export-send" })));
    offerSending(api, at("export-send"));
  };

  // parts is what of the history: nothing to choose for a form that has no parts.
  const parts = (row, traces) => {
    if (row.name === "png") {
      fields.scale ??= 2;
      return h("fieldset", { id: "export-part" }, h("legend", {}, "Size"),
        h("div", { class: "row" }, scales.map((n) => choice("scale", n, n === Number(fields.scale), `${n}×`))));
    }
    if (row.parts) {
      return row.parts(fields, choice);
    }
    if (row.ofState) {
      return h("fieldset", { id: "export-part" }, h("legend", {}, "Part"), h("p", {}, "It is of the whole history, up to now."));
    }
    return h("fieldset", { id: "export-part" }, h("legend", {}, "Part"),
      choice("part", "all", part === "all", "All that is kept"),
      choice("part", "trace", part === "trace", "One trace"),
      part === "trace" && h("div", { class: "more" },
        traces.length > 0 && h("label", {}, "The latest", h("select", { name: "pick", translate: "no" }, traces.map(({ id, label }) => h("option", { value: id, selected: id === fields.trace }, label)), h("option", { value: "", selected: !traces.some(({ id }) => id === fields.trace) }, "—"))),
        h("label", {}, "Trace id", h("input", { name: "trace", value: fields.trace, spellcheck: "false", autocomplete: "off", maxlength: 80 }))),
      choice("part", "stretch", part === "stretch", "A stretch of virtual time"),
      part === "stretch" && h("div", { class: "more row" },
        h("label", {}, "Spans that began from", h("input", { name: "from", value: fields.from, autocomplete: "off", maxlength: 40 })),
        h("label", {}, "and before", h("input", { name: "to", value: fields.to, autocomplete: "off", maxlength: 40 }))),
      h("p", { class: "quiet" }, "Virtual time 0 is ", h("time", { translate: "no" }, api.exports().epoch)));
  };

  const rowOf = (name) => rowsOf().find((r) => r.name === name);

  const changed = ({ target: { name, value } }) => {
    if (name === "form") {
      chosen = value;
    } else if (name === "part") {
      part = value;
    } else if (name === "pick") {
      fields.trace = value || fields.trace;
    } else {
      fields[name] = value;
      const { written } = rowOf(chosen);
      written?.(fields);
      return;
    }
    at("export-part").replaceWith(parts(rowOf(chosen), api.exportTraces()));
    at("export-save").textContent = rowOf(chosen).verb ?? "Save";
    tell("", "");
  };

  const tell = (wrong, done) => {
    at("export-error").textContent = wrong;
    at("export-done").textContent = done;
  };

  const save = async (event) => {
    event.preventDefault();
    if (busy) {
      return;
    }
    const value = (name) => dialog.querySelector(`[name=${name}]`)?.value ?? "";
    busy = true;
    at("export-save").disabled = true;
    at("export-stop").hidden = chosen === "png" || chosen === "frame";
    tell("", "");
    const { take } = rowOf(chosen);
    const result = take ? await take(fields, { goesOn: () => busy, progress: (text) => tell("", text) }) : chosen === "png" ? await picture(api, Number(fields.scale)) : await write(api, [chosen, value("trace"), value("from"), value("to")], {
      goesOn: () => busy,
      progress: (bytes) => tell("", `${megabytes(bytes)} MB so far.`),
    });
    busy = false;
    at("export-save").disabled = false;
    at("export-stop").hidden = true;
    if (result.blob) {
      download(result.blob, result.name);
    }
    tell(result.ok ? "" : sentence(api.text(result.error)), result.ok ? result.told ?? `Saved as ${result.name}, ${megabytes(result.blob.size)} MB.` : "");
  };

  dialog.addEventListener("close", () => { busy = false; });
  follow(api, () => {
    if (dialog.open) {
      at("export-kept").textContent = api.exports().kept.sentence;
    }
  });

  // A test, or a script, takes the same way as the dialog.
  api.exportBlob = (...ask) => write(api, ask, { goesOn: () => true, progress: () => {} });
  api.saveComparison = async () => {
    const result = await api.exportBlob("comparison");
    if (result.ok) {
      download(result.blob, result.name);
    }
    api.tell(result.ok ? `Saved as ${result.name}.` : sentence(result.error));
  };
  api.openExport = async (form) => {
    takes = (await import("./take.js").catch(() => null))?.takes(api) ?? []; // offline, from an earlier version
    if (rowOf(form)) {
      chosen = form;
    }
    if (!dialog.open) {
      delete fields.to; // the present
      delete fields.trace;
      build();
      dialog.showModal();
    }
  };
  at("export-open").onclick = () => api.openExport();
  at("embed-open").onclick = () => api.openExport("frame");
}

// write writes an export, a piece at a time between frames.
async function write(api, ask, { goesOn, progress }) {
  const begun = api.exportBegin(...ask);
  if (!begun.ok) {
    return begun;
  }
  const pieces = [];
  let bytes = 0;
  for (;;) {
    const step = api.exportStep();
    if (!step.ok) {
      return step;
    }
    if (step.bytes.length > 0) {
      pieces.push(step.bytes);
      bytes += step.bytes.length;
    }
    if (step.done) {
      return { ok: true, name: begun.file.name, spans: begun.file.spans, blob: new Blob(pieces, { type: begun.file.type }) };
    }
    progress(bytes);
    await new Promise((next) => setTimeout(next));
    if (!goesOn()) {
      api.exportStop();
      return { ok: false, error: "the export was stopped; nothing was saved" };
    }
  }
}

// picture has the browser encode the pixels: the program would need another library for it.
// What it writes below them leads back to the moment, and so does what is in the file.
// wayBack is the address of this moment, as a caption has it.
export const wayBack = (api) => (api.link().whole ? api.address() : `${api.address()} (${api.text("it starts at 0 s")})`);

async function picture(api, scale) {
  const { query } = api.link();
  const taken = await api.exportPicture(scale, wayBack(api));
  if (!taken.ok) {
    return taken;
  }
  const { name, width, height, pixels } = taken;
  const canvas = Object.assign(document.createElement("canvas"), { width, height });
  canvas.getContext("2d").putImageData(new ImageData(pixels, width, height), 0, 0);
  const blob = await new Promise((made) => canvas.toBlob(made, "image/png"));
  if (!blob) {
    return { ok: false, error: `the browser cannot make a picture of ${width} by ${height} px; expected a smaller size` };
  }
  const linked = api.exportLinked(new Uint8Array(await blob.arrayBuffer()), query);
  return linked.ok ? { ok: true, name, blob: new Blob([linked.bytes], { type: blob.type }) } : linked;
}

function download(blob, name) {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // once the browser has taken it
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`;

const megabytes = (bytes) => (bytes / 1e6).toFixed(bytes < 1e6 ? 3 : 1);
