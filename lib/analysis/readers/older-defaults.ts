import { isJsonObject } from "./json";
import { Leaf, TerraformResource } from "./terraform/value";

/**
 * Arguments that azurerm 3 and 4 fill in otherwise: Basic addresses and balancers are open without a security group,
 * Standard ones are closed. Source: azurerm's "Version 4.0 Upgrade Guide".
 */
const CHANGED_IN_4 = { azurerm_public_ip: "sku", azurerm_lb: "sku" } as const;

/** Leaves open what these arguments are where they aren't written and azurerm may be older than 4. */
export function openOlderDefaults(resources: readonly TerraformResource[]): void {
  for (const resource of resources) {
    const argument = CHANGED_IN_4[resource.identity.type as keyof typeof CHANGED_IN_4];
    if (argument !== undefined && !resource.isData) {
      resource.supplement((name, own) =>
        name === argument ? (own ?? new Leaf(undefined, [], "default of azurerm")) : own,
      );
    }
  }
}

/** Whether a module's `required_providers` let azurerm be older than 4; without a constraint it is the newest. */
export function mayBeOlderThan4(provider: unknown): boolean {
  const constraint = isJsonObject(provider) ? provider.version : provider;
  if (typeof constraint !== "string") {
    return false;
  }
  // "~> 3.0" and ">= 3.90, < 5" let it, and so does what has an upper bound alone.
  const lowest = [...constraint.matchAll(/(?:^|,)\s*(?:~>|>=|>|=)?\s*v?(\d+)/g)].map(([, major]) =>
    Number(major),
  );
  return lowest.every((major) => major < 4);
}
