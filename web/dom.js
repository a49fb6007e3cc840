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
// so that what has the focus keeps it.
export function parts() {
  const shown = {};
  return (id, made, build) => {
    const key = JSON.stringify(made);
    if (shown[id] === key) {
      return;
    }
    shown[id] = key;
    const element = document.getElementById(id);
    element.replaceChildren(...build().flat().filter(Boolean));
    element.hidden = !element.childNodes.length;
  };
}
