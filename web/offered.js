// The form has the controls that the picture has: while a chapter is open, those that it has
// shown so far. What they are called there stands with each control, as data-controls.

// offers reports whether names, null for all, offer any of some controls. A name is an id, or
// its beginning up to a dot.
const offers = (names, ids) => !names || ids.some((id) => names.some((name) => id === name || id.startsWith(`${name}.`)));

// idsOf are the controls of the picture that may stand for a setting.
export const idsOf = ({ key, choices }) => [
  ...["slider", "toggle", "chip", "point"].map((kind) => `${kind}.${key}`), ...(choices ?? []).map((choice) => `segment.${key}.${choice}`),
].join(" ");

// showOffered leaves in the form what is offered. A group without a control goes with them.
export function showOffered(form, names) {
  const hide = (part, hidden) => {
    if (part.hidden !== hidden) {
      part.hidden = hidden;
    }
  };
  for (const part of form.querySelectorAll("[data-controls]")) {
    hide(part, !offers(names, part.dataset.controls.split(" ")));
  }
  for (const group of form.querySelectorAll("#f-settings fieldset, #f-cost-group")) {
    hide(group, ![...group.querySelectorAll("[data-controls]")].some((part) => !part.hidden));
  }
  hide(document.getElementById("f-offered"), !names);
}
