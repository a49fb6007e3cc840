// Firefox, by WebDriver BiDi, which it speaks itself.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import WebSocket from "ws";
import { Page, ScriptError } from "./page.js";

// What draws in software where there is no graphics card, and asks nobody for anything.
const preferences = {
  "webgl.force-enabled": true,
  "gfx.webrender.software": true,
  "dom.w3c_touch_events.enabled": 1,
  "browser.shell.checkDefaultBrowser": false,
  "browser.aboutwelcome.enabled": false,
  "datareporting.policy.dataSubmissionEnabled": false,
  "network.captive-portal-service.enabled": false,
  "network.connectivity-service.enabled": false,
  "app.normandy.enabled": false,
  "browser.safebrowsing.update.enabled": false,
};

// launchFirefox starts it; in a calm one nothing of the interface moves. No page finds what
// another one keeps.
export async function launchFirefox({ calm = false } = {}) {
  const profile = mkdtempSync(join(tmpdir(), "fan-out-firefox-"));
  writeFileSync(join(profile, "user.js"), Object.entries({ ...preferences, "ui.prefersReducedMotion": calm ? 1 : 0 })
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`).join(""));
  const program = spawn("firefox-esr", ["--remote-debugging-port=0", "--profile", profile, "--no-remote", "about:blank"], {
    stdio: ["ignore", "ignore", "pipe"], env: { ...process.env, LIBGL_ALWAYS_SOFTWARE: "1" },
  });
  const ended = once(program, "exit");
  const wire = await connect(await addressOf(program));
  await wire.send("session.new", { capabilities: {} });
  await wire.send("session.subscribe", { events: ["log.entryAdded"] });
  return {
    open: (options) => open(wire, options),
    async close() {
      await wire.send("browser.close", {});
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

// addressOf is where Firefox says that it listens.
async function addressOf(program) {
  const said = [];
  for await (const line of createInterface({ input: program.stderr })) {
    const url = line.match(/WebDriver BiDi listening on (ws:\S+)/)?.[1];
    if (url) {
      program.stderr.resume();
      return `${url}/session`;
    }
    said.push(line);
  }
  throw new Error(`Firefox ended before it listened: ${said.join("\n")}`);
}

// connect gives send(method, params), which resolves with the answer, and on(hear), which hears
// of all events.
async function connect(url) {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const asked = new Map(), ears = new Set();
  socket.on("message", (data) => {
    const { id, type, result, message, error, method, params } = JSON.parse(data);
    if (type === "event") {
      ears.forEach((hear) => hear(method, params));
      return;
    }
    const { answer, refuse } = asked.get(id);
    asked.delete(id);
    type === "success" ? answer(result) : refuse(new (/exceptionDetails/.test(message) ? ScriptError : Error)(`${error}: ${message}`)); // a promise that failed
  });
  socket.on("close", () => asked.forEach(({ refuse }) => refuse(new Error("Firefox has ended"))));
  await once(socket, "open");
  let last = 0;
  return {
    on: (hear) => ears.add(hear),
    send: (method, params) => new Promise((answer, refuse) => {
      asked.set(++last, { answer, refuse });
      socket.send(JSON.stringify({ id: last, method, params }));
    }),
  };
}

async function open(wire, { width, height, scale = 1 }) {
  const { userContext } = await wire.send("browser.createUserContext", {});
  const { contexts: [{ context: blank }] } = await wire.send("browsingContext.getTree", {});
  const { context } = await wire.send("browsingContext.create", { type: "tab", userContext });
  const session = {
    async run(expression) {
      const { type, result, exceptionDetails } = await wire.send("script.evaluate", { expression, target: { context }, awaitPromise: true, resultOwnership: "none" });
      if (type === "exception") {
        throw new ScriptError(exceptionDetails.text);
      }
      return result.value;
    },
    // act leads back from the window's bars, to which Tab has gone: a driver's keys do not follow.
    async act(actions) {
      await wire.send("input.performActions", { context, actions });
      if (actions[0].type === "key" && !(await session.run("document.hasFocus()").catch(() => true))) {
        for (const tab of [blank, context]) {
          await wire.send("browsingContext.activate", { context: tab });
        }
      }
    },
    go: (url) => wire.send("browsingContext.navigate", { context, url, wait: "complete" }),
    again: () => wire.send("browsingContext.reload", { context, wait: "complete" }),
    preload: (f) => wire.send("script.addPreloadScript", { functionDeclaration: String(f), contexts: [context] }),
    size: (viewport) => wire.send("browsingContext.setViewport", { context, viewport, devicePixelRatio: scale }),
    picture: async () => (await wire.send("browsingContext.captureScreenshot", { context })).data,
    end: () => wire.send("browser.removeUserContext", { userContext }), // closes its tabs
  };
  await session.size({ width, height });
  const complaints = [];
  wire.on((method, { level, text, source, type }) => {
    if (method === "log.entryAdded" && source.context === context && ["error", "warn"].includes(level)) {
      complaints.push(`${type === "javascript" ? "exception" : level}: ${text}`);
    }
  });
  return { page: new Page(session), complaints };
}
