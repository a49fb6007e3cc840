// What the parts of the guide have in common: elements, and texts kept on this device.

// h makes an element. A name that begins with on is a handler; null and false leave an
// attribute out.
export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      element[name] = value;
    } else if (value !== null && value !== false && value !== undefined) {
      element.setAttribute(name, value === true ? "" : value);
    }
  }
  element.append(...children.flat().filter((child) => child || child === 0));
  return element;
}

// kept keeps a text on this device, if the browser lets it.
export function kept(name) {
  return {
    read() {
      try {
        return localStorage.getItem(name) ?? "";
      } catch {
        return "";
      }
    },
    write(text) {
      try {
        localStorage.setItem(name, text);
      } catch {
        // then it lasts as long as the page
      }
    },
  };
}

// parts sets the parts of a page by id, each only if what it is made of has changed,
// so that what has the focus keeps it. What is set again hands the focus on to what stands
// in its place; where nothing does, lost is told.
export function parts(lost = () => {}) {
  const shown = {};
  return (id, made, build) => {
    const key = JSON.stringify(made);
    if (shown[id] === key) {
      return;
    }
    shown[id] = key;
    const element = document.getElementById(id);
    const had = element.contains(document.activeElement) ? document.activeElement : null;
    const place = Array.from(element.querySelectorAll("button")).indexOf(had);
    element.replaceChildren(...build().flat().filter(Boolean));
    element.hidden = !element.childNodes.length;
    if (had) {
      const now = successor(element, had, place);
      now ? now.focus({ preventScroll: true }) : lost();
    }
  };
}

// successor is what stands where an element stood, if it can have the focus: a field of the
// same id, with what was typed, or the button in its place.
function successor(inside, was, place) {
  const now = was.id ? inside.querySelector(`#${was.id}`) : inside.querySelectorAll("button")[place];
  if (now?.disabled) {
    return null;
  }
  if (now?.tagName === "INPUT") {
    now.value = was.value;
  }
  return now ?? null;
}
