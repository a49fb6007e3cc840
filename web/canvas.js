// What Ebitengine's canvas lacks as a citizen of a page: it swallows every key and
// takes the whole window for its own.

import { watchActs } from "./act.js";

const help = document.getElementById("help");

// adoptCanvas is called once, when the canvas exists.
export function adoptCanvas() {
  const canvas = document.querySelector("body > canvas");
  canvas.tabIndex = 0; // Ebitengine's 1 would put it before everything else
  canvas.setAttribute("role", "application");
  canvas.setAttribute("aria-label", "The playground’s picture. All of its controls are also in the form.");
  watchActs(window.playground, canvas);
  giveBackKeys(canvas);
  scrollAlong(canvas);
  holdTaps(canvas);
  shiftPointers(canvas);
  startHelp();
  startGuide();
  if (document.activeElement === document.body && !/\b(landing|embed)\b/.test(document.documentElement.className)) {
    canvas.focus();
  }
}

// sleep has the canvas be a picture alone, which takes no keys, or be what it was again.
export function sleep(asleep) {
  const canvas = document.querySelector("body > canvas");
  canvas.tabIndex = asleep ? -1 : 0;
  canvas.toggleAttribute("inert", asleep);
  asleep ? canvas.setAttribute("aria-hidden", "true") : canvas.removeAttribute("aria-hidden");
}

// giveBackKeys keeps from the canvas what belongs to the browser: its shortcuts,
// its function keys, and Tab at either end of the picture's controls.
function giveBackKeys(canvas) {
  let tabbing = 0; // 1 while Tab is on its way, −1 with Shift, else 0
  let entered = 0; // how Tab came into the canvas, until it is pressed again
  canvas.addEventListener("focus", () => {
    entered = tabbing;
    window.playground.away(false);
  });
  canvas.addEventListener("pointerdown", () => { entered = 0; }); // the picture's focus is elsewhere now
  canvas.addEventListener("blur", () => window.playground.away(document.hasFocus()));
  // The picture keeps its focus while the page's is elsewhere. So a turn right at the
  // entrance leaves, and going on goes on.
  const leaves = (way) => {
    if (entered) {
      const turns = entered !== way;
      entered = 0;
      return turns;
    }
    const widgets = window.playground.widgets(), { focus } = window.playground.looking();
    const at = widgets.findIndex((w) => w.id === focus); // which may not be usable any more
    if (at < 0 && focus) {
      return false; // it has gone: the picture knows where it was
    }
    const ahead = way < 0 ? widgets.slice(0, Math.max(at, 0)) : widgets.slice(at + 1);
    return !ahead.some((w) => w.kind !== "area" && !w.disabled);
  };
  addEventListener("keydown", (event) => {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    document.documentElement.classList.toggle("by-key", key === "Tab");
    if (key === "Tab") {
      tabbing = shiftKey ? -1 : 1;
      setTimeout(() => { tabbing = 0; });
    }
    if (event.target !== canvas) {
      return;
    }
    if (key !== "Tab" && key !== "Shift") {
      entered = 0;
    }
    const again = !altKey && (ctrlKey || metaKey) && { z: shiftKey ? "redo" : "undo", y: "redo" }[key.toLowerCase()];
    if (again) {
      event.preventDefault();
      window.playground.do(again);
    }
    if (altKey || ctrlKey || metaKey || /^F\d+$/.test(key) || (key === "Tab" && leaves(tabbing))) {
      event.stopImmediatePropagation();
    } else if (event.repeat) {
      window.playground.repeat(key);
    }
  }, true);
}

// scrollAlong has the page scroll where the window is too small for the picture: the wheel is
// the page's there, and what Tab leads to comes into sight.
function scrollAlong(canvas) {
  const scrolls = () => document.documentElement.scrollHeight > innerHeight;
  addEventListener("wheel", (event) => event.target === canvas && scrolls() && event.stopImmediatePropagation(), { capture: true, passive: true });
  addEventListener("keyup", ({ target, key }) => {
    if (target !== canvas || key !== "Tab" || !scrolls()) {
      return;
    }
    const { focus } = window.playground.looking();
    const { rect } = window.playground.widgets().find(({ id }) => id === focus) ?? {};
    if (rect) {
      scrollBy(0, Math.min(0, rect.y - 8) || Math.max(0, rect.y + rect.height + 8 - innerHeight));
    }
  });
}

