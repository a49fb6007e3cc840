// Tells what kept the page's scripts from running, when none of them can: it stands in
// the page itself, before all of them, and steps back as soon as the loader runs.
{
  const patienceMs = 8000;
  const root = document.documentElement;
  const lives = () => root.dataset.loader === "runs";
  const server = "Serve its folder instead, for example with “playground serve”, or with “python3 -m http.server” in that folder, and open the address that it names.";
  const german = location.protocol === "file:" && /^de\b/i.test(navigator.language); // no other file can be read then
  const reasons = {
    file: () => german ? ["Der Playground braucht einen Server", "Diese Seite wurde als Datei geöffnet, und so lässt ein Browser sie kein Programm laden. Stell ihren Ordner auf einen Server, zum Beispiel mit „playground serve“ oder mit „python3 -m http.server“ in dem Ordner, und öffne die Adresse, die dann genannt wird."] : ["The playground needs a server", `This page was opened as a file, and a browser does not let such a page load a program. ${server}`],
    missing: (name) => ["The playground did not arrive", `The file ${name}, or one that it needs, could not be loaded: it is missing on the server, or the connection broke off. Try again; if that does not help, the folder of the page is not complete.`],
    broken: (message) => ["This browser cannot start the playground", `One of the page’s scripts has stopped: ${message}. The browser may be too old for it; current versions of Chrome, Edge, Firefox and Safari run it.`],
    late: () => ["The playground is taking long to arrive", "The connection is slow, or the server does not answer. The page goes on waiting; you can also try again."],
  };
  let told = false;
  const tell = (kind, detail) => {
    if (lives() || told) {
      return;
    }
    const at = (id) => document.getElementById(id);
    if (!at("screen-buttons")) { // the page is not there yet
      addEventListener("DOMContentLoaded", () => tell(kind, detail), { once: true });
      return;
    }
    told = kind !== "late";
    if (location.protocol === "file:") {
      kind = "file"; // whatever else comes of that
    }
    root.classList.remove("landing");
    at("cover").dataset.screen = `watch-${kind}`;
    at("screen").setAttribute("role", "alert");
    at("screen").lang = german ? "de" : "en";
    [at("screen-title").textContent, at("screen-text").textContent] = reasons[kind](detail);
    at("screen-progress").hidden = true;
    at("screen-detail").textContent = "";
    const again = document.createElement("button");
    again.type = "button";
    again.className = "main";
    again.textContent = "Try again";
    again.onclick = () => location.reload();
    at("screen-buttons").replaceChildren(...(kind === "file" ? [] : [again]));
  };
  if (location.protocol === "file:") {
    tell("file");
  }
  addEventListener("error", (event) => {
    if (event.target instanceof HTMLScriptElement) {
      tell("missing", new URL(event.target.src).pathname.split("/").at(-1));
    } else if (event.message) {
      tell("broken", event.message);
    }
  }, true);
  // What this device kept of the page is not whole, and the server has a newer one.
  navigator.serviceWorker?.addEventListener("message", ({ data }) => data === "lost" && location.reload());
  navigator.serviceWorker?.startMessages();
  addEventListener("unhandledrejection", (event) => tell("broken", String(event.reason)));
  setTimeout(() => tell("late"), patienceMs);
}
