// Every control with a finger and with the keyboard, in every tab: Tab goes through all of a
// picture for each of them, which takes a while.

import { everyControl } from "./everycontrol.js";

const drawer = ["spans", "trace", "profile", "past", "whatif", "timings", "connects", "log", "metrics", "bill", "prices"].map((name) => [`tab.${name}`]);
const onPhone = ["spans", "trace", "profile", "whatif", "connects", "metrics", "bill", "log"].map((name) => ["tab.readings", `tab.${name}`]);
const map = ["button.worlds"];
const ring = { model: "hashring", link: "model=hashring&sessions=100", least: 30 };

everyControl([
  { model: "guild", link: "members=100", all: true, way: "finger", least: 40, states: onPhone },
  { model: "guild", link: "members=100", all: true, way: "keyboard", least: 40, states: [...drawer, ["guild"], map] },
  { ...ring, way: "finger", states: [[], ["tab.controls"], ["node.gs-1"], map] },
  { ...ring, way: "keyboard", states: [[], ["node.gs-1"], map] },
]);
