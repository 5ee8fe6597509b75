import { Belonging, isPlaceOpen, ModelResource, NetworkModel } from "../model";

/**
 * The model as checks may take it: what may or may not be a part of something counts for nothing, and a table or a
 * group that may have more is one that the input doesn't show in full. Where something only perhaps stands, it doesn't.
 */
export function withSureParts(model: NetworkModel): NetworkModel {
  return {
    ...model,
    routeTables: model.routeTables.map((table) => {
      const routes = table.routes.filter(isSure);
      return routes.length === table.routes.length ? table : { ...table, routes, routesUnknown: true };
    }),
    networkSecurityGroups: model.networkSecurityGroups.map((group) => ({
      ...group,
      rules: group.rules.map((rule) =>
        rule.perhaps === undefined ? rule : { ...rule, unknown: rule.unknown ?? rule.perhaps.text },
      ),
    })),
    loadBalancers: model.loadBalancers.map((balancer) => ({
      ...balancer,
      rules: balancer.rules.filter(isSure),
    })),
    firewalls: model.firewalls.map(withSureCollections).map(inSurePlace),
    virtualNetworkGateways: model.virtualNetworkGateways.map(inSurePlace),
    routeServers: model.routeServers.map(inSurePlace),
    bastionHosts: model.bastionHosts.map(inSurePlace),
    firewallPolicies: model.firewallPolicies.map(withSureCollections),
  };
}

function inSurePlace<T extends ModelResource & { readonly subnet?: string }>(part: T): T {
  return isPlaceOpen(part) ? { ...part, subnet: undefined } : part;
}

function withSureCollections<
  T extends {
    readonly ruleCollections: NetworkModel["firewalls"][number]["ruleCollections"];
    readonly rulesUnknown?: string;
  },
>(owner: T): T {
  const ruleCollections = owner.ruleCollections.filter(isSure);
  const open = owner.ruleCollections.find(({ perhaps }) => perhaps !== undefined)?.perhaps;
  return open === undefined
    ? owner
    : { ...owner, ruleCollections, rulesUnknown: owner.rulesUnknown ?? open.text };
}

function isSure({ perhaps }: Belonging): boolean {
  return perhaps === undefined;
}
