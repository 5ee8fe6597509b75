import { NetworkInterface, NetworkInterfaceIpConfiguration } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { groupMember, Membership, readMemberships } from "./application-security-groups";
import { ownBinding, readAssociations } from "./bindings";
import { ModelContext } from "./context";
import { configurationBlocks, interfaceBlocks, ToldBlock } from "./interface-blocks";
import { SCALE_SETS, scaleSetInterfaceAddress, VIRTUAL_MACHINES } from "./machine-types";

/** Spellings of resources and versions of the provider. */
const IP_FORWARDING = ["ip_forwarding_enabled", "enable_ip_forwarding", "ip_forwarding"];

/** Reads NICs of machines, and those that the instances of scale sets get. */
export function readNetworkInterfaces(context: ModelContext): NetworkInterface[] {
  const machines = new Map<string, string>();
  for (const machine of context.resources.managed(...VIRTUAL_MACHINES)) {
    for (const address of context.addresses(
      machine,
      Block.of(machine),
      "network_interface_ids",
      "azurerm_network_interface",
    )) {
      machines.set(address, machine.address);
    }
  }
  const securityGroups = readAssociations(
    context,
    "azurerm_network_interface_security_group_association",
    {
      argument: "network_interface_id",
      types: ["azurerm_network_interface"],
      find: (resource) =>
        context.possible(resource, Block.of(resource), "network_interface_id", "azurerm_network_interface"),
      all: () => context.ofType("azurerm_network_interface").map(({ address }) => address),
    },
    { argument: "network_security_group_id", type: "azurerm_network_security_group" },
  );
  const memberships = readMemberships(
    context,
    "azurerm_network_interface_application_security_group_association",
    "network_interface_id",
    "azurerm_network_interface",
  );
  const nics = context.ofType("azurerm_network_interface").map((resource) => {
    const groups = memberships.get(resource.address) ?? [];
    const own = securityGroup(context, resource, Block.of(resource));
    const { sure, uncertain } = securityGroups(resource.address);
    const open = sure === undefined ? [...(own.uncertainSecurityGroups ?? []), ...uncertain] : [];
    return {
      networkSecurityGroup: sure?.bound ?? own.networkSecurityGroup,
      uncertainSecurityGroups: open.length > 0 ? open : undefined,
      virtualMachine: machines.get(resource.address),
      ...networkInterface(context, resource, { block: Block.of(resource) }, groups),
      ...context.resource(resource),
    };
  });
  return [...nics, ...scaleSetInterfaces(context)];
}

function scaleSetInterfaces(context: ModelContext): NetworkInterface[] {
  return context.resources.managed(...SCALE_SETS).flatMap((resource) => {
    context.blocks(resource, Block.of(resource), "network_interface", "network_profile");
    return interfaceBlocks(resource).map((nic, index) => ({
      ...networkInterface(context, resource, nic, []),
      ...context.resource(resource),
      address: scaleSetInterfaceAddress(resource, nic.block, index),
      name: nic.block.text("name"),
      ...securityGroup(context, resource, nic.block),
      scaleSet: resource.address,
    }));
  });
}

function securityGroup(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): Pick<NetworkInterface, "networkSecurityGroup" | "uncertainSecurityGroups"> {
  const type = "azurerm_network_security_group";
  const { bound, uncertain } = ownBinding(context, resource, block, ["network_security_group_id"], type);
  return { networkSecurityGroup: bound, uncertainSecurityGroups: uncertain };
}

function networkInterface(
  context: ModelContext,
  resource: TerraformResource,
  nic: ToldBlock,
  memberships: readonly Membership[],
): Pick<NetworkInterface, "ipConfigurations" | "ipForwarding" | "ipForwardingUnknown"> {
  const { block, untold } = nic;
  context.blocks(resource, block, "ip_configuration");
  return {
    ipConfigurations: configurationBlocks(resource, nic).map((configuration) => ({
      ...ipConfiguration(context, resource, configuration.block, memberships),
      ...(configuration.untold && { name: configuration.untold.text }),
    })),
    ipForwarding: block.boolean(...IP_FORWARDING) ?? false,
    ...(untold !== undefined || block.isUnknown(...IP_FORWARDING) ? { ipForwardingUnknown: true } : {}),
  };
}

/** Each instance of a scale set gets one that is written inside of it. */
function ownPublicIp({ address }: TerraformResource, block: Block): string | undefined {
  const own = block.block("public_ip_address", "public_ip_address_configuration");
  return own && `${address}.public_ip_address["${own.printed("name") ?? ""}"]`;
}

function ipConfiguration(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
  memberships: readonly Membership[],
): NetworkInterfaceIpConfiguration {
  return {
    name: block.printed("name") ?? "",
    subnet: context.subnets.subnet(resource, block, "subnet_id"),
    privateIp: block.text("private_ip_address"),
    allocation: block.text("private_ip_address_allocation"),
    primary: block.boolean("primary"),
    publicIp:
      context.address(resource, block, "public_ip_address_id", "azurerm_public_ip") ??
      ownPublicIp(resource, block),
    ...groupMember(context, resource, block, memberships),
  };
}
