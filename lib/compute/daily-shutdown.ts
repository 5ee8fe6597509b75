import { findWindows, WINDOWS_TO_IANA_MAP } from "windows-iana";
import { quote } from "../core/azure-names";
import { checked } from "../core/input-check";

/** Whether and when a machine is shut down every day. */
export class DailyShutdown {
  /**
   * Shuts the machine down every day.
   *
   * @param time 24-hour clock, such as `"00:00"`
   * @param timeZone name that Windows gives the zone, such as `"Tokyo Standard Time"`
   */
  public static at(time: string, timeZone: string): DailyShutdown {
    return new DailyShutdown(
      checked("DailyShutdown.at", "string", time, "the time"),
      checked("DailyShutdown.at", "string", timeZone, "the time zone"),
    );
  }

  /** Leaves the machine running. */
  public static never(): DailyShutdown {
    return new DailyShutdown();
  }

  private constructor(
    /** 24-hour clock, such as `"00:00"`; `undefined` for a machine that is never shut down. */
    public readonly time?: string,
    /** Windows name of the zone. */
    public readonly timeZone?: string,
  ) {}

  /** Whether the machine is shut down at all. */
  public get enabled(): boolean {
    return this.time !== undefined;
  }

  /**
   * What azurerm would refuse, each as a sentence.
   * @internal
   */
  public _problems(): string[] {
    return this.enabled
      ? [...timeProblems("the daily shutdown time", this.time!), ...zoneProblems(this.timeZone!)]
      : [];
  }
}

/** Why a text is no time of day. */
export function timeProblems(what: string, time: string): string[] {
  return /^([01]\d|2[0-3]):[0-5]\d$/.test(time)
    ? []
    : [`${what} ${quote(String(time))} is not a time of day; write it like "00:00" or "19:30"`];
}

const ZONES = new Set(WINDOWS_TO_IANA_MAP.map(({ windowsName }) => windowsName.toLowerCase()));

/** Why a text is no zone as Windows names it. */
export function zoneProblems(zone: string): string[] {
  if (ZONES.has(String(zone).toLowerCase())) {
    return [];
  }
  const meant = findWindows(zone)[0];
  return [
    `the time zone ${quote(String(zone))} is not one that Windows knows; ` +
      (meant ? `write "${meant}"` : 'write it like "Tokyo Standard Time"'),
  ];
}
