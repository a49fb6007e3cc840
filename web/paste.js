// The clipboard: what is pasted while the picture has the keys goes to the program, and the
// program's own button for it asks the browser.

import { inTheAct } from "./act.js";

export function takePastes(api) {
  const canvas = document.querySelector("body > canvas");
  addEventListener("paste", (event) => {
    if (event.target !== canvas && event.target !== document.body) {
      return;
    }
    event.preventDefault();
    api.paste(event.clipboardData.getData("text/plain"));
  });
  const read = inTheAct("micro.paste", async () => navigator.clipboard.readText());
  api.readClipboard = async () => {
    try {
      api.paste(await read());
    } catch {
      api.tell("The browser does not let the page read the clipboard: press Ctrl + V, or use the form’s field.");
    }
  };
}
