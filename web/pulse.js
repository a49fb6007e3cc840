// One clock for all that follows the program: a few times a second it asks what can be heard,
// see heard in the program's face to scripts, and tells those who listen. When the program has
// rested since it was asked last, nothing can have changed, and nobody asks: that would be most of
// what a page at rest costs. A rest that was ended and has begun again in between is another one.

const everyMs = 200;

let listeners = null;

// follow calls listener with what can be heard, while the page is seen and the program does not rest.
export function follow(api, listener) {
  if (!listeners) {
    listeners = [];
    let asked = null; // in which rest it was asked last, see rest.js
    setInterval(() => {
      const rest = api.rests ? api.stirred : null;
      if (!document.hidden && (rest === null || rest !== asked)) {
        asked = rest;
        const heard = api.heard();
        listeners.forEach((tell) => tell(heard));
      }
    }, everyMs);
  }
  listeners.push(listener);
}
