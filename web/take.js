// What else can be taken from the page, besides files of the history: a clip of what plays,
// recorded on this device, and the lines that show this moment in a page of one's own. It is
// loaded when the export dialog opens.

import { h } from "./dom.js";
import { wayBack } from "./export.js";

const mostBytes = 12e6; // of a clip
const frames = 30; // of a clip, in a second
const bits = 5e6; // of a clip, in a second
const sizes = ["720×480", "1000×640", "390×640"]; // of a frame
const lengths = [3, 6, 10]; // of a clip, in seconds

// takes are rows of the dialog: parts builds the fieldset, written keeps it in step with a field,
// take does it.
export const takes = (api) => [clipOf(api), frameOf(api)];

// kinds of files that browsers record, the one that most others open first.
const kinds = [["video/webm;codecs=vp9", "webm"], ["video/webm;codecs=vp8", "webm"], ["video/webm", "webm"], ["video/mp4", "mp4"]];

function clipOf(api) {
  const sends = () => api.model().commands.some(({ line }) => line === "send");
  return {
    name: "clip", title: "Clip of a wave", for: "chats and posts",
    parts(fields, choice) {
      fields.length ??= lengths[1];
      return h("fieldset", { id: "export-part" }, h("legend", {}, "Length"),
        h("div", { class: "row" }, lengths.map((n) => choice("length", n, n === Number(fields.length), `${n} s`))),
        h("p", { class: "quiet" }, sends() ? "One message is sent, and the picture is recorded while it plays." : "The picture is recorded while it plays."),
        h("p", { class: "quiet" }, `It is made on this device and has at most ${mostBytes / 1e6} MB.`),
        h("progress", { id: "clip-progress", value: 0, max: 1, "aria-label": "The clip is recorded", hidden: true }));
    },
    async take(fields, { goesOn, progress }) {
      const canvas = document.querySelector("body > canvas");
      const kind = typeof MediaRecorder === "function" && canvas.captureStream && kinds.find(([type]) => MediaRecorder.isTypeSupported(type));
      if (!kind) {
        return { ok: false, error: "this browser records no clips; expected one with MediaRecorder, as current ones have" };
      }
      const { playing } = api.state();
      let shown; // what is recorded
      try {
        shown = await captioned(api, canvas);
        sends() && api.do("send", true);
        playing || api.do("play", true);
        const blob = await record(shown, kind[0], Number(fields.length), goesOn, progress);
        return blob ? { ok: true, blob, name: api.exportName().replace(/png$/, kind[1]) } : { ok: false, error: "the clip was stopped; nothing was saved" };
      } catch (err) {
        return { ok: false, error: `the browser stopped to record the clip: ${err.message}` };
      } finally {
        shown?.end();
        playing || api.do("pause", true);
      }
    },
  };
}

// captioned is a canvas that shows what another one does, and below it the strip that a picture
// has: what it is of, when it begins, and the way back to there. Between the two stands a video:
// what was drawn on the other may be gone by the time that one looks at it.
async function captioned(api, of) {
  const scale = Math.max(1, Math.min(3, Math.round(of.width / of.clientWidth)));
  const shot = await api.exportPicture(scale, wayBack(api));
  if (!shot.ok) {
    throw new Error(shot.error);
  }
  const above = Math.round(of.clientHeight * scale), high = shot.height - above;
  const strip = await createImageBitmap(new ImageData(shot.pixels, shot.width, shot.height), 0, above, shot.width, high);
  const canvas = Object.assign(document.createElement("canvas"), { width: of.width, height: of.height + Math.round((high * of.width) / shot.width) });
  const context = canvas.getContext("2d", { alpha: false });
  const video = Object.assign(document.createElement("video"), { muted: true, playsInline: true, srcObject: of.captureStream(frames) });
  video.play().catch(() => {}); // it was ended
  let frame = 0, came = 0, at = -1;
  const draw = () => {
    frame = requestAnimationFrame(draw);
    came += video.currentTime !== at;
    at = video.currentTime;
    context.drawImage(strip, 0, of.height, canvas.width, canvas.height - of.height);
    begun() && context.drawImage(video, 0, 0, canvas.width, of.height);
  };
  const begun = () => came > 2; // what comes first was there before anything was drawn
  draw();
  return {
    canvas,
    begun,
    end() {
      cancelAnimationFrame(frame);
      video.srcObject.getTracks().forEach((track) => track.stop());
      strip.close();
    },
  };
}

