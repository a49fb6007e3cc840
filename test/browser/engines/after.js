// A page that comes after scripts of a test, for a driver that cannot say what runs first.

import { once } from "node:events";
import { createServer, request } from "node:http";

const name = "/before-all.js";

// servedAfter serves what the server of a URL does, and puts functions before the scripts of
// its pages. It gives {origin, close}.
export async function servedAfter(url, functions) {
  const script = functions.map((f) => `(${f})();\n`).join("");
  const server = createServer((asked, answer) => {
    if (asked.url === name) {
      answer.writeHead(200, { "Content-Type": "text/javascript" }).end(script);
      return;
    }
    const { "accept-encoding": packed, ...headers } = asked.headers;
    const page = headers.accept?.includes("text/html");
    const passed = request(new URL(asked.url, url), { method: asked.method, headers: page ? headers : asked.headers }, (got) => {
      if (!page) {
        answer.writeHead(got.statusCode, got.headers);
        got.pipe(answer);
        return;
      }
      const { "content-length": length, ...rest } = got.headers;
      answer.writeHead(got.statusCode, rest);
      got.setEncoding("utf8").toArray().then((parts) => answer.end(parts.join("").replace("<head>", `<head><script src="${name}"></script>`)));
    });
    passed.on("error", () => answer.destroy());
    asked.pipe(passed);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
