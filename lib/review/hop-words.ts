import { Hop, LocalizedText, TraceOutcome } from "../analysis/result";
import { ReviewHop, ReviewTrace } from "./document";
import { inBoth } from "./language";
import { PHRASES } from "./phrases";
import { NEXT_HOP_WORDS, SOURCE_WORDS } from "./portal-words";
import { ResourceNames, withNamesOfNextHops } from "./resource-names";

/** A trace in words, hop by hop; where the source's own rules keep everything back, that it ends there. */
export function traceInWords(
  source: string,
  hops: readonly Hop[],
  outcome: TraceOutcome | undefined,
  names: ResourceNames,
): ReviewTrace {
  const ends = { delivered: outcome === "DELIVERED", ...(outcome === "UNKNOWN" && { open: true }) };
  if (hops.length === 0) {
    const text = outcome === "DROPPED" ? PHRASES.hopLost : PHRASES.hopOpen;
    return { ...ends, hops: [{ at: source, text }] };
  }
  return {
    ...ends,
    hops: hops.map((hop, index): ReviewHop => {
      const end = index === hops.length - 1 ? outcome : undefined;
      return {
        at: hop.at,
        text: withNamesOfNextHops(hopInWords(hop, end, index === 0 && hops.length > 1), names),
        // The diagram has a hub of Virtual WAN as the place that hops call by its name.
        ...(hop.via && { via: hop.via.kind === "virtual-hub" ? hop.via.at : hop.via.resource }),
        ...(hop.route?.origin !== undefined && { origin: hop.route.origin }),
      };
    }),
  };
}

/** "10.20.0.0/16 → Virtual appliance 10.0.1.4 (User, to-spoke02): handed to nic-nva". */
function hopInWords(hop: Hop, end: TraceOutcome | undefined, first: boolean): LocalizedText {
  const dropped = end === "DROPPED";
  const { route, via } = hop;
  if (!route) {
    return via
      ? PHRASES.hopLeavesTo({ via: via.name })
      : dropped
        ? PHRASES.hopLost
        : first
          ? PHRASES.hopLeaves
          : end === "UNKNOWN"
            ? PHRASES.hopGoesOnPerhaps
            : PHRASES.arrives;
  }
  const phrase = via
    ? dropped
      ? PHRASES.hopLostVia
      : PHRASES.hopVia
    : dropped
      ? PHRASES.hopDropped
      : PHRASES.hopOn;
  // An expression says nothing that the name of who takes the packet doesn't say better.
  const showsAddress = route.nextHopIp !== undefined && !(via && isExpression(route.nextHopIp));
  return inBoth((language) => {
    const type = NEXT_HOP_WORDS[route.nextHopType][language];
    return phrase({
      prefix: route.addressPrefix,
      type: showsAddress ? `${type} ${route.nextHopIp}` : type,
      source: SOURCE_WORDS[route.source][language],
      name: route.name === undefined ? "" : `${language === "ja" ? "、" : ", "}${route.name}`,
      via: via?.name ?? "",
    })[language];
  });
}

/** `${azurerm_firewall.hub.ip_configuration[0].private_ip_address}`: known only after apply. */
export function isExpression(address: string): boolean {
  return address.includes("${");
}

/** The forwarders of a trace by name, each once. */
export function forwardersOf(hops: readonly Hop[]): string[] {
  return [...new Set(hops.flatMap((hop) => (hop.via ? [hop.via.name] : [])))];
}
