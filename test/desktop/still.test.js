// Pictures that are taken without a session. Needs a display, of whatever size.

import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";

const playground = new URL("../../build/playground", import.meta.url).pathname;
const dir = mkdtempSync(join(tmpdir(), "fan-out-"));

after(() => rmSync(dir, { recursive: true }));

// picture takes one and gives its bytes.
function picture(...args) {
  const file = join(dir, "picture.png");
  execFileSync(playground, ["window", "-screenshot", file, ...args]);
  return readFileSync(file);
}

// sizeOf reads the size out of a PNG's header.
const sizeOf = (png) => `${png.readUInt32BE(16)}x${png.readUInt32BE(20)}`;

test("a picture has the size that was asked for, also beyond the screen's", () => {
  for (const [args, size] of [
    [["-at", "2s"], "1440x900"],
    [["-size", "390x844", "-scale", "3"], "1170x2532"],
    [["-size", "3840x2160", "-theme", "light"], "3840x2160"],
  ]) {
    assert.equal(sizeOf(picture(...args)), size, args.join(" "));
  }
});

test("the same flags give the same bytes, others do not", () => {
  const args = ["-size", "800x600", "-seed", "7", "-set", "members=500", "-do", "toggle no.roots off", "-at", "1s"];
  const first = picture(...args);
  assert.ok(first.equals(picture(...args)), "two runs, two pictures");
  for (const more of [["-seed", "8"], ["-theme", "light"], ["-at", "2s"], ["-do", "set sieve parse"]]) {
    assert.ok(!first.equals(picture(...args, ...more)), `${more.join(" ")} changes nothing`);
  }
});

test("a picture depends on where the commands lead, not on how", () => {
  const ran = picture("-size", "800x600", "-do", "run 500ms", "-do", "run 500ms");
  assert.ok(ran.equals(picture("-size", "800x600", "-at", "1s")));
});

test("widgets are pressed and the field looked at first, and what is not there is named", () => {
  const rest = picture("-at", "1s");
  const shown = [
    ["-press", "tab.whatif"], ["-press", "button.help"], ["-look", "zoom 1"], ["-look", "follow 50 50"],
    ["-press", "tab.log", "-press", "button.drawer.full"],
  ].map((acts) => picture("-at", "1s", ...acts));
  const different = new Set([rest, ...shown].map((png) => png.toString("base64")));
  assert.equal(different.size, shown.length + 1);
  const { status, stderr } = spawnSync(playground, ["window", "-screenshot", join(dir, "picture.png"), "-press", "button.nowhere"]);
  assert.equal(status, 1);
  assert.match(stderr.toString(), /^playground window: press: there is no "button.nowhere" .*\n$/);
});

test("a picture that cannot be taken leaves no file, and one that was there alone", () => {
  const file = join(dir, "none.png");
  const env = { PATH: process.env.PATH, HOME: dir };
  const failing = () => {
    const { status, stderr } = spawnSync(playground, ["window", "-screenshot", file], { env });
    assert.equal(status, 1);
    assert.match(stderr.toString(), /^playground window: there is no display.*\n$/);
  };
  failing();
  assert.equal(existsSync(file), false);
  writeFileSync(file, "kept");
  failing();
  assert.equal(readFileSync(file, "utf8"), "kept");
});
