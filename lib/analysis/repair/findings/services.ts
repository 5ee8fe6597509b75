import { ReservedSubnet } from "../../../azure/reserved-subnets";
import { Ipv4Prefix } from "../../../cidr";
import { missingBastionRules } from "../../findings/bastion-hosts";
import { DEFAULT_ROUTE } from "../../findings/routes";
import { API_MANAGEMENT_PORT, CONTROL_PLANE, lackedByGateway } from "../../findings/subnet-services";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, Firewall, SecurityRule } from "../../model";
import { SubnetNode } from "../../network/virtual-network-node";
import { Candidate } from "../candidate";
import { freePriority, written } from "../candidates/security-rules";
import { toAppend, toCreate, toSet } from "../writing/edits";
import { forwardersNear } from "../writing/forwarders";
import { freeAzureName, freeName, localName } from "../writing/names";
import { natGatewayAt } from "../writing/nat-gateway";
import { placeOf } from "../writing/place";
import { argumentOf, attributeOf, editable, referredSubnet } from "../writing/references";
import { inTurn, routeEdits } from "../writing/routes";
import { newSubnet } from "../writing/subnets";
import { FindingCure, FindingDraft } from "./finding-cure";
import { subnetsNamed } from "./routes";

/** What Azure looks for in the group of AzureBastionSubnet, rule by rule. */
export const bastionRules: FindingCure = (draft) => lackingRules(draft, "Bastion", missingBastionRules);

/** How Azure gets in to manage an application gateway. */
export const applicationGatewayRule: FindingCure = (draft) =>
  lackingRules(draft, "Application Gateway", (rules) => lackedByGateway(rules).map(({ rule }) => rule));

/** How Azure gets in to manage API Management. */
export const apiManagementRule: FindingCure = (draft) =>
  lackingRules(draft, "API Management", () => [
    {
      direction: "Inbound",
      source: CONTROL_PLANE,
      destination: "VirtualNetwork",
      ports: [API_MANAGEMENT_PORT],
    },
  ]);

/** A rule that a group has to have. */
interface LackingRule {
  readonly direction: SecurityRule["direction"];
  readonly source: string;
  readonly destination: string;
  readonly ports: readonly (number | string)[];
  /** TCP unless given. */
  readonly protocol?: string;
}

function* lackingRules(
  draft: FindingDraft,
  service: string,
  missing: (rules: readonly SecurityRule[]) => readonly LackingRule[],
): Iterable<Candidate> {
  const { networkSecurityGroups } = draft.context.network.model;
  const group = networkSecurityGroups.find(({ address }) => address === draft.finding.resource);
  const taken: { name: string; direction: SecurityRule["direction"]; priority: number }[] = [
    ...(group?.rules ?? []),
  ];
  const edits =
    group &&
    inTurn(
      draft,
      missing(group.rules).map(({ direction, source, destination, ports, protocol = "Tcp" }) => (later) => {
        // Before what denies the rest.
        const [denying] = group.rules
          .filter((rule) => rule.direction === direction && rule.access === "Deny")
          .sort((a, b) => a.priority - b.priority);
        const priority = freePriority({ rules: taken }, direction, denying);
        const end = direction === "Inbound" ? source : destination;
        const label =
          `allow-${end === "*" ? "any" : end}-${ports.join("-").replace("*", "all")}`.toLowerCase();
        const name = freeAzureName(
          label,
          taken.map((rule) => rule.name),
        );
        if (priority === undefined) {
          return undefined;
        }
        taken.push({ name, direction, priority });
        const [first, ...more] = ports.map(String);
        const rule = {
          name,
          priority,
          direction,
          access: "Allow",
          protocol,
          source_port_range: "*",
          ...(more.length === 0
            ? { destination_port_range: first }
            : { destination_port_ranges: [first, ...more] }),
          source_address_prefix: source,
          destination_address_prefix: destination,
        };
        const edit = written(later, group, rule, name);
        return edit && [edit];
      }),
    );
  if (group !== undefined && edits !== undefined && edits.length > 0) {
    yield { edits, what: REPAIR_STEPS.SERVICE_RULES({ service, group: group.name ?? group.address }) };
  }
}

