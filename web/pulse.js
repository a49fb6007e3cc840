// One clock for all that follows the program: a few times a second it asks what can be heard,
// see heard in the program's face to scripts, and tells those who listen. While the program rests
// nothing can have changed, and nobody asks: that would be most of what a page at rest costs.

const everyMs = 200;

let listeners = null;

// follow calls listener with what can be heard, while the page is seen and the program does not rest.
export function follow(api, listener) {
  if (!listeners) {
    listeners = [];
    let rested = false; // when it was asked last
    setInterval(() => {
      if (!document.hidden && !(api.rests && rested)) {
        rested = Boolean(api.rests);
        const heard = api.heard();
        listeners.forEach((tell) => tell(heard));
      }
    }, everyMs);
  }
  listeners.push(listener);
}
