import { IConstruct } from "constructs";
import { isRegionName, regionId } from "../azure/regions";
import { isDeferred, quote } from "./azure-names";

/** Where each construct puts its resources. */
const locations = new WeakMap<IConstruct, string>();

/** Remembers the region of a construct, for those that must be in the same one. */
export function noteLocation(construct: IConstruct, location: string): void {
  locations.set(construct, location);
}

/**
 * Why Azure wouldn't let two things go together that must be in one region, or `undefined`.
 *
 * @param construct the one, or its region
 */
export function otherRegionProblem(
  what: string,
  construct: IConstruct | string,
  otherWhat: string,
  other: IConstruct,
): string | undefined {
  const own = typeof construct === "string" ? construct : locations.get(construct);
  const its = locations.get(other);
  return own === undefined ||
    its === undefined ||
    isDeferred(own) ||
    isDeferred(its) ||
    !isRegionName(own) ||
    !isRegionName(its) ||
    regionId(own) === regionId(its)
    ? undefined
    : `${what} is in ${quote(own)} and ${otherWhat} in ${quote(its)}, which Azure takes in one region only: give both the ` +
        "same location";
}
