import { CheckedNetwork } from "../../findings/checked-network";
import { answererOf } from "../../findings/dns-answerers";
import { outboundAt } from "../../findings/dns-outbound-endpoints";
import { firewallOutwards } from "../../findings/dns-servers";
import { REPAIR_STEPS } from "../../messages/repair-steps";
import { Edit, EditValue, NetworkDnsServers } from "../../model";
import { Candidate } from "../candidate";
import { newResource, toAppend, toSet } from "../writing/edits";
import { localName } from "../writing/names";
import { argumentOf, attributeOf, editable } from "../writing/references";
import { FindingDraft } from "./finding-cure";

const SERVERS = "azurerm_virtual_network_dns_servers";
const ZONE_LINK = "azurerm_private_dns_zone_virtual_network_link";

/** The network that the finding names asks the firewall through which it leaves. */
export function* asksFirewall(draft: FindingDraft): Iterable<Candidate> {
  const setting = settingOf(draft);
  const node = draft.context.network.virtualNetwork(setting?.virtualNetwork);
  const firewall = node && firewallOutwards(draft.context, node);
  const server =
    firewall?.privateIp ??
    (firewall && attributeOf(draft, firewall.address, "ip_configuration[0].private_ip_address"));
  const edit = setting && server !== undefined ? serversOf(draft, setting, server) : undefined;
  if (node !== undefined && firewall !== undefined && edit !== undefined) {
    yield {
      edits: [edit],
      what: REPAIR_STEPS.ASKS_FIREWALL({ network: node.name, firewall: firewall.name ?? firewall.address }),
    };
  }
}

/** The network asks the same resolver where it answers. */
export function* asksInboundEndpoint(draft: FindingDraft): Iterable<Candidate> {
  const setting = settingOf(draft);
  const node = draft.context.network.virtualNetwork(setting?.virtualNetwork);
  const checked = CheckedNetwork.of(draft.context.network);
  const outbound = setting?.servers.map(({ ip }) => (ip === undefined ? undefined : outboundAt(checked, ip)));
  const resolvers = outbound?.flatMap((endpoint) => endpoint?.resolver ?? []);
  for (const endpoint of checked.model.dns.resolverEndpoints) {
    const { address, direction, resolver, privateIp, name = address } = endpoint;
    const isSame = direction === "inbound" && resolver !== undefined && resolvers?.includes(resolver);
    const server = privateIp ?? attributeOf(draft, address, "ip_configurations[0].private_ip_address");
    const edit = isSame && setting && server !== undefined ? serversOf(draft, setting, server) : undefined;
    if (node !== undefined && edit !== undefined) {
      yield { edits: [edit], what: REPAIR_STEPS.ASKS_RESOLVER({ network: node.name, endpoint: name }) };
    }
  }
}

/** The firewall that is asked answers. */
export function* proxyOn(draft: FindingDraft): Iterable<Candidate> {
  const checked = CheckedNetwork.of(draft.context.network);
  const firewalls = (settingOf(draft)?.servers ?? []).map((server) => answererOf(checked, server).firewall);
  yield* proxyIn(draft, firewalls.find((firewall) => firewall?.policy !== undefined)?.policy);
}

function* proxyIn(draft: FindingDraft, policy: string | undefined): Iterable<Candidate> {
  const address = policy && editable(draft, policy);
  if (address !== undefined) {
    const hasSettings = [argumentOf(draft, policy!, "dns") ?? []].flat().length > 0;
    const edit: Edit = hasSettings
      ? toSet(address, "dns[0].proxy_enabled", true)
      : toAppend(address, "dns", { proxy_enabled: true });
    yield { edits: [edit], what: REPAIR_STEPS.DNS_PROXY({ policy: address }) };
  }
}

function settingOf({ context, finding }: FindingDraft): NetworkDnsServers | undefined {
  return context.network.model.dns.servers.find(({ origin }) => origin === finding.resource);
}

/** In a resource of its own where the network has none: as an argument it would wait for the firewall. */
function serversOf(draft: FindingDraft, setting: NetworkDnsServers, server: EditValue): Edit | undefined {
  const origin = editable(draft, setting.origin);
  if (origin !== undefined && (origin.includes(SERVERS) || setting.servers.length > 0)) {
    return toSet(origin, "dns_servers", [server]);
  }
  const network = attributeOf(draft, setting.virtualNetwork, "id");
  return network === undefined
    ? undefined
    : newResource(draft, SERVERS, localName(setting.virtualNetwork), {
        virtual_network_id: network,
        dns_servers: [server],
      });
}

/** The proxy of the policy whose rules name hosts, which the firewall and who asks it then resolve alike. */
export function* proxyOfRules(draft: FindingDraft): Iterable<Candidate> {
  const policy = draft.context.network.model.firewallPolicies.find(({ ruleCollections }) =>
    ruleCollections.some(({ origin }) => origin === draft.finding.resource),
  );
  yield* proxyIn(draft, policy?.address);
}

/** The zone that knows a private endpoint's name is linked to whoever is asked for it. */
export function* linkedZone(draft: FindingDraft): Iterable<Candidate> {
  const { virtualNetwork, zone } = draft.finding.about ?? {};
  const asked = draft.context.network.virtualNetwork(virtualNetwork);
  if (asked === undefined || zone === undefined) {
    return;
  }
  const named = zoneAsLinksName(draft, zone);
  const id = attributeOf(draft, asked.address, "id");
  if (named !== undefined && id !== undefined) {
    yield {
      edits: [
        newResource(draft, ZONE_LINK, `${localName(zone)}_${localName(asked.address)}`, {
          name: asked.name,
          ...named,
          virtual_network_id: id,
        }),
      ],
      what: REPAIR_STEPS.ZONE_LINKED({ zone, network: asked.name }),
    };
  }
}

/** A zone as the links that there are name it: by its id, as azurerm 5 demands, or by name and group, as 4 does. */
function zoneAsLinksName(draft: FindingDraft, zone: string): { [argument: string]: EditValue } | undefined {
  const isById = draft.context.network.model.resources.some(
    ({ address, values }) => address.includes(`${ZONE_LINK}.`) && values.private_dns_zone_id !== undefined,
  );
  const id = isById ? attributeOf(draft, zone, "id") : undefined;
  if (id !== undefined) {
    return { private_dns_zone_id: id };
  }
  const name = attributeOf(draft, zone, "name");
  const group = attributeOf(draft, zone, "resource_group_name");
  return name === undefined || group === undefined
    ? undefined
    : { resource_group_name: group, private_dns_zone_name: name };
}
