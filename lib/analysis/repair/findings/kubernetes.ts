import { formatIpv4, Ipv4Prefix } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { EditArguments } from "../../model";
import { Candidate } from "../candidate";
import { toCreate, toSet } from "../writing/edits";
import { freeName, localName } from "../writing/names";
import { natGatewayAt } from "../writing/nat-gateway";
import { placeOf } from "../writing/place";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { ownTable } from "../writing/routes";
import { setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

/** Ranges that documents suggest for what stays inside of a cluster, and few networks use. */
const INSIDE = ["172.29.0.0/16", "172.28.0.0/16", "192.168.128.0/17", "100.64.0.0/16"];

/** Addresses for services or pods that nothing in the input has; on-premises is for its owner to say. */
export function* freeCidr(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const { virtualNetworks, localNetworkGateways } = draft.context.network.model;
  const taken = [...virtualNetworks, ...localNetworkGateways].flatMap(({ addressSpace }) =>
    addressSpace.flatMap((prefix) => Ipv4Prefix.tryParse(prefix) ?? []),
  );
  const own = ["service_cidr", "pod_cidr"].flatMap((argument) => {
    const written = profileOf(draft, resource)?.[argument];
    return typeof written === "string" ? (Ipv4Prefix.tryParse(written) ?? []) : [];
  });
  const [free] = INSIDE.map((text) => Ipv4Prefix.parse(text)).filter(
    (prefix) => ![...taken, ...own].some((one) => one.overlaps(prefix)),
  );
  const argument = about?.argument;
  const isCluster = argument === "service_cidr" || argument === "pod_cidr";
  if (free !== undefined && isCluster && profileOf(draft, resource) !== undefined) {
    yield* replaced(draft, resource, [
      [`network_profile[0].${argument}`, free.toString()],
      ...(argument === "service_cidr" ? [answererIn(free)] : []),
    ]);
  }
}

/** An address for DNS among those of the cluster's services, which the provider wants written beside it. */
export function* answererInServices(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const [text = ""] = about?.prefixes ?? [];
  const services = Ipv4Prefix.tryParse(text);
  if (services !== undefined) {
    const isWritten = profileOf(draft, resource)?.service_cidrs !== undefined;
    yield* replaced(draft, resource, [
      ...(isWritten ? [] : [["network_profile[0].service_cidr", text] as const]),
      answererIn(services),
    ]);
  }
}

function answererIn({ first, size }: Ipv4Prefix): readonly [string, string] {
  return ["network_profile[0].dns_service_ip", formatIpv4(first + Math.min(10, size - 2))];
}

/** The firewall's address beside those that the API server lets in. */
export function firewallAuthorized(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const [access] = [argumentOf(draft, resource, "api_server_access_profile") ?? []].flat();
  const { authorized_ip_ranges: ranges } = access as { readonly authorized_ip_ranges: string | string[] };
  const address = attributeOf(draft, about?.association ?? "", "ip_address");
  const [, reference] = /^(\$\{.+\})$/.exec(String(address)) ?? [];
  const all = [ranges].flat();
  return reference === undefined
    ? []
    : setting(draft, resource, [
        ["api_server_access_profile[0].authorized_ip_ranges", [...all, `${reference}/32`]],
      ]);
}

/** The second cluster's subnet gets a table of its own, with the same routes. */
export function* tableApart(draft: FindingDraft): Iterable<Candidate> {
  const subnet = draft.context.network.subnet(draft.finding.about?.subnet);
  const table = subnet?.routeTable;
  const routes = table?.routes.map(
    ({ name, addressPrefix, nextHopType, nextHops: [hop] }): EditArguments => ({
      name,
      address_prefix: addressPrefix,
      next_hop_type: nextHopType,
      ...(hop !== undefined && { next_hop_in_ip_address: hop.text }),
    }),
  );
  const edits = subnet && routes && ownTable(draft, subnet, routes);
  if (subnet !== undefined && table !== undefined && edits !== undefined) {
    yield { edits, what: REPAIR_STEPS.OWN_TABLE({ at: subnet.id, table: table.name ?? table.address }) };
  }
}

/** An identity that may write routes before the cluster is there. */
export function* identityOfItsOwn(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const subnet = draft.context.network.subnet(about?.subnet);
  const cluster = editable(draft, resource);
  const place = subnet && placeOf(draft, subnet);
  const scopes = [subnet?.routeTable?.address, subnet?.address].flatMap(
    (address) => (address === undefined ? undefined : attributeOf(draft, address, "id")) ?? [],
  );
  if (cluster !== undefined && place !== undefined && scopes.length === 2) {
    const type = "azurerm_user_assigned_identity";
    const identity = freeName(draft, type, localName(resource));
    const allowed = scopes.map((scope, index) => {
      const name = freeName(
        draft,
        "azurerm_role_assignment",
        `${identity}_${index === 0 ? "routes" : "subnet"}`,
      );
      return toCreate("azurerm_role_assignment", name, {
        scope,
        role_definition_name: "Network Contributor",
        principal_id: `\${${type}.${identity}.principal_id}`,
      });
    });
    const named = [argumentOf(draft, resource, "depends_on") ?? []].flat().map(String);
    const { name = localName(resource) } = draft.context.network.model.subnetServices.find(
      ({ address }) => address === resource,
    )!;
    yield {
      edits: [
        toCreate(type, identity, { name: `id-${name}`, ...place }),
        ...allowed,
        toSet(cluster, "identity[0].type", "UserAssigned"),
        toSet(cluster, "identity[0].identity_ids", [`\${${type}.${identity}.id}`]),
        toSet(cluster, "depends_on", [...named, ...allowed.map((one) => `${one.type}.${one.name}`)]),
      ],
      what: REPAIR_STEPS.SETTING({ resource: cluster, written: 'identity.type = "UserAssigned"' }),
      caution: REPAIR_CAUTIONS.REPLACED({ what: resource }),
    };
  }
}

/** The cluster leaves by the route that its subnet has, and makes no public load balancer for that. */
export function* routedCluster(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "" } = draft.finding;
  if (profileOf(draft, resource) !== undefined) {
    yield* replaced(draft, resource, [["network_profile[0].outbound_type", "userDefinedRouting"]]);
  }
}

