// Challenges, in words: what is to be done, how the rules and the bill stand, and how a run
// came out. The program plays and scores; this file shows it.

import { h, kept, parts } from "./dom.js";
import { follow } from "./pulse.js";

export function startChallenges(api) {
  const $ = (id) => document.getElementById(id);
  const part = parts();
  const bills = kept("fan-out bills");
  const read = bills.read();
  const refused = read && api.bills(read);
  if (refused && !refused.ok) {
    api.notice(`The lowest bills on this device cannot be read: ${refused.error}.`);
  }
  let said = "", written = read;
  const act = (answer) => {
    if (!answer.ok) {
      api.tell(answer.error);
    }
    show();
    return answer.ok;
  };
  const open = (name) => act(api.challenge(name)) && $("challenge-title").focus();

  function show() {
    const { all, open: c } = api.contest();
    document.documentElement.classList.toggle("in-challenge", Boolean(c));
    $("challenge").hidden = !c;
    $("challenges").hidden = all.length === 0;
    part("challenge-list", [all, c?.name], () => all.map(({ name, title, daily, best }) => h("li", {},
      h("button", { type: "button", onclick: () => open(name), "aria-current": c?.name === name ? "step" : null },
        h("b", {}, daily ? `Today: ${title}` : title),
        h("small", {}, best < 0 ? "Not won yet" : `Lowest bill: ${number(best)} spans`)))));
    const kept = api.bills();
    if (kept !== written) {
      written = kept;
      bills.write(kept);
    }
    if (!c) {
      return;
    }
    part("challenge-title", c.title, () => [c.title]);
    part("challenge-brief", [c.brief, c.watched], () => [
      ...c.brief.map((text) => h("p", {}, text)),
      c.watched && h("p", { class: "quiet" }, "You watch a run that somebody sent. Begin again to play your own."),
    ]);
    const standing = c.result ?? c.now;
    part("challenge-rules", [standing.rules, Boolean(c.result)], () => standing.rules.map((r) => h("li", { class: r.met ? "kept" : "open" },
      h("b", {}, r.text), h("small", {}, standingOf(r, c)))));
    part("challenge-bill", [standing.bill, Boolean(c.result)], () => [h("dt", {}, c.result ? "Your bill" : "The bill so far"), h("dd", {}, `${number(standing.bill)} spans`)]);
    part("challenge-state", [Math.ceil(c.leftNs / 1e9), c.result, c.scored > 0], () => [h("p", { class: c.result ? (c.result.passed ? "won" : "lost") : "quiet" }, state(c))]);
    $("challenge-progress").hidden = c.leftNs > 0 || Boolean(c.result);
    $("challenge-progress").value = c.scored;
    part("challenge-ways", [c.name, Boolean(c.result), c.watched], () => [
      h("button", { type: "button", class: c.result ? "main" : "", onclick: () => open(c.name) }, "Begin again"),
      h("button", { type: "button", onclick: copy }, "Copy a link to this run"),
      h("button", { type: "button", onclick: () => act(api.surrender()) }, "Free play"),
    ]);
    const say = c.result ? `${state(c)} Bill: ${number(c.result.bill)} spans.` : "";
    if (say && say !== said) {
      $("challenge-live").textContent = say;
    }
    said = say;
  }

  const copy = async () => {
    const link = new URL(`${location.pathname}#${api.runLink()}`, location).href;
    try {
      await navigator.clipboard.writeText(link);
      api.shared("Copied a link that plays this run again. Opening it scores the run again.");
    } catch {
      api.tell("The browser does not let the page copy: take the link from the address bar.");
    }
  };

  $("challenges-open").onclick = () => open("today");
  const asked = asksFor();
  if (asked) {
    const answer = asked.includes("do=") ? api.watch(asked) : api.challenge(new URLSearchParams(asked).get("challenge"));
    if (!answer.ok) {
      api.notice(`The challenge in this address was left aside: ${answer.error}.`);
    }
  }
  follow(api, ({ contends }) => (contends || document.documentElement.classList.contains("in-challenge")) && show());
  show();
}

// asksFor is the part of the address that asks for a challenge, "" if none does.
function asksFor() {
  return [location.hash, location.search].map((part) => part.slice(1)).find((part) => new URLSearchParams(part).has("challenge")) ?? "";
}

// state is where the run stands, in a sentence.
function state(c) {
  if (c.result) {
    return c.result.passed ? "Every rule was kept." : "A rule was broken.";
  }
  if (c.leftNs > 0) {
    return `${Math.ceil(c.leftNs / 1e9)} s of virtual time to go.`;
  }
  return "The run is played once more, to score it.";
}

const sign = (r, c) => (r.met ? (c.result ? "Kept:" : "Now") : c.result ? `Broken after ${(r.atNs / 1e9).toFixed(1)} s:` : "Not yet:");

// figures say what the figure of a rule is of, by the name of its metric: the one that is, and the one that is wanted.
const figures = {
  "estimate.messages.error": [(v) => `uncertainty ± ${v}`, (v) => `± ${v}`],
  "estimate.deliveries.error": [(v) => `uncertainty ± ${v}`, (v) => `± ${v}`],
  "traces.whole.share": [(v) => `${v} are whole`, (v) => v],
  "guild.mailbox": [(v) => `${v} in its mailbox`, (v) => v],
};

// standingOf is how a rule stands: the figure, of what it is, and what is wanted.
function standingOf(r, c) {
  const [, metric, sense, limit] = /^(\S+) ([<>=]) (.*)$/.exec(r.wanted) ?? [, "", "=", r.wanted];
  const [is, asked] = figures[metric] ?? [(v) => v, (v) => v];
  const than = { "<": "less than ", ">": "more than ", "=": "" }[sense];
  return `${sign(r, c)} ${is(plain(r.value))}, wanted ${than}${asked(plain(limit))} ${r.always ? "all the time" : "at the end"}`;
}

// plain is a figure as people write it: 95.00% is 95 %, 1000 is 1,000.
const plain = (text) => (text.endsWith("%") ? `${Number(text.slice(0, -1))} %` : /^\d+$/.test(text) ? number(Number(text)) : text);

const number = (n) => n.toLocaleString("en");
