// What the pages gain when script runs. Everything here is also reachable without it.
import { watchEditions } from "./fresh.js";
import { countOpening } from "./opening.js";
import { offerBell } from "./bell.js";
import { openEvidence } from "./evidence.js";
import { offerNews } from "./since.js";
import { tellAges } from "./ages.js";

tellAges(document);
countOpening(document);
offerNews(document);
watchEditions(document);
openEvidence(document);
offerBell(document);
