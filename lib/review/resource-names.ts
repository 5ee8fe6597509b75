import { NetworkModel } from "../analysis";

/** Azure names by Terraform address, of what a route can point at. */
export type ResourceNames = ReadonlyMap<string, string>;

export function resourceNames(model: NetworkModel): ResourceNames {
  const named = [
    ...model.firewalls,
    ...model.loadBalancers,
    ...model.networkInterfaces,
    ...model.virtualMachines,
    ...model.virtualNetworkGateways,
    ...model.routeServers,
  ];
  return new Map(
    named.flatMap(({ address, name }) => (name === undefined ? [] : [[address, name] as const])),
  );
}
