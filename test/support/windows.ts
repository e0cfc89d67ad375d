const WEEK = 7 * 24 * 60;
const DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/** Minutes of the week that a daily window such as `01:30-02:30` or a weekly one such as `sun:03:00-sun:04:00` covers. */
export function minutesOf(window: unknown): Set<number> {
  const [from = "", to = ""] = String(window).split("-");
  const starts = DAYS.includes(from.slice(0, 3))
    ? [minute(from)]
    : DAYS.map((day) => minute(`${day}:${from}`));
  const length = (clock(to) - clock(from) + 24 * 60) % (24 * 60);
  return new Set(starts.flatMap((start) => Array.from({ length }, (_, passed) => (start + passed) % WEEK)));
}

function minute(moment: string): number {
  return DAYS.indexOf(moment.slice(0, 3)) * 24 * 60 + clock(moment);
}

function clock(moment: string): number {
  const [hour, minutes] = moment.slice(-5).split(":");
  return Number(hour) * 60 + Number(minutes);
}