// record gives what is shown for so many seconds, or until it has all the bytes that a clip may
// have; null if it was stopped.
async function record({ canvas, begun }, type, seconds, goesOn, progress) {
  for (let drawn = 0; drawn < 2 && goesOn(); drawn += begun()) { // the first picture is the one that people see
    await new Promise((then) => requestAnimationFrame(then));
  }
  const stream = canvas.captureStream(frames);
  const recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond: bits });
  const bar = document.getElementById("clip-progress");
  const pieces = [];
  let bytes = 0, stopped = false;
  const begin = performance.now();
  const passed = () => (performance.now() - begin) / 1000;
  try {
    await new Promise((done, fail) => {
      recorder.onerror = ({ error }) => fail(error ?? new Error("it cannot"));
      recorder.onstop = done;
      recorder.ondataavailable = ({ data }) => {
        if (bytes + data.size > mostBytes) {
          recorder.state === "recording" && recorder.stop();
          return; // the pieces before make a clip that is whole
        }
        bytes += data.size;
        pieces.push(data);
        stopped ||= !goesOn();
        if (bar) {
          bar.hidden = false;
          bar.value = Math.min(1, passed() / seconds);
        }
        progress(`${Math.min(seconds, passed()).toFixed(1)} of ${seconds} s, ${(bytes / 1e6).toFixed(1)} MB.`);
        if ((stopped || passed() >= seconds) && recorder.state === "recording") {
          recorder.stop();
        }
      };
      recorder.start(200);
    });
  } finally {
    stream.getTracks().forEach((track) => track.stop());
    bar && (bar.hidden = true);
  }
  return stopped ? null : new Blob(pieces, { type: type.split(";")[0] });
}

function frameOf(api) {
  const lines = (fields) => {
    const [width, height] = fields.size.split("×");
    const { open } = api.lesson(), chapter = open && !open.file;
    const controls = fields.controls.trim().replace(/[\s,]+/g, ",");
    const asked = new URLSearchParams(location.search), lang = asked.get("lang");
    const query = ["embed=1", lang && `lang=${encodeURIComponent(lang)}`, controls && `controls=${encodeURIComponent(controls).replaceAll("%2C", ",")}`, chapter ? `chapter=${open.number}` : api.link().query].filter(Boolean).join("&");
    const title = chapter ? open.title : api.model().title;
    const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
    return `<iframe src="${escaped(new URL(`${location.pathname}?${query}`, location).href)}" width="${width}" height="${height}" loading="lazy" title="${escaped(title)}" allow="clipboard-write"></iframe>`;
  };
  const show = (fields) => { document.getElementById("frame-lines").value = lines(fields); };
  return {
    name: "frame", title: "A frame for a page", for: "HTML to paste", verb: "Copy",
    parts(fields, choice) {
      fields.size ??= sizes[0];
      fields.controls ??= "";
      return h("fieldset", { id: "export-part" }, h("legend", {}, "Size"),
        h("div", { class: "row" }, sizes.map((size) => choice("size", size, size === fields.size, size))),
        h("label", {}, "Controls in it, by their ids", h("input", { name: "controls", value: fields.controls, placeholder: "slider.members, button.send", spellcheck: "false", autocomplete: "off", maxlength: 400, oninput: ({ target }) => { fields.controls = target.value; show(fields); } })),
        h("label", {}, "Lines for your page", h("textarea", { id: "frame-lines", rows: 4, readonly: true, spellcheck: "false", translate: "no" }, lines(fields))),
        h("p", { class: "quiet" }, "The server of this page has to allow yours: ", h("code", {}, "playground serve -embed-from ORIGIN"), ". ", h("a", { href: "embed.txt" }, "What a frame can do")),
        h("p", { class: "quiet" }, api.link().lacks));
    },
    written: show,
    async take(fields) {
      try {
        await navigator.clipboard.writeText(lines(fields));
        return { ok: true, told: "The lines were copied." };
      } catch {
        document.getElementById("frame-lines").select();
        return { ok: false, error: "the browser does not let the page copy; the lines are marked, press Ctrl + C" };
      }
    },
  };
}
