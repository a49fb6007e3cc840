// Has a worker keep the page on this device, so that it works without a network, and tells
// the reader when a newer version is there. See worker.js.

// keepOffline does it where the browser can: not for a page that came unprotected from
// another machine. notice shows a sentence with a button.
export async function keepOffline(notice) {
  const workers = navigator.serviceWorker;
  if (!workers) {
    return;
  }
  const ask = () => workers.controller?.postMessage("started");
  let told = false;
  workers.addEventListener("message", ({ data }) => {
    if (data === "newer" && !told) {
      told = true;
      notice("A new version is here.", ["Reload", () => location.reload()]);
    }
  });
  workers.addEventListener("controllerchange", ask); // a version that is here whole has taken over
  ask();
  try {
    const registration = await workers.register("worker.js", { updateViaCache: "none" });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) {
        registration.update().catch(() => {}); // no network, or no server
      }
    });
  } catch {
    // then the page needs its server, as it did before
  }
}
