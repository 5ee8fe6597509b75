import { EndpointNode } from "../../network/endpoints";
import { prefixesOfRange } from "../../sets/prefixes-of-range";
import { Trial } from "../trial";

/** The packets of the question as rules write them: no wider than what is asked. */
export interface WrittenPackets {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  /** Of a security rule: `Tcp`, `*`. */
  readonly securityProtocol: string;
  /** Of a firewall's rule: `TCP`, `Any`. */
  readonly firewallProtocol: string;
  /** `443`, `*`. */
  readonly port: string;
  /** For people: `tcp 443`. */
  readonly text: string;
  /** For names: `spoke01-default-to-spoke02-default`. */
  readonly label: string;
}

export function packetsOf({ question, from, to }: Trial): WrittenPackets {
  const { protocol = "tcp", port } = question.options;
  const any = protocol === "any";
  const { from: sources, to: destinations } = question.beside ?? { from: [], to: [] };
  return {
    sources: prefixesOf([from, ...sources]),
    destinations: prefixesOf([to, ...destinations]),
    securityProtocol: any ? "*" : protocol[0].toUpperCase() + protocol.slice(1),
    firewallProtocol: any ? "Any" : protocol.toUpperCase(),
    port: port === undefined ? "*" : String(port),
    text: [any ? "*" : protocol.toUpperCase(), ...(port === undefined ? [] : [String(port)])].join(" "),
    label: `${nameOf(from, sources)}-to-${nameOf(to, destinations)}`,
  };
}

/**
 * The same with the Internet's addresses written out: at a subnet with a default route of its own, they are part of the tag
 * `VirtualNetwork`, and `Internet` has none (R67).
 */
export function withoutTags({ context }: Trial, packets: WrittenPackets): WrittenPackets | undefined {
  const { sources, destinations } = packets;
  if (![sources, destinations].some((prefixes) => prefixes.includes(EVERYTHING))) {
    return undefined;
  }
  const all = context.tables.gateways.internet.ranges.flatMap(prefixesOfRange).map(String);
  const spelledOut = (prefixes: readonly string[]): readonly string[] =>
    prefixes.flatMap((prefix) => (prefix === EVERYTHING ? all : [prefix]));
  return { ...packets, sources: spelledOut(sources), destinations: spelledOut(destinations) };
}

const EVERYTHING = "0.0.0.0/0";

function nameOf({ id }: EndpointNode, others: readonly EndpointNode[]): string {
  const name = id.replace(/[^A-Za-z0-9]+/g, "-");
  return others.length === 0 ? name : `${name}-and-${others.length}-more`;
}

function prefixesOf(endpoints: readonly EndpointNode[]): readonly string[] {
  return [...new Set(endpoints.flatMap(({ prefixes }) => ofOneFamily(prefixes)))];
}

/** Azure takes no rule of both families (SECURITY_RULE_FAMILIES); what is traced is IPv4. */
function ofOneFamily(prefixes: readonly string[]): readonly string[] {
  const first = prefixes.filter((prefix) => !prefix.includes(":"));
  return first.length === 0 ? prefixes : first;
}
