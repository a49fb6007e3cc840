// Every control of the picture with the mouse, those of a phone's first screens with a finger,
// and those of the first screen by keyboard. The others by finger and keyboard:
// controls.verify.js.

import { everyControl } from "./everycontrol.js";

const drawer = ["spans", "trace", "profile", "past", "whatif", "timings", "connects", "log", "metrics", "bill", "prices"].map((name) => [`tab.${name}`]);
const map = ["button.worlds"];

// What the shell has for every model is tried out with the guild only.
everyControl([
  { model: "guild", link: "members=100", all: true, way: "mouse", least: 40, states: [[], ...drawer, ["guild"], map] },
  { model: "guild", link: "members=100", all: true, way: "finger", least: 40, states: [[], ["tab.intro"], ["tab.controls"], ["guild"], map] },
  { model: "guild", link: "members=100", all: true, way: "keyboard", least: 40, states: [[]] },
  { model: "hashring", link: "model=hashring&sessions=100", way: "mouse", least: 30, states: [[], ["node.gs-1"], map] },
]);
