import { NetworkModel } from "./model";
import { PairResult } from "./result";

/**
 * Terraform addresses on which a pair's answer rests: what its hops and reasons name, and what binds those
 * together without showing in a path (associations, both peering halves, policies, pools, connections).
 */
export function involvedResources(model: NetworkModel, result: PairResult): ReadonlySet<string> {
  const involved = new Set<string>();
  const add = (...addresses: readonly (string | undefined)[]): void =>
    addresses.forEach((address) => address !== undefined && involved.add(address));
  for (const reason of result.reasons) {
    add(reason.resource);
  }
  for (const { resource } of result.assumptions) {
    add(resource);
  }
  const hops = [...result.forward, ...result.return];
  for (const { resource, route, via } of hops) {
    add(resource, route?.origin, via?.resource, ...(via?.instances ?? []));
  }
  const subnets = model.subnets.filter(({ address }) => involved.has(address));
  for (const subnet of subnets) {
    add(subnet.virtualNetwork, subnet.routeTable, subnet.routeTableAssociation, subnet.networkSecurityGroup);
  }
  for (const table of model.routeTables) {
    if (involved.has(table.address)) {
      table.routes.forEach(({ origin }) => add(origin));
    }
  }
  for (const group of model.networkSecurityGroups) {
    if (involved.has(group.address)) {
      group.rules.forEach(({ origin }) => add(origin));
    }
  }
  const networks = new Set([
    ...endpointNetworks(model, result),
    ...subnets.map(({ virtualNetwork }) => virtualNetwork),
  ]);
  for (const half of model.peerings) {
    if (networks.has(half.virtualNetwork ?? "") && networks.has(half.remoteVirtualNetwork ?? "")) {
      add(half.address);
    }
  }
  addForwarders(model, involved, add);
  return involved;
}

function addForwarders(
  model: NetworkModel,
  involved: ReadonlySet<string>,
  add: (...addresses: readonly (string | undefined)[]) => void,
): void {
  for (const firewall of model.firewalls) {
    if (involved.has(firewall.address)) {
      add(firewall.policy, ...firewall.ruleCollections.map(({ origin }) => origin));
    }
  }
  for (const policy of model.firewallPolicies) {
    if (involved.has(policy.address)) {
      add(policy.basePolicy, ...policy.ruleCollections.map(({ origin }) => origin));
    }
  }
  for (const balancer of model.loadBalancers) {
    if (involved.has(balancer.address)) {
      add(...balancer.rules.map(({ address }) => address));
      balancer.backendPools.forEach((pool) => {
        add(
          pool.address,
          ...pool.members.flatMap(({ origin, networkInterface }) => [origin, networkInterface]),
        );
      });
    }
  }
  for (const connection of model.gatewayConnections) {
    if (involved.has(connection.gateway ?? "") || involved.has(connection.peerGateway ?? "")) {
      add(connection.address, connection.localNetworkGateway);
    }
  }
}

/** The networks of the two endpoints, which a lost packet's hops may not reach. */
function endpointNetworks(model: NetworkModel, { from, to }: PairResult): string[] {
  const ids = new Set([from, to]);
  return model.subnets
    .filter((subnet) => {
      const network = model.virtualNetworks.find(({ address }) => address === subnet.virtualNetwork);
      return ids.has(subnet.address) || ids.has(`${network?.name}/${subnet.name}`);
    })
    .map(({ virtualNetwork }) => virtualNetwork);
}
