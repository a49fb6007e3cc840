// All chapters from the beginning to the end, with the mouse, and by finger on a tablet.

import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, ready, serve, touch } from "./harness.js";
import { readerByPointer } from "./reader.js";
import { walkAll } from "./walkall.js";

describe("by pointer", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  const walked = async (t, more, tapOf) => {
    const { page, hand, complaints } = await open(browser, `${url}?chapter=0`, { width: 1240, height: 700, calm: true, ...more });
    page.setDefaultTimeout(180_000);
    await ready(page);
    await walkAll(t, readerByPointer(page, hand, tapOf(page, hand)), complaints);
    await page.close();
  };

  test("the mouse walks all chapters to the end", (t) => walked(t, {}, (page, hand) => async ({ x, y }) => {
    await hand.move(x, y);
    await hand.frame();
    await hand.down();
    await hand.frame();
    await hand.up();
    await hand.frame();
  }));

  test("a finger walks all chapters to the end", (t) => walked(t, { touch: true }, (page, hand) => (point) => touch(page, hand, point)));
});
