import { TerraformResource, TerraformStack } from "cdktf";
import { IConstruct } from "constructs";
import { addressOf } from "./references";

/** Key in the stack's `//` object, which Terraform ignores and the analysis reads. */
const KEY = "cdktf-azure-hub-spoke";

interface Declarations {
  readonly version: 1;
  readonly bgp: { readonly speaker: string; readonly announces: string[] }[];
  readonly onPremises: { readonly name: string; readonly gateway: string; readonly prefixes: string[] }[];
  readonly forwards: string[];
}

const byStack = new WeakMap<TerraformStack, (() => Partial<Declarations>)[]>();

/**
 * Declares a fact that Terraform's configuration can't hold, so that the analysis can count on it and name
 * it: that a machine forwards packets, or what an appliance announces by BGP.
 */
function declare(construct: IConstruct, facts: () => Partial<Declarations>): void {
  const stack = TerraformStack.of(construct);
  let all = byStack.get(stack);
  if (!all) {
    const producers = (all = []) as (() => Partial<Declarations>)[];
    byStack.set(stack, producers);
    // Resolved at synth like any value of the stack, so that what is declared later is there too.
    stack.addOverride("//", {
      [KEY]: {
        version: 1,
        bgp: lateList(() => producers.flatMap((produce) => produce().bgp ?? [])),
        onPremises: lateList(() => producers.flatMap((produce) => produce().onPremises ?? [])),
        forwards: lateList(() => producers.flatMap((produce) => produce().forwards ?? [])),
      },
    });
  }
  all.push(facts);
}

function lateList(produce: () => unknown[]): unknown {
  return { creationStack: [], resolve: produce, toString: () => `<${KEY}>` };
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

/** Declares both for an appliance that exists already and is known by its address only. */
export function declareAppliance(scope: IConstruct, address: string, announces: () => string[]): void {
  declare(scope, () => ({
    bgp: [{ speaker: address, announces: announces() }],
    forwards: [address],
  }));
}
