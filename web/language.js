// The page in the reader's language. Its texts are written in English, here as in the
// program; what a person is shown is put into their language on its way onto the page, and
// again whenever a text changes. Before the program is there, a file has the texts of the
// page; from then on the program says them, by the same catalogue.

import { h, kept } from "./dom.js";

const spoken = { en: "English", de: "Deutsch" };

// chosenHere is the language that was chosen on this device, "" for none.
const chosenHere = kept("fan-out language");

// asked is the language that the page's address asks for, "" for none that is spoken.
const asked = known(new URLSearchParams(location.search).get("lang") ?? "");

function known(tag) {
  const language = tag.toLowerCase().split("-")[0];
  return language in spoken ? language : "";
}

// inAddress is the part of an address that keeps a language that was chosen.
export const inAddress = asked ? `?lang=${asked}` : "";

export const language = asked || known(chosenHere.read()) || navigator.languages.map(known).find(Boolean) || "en";

// attributes are those with a text for people.
const attributes = ["title", "aria-label", "alt", "placeholder"];

// untouched is what holds no text of the page: names in code, and prose that the program
// has put into the language already.
const untouched = "code, script, style, [translate=no]";

// speak puts the page into the reader's language, now and whenever it changes.
export async function speak(api) {
  document.documentElement.lang = language;
  dispatchEvent(new CustomEvent("language", { detail: language }));
  offerLanguages(api);
  if (language === "en") {
    return;
  }
  const words = await read(`${language}.json?v=${document.documentElement.dataset.version}`);
  const said = (text) => {
    const core = text.trim();
    return core ? text.replace(core, () => (api.text ? api.text(core) : words[core] ?? core)) : text;
  };
  document.title = said(document.title);
  translate(document.body, said);
  const watched = { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes };
  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes, attributeName } of records) {
      if (type === "childList") {
        addedNodes.forEach((node) => translate(node, said));
      } else if (type === "characterData") {
        translate(target, said);
      } else {
        translateAttribute(target, attributeName, said);
      }
    }
    observer.takeRecords(); // of what was done just now
  });
  observer.observe(document.body, watched);
  api.ready.then(() => translate(document.body, said)); // the program knows texts with numbers as well
}

async function read(file) {
  try {
    const response = await fetch(file);
    return response.ok ? await response.json() : {};
  } catch {
    return {}; // the page is in English then until the program is there
  }
}

// translate puts a node, and all in it, into the language.
function translate(node, said) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  if (!element || element.nodeType !== Node.ELEMENT_NODE || element.closest(untouched)) {
    return;
  }
  if (node !== element) {
    set(node, said);
    return;
  }
  for (const name of attributes) {
    translateAttribute(element, name, said);
  }
  if (stressed(element) && translateStressed(element, said)) {
    return;
  }
  element.childNodes.forEach((child) => translate(child, said));
}

function set(text, said) {
  const next = said(text.data);
  if (next !== text.data) {
    text.data = next;
  }
}

function translateAttribute(element, name, said) {
  const text = element.getAttribute(name);
  if (text && !element.closest(untouched)) {
    const next = said(text);
    if (next !== text) {
      element.setAttribute(name, next);
    }
  }
}

// stressed reports whether an element holds one text of which some words are stressed.
const stressed = ({ childNodes, children }) => children.length > 0 && childNodes.length > children.length
  && Array.from(children, ({ tagName, attributes: { length } }) => tagName === "B" && length === 0).every(Boolean);

// translateStressed puts such a text into the language as a whole, if that has it: the
// catalogue has its stressed words between asterisks, as the program has.
function translateStressed(element, said) {
  const text = Array.from(element.childNodes, ({ tagName, textContent }) => (tagName ? `*${textContent}*` : textContent)).join("");
  const next = said(text);
  if (next !== text) {
    element.replaceChildren(...next.split("*").map((part, i) => (i % 2 ? h("b", {}, part) : part)));
  }
  return next !== text;
}

// offerLanguages fills the places where a language can be chosen. The page is loaded again in
// it, at the moment that its address keeps.
function offerLanguages(api) {
  for (const place of document.querySelectorAll("[data-languages]")) {
    place.replaceChildren(...Object.entries(spoken).map(([tag, name]) => h("button", {
      type: "button", lang: tag, translate: "no", "aria-pressed": String(tag === language), onclick: () => choose(tag, api),
    }, name)));
  }
}

function choose(tag, api) {
  chosenHere.write(tag);
  const to = new URL(location);
  to.searchParams.set("lang", tag);
  const chapter = api.lesson?.().open;
  if (chapter && !chapter.file) {
    to.searchParams.set("chapter", chapter.number);
  }
  location.assign(to);
}
