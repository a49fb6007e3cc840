// Takes a picture of the window for the eye: build/screens/desktop-1440.png.

import { openWindow } from "./window.js";

const window = await openWindow("-size", "1440x900", "-seed", "4242");
await window.do("run 3s");
await window.do("play");
await new Promise((passed) => setTimeout(passed, 4000));
await window.screenshot("build/screens/desktop-1440.png");
await window.close();
