import { groupPairs } from "../../../collections/group-by";
import {
  Belonging,
  LoadBalancer,
  LoadBalancerBackend,
  LoadBalancerBackendPool,
  LoadBalancerNatRule,
  LoadBalancerOutboundRule,
  LoadBalancerProbe,
  LoadBalancerRule,
  UnknownArgument,
} from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { SCALE_SETS, scaleSetInterfaceAddress } from "./machine-types";
import { isSkuUnknown } from "./public-addresses";

const POOL = "azurerm_lb_backend_address_pool";
const PROBE = "azurerm_lb_probe";

/** Reads load balancers with their front ends, rules, pools and the members of those. */
export function readLoadBalancers(context: ModelContext): LoadBalancer[] {
  const members = readMembers(context);
  const pools = context.belonging(
    context.ofType(POOL),
    "loadbalancer_id",
    "azurerm_lb",
    (resource): LoadBalancerBackendPool[] => [
      {
        address: resource.address,
        name: Block.of(resource).text("name"),
        members: members.get(resource.address) ?? [],
      },
    ],
  );
  const rules = context.belonging(
    context.resources.managed("azurerm_lb_rule"),
    "loadbalancer_id",
    "azurerm_lb",
    (resource) => [rule(context, resource)],
  );
  const natRules = readNatRules(context, pools);
  const outboundRules = context.belonging(
    context.resources.managed("azurerm_lb_outbound_rule"),
    "loadbalancer_id",
    "azurerm_lb",
    (resource) => [outboundRule(context, resource)],
  );
  return context.ofType("azurerm_lb").map((resource) => {
    const block = Block.of(resource);
    const either = eitherPublicOrNot(context, resource, block);
    const sideOf = <T extends Belonging>(part: T): T =>
      either === undefined ? part : { ...part, perhaps: part.perhaps ?? either };
    return {
      ...context.resource(resource),
      sku: block.text("sku") ?? "Standard",
      ...(isSkuUnknown(resource, block) && { skuUnknown: true }),
      frontends: context.blocks(resource, block, "frontend_ip_configuration").map((frontend) => ({
        name: frontend.printed("name") ?? "",
        subnet: context.subnets.subnet(resource, frontend, "subnet_id"),
        privateIp: frontend.text("private_ip_address"),
        publicIp:
          context.address(resource, frontend, "public_ip_address_id", "azurerm_public_ip") ??
          publicElsewhere(context, frontend),
      })),
      rules: (rules.get(resource.address) ?? []).map(sideOf),
      backendPools: pools.get(resource.address) ?? [],
      natRules: natRules.get(resource.address)?.map(sideOf),
      outboundRules: outboundRules.get(resource.address)?.map(sideOf),
    };
  });
}

/** A front end without a subnet is public, whether the input holds its address or prefix or only names it. */
function publicElsewhere(context: ModelContext, frontend: Block): string | undefined {
  const isInside = frontend.isSet("subnet_id") && !context.isOptional(frontend.value("subnet_id"), SUBNETS);
  return isInside ? undefined : PUBLIC.map((name) => frontend.printed(name)).find((text) => text);
}

const SUBNETS = ["azurerm_subnet"];
const PUBLIC = ["public_ip_address_id", "public_ip_prefix_id"];

/** A condition that only apply tells may choose whether a front end is public or in a subnet. */
function eitherPublicOrNot(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): UnknownArgument | undefined {
  const open = block
    .blocks("frontend_ip_configuration")
    .find(
      (frontend) =>
        frontend.isSet(...PUBLIC) &&
        frontend.isSet("subnet_id") &&
        context.isOptional(frontend.value("subnet_id"), SUBNETS),
    );
  const text = open?.printed("subnet_id");
  return text === undefined
    ? undefined
    : { resource: resource.address, argument: "subnet_id", text, candidates: [], optional: true };
}

function outboundRule(context: ModelContext, resource: TerraformResource): LoadBalancerOutboundRule {
  const block = Block.of(resource);
  return {
    address: resource.address,
    name: block.text("name"),
    protocol: block.text("protocol") ?? "All",
    frontends: block
      .blocks("frontend_ip_configuration")
      .flatMap((frontend) => frontend.printed("name") ?? []),
    backendPool: context.address(resource, block, "backend_address_pool_id", POOL),
  };
}

