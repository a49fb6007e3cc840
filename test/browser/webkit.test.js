// The page in WebKit, Safari's engine.

import { everyControlIn, everywhere } from "./everywhere.js";

everywhere("WebKit", { fingers: false });
everyControlIn("WebKit", "mouse");
