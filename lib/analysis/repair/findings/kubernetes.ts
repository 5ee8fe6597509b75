import { Ipv4Prefix } from "../../../cidr";
import { REPAIR_CAUTIONS } from "../../messages/repair-cautions";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Candidate } from "../candidate";
import { toSet } from "../writing/edits";
import { natGatewayAt } from "../writing/nat-gateway";
import { argumentOf, editable } from "../writing/references";
import { setting } from "./arguments";
import { FindingDraft } from "./finding-cure";

/** Ranges that documents suggest for what stays inside of a cluster, and few networks use. */
const INSIDE = ["172.30.0.0/16", "172.29.0.0/16", "172.28.0.0/16", "192.168.128.0/17", "100.64.0.0/16"];

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
  if (free !== undefined && profileOf(draft, resource) !== undefined) {
    const argument = about?.argument ?? "service_cidr";
    const at = `network_profile[0].`;
    const server = free.toString().replace(/\.0\/\d+$/, ".10");
    yield* replaced(draft, resource, [
      [`${at}${argument}`, free.toString()],
      ...(argument === "service_cidr" ? [[`${at}dns_service_ip`, server] as const] : []),
    ]);
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
