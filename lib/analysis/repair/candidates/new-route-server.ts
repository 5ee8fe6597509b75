import { AZURE_ASN } from "../../../azure/autonomous-systems";
import { ReservedSubnet, RESERVED_SUBNET_RULES } from "../../../azure/reserved-subnets";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit } from "../../model";
import { GatewayNode } from "../../network/gateway-node";
import { VirtualNetworkNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { Trial } from "../trial";
import { toSet } from "../writing/edits";
import { freeAzureName, freeName, localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { newSubnet } from "../writing/subnets";

/** R57: what is behind ExpressRoute and behind a VPN gateway beside it meet by a Route Server alone. */
export function* newRouteServers(trial: Trial): Iterable<Candidate> {
  const [near, far] = [trial.from, trial.to].map(({ site }) =>
    site === undefined || site.isClients ? [] : [...site.gateways.keys()],
  );
  for (const one of trial.lost === undefined ? [] : near) {
    for (const other of far.filter(({ virtualNetwork }) => virtualNetwork === one.virtualNetwork)) {
      const vpn = [one, other].find(({ model }) => model.type === "Vpn");
      const isBoth = [one, other].some(({ model }) => model.type === "ExpressRoute");
      const home = one.virtualNetwork;
      const isThere = trial.context.tables.routeServers.has(home);
      const edits =
        vpn && isBoth && !isThere && one.hub === undefined ? writtenFor(trial, home, vpn) : undefined;
      if (edits !== undefined) {
        yield {
          edits,
          what: REPAIR_STEPS.ROUTE_SERVER({ network: home.name }),
          caution: REPAIR_CAUTIONS.ROUTE_SERVER({ network: home.name }),
        };
      }
    }
  }
}

/** A Route Server with what it needs; none where the VPN gateway can't be as Azure demands beside one. */
function writtenFor(
  trial: Trial,
  home: VirtualNetworkNode,
  gateway: GatewayNode,
): readonly Edit[] | undefined {
  const { address, name, subnets } = home;
  const mode = activeMode(trial, gateway);
  const [location, group] = ["location", "resource_group_name"].map((one) =>
    attributeOf(trial, address, one),
  );
  const there = subnets.find((one) => one.name === ReservedSubnet.ROUTE_SERVER);
  const local = `${localName(address)}_${ReservedSubnet.ROUTE_SERVER}`;
  const made = there === undefined ? newHome(trial, home, local) : undefined;
  const subnetId = there === undefined ? made?.id : attributeOf(trial, there.address, "id");
  if (mode === undefined || location === undefined || group === undefined || subnetId === undefined) {
    return undefined;
  }
  const { publicIps, routeServers } = trial.context.network.model;
  const place = { location, resource_group_name: group };
  const ip = { type: "azurerm_public_ip", name: freeName(trial, "azurerm_public_ip", local) };
  const server = {
    type: "azurerm_route_server",
    name: freeName(trial, "azurerm_route_server", localName(address)),
  };
  const taken = (all: readonly { readonly name?: string }[]): string[] => all.map((one) => one.name ?? "");
  return [
    ...mode,
    ...(made === undefined ? [] : [made.create]),
    {
      op: "create",
      ...ip,
      arguments: {
        name: freeAzureName(`pip-rs-${name}`, taken(publicIps)),
        ...place,
        allocation_method: "Static",
        sku: "Standard",
      },
    },
    {
      op: "create",
      ...server,
      arguments: {
        name: freeAzureName(`rs-${name}`, taken(routeServers)),
        ...place,
        sku: "Standard",
        subnet_id: subnetId,
        public_ip_address_id: `\${${ip.type}.${ip.name}.id}`,
        branch_to_branch_traffic_enabled: true,
      },
    },
  ];
}

function newHome(trial: Trial, network: VirtualNetworkNode, local: string) {
  const name = ReservedSubnet.ROUTE_SERVER;
  // Azure's newer pages ask for more than the least that it takes.
  const lengths = [26, RESERVED_SUBNET_RULES[name].longestPrefix];
  return lengths
    .map((length) => newSubnet(trial, network, { name, local, length }))
    .find((made) => made !== undefined);
}

/** A VPN gateway beside a Route Server is active-active, with Azure's number. */
function activeMode(trial: Trial, { model }: GatewayNode): readonly Edit[] | undefined {
  const address = editable(trial, model.address);
  const isNumbered = (model.asn ?? AZURE_ASN) === AZURE_ASN;
  if (model.activeActive && isNumbered) {
    return [];
  }
  if (address === undefined || model.ipConfigurations.length < 2) {
    return undefined;
  }
  const isNewer = argumentOf(trial, model.address, "active_active_enabled") !== undefined;
  const flag = isNewer ? "active_active_enabled" : "active_active";
  return [
    ...(model.activeActive ? [] : [toSet(address, flag, true)]),
    ...(isNumbered ? [] : [toSet(address, "bgp_settings[0].asn", AZURE_ASN)]),
  ];
}
