// What a page does that frames Fan-out: it gives commands, and says what the frames tell.

const frames = new Map(Array.from(document.querySelectorAll("iframe"), (frame) => [frame.contentWindow, frame]));
const its = location.origin; // the frames come from here; elsewhere it is that of their address

const tell = (frame, text) => { document.getElementById(frame.id.replace("f-", "t-")).textContent = text; };

for (const button of document.querySelectorAll("[data-do]")) {
  const frame = document.getElementById(button.dataset.to);
  button.onclick = () => frame.contentWindow.postMessage({ to: "fan-out", id: button.textContent, do: button.dataset.do }, its);
}

addEventListener("message", ({ source, origin, data }) => {
  const frame = frames.get(source);
  if (!frame || origin !== its || data?.from !== "fan-out") {
    return;
  }
  if (data.event === "ready") {
    tell(frame, "The frame is ready.");
    frame.contentWindow.postMessage({ to: "fan-out", ask: "model" }, its); // from here on it tells this page
  } else if (data.event === "did") {
    tell(frame, `In the frame, at ${(data.now / 1e9).toFixed(3)} s: ${data.line}`);
  } else if (data.ok === false) {
    tell(frame, `Refused: ${data.error}.`);
  } else if (typeof data.id === "string") {
    tell(frame, `Done from this page: ${data.id}.`);
  }
});