/** A hub of Virtual WAN tells the nodes' subnet its default route, which AKS asks a table for: it needn't look for one. */
export function* learnedDefaultOfCluster(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const subnet = draft.context.network.subnet(about?.subnet);
  const row = subnet && draft.context.tables.tableOf(subnet).select(0);
  const isLearned = row?.entries.every(({ target }) => target.kind === "virtual-hub") === true;
  if (isLearned && profileOf(draft, resource) !== undefined) {
    yield* replaced(draft, resource, [["network_profile[0].outbound_type", "none"]]);
  }
}

/** The cluster's subnet gets the NAT gateway by which it leaves, and the cluster waits for it. */
export function* natGatewayOfCluster(draft: FindingDraft): Iterable<Candidate> {
  const { resource = "", about } = draft.finding;
  const subnet = draft.context.network.subnet(about?.subnet);
  const cluster = editable(draft, resource);
  const edits = subnet && natGatewayAt(draft, subnet);
  const bound = edits?.find((edit) => edit.op === "create" && edit.type.endsWith("_nat_gateway_association"));
  if (subnet !== undefined && edits !== undefined && cluster !== undefined && bound?.op === "create") {
    const named = [argumentOf(draft, resource, "depends_on") ?? []].flat().map(String);
    const value = [...named, `${bound.type}.${bound.name}`];
    yield {
      edits: [...edits, toSet(cluster, "depends_on", value)],
      what: REPAIR_STEPS.NAT_GATEWAY({ at: subnet.id }),
      caution: REPAIR_CAUTIONS.NAT_GATEWAY_PRICE(),
    };
  }
}

function* replaced(
  draft: FindingDraft,
  resource: string,
  values: readonly (readonly [string, string])[],
): Iterable<Candidate> {
  for (const candidate of setting(draft, resource, values)) {
    yield { ...candidate, caution: REPAIR_CAUTIONS.REPLACED({ what: resource }) };
  }
}

function profileOf(
  draft: FindingDraft,
  cluster: string,
): { readonly [argument: string]: unknown } | undefined {
  const [profile] = [argumentOf(draft, cluster, "network_profile") ?? []].flat();
  return profile as { readonly [argument: string]: unknown } | undefined;
}
