import { isJsonObject } from "./json";
import { ModuleTree } from "./module-tree";
import { Leaf, TerraformResource } from "./terraform/value";

/**
 * Arguments that azurerm 3 and 4 fill in otherwise: Basic addresses and balancers are open without a security group,
 * Standard ones are closed. Source: azurerm's "Version 4.0 Upgrade Guide".
 */
const CHANGED_IN_4 = { azurerm_public_ip: "sku", azurerm_lb: "sku" } as const;

/**
 * Leaves open what these arguments are where they aren't written: of azurerm that may be older than 4, and of what asks
 * Resource Manager directly, whose default is Basic in most of its versions.
 */
export function openOlderDefaults(
  resources: readonly TerraformResource[],
  applies: (resource: TerraformResource) => boolean = () => true,
): void {
  for (const resource of resources) {
    const argument = CHANGED_IN_4[resource.type as keyof typeof CHANGED_IN_4];
    if (argument !== undefined && !resource.isData && applies(resource)) {
      resource.supplement((name, own) =>
        name === argument ? (own ?? new Leaf(undefined, [], "default")) : own,
      );
    }
  }
}

/** Arguments that azurerm 4 no longer has: who writes one applies with an older one. Source: the same guide. */
const GONE_IN_4: Readonly<Record<string, readonly string[]>> = {
  azurerm_lb_backend_address_pool: ["resource_group_name"],
  azurerm_lb_probe: ["resource_group_name"],
  azurerm_lb_rule: ["backend_address_pool_id", "resource_group_name"],
  azurerm_network_interface: [
    "enable_accelerated_networking",
    "enable_ip_forwarding",
    "network_security_group_id",
  ],
  azurerm_public_ip: ["availability_zone"],
  azurerm_route_table: ["disable_bgp_route_propagation"],
  azurerm_subnet: [
    "address_prefix",
    "enforce_private_link_endpoint_network_policies",
    "enforce_private_link_service_network_policies",
    "private_endpoint_network_policies_enabled",
  ],
};

/**
 * Whether azurerm may be older than 4: by the `required_providers` of all modules, since there is one version for all.
 * Without a constraint it is the newest that has the arguments which are written.
 */
export function mayBeOlderThan4(
  resources: readonly TerraformResource[],
  ...providers: readonly unknown[]
): boolean {
  const constraints = providers
    .map((provider) => (isJsonObject(provider) ? provider.version : provider))
    .filter((constraint) => typeof constraint === "string");
  if (constraints.length === 0) {
    return resources.some((resource) => {
      const isListed = !resource.isData && Object.hasOwn(GONE_IN_4, resource.type);
      const gone = isListed ? GONE_IN_4[resource.type] : undefined;
      const names = gone && resource.attributeNames();
      return gone?.some((name) => names?.includes(name)) === true;
    });
  }
  // "~> 3.0" and ">= 3.90, < 5" let it, and so does what has an upper bound alone.
  const lowest = [...constraints.join(",").matchAll(/(?:^|,)\s*(?:~>|>=|>|=)?\s*v?(\d+)/g)].map(([, major]) =>
    Number(major),
  );
  return lowest.every((major) => major < 4);
}

/** What a module and those that it calls require of azurerm, or the version that was chosen by that. */
export function requiredOfAzurerm(tree: ModuleTree, around: readonly ModuleTree[] = []): readonly unknown[] {
  if (tree.lockedAzurerm !== undefined) {
    return [tree.lockedAzurerm];
  }
  const called =
    around.length > DEEPEST ? [] : [...tree.blocks.modules.keys()].flatMap((name) => tree.called(name) ?? []);
  return [tree.blocks.azurerm, ...called.flatMap((one) => requiredOfAzurerm(one, [...around, tree]))];
}

/** More modules in each other than anybody has. */
const DEEPEST = 20;
