// Challenges on the page: a run is played, refused what it may not do, scored, and checked
// again by the reader of the link.

import assert from "node:assert/strict";
import axe from "axe-core";
import { execFileSync } from "node:child_process";
import { after, before, describe, test } from "node:test";
import { closeAll, launch, open, playground, ready, serve } from "./harness.js";

describe("a challenge", () => {
  let browser, url;
  before(async () => {
    url = await serve();
    browser = await launch();
  });
  after(closeAll);

  test("is played with the mouse, scored, and scored the same by the link", async () => {
    const { page, complaints } = await open(browser, `${url}?play`, { width: 1240, height: 700, calm: true });
    page.setDefaultTimeout(300_000);
    await ready(page);
    await page.click("#challenges > summary");
    await page.click("#challenge-list >> text=A quiet evening");
    assert.equal(await page.innerText("#challenge-title"), "A quiet evening");
    const refused = await page.evaluate(() => playground.do("set members 5"));
    assert.match(refused.error, /"set members 5" is not yours to do in this challenge/);
    for (const line of ["set head.rate 50%", "set fanout table", "set roots.guild off", "run 1m"]) {
      assert.deepEqual(await page.evaluate((text) => playground.do(text), line), { ok: true });
    }
    await page.waitForSelector("#challenge .won, #challenge .lost");
    const { open: { result } } = await page.evaluate(() => playground.contest());
    assert.equal(result.passed, true);
    assert.match(await page.innerText("#challenge-bill"), new RegExp(`Your bill\\s+${result.bill.toLocaleString("en")} spans`));
    assert.match(await page.textContent("#challenge-live"), /^Every rule was kept\. Bill: [\d,]+ spans\.$/);
    await page.evaluate(axe.source);
    const { violations } = await page.evaluate(() => window.axe.run("#rail"));
    assert.deepEqual(violations.filter(({ impact }) => ["serious", "critical"].includes(impact)).map(({ id, nodes }) => [id, nodes[0].html]), []);
    const link = await page.evaluate(() => playground.runLink());
    const told = execFileSync(playground, ["challenges", "score", `${url}#${link}`]).toString();
    assert.match(told, new RegExp(`bill: ${result.bill.toLocaleString("en")} spans`), "the page and the command line find the same");
    await page.click("#challenge-ways >> text=Free play");
    assert.equal(await page.isVisible("#challenge"), false);
    assert.deepEqual(complaints, []);
    await page.reload();
    await ready(page);
    await page.click("#challenges > summary");
    assert.match(await page.innerText("#challenge-list"), new RegExp(`Lowest bill: ${result.bill.toLocaleString("en")} spans`), "it is remembered on this device");
    await page.close();
  });

  test("is asked for by an address; one that makes no sense is told", async () => {
    const { page } = await open(browser, `${url}#challenge=1&do=0s+set+head.rate+60%25`, { calm: true });
    await ready(page);
    await page.waitForSelector("#challenge-brief >> text=You watch a run that somebody sent.");
    const rules = await page.innerText("#challenge-rules");
    for (const says of [/ in its mailbox, wanted less than \d/, / % are whole, wanted more than \d+ %/, / uncertainty ± [\d.]+ %, wanted less than ± \d+ % at the end/]) {
      assert.match(rules, says, "a figure says what it is of");
    }
    await page.close();
    const { page: other, hand } = await open(browser, `${url}#challenge=1&do=0s+set+members+5`, { calm: true });
    await ready(other);
    await other.waitForSelector("#notice-text >> text=not yours to do in this challenge");
    assert.equal((await hand.state()).settings.members, 10_000, "free play");
    await other.close();
  });
});
