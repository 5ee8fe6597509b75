import { Edit, EditableInput } from "../model";

/** Where a program of CDK for Terraform says what edits change: whoever edits the synthesized JSON loses it. */
export interface ConstructEdit {
  /** Path of a construct within its stack: `Network/Spoke-spoke01/Peering`. */
  readonly construct: string;
  /** What to write there, where a property of our constructs does it. */
  readonly property?: string;
}

/** The constructs that make what edits change; a property of ours in their place where one does the same. */
export function constructsOf(input: EditableInput, edits: readonly Edit[]): readonly ConstructEdit[] {
  const peered = peeredSpokes(input, edits);
  if (peered !== undefined) {
    return [peered];
  }
  const found = edits.flatMap((edit) =>
    placesOf(edit).flatMap((address) => constructAt(input, address) ?? []),
  );
  return [...new Map(found.map((one) => [`${one.construct} ${one.property}`, one])).values()];
}

/** Two halves between two spokes of one network of ours. */
function peeredSpokes(input: EditableInput, edits: readonly Edit[]): ConstructEdit | undefined {
  const isPeering = (edit: Edit): boolean =>
    edit.op === "create" && edit.type === "azurerm_virtual_network_peering";
  if (edits.length !== 2 || !edits.every(isPeering)) {
    return undefined;
  }
  const networks = [...new Set(placesOf(edits[0]))].map((address) => {
    const path = input.constructOf(address) ?? "";
    const [, owner, spoke] = /^[^/]+\/(.*)\/Spoke-([^/]+)\/VirtualNetwork\//.exec(path) ?? [];
    return owner === undefined ? undefined : { owner, spoke };
  });
  const [first, second, ...others] = networks;
  if (first === undefined || second === undefined || others.length > 0 || first.owner !== second.owner) {
    return undefined;
  }
  const pair = `{ first: ${JSON.stringify(first.spoke)}, second: ${JSON.stringify(second.spoke)} }`;
  return {
    construct: first.owner,
    property: `transit: TransitRouting.directPeering({ pairs: [${pair}] })`,
  };
}

/** Resources that an edit changes, or that a new one refers to. */
function placesOf(edit: Edit): readonly string[] {
  if (edit.op !== "create") {
    return [edit.address];
  }
  const references = JSON.stringify(edit.arguments).matchAll(/\$\{([a-z0-9_]+\.[A-Za-z0-9_-]+)\./g);
  return Array.from(references, ([, address]) => address);
}

function constructAt(input: EditableInput, address: string): ConstructEdit | undefined {
  const path = input.constructOf(address);
  if (path === undefined) {
    return undefined;
  }
  const construct = path
    .split("/")
    .slice(1)
    .join("/")
    .replace(/\/(Resource|Default|Local|Remote)$/, "");
  return propertyOf(construct) ?? { construct };
}

/** Properties of our constructs, told by how they lay out what they make: `…/Spoke-web/…`, `…/Transit/Policy`. */
function propertyOf(construct: string): ConstructEdit | undefined {
  const [, network, spoke] = /^(.*)\/Spoke-([^/]+)\/.*SecurityGroup/.exec(construct) ?? [];
  if (network !== undefined) {
    return {
      construct: network,
      property: `securityGroup of the spoke ${JSON.stringify(spoke)}: SecurityGroup.allowNetwork(), or one more in SecurityGroup.closed({ allow: [...] })`,
    };
  }
  const [, owner] = /^(.*)\/Transit\/(Policy|Rules)\b/.exec(construct) ?? [];
  return owner === undefined
    ? undefined
    : { construct: owner, property: "transit: TransitRouting.azureFirewall({ ruleGroups: [...] })" };
}
