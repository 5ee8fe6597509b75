import { parseIpv4 } from "../../cidr";
import { ParamsOf, textOf } from "../messages/catalogue";
import { ACTUAL_ROUTES_PROBLEMS } from "../messages/comparison-problems";
import { WordedError } from "../messages/worded-error";
import { EffectiveRoute, EffectiveRouteRow } from "../result";
import { RESERVED_PREFIXES } from "../routes/system-routes";

/** How a prediction compares with what Azure reports. */
export interface Verification {
  /** Rows that agree. */
  readonly matched: number;
  /** Rows of the same prefix and source that differ otherwise. */
  readonly different: readonly RowDifference[];
  /** Predicted, but not reported. */
  readonly missing: readonly EffectiveRouteRow[];
  /** Reported, but not predicted. */
  readonly unexpected: readonly EffectiveRouteRow[];
  /**
   * Reported platform rows that come and go, left out of account.
   * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r3b
   */
  readonly ignored: number;
}

export interface RowDifference {
  readonly predicted: EffectiveRouteRow;
  readonly actual: EffectiveRouteRow;
  /** Keys of the rows that differ. */
  readonly fields: readonly string[];
}

/** The other file is not the output of `az network nic show-effective-route-table -o json`. */
export class ActualRoutesError<
  Code extends keyof typeof ACTUAL_ROUTES_PROBLEMS = keyof typeof ACTUAL_ROUTES_PROBLEMS,
> extends WordedError {
  public override readonly name = "ActualRoutesError";

  public constructor(code: Code, params: ParamsOf<typeof ACTUAL_ROUTES_PROBLEMS, Code>) {
    super(code, params ?? {}, textOf(ACTUAL_ROUTES_PROBLEMS, { code, params } as never));
  }
}

/**
 * Compares predicted rows with the Azure CLI's: `{"value": […]}` or the bare array. Order does not count, nor do
 * platform rows, next hop addresses that are known only after apply, and a service endpoint's prefixes.
 * @see https://github.com/cdktf-azure-hub-spoke/cdktf-azure-hub-spoke/blob/main/docs/routing-rules.md#r3b
 */
export function verifyRoutes(predicted: readonly EffectiveRoute[], actual: unknown): Verification {
  const reported = readActualRows(actual).flatMap(splitPrefixes);
  const relevant = reported.filter((row) => !isPlatformRow(row));
  const expected = predicted.map(({ row }) => row).filter((row) => !isPlatformRow(row));
  const services = (rows: readonly EffectiveRouteRow[]): boolean => rows.some(isService);
  const rest = relevant.filter((row) => !isService(row) && !isTagged(row));
  const missing: EffectiveRouteRow[] = [];
  const different: RowDifference[] = [];
  let matched = 0;
  for (const row of expected.filter((candidate) => !isService(candidate) && !isTagged(candidate))) {
    const candidates = rest.filter((other) => sameKey(row, other));
    const equal = candidates.find((other) => differences(row, other).length === 0);
    const found = equal ?? candidates[0];
    if (found === undefined) {
      missing.push(row);
      continue;
    }
    rest.splice(rest.indexOf(found), 1);
    if (equal === undefined) {
      different.push({ predicted: row, actual: found, fields: differences(row, found) });
    } else {
      matched += 1;
    }
  }
  const predictsServices = services(expected);
  const reportsServices = services(relevant);
  if (predictsServices && reportsServices) {
    matched += 1;
  }
  return {
    matched,
    different,
    missing: [...missing, ...(predictsServices && !reportsServices ? expected.filter(isService) : [])],
    unexpected: [
      ...rest,
      ...(reportsServices && !predictsServices ? relevant.filter(isService).slice(0, 1) : []),
    ],
    ignored: reported.length - relevant.length,
  };
}

function readActualRows(actual: unknown): EffectiveRouteRow[] {
  const rows = Array.isArray(actual) ? actual : (actual as { value?: unknown } | null | undefined)?.value;
  if (!Array.isArray(rows)) {
    throw new ActualRoutesError("NO_ROUTES", undefined);
  }
  return rows.map((row: unknown, i) => {
    const { addressPrefix, ...more } = (row ?? {}) as { [key: string]: unknown };
    const [nextHopType, source, state] = [more.nextHopType, more.source, more.state].map(word);
    if (nextHopType + source + state === "") {
      throw new ActualRoutesError("ROUTE_INCOMPLETE", { route: String(i + 1) });
    }
    return {
      addressPrefix: texts(addressPrefix),
      destinationServiceTags: texts(more.destinationServiceTags),
      disableBgpRoutePropagation: more.disableBgpRoutePropagation === true,
      hasBgpOverride: more.hasBgpOverride === true,
      name: typeof more.name === "string" ? more.name : null,
      nextHopIpAddress: texts(more.nextHopIpAddress),
      nextHopType: nextHopType as EffectiveRouteRow["nextHopType"],
      source: source as EffectiveRouteRow["source"],
      state: state as EffectiveRouteRow["state"],
      tagMap: {},
    };
  });
}

/** Azure adds values, and leaves some out: whatever it says is compared as it is. */
function word(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function texts(value: unknown): string[] {
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return list.filter((item): item is string => typeof item === "string");
}

/** One row per prefix, but for service endpoints, which hold many. */
function splitPrefixes(row: EffectiveRouteRow): EffectiveRouteRow[] {
  return isService(row) || isTagged(row) || row.addressPrefix.length < 2
    ? [row]
    : row.addressPrefix.map((prefix) => ({ ...row, addressPrefix: [prefix] }));
}

function isService(row: EffectiveRouteRow): boolean {
  return /^VirtualNetworkServiceEndpoint$/i.test(row.nextHopType);
}

function isTagged(row: EffectiveRouteRow): boolean {
  return row.destinationServiceTags.length > 0;
}

function isPlatformRow(row: EffectiveRouteRow): boolean {
  return (
    row.source === "Default" &&
    row.nextHopType === "None" &&
    !RESERVED_PREFIXES.some((prefix) => prefix.toString() === row.addressPrefix[0])
  );
}

function sameKey(a: EffectiveRouteRow, b: EffectiveRouteRow): boolean {
  return a.addressPrefix[0] === b.addressPrefix[0] && a.source === b.source;
}

function differences(predicted: EffectiveRouteRow, actual: EffectiveRouteRow): string[] {
  const fields: string[] = [];
  if (predicted.nextHopType.toLowerCase() !== actual.nextHopType.toLowerCase()) {
    fields.push("nextHopType");
  }
  if (predicted.state !== actual.state) {
    fields.push("state");
  }
  const known = predicted.nextHopIpAddress.filter((ip) => parseIpv4(ip) !== undefined);
  const isKnown = known.length === predicted.nextHopIpAddress.length;
  if (
    isKnown &&
    known.length > 0 &&
    [...known].sort().join() !== [...actual.nextHopIpAddress].sort().join()
  ) {
    fields.push("nextHopIpAddress");
  }
  if (predicted.source === "User" && actual.name !== null && predicted.name !== actual.name) {
    fields.push("name");
  }
  return fields;
}
