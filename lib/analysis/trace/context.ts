import { Firewalls } from "../filters/azure-firewall";
import { SecurityFilters } from "../filters/security-groups";
import { NetworkModel } from "../model";
import { Network } from "../network/network";
import { AnalysisOptions, Protocol } from "../result";
import { Alternatives } from "../routes/alternatives";
import { RouteTables } from "../routes/route-tables";
import { NextHops } from "./next-hop-owner";
import { Publishers } from "./publishers";

/** Everything that a trace consults. */
export interface AnalysisContext {
  readonly options: AnalysisOptions;
  readonly network: Network;
  readonly tables: RouteTables;
  readonly alternatives: Alternatives;
  readonly filters: SecurityFilters;
  readonly firewalls: Firewalls;
  readonly nextHops: NextHops;
  readonly publishers: Publishers;
}

export function analysisContext(model: NetworkModel, options: AnalysisOptions): AnalysisContext {
  const network = Network.of(model);
  const tables = new RouteTables(network);
  const alternatives = new Alternatives(tables);
  const nextHops = new NextHops(tables);
  const firewalls = new Firewalls(model, tables.gateways.internet);
  return {
    options,
    network,
    tables,
    alternatives,
    filters: new SecurityFilters(tables, alternatives),
    firewalls,
    nextHops,
    publishers: new Publishers(network, firewalls, nextHops),
  };
}

/** The same network, asked about another protocol and port. */
export function askingAbout(
  context: AnalysisContext,
  protocol: Protocol,
  port: number | undefined,
): AnalysisContext {
  return { ...context, options: { ...context.options, protocol, port } };
}
