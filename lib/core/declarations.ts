import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { late } from "./late";
import { notedOf } from "./noted";
import { addressOf } from "./references";
import { isChecked, refuseAfterWriting } from "./written";

/** Key in the stack's `//` object, which Terraform ignores and the analysis reads. */
const KEY = "cdktf-azure-hub-spoke";

interface Declarations {
  readonly version: 1;
  /** The stack was written by the core alone. */
  readonly unchecked?: true;
  readonly bgp?: { readonly speaker: string; readonly announces: string[] }[];
  readonly onPremises?: { readonly name: string; readonly gateway: string; readonly prefixes: string[] }[];
  readonly forwards?: string[];
}

type Facts = Omit<Declarations, "version" | "unchecked">;

/**
 * The section of a stack that the analysis reads: what is declared in it, and that its program went without
 * {@link Synthesis.run}, which is why every construct opens it.
 */
export const openDeclarations = notedOf((stack: TerraformStack) => {
  const facts: (() => Partial<Facts>)[] = [];
  // Resolved at synth like any value of the stack, so that what is declared later is there too.
  stack.addOverride("//", { [KEY]: late(() => section(stack, facts)) });
  return facts;
});

/** Nothing where there is nothing to say, so that the section is absent. */
function section(stack: TerraformStack, facts: readonly (() => Partial<Facts>)[]): Declarations | undefined {
  const unchecked = isChecked(stack) ? {} : { unchecked: true as const };
  if (facts.length === 0) {
    return isChecked(stack) ? undefined : { version: 1, ...unchecked };
  }
  const all = facts.map((produce) => produce());
  return {
    version: 1,
    ...unchecked,
    bgp: all.flatMap(({ bgp = [] }) => bgp),
    onPremises: all.flatMap(({ onPremises = [] }) => onPremises),
    forwards: all.flatMap(({ forwards = [] }) => forwards),
  };
}

/**
 * Declares a fact that Terraform's configuration can't hold, so that the analysis can count on it and name
 * it: that a machine forwards packets, or what an appliance announces by BGP.
 */
function declare(construct: IConstruct, facts: () => Partial<Facts>): void {
  const stack = TerraformStack.of(construct);
  refuseAfterWriting(construct, stack);
  openDeclarations(stack).push(facts);
}

/** Declares that the machine behind a network interface forwards packets. */
export function declareForwarding(networkInterface: TerraformResource): void {
  declare(networkInterface, () => ({ forwards: [addressOf(networkInterface)] }));
}

/** Declares what the speaker behind a network interface announces to the Route Servers that peer with it. */
export function declareAnnouncements(networkInterface: TerraformResource, prefixes: () => string[]): void {
  declare(networkInterface, () => ({
    bgp: [{ speaker: addressOf(networkInterface), announces: prefixes() }],
  }));
}

/** Declares what is at a site behind a gateway, whose circuit or tunnel learns it by BGP alone. */
export function declareSite(
  gateway: TerraformResource,
  site: string,
  prefixes: () => string[] | undefined,
): void {
  declare(gateway, () => {
    const known = prefixes();
    return known ? { onPremises: [{ name: site, gateway: addressOf(gateway), prefixes: known }] } : {};
  });
}

/** Declares both for an appliance that exists already and is known by its address only. */
export function declareAppliance(scope: IConstruct, address: string, announces: () => string[]): void {
  declare(scope, () => ({
    bgp: [{ speaker: address, announces: announces() }],
    forwards: [address],
  }));
}
