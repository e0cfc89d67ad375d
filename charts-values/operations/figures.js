// What figures.sh is for shell scripts: gauges for the StatsD exporter, from jobs that run on Node.js.
const { createSocket } = require("node:dgram");

/** Reports figures, each with its name, its value and, as its labels, `tag:value,...`. One that gets lost is no reason to
 *  fail; each is sent three times, because nobody acknowledges a datagram. */
async function report(figures) {
  const { FIGURES_HOST: host, FIGURES_PORT = "9125", FIGURES_JOB: job } = process.env;
  if (!host) return;
  const socket = createSocket("udp4");
  const send = (line) =>
    new Promise((resolve) => {
      socket.send(line, Number(FIGURES_PORT), host, resolve);
    });
  for (const [name, value, tags] of figures)
    for (let copy = 0; copy < 3; copy++)
      await send(`operations.${job}.${name}:${value}|g${tags ? `|#${tags}` : ""}`);
  socket.close();
}

module.exports = { report };
