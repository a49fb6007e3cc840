// In a frame of another page: the picture with its time line, and the controls that the
// address names. Time stands still while nobody sees the frame. The page around it may give
// commands and is told those that are given here, by messages; docs/embed.md is what it can
// rely on.

import { inTheAct } from "./act.js";

const seenFrom = 0.25; // the part of the frame that has to be in sight
const most = 200; // messages that are answered within a second
const longestId = 100;

export function startEmbed(api) {
  const talk = window.parent === window ? null : talkTo(window.parent, api);
  waitUntilSeen((seen) => {
    api.hold(!seen);
    talk?.tell({ event: seen ? "seen" : "hidden" });
  });
  passOn();
  const theme = new URLSearchParams(location.search).get("theme");
  const worn = theme === null ? { ok: true } : api.theme(theme);
  worn.ok || api.notice(`${worn.error[0].toUpperCase()}${worn.error.slice(1)}.`);
  const whole = () => new URL(`${location.pathname}#${api.link().query || "play"}`, location).href;
  const open = inTheAct("button.whole", async () => window.open(whole(), "_blank"));
  api.share = async () => {
    const tab = await open();
    if (tab) {
      tab.opener = null; // it is no business of this one
    } else {
      api.notice(`This frame may not open another tab. The address of this moment is ${whole()}`);
    }
  };
}

// waitUntilSeen tells whether enough of the frame is in sight, now and whenever that changes.
function waitUntilSeen(tell) {
  let was = null;
  new IntersectionObserver((entries) => {
    const { intersectionRatio: part, intersectionRect: { height } } = entries.at(-1);
    const seen = part >= seenFrom || height >= 240; // of a frame that is higher than the window
    if (seen !== was) {
      was = seen;
      tell(seen);
    }
  }, { threshold: [0, 0.1, seenFrom, 0.5, 0.75, 1] }).observe(document.querySelector("body > canvas"));
}

// passOn leaves wheel and fingers to the page around the frame until a person has chosen the
// frame: to scroll past it is not to zoom. A tap still presses, as a mouse would.
function passOn() {
  const pass = (event) => {
    if (!document.hasFocus() && event.target instanceof HTMLCanvasElement) {
      event.stopImmediatePropagation();
    }
  };
  for (const type of ["wheel", "touchstart", "touchmove", "touchend"]) {
    addEventListener(type, pass, { capture: true, passive: true });
  }
}

// talkTo answers the messages of the page around the frame, and tells it what is done here.
//
// Only the parent is listened to. Its origin is the one that the address names behind
// embedder=, or else that of its first message without a mistake. A parent whose origin is
// hidden ("null") cannot be told from any other, and gets no answer. Messages of others are
// left alone.
function talkTo(parent, api) {
  const named = new URLSearchParams(location.search).get("embedder");
  let origin = named === null ? "" : originOf(named);
  if (origin === null) {
    api.notice(`The embedder in this address is “${named.slice(0, 80)}”; expected an origin, such as https://school.example. No page can give commands to this frame.`);
    return null;
  }
  const send = (to, message) => parent.postMessage({ from: "fan-out", ...message }, to);
  const tell = (message) => origin && send(origin, message);
  let doing = false; // a line of the page around
  const verbs = {
    do: (line) => {
      doing = true;
      try {
        return api.do(line, true);
      } finally {
        doing = false;
      }
    },
    look: (line) => api.look(line, true),
    ask: (what) => (Object.hasOwn(answers, what) ? { ok: true, value: answers[what]() } : { ok: false, error: `ask: ${quoted(what)} cannot be asked for; expected one of ${Object.keys(answers).join(", ")}` }),
  };
  const answers = { state: () => api.state(), model: () => api.model(), link: () => api.link(), looking: () => api.looking() };
  const flood = floodgate(most);
  addEventListener("message", ({ source, origin: of, data }) => {
    if (source !== parent || of === "null" || (origin && of !== origin) || !meant(data)) {
      return;
    }
    const passes = flood();
    if (passes !== true) {
      passes && send(of, { ok: false, error: passes });
      return;
    }
    const { verb, error } = read(data, Object.keys(verbs));
    const id = isId(data.id) ? { id: data.id } : {};
    if (error) {
      send(of, { ...id, ok: false, error });
      return;
    }
    origin = of;
    send(of, { ...id, ...verbs[verb](data[verb]) });
  });
  api.did = (line) => doing || tell({ event: "did", line, now: api.state().now });
  send(origin || "*", { event: "ready", version: document.documentElement.dataset.version }); // which is no secret
  return { tell };
}

// originOf is an origin as browsers write it, null for what is none.
function originOf(text) {
  try {
    const { origin, protocol } = new URL(text);
    return /^https?:$/.test(protocol) && origin === text.replace(/\/$/, "") ? origin : null;
  } catch {
    return null;
  }
}

// meant reports whether a message is meant for this program at all.
const meant = (data) => typeof data === "object" && data !== null && data.to === "fan-out";

const isId = (id) => Number.isFinite(id) || (typeof id === "string" && id.length <= longestId);

const quoted = (value) => `“${String(value).slice(0, 80)}”`;

// read is the verb of a message, or one sentence about what is wrong with it.
function read(data, verbs) {
  const expected = `expected to, id and one of ${verbs.join(", ")}`;
  const known = ["to", "id", ...verbs];
  const odd = Object.keys(data).find((name) => !known.includes(name));
  if (odd !== undefined) {
    return { error: `${quoted(odd)} is no part of a message; ${expected}` };
  }
  const [verb, ...more] = verbs.filter((name) => name in data);
  if (!verb || more.length > 0) {
    return { error: `a message has ${verb ? "more than one of its verbs" : "no verb"}; ${expected}` };
  }
  if (typeof data[verb] !== "string") {
    return { error: `${verb} has no text; expected one line` };
  }
  if ("id" in data && !isId(data.id)) {
    return { error: `the id of a message is neither a number nor a text of at most ${longestId} characters` };
  }
  return { verb };
}

// floodgate lets so many pass within a second: true, or once a sentence, or false.
function floodgate(most) {
  let from = 0, count = 0;
  return () => {
    const now = performance.now();
    if (now - from > 1000) {
      from = now;
      count = 0;
    }
    count++;
    return count <= most || (count === most + 1 && `more than ${most} messages came within a second; expected fewer, and the rest of them is left out`);
  };
}
