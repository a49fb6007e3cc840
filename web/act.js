// Safari lets a page use the clipboard in the act of a press or of a key alone, and the picture
// sees either a frame later. So what its controls ask the browser for is asked for in the act.

const asks = new Map(); // what a control asks for, by its id
const asked = new Map(); // what the last act has asked for, by the control's id

// inTheAct says what the control with an id asks for, a function that gives a promise. It gives
// the function for the control's use: the promise of the act, or of now if there was none.
export function inTheAct(id, ask) {
  asks.set(id, ask);
  return () => {
    const answer = asked.get(id) ?? ask();
    asked.delete(id);
    return answer;
  };
}

// watchActs has presses and keys on the canvas ask.
export function watchActs(api, canvas) {
  const under = ({ target, clientX: x, clientY: y }) => target === canvas && api.widgets().find(({ id, disabled, rect }) => asks.has(id) && !disabled
    && x >= rect.x && x < rect.x + rect.width && y >= rect.y && y < rect.y + rect.height)?.id;
  const act = (id) => {
    if (asks.has(id)) {
      const answer = asks.get(id)();
      answer.catch(() => {}); // the control's use tells, if there is one
      asked.set(id, answer);
    }
  };
  let pressed;
  addEventListener("pointerdown", (event) => {
    asked.clear();
    pressed = under(event);
  }, true);
  addEventListener("pointerup", (event) => pressed && pressed === under(event) && act(pressed), true);
  addEventListener("keydown", ({ target, key, repeat }) => {
    if (repeat) {
      return;
    }
    asked.clear();
    if (target === canvas && (key === "Enter" || key === " ")) {
      act(api.looking().focus);
    }
  }, true);
}
