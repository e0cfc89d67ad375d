import { ending, everyWaiver, NOTICE_DAYS } from "./waiver-dates";

/** Says which waivers are about to end, for `.ci/run`: nothing fails yet, and somebody knows why it will. GitHub shows such a
 *  line at the run and at the pull request. */
const today = new Date().toISOString().slice(0, 10);
const prefix = process.env.GITHUB_ACTIONS === "true" ? "::warning title=a waiver ends::" : "";
for (const notice of ending(everyWaiver, today, NOTICE_DAYS)) console.log(`${prefix}${notice}`);
