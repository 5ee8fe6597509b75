/** A resource's id at Azure Resource Manager, in pieces; an extension's id ends with the extension's own. */
export interface ArmId {
  /** `Microsoft.Network/virtualNetworks/subnets`. */
  readonly type: string;
  /** Kind and name in turns, without the provider: `virtualNetworks/vnet-hub01/subnets/default`. */
  readonly path: string;
  readonly name: string;
  /** In lower case; empty where the id lies in none. */
  readonly subscription: string;
  readonly resourceGroup: string;
}

/** Reads an id of whatever kind; `undefined` for another text. */
export function parseArmId(text: string): ArmId | undefined {
  const [, subscription = "", resourceGroup = ""] =
    /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?(?:\/|$)/i.exec(text) ?? [];
  const provider = text.toLowerCase().lastIndexOf("/providers/");
  const [namespace, ...steps] = provider < 0 ? [] : text.slice(provider + "/providers/".length).split("/");
  const where = { subscription: subscription.toLowerCase(), resourceGroup };
  if (namespace === undefined) {
    const isGroup = resourceGroup !== "" && text.split("/").length === 5;
    return isGroup
      ? {
          ...where,
          type: "Microsoft.Resources/resourceGroups",
          path: `resourceGroups/${resourceGroup}`,
          name: resourceGroup,
        }
      : undefined;
  }
  if (steps.length === 0 || steps.length % 2 !== 0 || steps.includes("")) {
    return undefined;
  }
  const kinds = steps.filter((_, index) => index % 2 === 0);
  return {
    ...where,
    type: [namespace, ...kinds].join("/"),
    path: steps.join("/"),
    name: steps.at(-1)!,
  };
}

/** The id of what a resource lies in: a table's of its routes', a virtual network's of its subnets'. */
export function parentOf(id: string): string {
  return id.replace(/\/[^/]+\/[^/]+$/, "");
}
