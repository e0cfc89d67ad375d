// Two hours later, for a program that reads the clock: `node --require`.
const now = Date.now;
Date.now = () => now() + 2 * 3_600_000;
