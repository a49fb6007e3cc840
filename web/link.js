// Keeps the page's address in step with the settings, so that a reload, a lost
// graphics context or a copied address comes back to them.

const writeEveryMs = 500;

export function keepLink(api) {
  // What the page came with stays until something changes: it may hold a value
  // that was refused, and whoever wrote it should see what.
  let written = api.state().link;
  setInterval(() => {
    const { link } = api.state();
    if (link !== written && !document.hidden) {
      written = link;
      history.replaceState(null, "", location.pathname + (link ? `#${link}` : ""));
    }
  }, writeEveryMs);
  addEventListener("hashchange", () => location.reload());
}
