// Sends spans to the server that the page is from, while they are recorded, if that server
// passes them on and somebody asks for it. It says so itself, in a header of the page, so
// that the page of another server offers nothing and asks nobody.

import { h } from "./dom.js";

const header = "Playground-Otlp";
const path = "/v1/traces";
const idleMs = 500;

let running = false;

// offerSending fills a place with the offer, or leaves it empty.
export async function offerSending(api, place) {
  const to = await receiver();
  if (!to) {
    return;
  }
  const counts = h("p", { class: "quiet", translate: "no" }), said = h("p", { class: "bad", role: "alert", translate: "no" });
  const toggle = h("input", { type: "checkbox", id: "export-live", checked: api.stream().on, onchange: ({ target }) => {
    target.checked ? start(api) : api.streamStop();
    show();
  } });
  const show = () => {
    const { on, counts: line, said: trouble, zero, sent, failed, dropped } = api.stream();
    toggle.checked = on;
    counts.textContent = on || sent + failed + dropped > 0 ? `${api.text(line)}. ${api.text("Virtual time 0 is")} ${zero}.` : "";
    said.textContent = trouble && `${trouble.replace(/\.$/, "")}.`;
    mark(api);
  };
  place.replaceChildren(h("label", { class: "check" }, toggle, h("span", {}, "Send new spans to ", h("code", { translate: "no" }, to))), counts, said);
  show();
  const timer = setInterval(() => (place.isConnected ? show() : clearInterval(timer)), idleMs);
}

// receiver is the URL to which the page's server passes spans on, "" for none.
async function receiver() {
  try {
    const response = await fetch(location.pathname, { method: "HEAD", cache: "no-store" });
    return response.headers.get(header) ?? "";
  } catch {
    return "";
  }
}

// mark shows, wherever one looks on the page, that spans are being sent.
function mark(api) {
  const { on, sent, rejected, dropped, counts, said } = api.stream();
  const sign = document.getElementById("sending");
  const well = rejected + dropped === 0 && !said;
  sign.hidden = !on;
  document.documentElement.classList.toggle("sending", on); // the picture leaves a row for it
  sign.textContent = api.text(well ? `Sending spans: ${sent.toLocaleString("en")} sent` : `Sending spans: ${counts}`) + (said && `. ${said}`);
}

function start(api) {
  api.streamStart();
  if (!running) {
    running = true;
    run(api).finally(() => { running = false; mark(api); });
  }
}

// run posts what there is to post, one request at a time, until it is switched off.
async function run(api) {
  while (api.stream().on) {
    const body = api.streamTake();
    const wait = body ? api.streamAnswer(await post(body)) : idleMs;
    mark(api);
    await new Promise((next) => setTimeout(next, wait));
  }
}

// post sends one request and returns the result.
async function post(body) {
  try {
    const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body, redirect: "error" });
    const answer = await response.json().catch(() => ({}));
    const { rejectedSpans, errorMessage } = answer.partialSuccess ?? {};
    return {
      status: response.status, wait: Number(response.headers.get("Retry-After")) || 0,
      rejected: Number(rejectedSpans) || 0, message: errorMessage ?? answer.message ?? "",
    };
  } catch {
    return { status: 0, wait: 0, rejected: 0, message: "" };
  }
}