/** Ports that lead to one machine, by association, or to each of a pool. */
function readNatRules(
  context: ModelContext,
  pools: ReadonlyMap<string, readonly LoadBalancerBackendPool[]>,
): Map<string, LoadBalancerNatRule[]> {
  const RULE = "azurerm_lb_nat_rule";
  const associated = context.belonging(
    context.resources.managed("azurerm_network_interface_nat_rule_association"),
    "nat_rule_id",
    RULE,
    (resource): LoadBalancerBackend[] => {
      const block = Block.of(resource);
      const nic = context.address(resource, block, "network_interface_id", "azurerm_network_interface");
      const ipConfiguration = block.text("ip_configuration_name");
      return nic === undefined ? [] : [{ networkInterface: nic, ipConfiguration, origin: resource.address }];
    },
  );
  const all = [...pools.values()].flat();
  return context.belonging(
    context.resources.managed(RULE),
    "loadbalancer_id",
    "azurerm_lb",
    (resource): LoadBalancerNatRule[] => {
      const block = Block.of(resource);
      const pool = block.isSet("backend_address_pool_id")
        ? context.address(resource, block, "backend_address_pool_id", POOL)
        : undefined;
      const [start, end] = [block.number("frontend_port_start"), block.number("frontend_port_end")];
      return [
        {
          address: resource.address,
          name: block.text("name"),
          protocol: block.text("protocol") ?? "All",
          frontendPorts:
            start === undefined ? (block.printed("frontend_port") ?? "") : `${start}-${end ?? start}`,
          backendPort: block.number("backend_port") ?? 0,
          frontend: block.printed("frontend_ip_configuration_name") ?? "",
          members: [
            ...(associated.get(resource.address) ?? []),
            ...all.filter(({ address }) => address === pool).flatMap(({ members }) => members),
          ],
        },
      ];
    },
  );
}

function rule(context: ModelContext, resource: TerraformResource): LoadBalancerRule {
  const block = Block.of(resource);
  const older = block.has("backend_address_pool_ids")
    ? "backend_address_pool_ids"
    : "backend_address_pool_id";
  const pools = context.listed(resource, block, older, POOL);
  const perhaps =
    context.open(resource, block, "protocol") ??
    context.open(resource, block, "frontend_port") ??
    context.open(resource, block, "frontend_ip_configuration_name");
  return {
    address: resource.address,
    name: block.text("name"),
    protocol: block.text("protocol") ?? (perhaps === undefined ? "" : "All"),
    frontendPort: block.number("frontend_port") ?? 0,
    backendPort: block.number("backend_port") ?? 0,
    frontend: block.printed("frontend_ip_configuration_name") ?? "",
    floatingIp: block.boolean("floating_ip_enabled", "enable_floating_ip") ?? false,
    backendPools: pools.found,
    poolsUnknown: pools.open,
    probe: probeOf(context, resource, block),
    ...(block.boolean("disable_outbound_snat") === true && { withoutOutbound: true }),
    ...(perhaps && { perhaps }),
  };
}

function probeOf(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): LoadBalancerProbe | undefined {
  const address = block.isSet("probe_id") ? context.address(resource, block, "probe_id", PROBE) : undefined;
  const probe = context.resources.managed(PROBE).find((one) => one.address === address);
  const port = probe && Block.of(probe).number("port");
  return address === undefined || port === undefined ? undefined : { address, port };
}

/** Who is in which pool: NICs by association, bare addresses, scale sets. */
function readMembers(context: ModelContext): Map<string, LoadBalancerBackend[]> {
  const nicType = "azurerm_network_interface";
  const associations = context.belonging(
    context.resources.managed("azurerm_network_interface_backend_address_pool_association"),
    "backend_address_pool_id",
    POOL,
    (resource): LoadBalancerBackend[] => {
      const block = Block.of(resource);
      const { owners, perhaps } = context.owners(resource, block, "network_interface_id", [nicType]);
      const ends: readonly (string | undefined)[] = owners.length === 0 ? [undefined] : owners;
      return ends.map((networkInterface) => ({
        networkInterface,
        ipConfiguration: block.text("ip_configuration_name"),
        origin: resource.address,
        ...(perhaps && { perhaps }),
      }));
    },
  );
  const addresses = context.belonging(
    context.resources.managed("azurerm_lb_backend_address_pool_address"),
    "backend_address_pool_id",
    POOL,
    (resource): LoadBalancerBackend[] => {
      const block = Block.of(resource);
      const perhaps = context.open(resource, block, "ip_address");
      return [{ ip: block.text("ip_address"), origin: resource.address, ...(perhaps && { perhaps }) }];
    },
  );
  const separate = [...associations, ...addresses].flatMap(([pool, members]) =>
    members.map((member) => [pool, member] as const),
  );
  return groupPairs([...separate, ...scaleSetMembers(context)]);
}

function scaleSetMembers(context: ModelContext): (readonly [string, LoadBalancerBackend])[] {
  return context.resources.managed(...SCALE_SETS).flatMap((resource) =>
    Block.of(resource)
      .blocks("network_interface", "network_profile")
      .flatMap((nic, index) =>
        nic.blocks("ip_configuration").flatMap((configuration) => {
          const argument = "load_balancer_backend_address_pool_ids";
          const { found, open } = context.listed(resource, configuration, argument, POOL);
          const member: LoadBalancerBackend = {
            networkInterface: scaleSetInterfaceAddress(resource, nic, index),
            ipConfiguration: configuration.text("name"),
            origin: resource.address,
          };
          const more = open === undefined ? [] : context.ofType(POOL).map(({ address }) => address);
          return [
            ...found.map((pool) => [pool, member] as const),
            ...more.map((pool) => [pool, { ...member, perhaps: open }] as const),
          ];
        }),
      ),
  );
}
