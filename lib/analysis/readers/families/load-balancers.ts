import { groupPairs } from "../../../collections/group-by";
import { LoadBalancer, LoadBalancerBackend, LoadBalancerBackendPool, LoadBalancerRule } from "../../model";
import { Block } from "../terraform/block";
import { TerraformResource } from "../terraform/value";
import { ModelContext } from "./context";
import { SCALE_SETS, scaleSetInterfaceAddress } from "./machine-types";

const POOL = "azurerm_lb_backend_address_pool";

/** Reads load balancers with their front ends, rules, pools and the members of those. */
export function readLoadBalancers(context: ModelContext): LoadBalancer[] {
  const balancerOf = (resource: TerraformResource): string | undefined =>
    context.address(resource, Block.of(resource), "loadbalancer_id", "azurerm_lb");
  const members = readMembers(context);
  const pools = groupPairs(
    context.ofType(POOL).map((resource): [string | undefined, LoadBalancerBackendPool] => [
      balancerOf(resource),
      {
        address: resource.address,
        name: Block.of(resource).text("name"),
        members: members.get(resource.address) ?? [],
      },
    ]),
  );
  const rules = groupPairs(
    context.resources
      .managed("azurerm_lb_rule")
      .map((resource): [string | undefined, LoadBalancerRule] => [
        balancerOf(resource),
        rule(context, resource),
      ]),
  );
  return context.ofType("azurerm_lb").map((resource) => {
    const block = Block.of(resource);
    return {
      ...context.resource(resource),
      sku: block.text("sku") ?? "Standard",
      frontends: block.blocks("frontend_ip_configuration").map((frontend) => ({
        name: frontend.printed("name") ?? "",
        subnet: context.subnets.subnet(resource, frontend, "subnet_id"),
        privateIp: frontend.text("private_ip_address"),
        publicIp: context.address(resource, frontend, "public_ip_address_id", "azurerm_public_ip"),
      })),
      rules: rules.get(resource.address) ?? [],
      backendPools: pools.get(resource.address) ?? [],
    };
  });
}

function rule(context: ModelContext, resource: TerraformResource): LoadBalancerRule {
  const block = Block.of(resource);
  const older = block.has("backend_address_pool_ids")
    ? "backend_address_pool_ids"
    : "backend_address_pool_id";
  return {
    address: resource.address,
    name: block.text("name"),
    protocol: block.text("protocol") ?? "",
    frontendPort: block.number("frontend_port") ?? 0,
    backendPort: block.number("backend_port") ?? 0,
    frontend: block.printed("frontend_ip_configuration_name") ?? "",
    floatingIp: block.boolean("floating_ip_enabled", "enable_floating_ip") ?? false,
    backendPools: context.addresses(resource, block, older, POOL),
  };
}

/** Who is in which pool: NICs by association, bare addresses, scale sets. */
function readMembers(context: ModelContext): Map<string, LoadBalancerBackend[]> {
  const associations = context.resources
    .managed("azurerm_network_interface_backend_address_pool_association")
    .map((resource): [string | undefined, LoadBalancerBackend] => {
      const block = Block.of(resource);
      return [
        context.address(resource, block, "backend_address_pool_id", POOL),
        {
          networkInterface: context.address(
            resource,
            block,
            "network_interface_id",
            "azurerm_network_interface",
          ),
          ipConfiguration: block.text("ip_configuration_name"),
          origin: resource.address,
        },
      ];
    });
  const addresses = context.resources
    .managed("azurerm_lb_backend_address_pool_address")
    .map((resource): [string | undefined, LoadBalancerBackend] => {
      const block = Block.of(resource);
      return [
        context.address(resource, block, "backend_address_pool_id", POOL),
        { ip: block.text("ip_address"), origin: resource.address },
      ];
    });
  return groupPairs([...associations, ...addresses, ...scaleSetMembers(context)]);
}

function scaleSetMembers(context: ModelContext): [string, LoadBalancerBackend][] {
  return context.resources.managed(...SCALE_SETS).flatMap((resource) =>
    Block.of(resource)
      .blocks("network_interface", "network_profile")
      .flatMap((nic, index) =>
        nic.blocks("ip_configuration").flatMap((configuration) =>
          context
            .addresses(resource, configuration, "load_balancer_backend_address_pool_ids", POOL)
            .map((pool): [string, LoadBalancerBackend] => [
              pool,
              {
                networkInterface: scaleSetInterfaceAddress(resource, nic, index),
                ipConfiguration: configuration.text("name"),
                origin: resource.address,
              },
            ]),
        ),
      ),
  );
}
