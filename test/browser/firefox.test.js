// The page in Firefox.

import { everyControlIn, everywhere } from "./everywhere.js";

everywhere("Firefox", { fingers: true });
everyControlIn("Firefox", "mouse");
