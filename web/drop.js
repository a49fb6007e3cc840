// Takes a scenario or a chapter that is dropped anywhere on the page. Without this the browser
// would leave the page for the file. api.dropped is a promise that the last one has been
// read.

const mostBytes = 2 ** 20; // sim.LongestScenario

export function takeDrops(api) {
  const ours = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation(); // Ebitengine would take it as well
  };
  addEventListener("dragover", ours, true);
  addEventListener("drop", (event) => {
    ours(event);
    const file = event.dataTransfer.files[0];
    if (file) {
      api.dropped = take(file);
    }
  }, true);
  const take = async (file) => {
    if (file.size > mostBytes) {
      api.tell(`${file.name} has ${file.size} bytes; expected a scenario or a chapter, of at most ${mostBytes}`);
      return;
    }
    try {
      api.open(file.name, new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer()));
    } catch (err) {
      api.tell(err instanceof TypeError ? `${file.name} is no text; expected a scenario or a chapter` : `${file.name} cannot be read; expected a scenario or a chapter`);
    }
  };
}
