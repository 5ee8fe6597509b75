import { remember } from "../../../collections/remember";
import { IpReference } from "../../model";
import { Block } from "../terraform/block";
import { ResourceSet } from "../terraform/resource-set";
import {
  printReference,
  printValue,
  Reference,
  referencesOf,
  scalarOf,
  TerraformResource,
  TerraformValue,
} from "../terraform/value";
import { Candidates, unique } from "./candidates";

/** Resources with an address that an expression means without saying which attribute. */
const PLAIN_OWNERS = [
  "azurerm_firewall",
  "azurerm_virtual_network_routing_appliance",
  "azurerm_lb",
  "azurerm_network_interface",
  "azurerm_linux_virtual_machine",
  "azurerm_windows_virtual_machine",
  "azurerm_virtual_machine",
  "azurerm_public_ip",
];

/** All that a next hop or a BGP peer can be an address of: the others have more than one. */
const ADDRESS_OWNERS = [
  ...PLAIN_OWNERS,
  "azurerm_virtual_network_gateway",
  "azurerm_route_server",
  "azurerm_virtual_hub",
  "azurerm_private_endpoint",
  "azurerm_private_dns_resolver_inbound_endpoint",
];

/** Which address a value is: a literal one, or an attribute of a resource (R0.1). */
export class NamedAddresses {
  private readonly writtenOut = new Map<string, IpReference>();

  public constructor(
    private readonly resources: ResourceSet,
    private readonly candidates: Candidates,
  ) {}

  /** One that is written out is one object, however often it is. */
  public of(value: TerraformValue): IpReference {
    return typeof value === "string"
      ? remember(this.writtenOut, value, () => this.addressIn(value))
      : this.addressIn(value);
  }

  private addressIn(value: TerraformValue): IpReference {
    const known = scalarOf(value);
    const text = printValue(value);
    const possible = referencesOf(value).filter(isAddress);
    // A next hop, a BGP peer and a DNS server are private addresses.
    const isPrivate = ({ resource }: Reference): boolean => resource.type !== "azurerm_public_ip";
    const candidates = possible.some(isPrivate) ? possible.filter(isPrivate) : possible;
    const owners = unique(candidates.map(({ resource }) => resource));
    if (owners.length !== 1) {
      return known === undefined || known === null ? { text } : { ip: String(known), text };
    }
    if (this.candidates.isOptional(value, ADDRESS_OWNERS)) {
      return { text };
    }
    const attribute = attributeOf(candidates[0]);
    const owned = this.resources.canonical(owners[0]);
    const ip = known === undefined || known === null ? staticAddress(owned, attribute) : String(known);
    const reference = {
      resource: owned.address,
      attribute: attribute || undefined,
      // Where the plan doesn't say it, only one resource within reach has an address.
      text: text.includes(".") ? text : `\${${printReference(candidates[0])}}`,
    };
    return ip === undefined ? reference : { ip, ...reference };
  }
}

/** Whether a place may be an address. */
function isAddress({ resource, path }: Reference): boolean {
  if (!ADDRESS_OWNERS.includes(resource.type)) {
    return false;
  }
  if (path.length === 0) {
    return PLAIN_OWNERS.includes(resource.type);
  }
  return /ip|address|fqdn|frontend/i.test(path.join("."));
}

/** `ip_configuration[0].private_ip_address`. */
function attributeOf(reference: Reference): string {
  return printReference(reference).slice(reference.resource.address.length).replace(/^\./, "");
}

/**
 * `private_ip_address` of a NIC or load balancer is that of its first configuration, which may be static. A plan that
 * says only which resource is meant means no other attribute where an address is expected.
 */
function staticAddress(resource: TerraformResource, attribute: string): string | undefined {
  if (!/^(private_ip_address(es\[0\])?)?$/.test(attribute)) {
    return undefined;
  }
  const configurations = Block.of(resource).blocks("ip_configuration", "frontend_ip_configuration");
  const primary =
    configurations.find((configuration) => configuration.boolean("primary")) ?? configurations.at(0);
  return primary?.text("private_ip_address");
}