/** Service endpoints stand at the appliance instead of at the subnet that should pass it. */
export function* endpointsAtAppliance(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of subnetsNamed(draft)) {
    const from = editable(draft, subnet.address);
    const blocks = [argumentOf(draft, subnet.address, "service_endpoint") ?? []].flat().length;
    for (const home of applianceHomes(draft, subnet)) {
      const to = editable(draft, home.address);
      const { serviceEndpoints } = subnet.model;
      const had = [...new Set(home.model.serviceEndpoints)];
      const all = [...new Set([...had, ...serviceEndpoints])];
      if (from !== undefined && to !== undefined && home !== subnet) {
        yield {
          edits:
            blocks === 0
              ? [toSet(from, "service_endpoints", []), toSet(to, "service_endpoints", all)]
              : [...withoutEndpointBlocks(from, blocks), ...endpointBlocks(to, all.slice(had.length))],
          what: REPAIR_STEPS.ENDPOINTS_MOVED({
            services: serviceEndpoints.join(", "),
            from: subnet.id,
            to: home.id,
          }),
          caution: REPAIR_CAUTIONS.SERVICE_RULES({ from: subnet.id, to: home.id }),
        };
      }
    }
  }
}

/** A subnet gets the service endpoint by which a service lets it in. */
export function* endpointOfAcl(draft: FindingDraft): Iterable<Candidate> {
  const { subnet: named = "", argument: service } = draft.finding.about ?? {};
  const subnet = draft.context.network.subnet(named);
  const address = editable(draft, named);
  if (subnet !== undefined && address !== undefined && service !== undefined) {
    const all = [...new Set([...subnet.model.serviceEndpoints, service])];
    const hasBlocks = argumentOf(draft, named, "service_endpoint") !== undefined;
    yield {
      edits: hasBlocks ? endpointBlocks(address, [service]) : [toSet(address, "service_endpoints", all)],
      what: REPAIR_STEPS.SETTING({
        resource: address,
        written: `service_endpoints = ${JSON.stringify(all)}`,
      }),
    };
  }
}

/** From version 5 of azurerm on, a block stands for each; the last goes first, so that the others keep their places. */
function withoutEndpointBlocks(address: string, count: number): Edit[] {
  return Array.from({ length: count }, (_, index) => ({
    op: "remove",
    address,
    block: `service_endpoint[${count - 1 - index}]`,
  }));
}

function endpointBlocks(address: string, services: readonly string[]): Edit[] {
  return services.map((service) => toAppend(address, "service_endpoint", { service }));
}

function applianceHomes({ context }: FindingDraft, subnet: SubnetNode): readonly SubnetNode[] {
  const hops = subnet.routes
    .filter(({ addressPrefix }) => /^(0\.0\.0\.0\/[01]|128\.0\.0\.0\/1)$/.test(addressPrefix))
    .flatMap(({ nextHops }) => nextHops);
  return [...new Set(hops.flatMap((hop) => context.nextHops.candidates(hop).map((owner) => owner.subnet)))];
}

/** An appliance's way to the Internet: a NAT gateway at its subnet. */
export function* natGateway(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const nic = network.networkInterfaces.get(draft.finding.resource ?? "");
  const [home] = (nic?.ipConfigurations ?? []).flatMap(({ subnet }) => network.subnet(subnet) ?? []);
  const edits = home && natGatewayAt(draft, home);
  if (home !== undefined && edits !== undefined) {
    yield {
      edits,
      what: REPAIR_STEPS.NAT_GATEWAY({ at: home.id }),
      caution: REPAIR_CAUTIONS.NAT_GATEWAY_COSTS({ nic: nic?.name ?? nic!.address }),
    };
  }
}

/** A way to the Internet for a private subnet that is routed there. */
export function* natGatewayOfSubnet(draft: FindingDraft): Iterable<Candidate> {
  for (const subnet of draft.context.network.subnets) {
    const isNamed = [subnet.address, subnet.routeTable?.address].includes(draft.finding.resource);
    const edits = isNamed ? natGatewayAt(draft, subnet) : undefined;
    if (edits !== undefined) {
      yield {
        edits,
        what: REPAIR_STEPS.NAT_GATEWAY({ at: subnet.id }),
        caution: REPAIR_CAUTIONS.NAT_GATEWAY_PRICE(),
      };
    }
  }
}

