import { groupPairs } from "../../../collections/group-by";
import { PrivateEndpoint } from "../../model";
import { Block } from "../terraform/block";
import { groupMember, readMemberships } from "./application-security-groups";
import { ModelContext } from "./context";

const ENDPOINT = "azurerm_private_endpoint";
/** Azure's own resource; the provider has a block. */
const ZONE_GROUP = "azurerm_private_endpoint_dns_zone_group";

/** Reads private endpoints. */
export function readPrivateEndpoints(context: ModelContext): PrivateEndpoint[] {
  const memberships = readMemberships(
    context,
    "azurerm_private_endpoint_application_security_group_association",
    "private_endpoint_id",
    ENDPOINT,
  );
  const groups = groupPairs(
    context.resources.managed(ZONE_GROUP).map((resource) => {
      const group = Block.of(resource);
      return [context.find(group.value("private_endpoint_id"), [ENDPOINT])?.address, group] as const;
    }),
  );
  return context.resources.managed(ENDPOINT).map((resource) => {
    const block = Block.of(resource);
    const given = block
      .blocks("ip_configuration")
      .map((configuration) => configuration.text("private_ip_address"));
    const read = block
      .blocks("private_service_connection")
      .map((connection) => connection.text("private_ip_address"));
    const privateIps = [...given, ...read].filter((ip) => ip !== undefined);
    return {
      ...context.resource(resource),
      subnet: context.subnets.subnet(resource, block, "subnet_id"),
      privateIps: [...new Set(privateIps)],
      ignoresZones: resource.ignores("private_dns_zone_group") === true,
      ...groupMember(context, resource, block, memberships.get(resource.address) ?? []),
      dnsZones: [...block.blocks("private_dns_zone_group"), ...(groups.get(resource.address) ?? [])]
        .flatMap((group) => group.items("private_dns_zone_ids"))
        .map((zone) => context.find(zone, ["azurerm_private_dns_zone"]))
        .flatMap((zone) => (zone === undefined || zone.isData ? [] : [zone.address])),
    };
  });
}
