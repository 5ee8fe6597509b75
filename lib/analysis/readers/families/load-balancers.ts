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
import { configurationBlocks, interfaceBlocks } from "./interface-blocks";
import { SCALE_SETS, scaleSetInterfaceAddress } from "./machine-types";
import { isSkuUnknown } from "./public-addresses";
import { notTold, RuleFrontends } from "./rule-frontends";

const POOL = "azurerm_lb_backend_address_pool";
const PROBE = "azurerm_lb_probe";
const FRONTEND = "frontend_ip_configuration";

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
    (resource) => [balancingRule(context, resource)],
  );
  const natRules = readNatRules(context);
  const outboundRules = context.belonging(
    context.resources.managed("azurerm_lb_outbound_rule"),
    "loadbalancer_id",
    "azurerm_lb",
    (resource) => outboundRule(context, resource),
  );
  return context.ofType("azurerm_lb").map((resource) => {
    const block = Block.of(resource);
    const either = eitherPublicOrNot(context, resource, block);
    const sideOf = <T extends Belonging>(part: T): T =>
      either === undefined ? part : { ...part, perhaps: part.perhaps ?? either };
    const frontends = new RuleFrontends(context, resource);
    const own = pools.get(resource.address) ?? [];
    context.open(resource, block, "sku");
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
      rules: (rules.get(resource.address) ?? []).flatMap((one) => frontends.of(one)).map(sideOf),
      backendPools: own,
      natRules: natRules
        .get(resource.address)
        ?.flatMap((one) => frontends.of(natRule(one, own)))
        .map(sideOf),
      outboundRules: outboundRules
        .get(resource.address)
        ?.flatMap((one) => frontends.ofOutbound(one))
        .map(sideOf),
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

/** One rule for each pool that it may be about. */
function outboundRule(context: ModelContext, resource: TerraformResource): LoadBalancerOutboundRule[] {
  const block = Block.of(resource);
  const { owners, perhaps } = context.owners(resource, block, "backend_address_pool_id", [POOL]);
  const pools: readonly (string | undefined)[] = owners.length === 0 ? [undefined] : owners;
  const written = block.unknownBlocks(FRONTEND);
  const open = perhaps ?? (written === undefined ? undefined : notTold(resource, FRONTEND, written));
  return pools.map((backendPool) => ({
    address: resource.address,
    name: block.text("name"),
    protocol: block.text("protocol") ?? "All",
    frontends: [
      ...block.blocks(FRONTEND).flatMap((frontend) => frontend.printed("name") ?? []),
      ...(written === undefined ? [] : [written]),
    ],
    backendPool,
    ...(open && { perhaps: open }),
  }));
}

/** A NAT rule before it is known which balancer has it. */
interface ReadNatRule extends Belonging {
  readonly rule: LoadBalancerNatRule;
  /** Its pool, or those that it may be about. */
  readonly pools: readonly string[];
  readonly poolUnknown?: UnknownArgument;
}

/** Ports that lead to one machine, by association, or to each of a pool. */
function readNatRules(context: ModelContext): Map<string, ReadNatRule[]> {
  const RULE = "azurerm_lb_nat_rule";
  const associated = context.belonging(
    context.resources.managed("azurerm_network_interface_nat_rule_association"),
    "nat_rule_id",
    RULE,
    (resource) => associatedMembers(context, resource),
  );
  return context.belonging(
    context.resources.managed(RULE),
    "loadbalancer_id",
    "azurerm_lb",
    (resource): ReadNatRule[] => {
      const block = Block.of(resource);
      const { owners, perhaps: poolUnknown } = block.isSet("backend_address_pool_id")
        ? context.owners(resource, block, "backend_address_pool_id", [POOL])
        : { owners: [] };
      const [start, end] = [block.number("frontend_port_start"), block.number("frontend_port_end")];
      const portUnknown = context.open(resource, block, "backend_port");
      const perhaps = context.open(resource, block, "protocol");
      context.open(resource, block, "frontend_ip_configuration_name");
      const rule: LoadBalancerNatRule = {
        address: resource.address,
        name: block.text("name"),
        protocol: block.text("protocol") ?? "All",
        frontendPorts:
          start === undefined ? (block.printed("frontend_port") ?? "") : `${start}-${end ?? start}`,
        ...(portUnknown ? { portUnknown } : { backendPort: block.number("backend_port") ?? 0 }),
        frontend: block.printed("frontend_ip_configuration_name") ?? "",
        members: associated.get(resource.address) ?? [],
        ...(perhaps && { perhaps }),
      };
      return [{ rule, pools: owners, ...(poolUnknown && { poolUnknown }) }];
    },
  );
}

function natRule(
  { rule, pools, poolUnknown, perhaps = rule.perhaps }: ReadNatRule,
  own: readonly LoadBalancerBackendPool[],
): LoadBalancerNatRule {
  const pooled = own.filter(({ address }) => pools.includes(address)).flatMap(({ members }) => members);
  return {
    ...rule,
    members: [
      ...rule.members,
      ...pooled.map((one) => (poolUnknown ? { ...one, perhaps: one.perhaps ?? poolUnknown } : one)),
    ],
    ...(perhaps && { perhaps }),
  };
}

function balancingRule(context: ModelContext, resource: TerraformResource): LoadBalancerRule {
  const block = Block.of(resource);
  const older = block.has("backend_address_pool_ids")
    ? "backend_address_pool_ids"
    : "backend_address_pool_id";
  const pools = context.listed(resource, block, older, POOL);
  const frontendUnknown = context.open(resource, block, "frontend_port");
  const perhaps = context.open(resource, block, "protocol") ?? frontendUnknown;
  const portUnknown =
    context.open(resource, block, "backend_port") ??
    context.open(resource, block, "floating_ip_enabled", "enable_floating_ip");
  context.open(resource, block, "frontend_ip_configuration_name");
  const outboundUnknown = context.open(resource, block, "disable_outbound_snat");
  return {
    address: resource.address,
    name: block.text("name"),
    protocol: block.text("protocol") ?? (perhaps === undefined ? "" : "All"),
    ...(frontendUnknown === undefined && { frontendPort: block.number("frontend_port") ?? 0 }),
    ...(portUnknown ? { portUnknown } : { backendPort: block.number("backend_port") ?? 0 }),
    frontend: block.printed("frontend_ip_configuration_name") ?? "",
    floatingIp: block.boolean("floating_ip_enabled", "enable_floating_ip") ?? false,
    backendPools: pools.found,
    poolsUnknown: pools.open,
    probe: probeOf(context, resource, block),
    ...(block.boolean("disable_outbound_snat") === true && { withoutOutbound: true }),
    ...(outboundUnknown && { outboundUnknown }),
    ...(perhaps && { perhaps }),
  };
}

function probeOf(
  context: ModelContext,
  resource: TerraformResource,
  block: Block,
): LoadBalancerProbe | undefined {
  if (!block.isSet("probe_id")) {
    return undefined;
  }
  const { found, open } = context.listed(resource, block, "probe_id", PROBE);
  const probe = context.resources.byAddress(found[0] ?? "");
  if (probe === undefined) {
    return open && { perhaps: open };
  }
  const settings = Block.of(probe);
  const perhaps = context.open(probe, settings, "port");
  return { address: probe.address, port: settings.number("port"), ...(perhaps && { perhaps }) };
}

/** Who is in which pool: NICs by association, bare addresses, scale sets. */
function readMembers(context: ModelContext): Map<string, LoadBalancerBackend[]> {
  const associations = context.belonging(
    context.resources.managed("azurerm_network_interface_backend_address_pool_association"),
    "backend_address_pool_id",
    POOL,
    (resource) => associatedMembers(context, resource),
  );
  const addresses = context.belonging(
    context.resources.managed("azurerm_lb_backend_address_pool_address"),
    "backend_address_pool_id",
    POOL,
    (resource): LoadBalancerBackend[] => {
      const block = Block.of(resource);
      const perhaps = context.open(resource, block, "ip_address");
      const virtualNetwork = context.subnets.networkOf(block.value("virtual_network_id"));
      return [
        {
          ip: block.text("ip_address"),
          ...(virtualNetwork !== undefined && { virtualNetwork }),
          origin: resource.address,
          ...(perhaps && { perhaps }),
        },
      ];
    },
  );
  const separate = [...associations, ...addresses].flatMap(([pool, members]) =>
    members.map((member) => [pool, member] as const),
  );
  return groupPairs([...separate, ...scaleSetMembers(context)]);
}

/** The NIC of an association, or each that it may be about. */
function associatedMembers(context: ModelContext, resource: TerraformResource): LoadBalancerBackend[] {
  const block = Block.of(resource);
  const types = ["azurerm_network_interface"];
  const { owners, perhaps } = context.owners(resource, block, "network_interface_id", types);
  const ends: readonly (string | undefined)[] = owners.length === 0 ? [undefined] : owners;
  return ends.map((networkInterface) => ({
    networkInterface,
    ipConfiguration: block.text("ip_configuration_name"),
    origin: resource.address,
    ...(perhaps && { perhaps }),
  }));
}

function scaleSetMembers(context: ModelContext): (readonly [string, LoadBalancerBackend])[] {
  return context.resources.managed(...SCALE_SETS).flatMap((resource) =>
    interfaceBlocks(resource).flatMap((nic, index) =>
      configurationBlocks(resource, nic).flatMap(({ block, untold }) => {
        const argument = "load_balancer_backend_address_pool_ids";
        const { found, open = untold } = context.listed(resource, block, argument, POOL);
        const member: LoadBalancerBackend = {
          networkInterface: scaleSetInterfaceAddress(resource, nic.block, index),
          ipConfiguration: block.text("name"),
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
