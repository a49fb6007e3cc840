// Shows how the chapter begins that the page's address asks for, with the first paint: the
// program says the same, with its figures, once it is there. It does so again, in another
// language, when that is the reader's.
{
  const number = new URLSearchParams(location.search).get("chapter");
  const show = (language) => {
    const found = (tag) => Array.from(document.querySelectorAll(`template.opening[lang="${tag}"]`)).find(({ dataset }) => dataset.number === number);
    const opening = found(language) ?? found("en");
    if (!opening || location.protocol === "file:") {
      return;
    }
    const at = (id) => document.getElementById(id);
    const [title, ...prose] = opening.content.cloneNode(true).children;
    at("chapter-step").replaceChildren(...[`Chapter ${number}`, `Step 1 of ${opening.dataset.steps}`].map((text) => Object.assign(document.createElement("span"), { textContent: text })));
    at("chapter-title").textContent = title.textContent;
    at("chapter-prose").replaceChildren(...prose.map((p) => Object.assign(p, { translate: false })));
    at("chapter").hidden = false;
    document.documentElement.classList.add("in-chapter");
  };
  show("en");
  addEventListener("language", ({ detail }) => show(detail), { once: true });
}
