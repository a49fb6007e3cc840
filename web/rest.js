// Lets the browser rest while the picture does. Ebitengine asks for a frame after every
// frame; while the program says that nothing moves, its request is kept here, until a
// person, the page or the browser does something that could change that.

// What a person or the browser may do, all of it seen on its way to wherever it goes.
const stirring = [
  "pointerdown", "pointermove", "pointerup", "mousedown", "mousemove", "mouseup", "wheel", "touchstart", "touchmove", "touchend", "touchcancel",
  "keydown", "keyup", "focus", "blur", "resize", "visibilitychange", "dragenter", "dragover", "dragleave", "drop", "paste", "popstate",
  "webglcontextlost", "webglcontextrestored",
];

// What of the program's face to scripts tells and does not act.
const telling = new Set([
  "state", "model", "models", "widgets", "text", "looking", "heard", "link", "costs", "lesson", "offered", "contest", "bills", "exports", "stream", "memory",
]);

// pace has the frames that the program asks for wait while api.rests is true; api.stirred counts
// what may have ended a rest. It is to be called before the program runs, and what it returns once
// that has begun: other scripts get their frames as ever.
export function pace(api) {
  const ask = window.requestAnimationFrame;
  let kept = null;
  api.stirred = 0;
  const wake = () => {
    api.rests = false;
    api.stirred++;
    if (kept) {
      const draw = kept;
      kept = null;
      ask.call(window, draw);
    }
  };
  stirring.forEach((type) => addEventListener(type, wake, { capture: true, passive: true }));
  window.requestAnimationFrame = (draw) => {
    if (!api.rests) {
      return ask.call(window, draw);
    }
    kept = draw;
    return 0;
  };
  return () => {
    window.requestAnimationFrame = ask;
    new ResizeObserver(wake).observe(document.querySelector("body > canvas"));
    for (const [name, act] of Object.entries(api)) {
      if (typeof act === "function" && !telling.has(name)) {
        api[name] = (...args) => {
          wake();
          return act(...args);
        };
      }
    }
  };
}
