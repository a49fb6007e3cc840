// Takes a scenario or a chapter that is dropped anywhere on the page, or a picture that was
// exported, which leads back to its moment. Without this the browser would leave the page for
// the file. api.dropped is a promise that the last one has been read.

const mostBytes = 2 ** 20; // sim.LongestScenario
const mostPicture = 2 ** 26;

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
  // lead goes to the moment that a picture is of.
  const lead = async (file) => {
    if (file.size > mostPicture) {
      api.tell(`${file.name} has ${file.size} bytes; expected a picture of at most ${mostPicture}`);
      return;
    }
    try {
      const { ok, query, error } = api.pictureLink(new Uint8Array(await file.arrayBuffer()));
      ok ? api.lead(query) : api.tell(`${file.name}: ${error}`);
    } catch {
      api.tell(`${file.name} cannot be read; expected a picture that was exported here`);
    }
  };
  const take = async (file) => {
    if (/\.png$/i.test(file.name) || file.type === "image/png") {
      await lead(file);
      return;
    }
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
