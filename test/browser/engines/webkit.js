// WebKit, Safari's engine, by WebKitGTK's driver.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { servedAfter } from "./after.js";
import { Page, ScriptError } from "./page.js";

// launchWebKit starts the driver; in a calm one nothing of the interface moves. Each page is a
// separate browser, which keeps nothing. The driver has one at a time: a page ends the last.
export async function launchWebKit({ calm = false } = {}) {
  const port = await freePort();
  const config = mkdtempSync(join(tmpdir(), "fan-out-webkit-"));
  mkdirSync(join(config, "gtk-3.0"));
  writeFileSync(join(config, "gtk-3.0/settings.ini"), `[Settings]\ngtk-enable-animations=${calm ? 0 : 1}\n`);
  const program = spawn("WebKitWebDriver", [`--port=${port}`], {
    stdio: "ignore", env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: "1", XDG_CONFIG_HOME: config },
  });
  const ended = once(program, "exit");
  const send = sender(`http://127.0.0.1:${port}`);
  await listening(send, program);
  let last;
  return {
    async open(options) {
      await last?.page.close();
      return last = await open(send, options);
    },
    async close() {
      await last?.page.close();
      program.kill();
      await ended;
      rmSync(config, { recursive: true, force: true });
    },
  };
}

async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

// sender sends the driver's commands, and gives the value that it answers.
function sender(driver) {
  return async (method, path, body) => {
    const response = await fetch(driver + path, { method, body: body && JSON.stringify(body) });
    const { value } = await response.json();
    if (value?.error) {
      throw new (value.error === "javascript error" ? ScriptError : Error)(`${value.error}: ${value.message}`);
    }
    return value;
  };
}

// listening waits until the driver answers.
async function listening(send, program) {
  while (!(await send("GET", "/status").then(() => true, () => false))) {
    if (program.exitCode !== null) {
      throw new Error(`WebKitWebDriver ended with ${program.exitCode} before it listened`);
    }
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function open(send, { width, height, kept }) {
  const { sessionId } = await send("POST", "/session", { capabilities: {} });
  const at = `/session/${sessionId}`;
  const complaints = [], scripts = [], servers = [];
  const execute = (script) => send("POST", `${at}/execute/sync`, { script, args: [] });
  const session = {
    async run(expression) {
      const { value, heard } = await execute(`
        const said = (${listen})();
        return (${expression}).then((value) => ({ value, heard: said.splice(0) }));`);
      complaints.push(...heard);
      return value;
    },
    act: (actions) => send("POST", `${at}/actions`, { actions: actions.map(turned) }),
    async go(url) {
      if (scripts.length > 0 && url.startsWith("http")) {
        servers.push(await servedAfter(url, scripts));
        url = url.replace(new URL(url).origin, servers.at(-1).origin);
      }
      await send("POST", `${at}/url`, { url });
    },
    again: () => send("POST", `${at}/refresh`, {}),
    preload: (f) => scripts.push(f),
    async size(box) {
      const rect = { x: 0, y: 0, ...box };
      await send("POST", `${at}/window/rect`, rect);
      const bars = rect.height - await execute("return innerHeight");
      await send("POST", `${at}/window/rect`, { ...rect, height: rect.height + bars });
    },
    picture: () => send("GET", `${at}/screenshot`),
    async end() {
      await send("DELETE", at).catch(() => {}); // it has ended
      servers.splice(0).forEach((server) => server.close());
    },
  };
  await session.size({ width, height });
  if (!kept) { // what is kept has to be the server's to the byte
    session.preload(listen);
  }
  return { page: new Page(session), complaints };
}

// turned is an action as the driver takes it: it turns a wheel by the difference to the last turn
// of the same wheel. So each turn is a new wheel's.
const turned = (action) => (action.type === "wheel" ? { ...action, id: `wheel ${++wheels}` } : action);
let wheels = 0;

// listen keeps what a page complains about, since the driver does not tell. It gives what was
// said since somebody took it out.
function listen() {
  if (!window.complaints) {
    const said = window.complaints = [];
    for (const level of ["error", "warn"]) {
      const real = console[level];
      console[level] = (...words) => {
        said.push(`${level}: ${words.join(" ")}`);
        real.apply(console, words);
      };
    }
    addEventListener("error", ({ message }) => said.push(`exception: ${message}`));
    addEventListener("unhandledrejection", ({ reason }) => said.push(`exception: ${reason}`));
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => said.push(`refused: ${violatedDirective} ${blockedURI}`));
  }
  return window.complaints;
}
