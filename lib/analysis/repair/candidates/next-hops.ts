import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { RouteTable } from "../../model";
import { Candidate } from "../candidate";
import { Decision, Trial } from "../trial";
import { forwardersNear, RouteTargetChoice } from "../writing/forwarders";
import { inlineBlock } from "../writing/inline-blocks";
import { argumentOf, editable } from "../writing/references";
import { removedRoute, routeOf, turnedRoute, WrittenRoute } from "../writing/routes";
import { undoingOf } from "./forced-tunnels";

/** A NIC that drops what isn't for it (R22). */
export function* forwardingNics(trial: Trial): Iterable<Candidate> {
  for (const { resource = "", params } of trial.reasons("IP_FORWARDING_DISABLED")) {
    const place = flagOf(trial, resource);
    if (place !== undefined) {
      yield {
        edits: [{ op: "set", ...place, value: true }],
        what: REPAIR_STEPS.FORWARDING({ nic: params.nic ?? resource }),
      };
    }
  }
}

/** Where a NIC's flag is written, whatever the provider's version calls it: of a scale set, in a block. */
function flagOf(
  trial: Trial,
  resource: string,
): { readonly address: string; readonly argument: string } | undefined {
  const inside = inlineBlock(trial, resource, "network_interface", "network_profile");
  if (inside !== undefined) {
    const isFirst = inside.argument.startsWith("network_profile");
    const flag =
      inside.block.enable_ip_forwarding === undefined ? "ip_forwarding_enabled" : "enable_ip_forwarding";
    return { address: inside.address, argument: `${inside.argument}.${isFirst ? "ip_forwarding" : flag}` };
  }
  const address = editable(trial, resource);
  const isOld = argumentOf(trial, resource, "enable_ip_forwarding") !== undefined;
  return address === undefined
    ? undefined
    : { address, argument: isOld ? "enable_ip_forwarding" : "ip_forwarding_enabled" };
}

/** Routes that somebody wrote and that lead nowhere, in a circle, or past what the other way passes. */
export function* misleadingRoutes(trial: Trial): Iterable<Candidate> {
  const isAsymmetric = trial.reasons("ASYMMETRIC_STATEFUL").length > 0;
  const ways = trial.ways.filter(({ delivered }) => isAsymmetric || !delivered);
  for (const decision of ways.flatMap(({ decisions }) => [...decisions].reverse())) {
    const written = routeOf(decision);
    if (written !== undefined) {
      for (const candidate of [...turned(trial, decision, written), ...removed(trial, decision, written)]) {
        yield { ...candidate, ...undoingOf(trial, written) };
      }
    }
  }
}

function* turned(
  trial: Trial,
  { subnet }: Decision,
  { table, route }: WrittenRoute,
  isMeant: (target: RouteTargetChoice) => boolean = () => true,
): Iterable<Candidate> {
  for (const target of forwardersNear(trial, subnet).filter(isMeant)) {
    const edits = turnedRoute(trial, table, route, target);
    if (edits !== undefined && edits.length > 0) {
      const { name, addressPrefix: prefix } = route;
      yield {
        edits,
        what: REPAIR_STEPS.ROUTE_TURNED({ at: subnet.id, route: name, prefix, target: target.name }),
        caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: name, table: table.name ?? table.address }),
      };
    }
  }
}

function* removed(trial: Trial, { subnet }: Decision, { table, route }: WrittenRoute): Iterable<Candidate> {
  const edits = removedRoute(trial, table, route);
  if (edits !== undefined) {
    const { name, addressPrefix: prefix } = route;
    yield {
      edits,
      what: REPAIR_STEPS.ROUTE_REMOVED({ at: subnet.id, route: name, prefix }),
      caution: REPAIR_CAUTIONS.ROUTE_WRITTEN({ route: name, table: table.name ?? table.address }),
      // Who leads everything to an appliance means the Internet first of all; who names one that is there, means it.
      ...((trial.to.kind === "internet" || isThere(trial, table)) && { undoes: true }),
    };
  }
}

/** U16: routes that name a firewall by its usual address, which nobody promises that it has. */
export function* guessedFirewalls(trial: Trial): Iterable<Candidate> {
  const guessed = new Set(trial.reasons("FIREWALL_ADDRESS_GUESSED").map(({ resource }) => resource));
  for (const decision of trial.ways.flatMap(({ decisions }) => decisions)) {
    const firewall = decision.hop.via?.resource;
    const written = guessed.has(firewall) ? routeOf(decision) : undefined;
    if (written !== undefined) {
      yield* turned(trial, decision, written, ({ resource }) => resource === firewall);
    }
  }
}

/** Something has the next hop's address, only not within reach (R21). */
function isThere(trial: Trial, { address }: RouteTable): boolean {
  return trial
    .reasons("NEXT_HOP_NOT_REACHABLE")
    .some(({ resource, params }) => resource === address && params.owner !== "");
}
