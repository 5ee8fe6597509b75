import { isJsonObject } from "./json";
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

/**
 * Whether `required_providers` let azurerm be older than 4: of all modules, since there is one version for all. Without a
 * constraint it is the newest.
 */
export function mayBeOlderThan4(...providers: readonly unknown[]): boolean {
  const constraints = providers
    .map((provider) => (isJsonObject(provider) ? provider.version : provider))
    .filter((constraint) => typeof constraint === "string");
  if (constraints.length === 0) {
    return false;
  }
  // "~> 3.0" and ">= 3.90, < 5" let it, and so does what has an upper bound alone.
  const lowest = [...constraints.join(",").matchAll(/(?:^|,)\s*(?:~>|>=|>|=)?\s*v?(\d+)/g)].map(([, major]) =>
    Number(major),
  );
  return lowest.every((major) => major < 4);
}
