import { PrivateEndpoint } from "../../model";
import { Block } from "../terraform/block";
import { groupMember, readMemberships } from "./application-security-groups";
import { ModelContext } from "./context";

/** Reads private endpoints. */
export function readPrivateEndpoints(context: ModelContext): PrivateEndpoint[] {
  const memberships = readMemberships(
    context,
    "azurerm_private_endpoint_application_security_group_association",
    "private_endpoint_id",
    "azurerm_private_endpoint",
  );
  return context.resources.managed("azurerm_private_endpoint").map((resource) => {
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
      ...groupMember(context, resource, block, memberships.get(resource.address) ?? []),
      dnsZones: block
        .blocks("private_dns_zone_group")
        .flatMap((group) => group.items("private_dns_zone_ids"))
        .map((zone) => context.find(zone, ["azurerm_private_dns_zone"]))
        .flatMap((zone) => (zone === undefined || zone.isData ? [] : [zone.address])),
    };
  });
}