/** A firewall whose own traffic takes the default route: a NIC of its own for its management. */
export function* managementNic(draft: FindingDraft): Iterable<Candidate> {
  const { network } = draft.context;
  const { resource } = draft.finding;
  const holds = (subnet: SubnetNode): boolean =>
    subnet.routeTable?.address === resource ||
    subnet.routeTable?.routes.some(({ origin }) => origin === resource) === true;
  const firewall = network.model.firewalls.find(({ address, subnet }) => {
    const node = network.subnet(subnet);
    return address === resource || (node !== undefined && holds(node));
  });
  const subnet = network.subnet(firewall?.subnet);
  const made = firewall && subnet && withManagement(draft, firewall, subnet);
  if (made !== undefined) {
    const name = firewall!.name ?? firewall!.address;
    yield {
      edits: made.edits,
      what: REPAIR_STEPS.MANAGEMENT_NIC({ firewall: name }),
      caution:
        made.prefix === undefined
          ? REPAIR_CAUTIONS.REPLACED({ what: name })
          : REPAIR_CAUTIONS.MANAGEMENT_NIC({ firewall: name, prefix: made.prefix }),
    };
  }
}

function withManagement(
  draft: FindingDraft,
  firewall: Firewall,
  subnet: SubnetNode,
): { readonly edits: readonly Edit[]; readonly prefix?: string } | undefined {
  const { virtualNetwork } = subnet;
  const name = ReservedSubnet.FIREWALL_MANAGEMENT;
  const there = virtualNetwork.subnets.find((one) => one.name === name);
  const address = editable(draft, firewall.address);
  const place = placeOf(draft, subnet);
  const local = `${localName(firewall.address)}_management`;
  const made =
    there === undefined ? newSubnet(draft, virtualNetwork, { name, local, length: 26 }) : undefined;
  const subnetId = there === undefined ? made?.id : attributeOf(draft, there.address, "id");
  if (address === undefined || place === undefined || subnetId === undefined) {
    return undefined;
  }
  const ipName = freeName(draft, "azurerm_public_ip", local);
  return {
    ...(made !== undefined && { prefix: made.prefix }),
    edits: [
      ...(made === undefined ? [] : [made.create]),
      toCreate("azurerm_public_ip", ipName, {
        name: `pip-${firewall.name ?? local}-management`,
        ...place,
        allocation_method: "Static",
        sku: "Standard",
      }),
      toAppend(address, "management_ip_configuration", {
        name: "management",
        subnet_id: subnetId,
        public_ip_address_id: `\${azurerm_public_ip.${ipName}.id}`,
      }),
    ],
  };
}

/** A cluster that leaves by routes: a default route of its nodes' subnet to what forwards near it. */
export function* defaultOfCluster(draft: FindingDraft): Iterable<Candidate> {
  const [pool] = [argumentOf(draft, draft.finding.resource ?? "", "default_node_pool") ?? []].flat();
  const id = (pool as { readonly vnet_subnet_id?: unknown } | undefined)?.vnet_subnet_id;
  const subnet = referredSubnet(draft, id);
  const prefix = Ipv4Prefix.parse(DEFAULT_ROUTE);
  for (const target of subnet === undefined ? [] : forwardersNear(draft, subnet)) {
    const edits = routeEdits(draft, subnet!, prefix, target, "to_internet");
    if (edits !== undefined) {
      yield { edits, what: REPAIR_STEPS.ROUTE({ at: subnet!.id, prefix: `${prefix}`, target: target.name }) };
    }
  }
}

/** A Bastion gets the public address without which its SKU is refused. */
export function* bastionAddress(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  const address = editable(draft, resource);
  const [configuration] = [argumentOf(draft, resource, "ip_configuration") ?? []].flat();
  const id = (configuration as { readonly subnet_id?: unknown } | undefined)?.subnet_id;
  const subnet = referredSubnet(draft, id);
  const place = subnet && placeOf(draft, subnet);
  if (address === undefined || place === undefined) {
    return;
  }
  const type = "azurerm_public_ip";
  const name = freeName(draft, type, localName(resource));
  const block = {
    name: `pip-${localName(resource)}`,
    ...place,
    allocation_method: "Static",
    sku: "Standard",
  };
  yield {
    edits: [
      toCreate(type, name, block),
      toSet(address, "ip_configuration[0].public_ip_address_id", `\${${type}.${name}.id}`),
    ],
    what: REPAIR_STEPS.PUBLIC_ADDRESS({ resource: address }),
    caution: REPAIR_CAUTIONS.REPLACED({ what: address }),
  };
}
