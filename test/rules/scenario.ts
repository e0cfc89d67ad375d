/** What a series does while a phase lasts:
 *  - a number: it has this value;
 *  - `"+5"`, `"-5"`: it grows or shrinks by five a minute, from where it is;
 *  - `"900-5"`: the same, from 900;
 *  - `"gone"`: there is no such series. */
export type Level = number | Slope | `${number}${Slope}` | "gone";

type Slope = `${"+" | "-"}${number}`;

/** Series by their name and labels. */
export type Levels = Readonly<Record<string, Level>>;

/** Trouble that comes and goes: the alert must be silent before, must fire once its `for` is over and not earlier, and must
 *  resolve afterwards. Values close to the threshold on both sides prove the threshold as well. */
export interface Trouble {
  /** Completes the sentence "it fires when ..." */
  readonly when: string;
  /** Before, and after where nothing else is said. */
  readonly healthy: Levels;
  /** Meanwhile; a series that is not named stays as it was. */
  readonly broken: Levels;
  /** What ends the trouble.
   *  @default - everything is healthy again */
  readonly after?: Levels;
  /** Labels of the alert beside `severity` and `component`.
   *  @default - none */
  readonly labels?: Readonly<Record<string, string>>;
  /** The description that somebody reads, at the end of the trouble.
   *  @default - not compared */
  readonly says?: string;
  /** Minutes of trouble until the expression is true, for one that looks back.
   *  @default 0 */
  readonly reacts?: number;
  /** Minutes more of trouble until the value rests, for the description of one that looks back.
   *  @default 0 */
  readonly rests?: number;
  /** Minutes after the trouble until the expression is false, for one that looks back.
   *  @default 0 */
  readonly forgets?: number;
  /** Minutes before the trouble.
   *  @default 10 */
  readonly before?: number;
  /** Minutes between samples and evaluations; 5 is as far apart as Prometheus can connect.
   *  @default 1 */
  readonly step?: 1 | 5;
}

/** Something that looks like trouble and is none. */
export interface Calm {
  /** Completes the sentence "it is silent when ..." */
  readonly when: string;
  readonly series: Levels;
  /** What happens next, after an hour.
   *  @default - the same again */
  readonly next?: Levels;
  /** Minutes at the beginning that do not count, because Prometheus sees everything for the first time.
   *  @default 0 */
  readonly settled?: number;
}

/** An alert that is there from the first moment on, whatever happens. */
export interface Always {
  readonly when: "always";
  /** The description. */
  readonly says: string;
}

export type Scenario = Trouble | Calm | Always;

/** What a recording rule makes of some series. */
export interface Recorded {
  readonly record: string;
  readonly cases: readonly {
    /** Completes the sentence "it is recorded when ..." */
    readonly when: string;
    readonly series: Levels;
    /** What is recorded after ten minutes, by its labels; nothing, where this is empty. */
    readonly is: Readonly<Record<string, number>>;
  }[];
}

/** Everything that is known about one alert. */
export interface Scenarios {
  readonly alert: string;
  readonly fires: readonly (Trouble | Always)[];
  /** @default - none beside the healthy phases */
  readonly silent?: readonly Calm[];
}
