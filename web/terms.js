// Prose with terms. A term says what it means on hover, focus and tap; Escape closes it.

import { h } from "./dom.js";

// prose is paragraphs of runs, as lesson() has them.
export const prose = (paragraphs) => paragraphs.map((runs) => h("p", { translate: "no" }, runsOf(runs)));

// runsOf is a paragraph without its element.
export const runsOf = (runs) => runs.map(({ text, strong, name, means, tag }) => (means ? term(text, { name, means, tag }) : strong ? h("b", {}, bound(text)) : bound(text)));

// bound keeps a percent sign with its figure: no line ends between them.
const bound = (text) => text.replaceAll(" %", "\u00a0%");

// sources say where figures come from, by their tags.
const sources = {
  POST: { name: "published figure", means: "by Discord, in “Tracing Discord’s Elixir Systems”, for its services and loads" },
  MODEL: { name: "computed here", means: "from a price list, whose figures are published or derived from published ones" },
};

// tagged is a tag that says what it means, as a term does.
export const tagged = (tag) => term(tag, { ...sources[tag], tag }, "term tag");

// A button would be a box that a line breaks around: the comma behind it could begin the
// next line.
function term(text, entry, looks = "term") {
  return h("span", {
    role: "button", tabindex: "0", class: looks, "aria-describedby": "tip",
    onpointerenter: ({ pointerType, currentTarget }) => { pointerType === "mouse" && show(currentTarget, entry); },
    onpointerleave: ({ pointerType }) => { pointerType === "mouse" && hide(); },
    onfocus: ({ currentTarget }) => show(currentTarget, entry),
    onblur: hide,
    onclick: ({ currentTarget }) => show(currentTarget, entry),
    onkeydown: (event) => {
      if (event.key === "Escape" && !tip().hidden) {
        hide();
        event.stopPropagation();
      } else if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        show(event.currentTarget, entry);
      }
    },
  }, text);
}

const tip = () => document.getElementById("tip");

const hide = () => { tip().hidden = true; };

// gap is between a term and its tooltip, margin between that and the window's edge, px.
const gap = 8, margin = 8;

function show(target, { name, means, tag }) {
  const box = tip();
  box.replaceChildren(h("b", {}, name[0].toUpperCase() + name.slice(1), tag && h("em", { class: "tag" }, tag)), h("span", {}, means));
  box.hidden = false;
  const at = target.getClientRects()[0], { offsetWidth: width, offsetHeight: height } = box;
  const above = at.top - gap - height;
  box.style.left = `${Math.max(margin, Math.min(at.left, innerWidth - width - margin))}px`;
  box.style.top = `${above >= margin ? above : target.getBoundingClientRect().bottom + gap}px`;
}

addEventListener("keydown", ({ key }) => { key === "Escape" && tip() && hide(); });
addEventListener("pointerdown", ({ target }) => { target.closest?.(".term") || tip() && hide(); }, true);
addEventListener("scroll", () => { tip() && hide(); }, true);
