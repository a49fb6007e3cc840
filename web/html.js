// Makes elements, and keeps those that have not changed.

// h is an element with attributes, or properties if they begin with "on", and children;
// what is null or false is left out.
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

// parts fills elements by their ids, and only when what they are made of has changed: what
// has the focus keeps it.
export function parts() {
  const made = {};
  return (id, of, build) => {
    const key = JSON.stringify(of);
    if (made[id] === key) {
      return;
    }
    made[id] = key;
    const place = document.getElementById(id);
    place.replaceChildren(...build().flat().filter(Boolean));
    place.hidden = !place.childNodes.length;
  };
}
