import { Firewalls } from "./azure-firewall";
import { NetworkModel } from "./model";
import { Network } from "./network";
import { SecurityFilters } from "./network-security-group";
import { NextHops } from "./next-hop";
import { AnalysisOptions } from "./result";
import { RouteTables } from "./route-tables";

/** Everything that a trace consults. */
export interface AnalysisContext {
  readonly options: AnalysisOptions;
  readonly network: Network;
  readonly tables: RouteTables;
  readonly filters: SecurityFilters;
  readonly firewalls: Firewalls;
  readonly nextHops: NextHops;
}

export function analysisContext(model: NetworkModel, options: AnalysisOptions): AnalysisContext {
  const network = new Network(model);
  const tables = new RouteTables(network);
  return {
    options,
    network,
    tables,
    filters: new SecurityFilters(tables),
    firewalls: new Firewalls(model),
    nextHops: new NextHops(tables),
  };
}
