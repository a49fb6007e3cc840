// Keeps the page's address in step with the settings, so that a reload, a lost
// graphics context or a copied address comes back to them.

const writeEveryMs = 500;

export function keepLink(api) {
  let written = null;
  setInterval(() => {
    const { link } = api.state();
    if (document.hidden || link === written) {
      return;
    }
    // The first reading leaves the address alone: it may hold a value that was
    // refused, and whoever wrote it should see what.
    if (written !== null) {
      history.replaceState(null, "", location.pathname + (link ? `#${link}` : ""));
    }
    written = link;
  }, writeEveryMs);
  addEventListener("hashchange", () => location.reload());
}