// shiftPointers makes up for Ebitengine reading pointer positions as though the
// canvas began at the window's corner; the guide is there.
function shiftPointers(canvas) {
  const shift = (point, box) => Object.defineProperties(point, {
    clientX: { value: point.clientX - box.left },
    clientY: { value: point.clientY - box.top },
  });
  const shifted = (event) => {
    if (event.target !== canvas) {
      return;
    }
    const box = canvas.getBoundingClientRect();
    if (!event.targetTouches) {
      shift(event, box);
      return;
    }
    const touches = Array.from(event.targetTouches, (touch) => shift(cloneTouch(touch), box));
    touches.item = (i) => touches[i];
    Object.defineProperty(event, "targetTouches", { value: touches });
  };
  for (const type of ["mousedown", "mouseup", "mousemove", "wheel", "touchstart", "touchmove", "touchend"]) {
    addEventListener(type, shifted, { capture: true, passive: false });
  }
}

// holdTaps has the program see each beginning and each end of a touch, in their order: it looks
// once a frame, and a frame can take longer than a tap, or than what lies between two. Who touches
// no more, because the browser took the finger away, has ended as well.
function holdTaps(canvas) {
  const waiting = []; // {type, of, touches, targetTouches, changedTouches}
  const ours = new WeakSet(); // events that are passed on late
  let unseen = false; // the program has not had a frame since the last beginning or end
  const passed = (type) => {
    if (type !== "touchmove") {
      unseen = true;
      requestAnimationFrame(() => requestAnimationFrame(() => {
        unseen = false;
        passOn();
      }));
    }
  };
  const passOn = () => {
    while (waiting.length > 0 && !(unseen && waiting[0].type !== "touchmove")) {
      const { type, ...touches } = waiting.shift();
      const event = new TouchEvent(type, { bubbles: true, cancelable: true, ...touches });
      ours.add(event);
      canvas.dispatchEvent(event);
      passed(type);
    }
  };
  const hold = (event) => {
    if (event.target !== canvas || ours.has(event)) {
      return;
    }
    const type = event.type === "touchcancel" ? "touchend" : event.type;
    if (type === event.type && waiting.length === 0 && !(unseen && type !== "touchmove")) {
      passed(type);
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    const [touches, targetTouches, changedTouches] = [event.touches, event.targetTouches, event.changedTouches].map((list) => Array.from(list));
    if (type === "touchmove" && waiting.at(-1)?.type === type) {
      waiting.pop(); // the program wants to know where the finger is, not how it came there
    }
    waiting.push({ type, touches, targetTouches, changedTouches });
    passOn();
  };
  for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
    addEventListener(type, hold, { capture: true, passive: false });
  }
}

// cloneTouch copies what Ebitengine reads: browsers hand out the same Touch
// for several events, and it must be shifted once.
const cloneTouch = ({ identifier, clientX, clientY }) => ({ identifier, clientX, clientY });

function startHelp() {
  document.getElementById("help-open").onclick = () => help.showModal();
  addEventListener("keydown", (event) => {
    const elsewhere = event.target.matches?.("canvas, input:not([type=radio], [type=checkbox], [type=range]), select"); // the picture has its own help
    if (event.key === "?" && !elsewhere && !help.open) {
      help.showModal();
    }
  });
}

// formFragment is what the skip link adds to the address: in another tab, or where it was
// copied to, it leads to the form. It is no setting.
export const formFragment = "#controls";

// openForm goes to the form if the address asks for it.
export function openForm() {
  if (location.hash === formFragment) {
    showForm();
  }
}

function showForm() {
  document.documentElement.classList.add("guide-open");
  const controls = document.getElementById("controls");
  controls.open = true;
  controls.querySelector("summary").focus();
}

// startGuide opens and closes the guide where the window has no room for it.
function startGuide() {
  const root = document.documentElement.classList;
  const close = document.getElementById("rail-close");
  const skip = document.querySelector(".skip");
  skip.onclick = (event) => {
    event.preventDefault();
    showForm();
  };
  close.onclick = () => {
    root.remove("guide-open");
    skip.focus();
  };
  document.getElementById("rail").addEventListener("keydown", (event) => {
    if (event.key === "Escape" && root.contains("guide-open")) {
      close.click();
    }
  });
}
