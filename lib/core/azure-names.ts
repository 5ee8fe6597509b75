import { Token } from "cdktf";

/** What Azure allows as the name of a kind of resource. */
export interface NameRule {
  /** What is named, in words: "virtual network". */
  readonly what: string;
  /** Fewest characters. */
  readonly min: number;
  /** Most characters. */
  readonly max: number;
  /** The whole name must match. */
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly allowed: string;
}

const NETWORK_PATTERN = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/;
const NETWORK_ALLOWED =
  "letters, digits, '.', '_' and '-', starting with a letter or digit and ending with a letter, digit or '_'";

/** The rule that most network resources share, with other lengths. Source: Azure resource naming rules. */
function networkRule(what: string, min = 1, max = 80): NameRule {
  return { what, min, max, pattern: NETWORK_PATTERN, allowed: NETWORK_ALLOWED };
}

/** Name rules by kind. Source: learn.microsoft.com, "Naming rules and restrictions for Azure resources". */
export const NAME_RULES = {
  resourceGroup: {
    what: "resource group",
    min: 1,
    max: 90,
    pattern: /^[-\w._()]*[-\w_()]$/,
    allowed: "letters, digits, '-', '_', '.', '(' and ')', not ending with '.'",
  },
  virtualNetwork: networkRule("virtual network", 2, 64),
  subnet: networkRule("subnet"),
  peering: networkRule("virtual network peering"),
  publicIp: networkRule("public IP address"),
  vpnGateway: networkRule("virtual network gateway"),
  localNetworkGateway: networkRule("local network gateway"),
  connection: networkRule("gateway connection"),
  bastion: networkRule("Bastion host", 3),
  networkInterface: networkRule("network interface"),
  networkSecurityGroup: networkRule("network security group"),
  routeTable: networkRule("route table"),
  route: networkRule("route"),
  loadBalancer: networkRule("load balancer"),
  firewall: networkRule("firewall", 2, 56),
  firewallPolicy: networkRule("firewall policy", 2),
  ruleCollectionGroup: networkRule("rule collection group", 2),
  routeServer: networkRule("Route Server", 2),
  virtualMachine: {
    what: "virtual machine",
    min: 1,
    max: 64,
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/,
    allowed: `${NETWORK_ALLOWED}, and not digits alone`,
  },
  windowsComputer: {
    what: "Windows computer name",
    min: 1,
    max: 15,
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    allowed: "letters, digits and '-', not starting or ending with '-', and not digits alone",
  },
  linuxComputer: {
    what: "Linux host name",
    min: 1,
    max: 64,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    allowed: "letters, digits, '.' and '-', not starting or ending with '.' or '-'",
  },
  member: {
    what: "hub or spoke",
    min: 1,
    max: 50,
    pattern: NETWORK_PATTERN,
    allowed: NETWORK_ALLOWED,
  },
} as const satisfies Record<string, NameRule>;

/**
 * Why Azure would refuse a name, or `undefined` if it would not.
 *
 * A name that is known only at apply can't be checked and passes.
 */
export function nameProblem(rule: NameRule, name: string): string | undefined {
  if (isDeferred(name)) {
    return undefined;
  }
  if (typeof name !== "string" || name.length === 0) {
    return `a ${rule.what} needs a name; it got ${JSON.stringify(name)}`;
  }
  if (name.length < rule.min || name.length > rule.max) {
    return (
      `the ${rule.what} name ${quote(name)} has ${name.length} characters; ` +
      `Azure allows ${rule.min} to ${rule.max}`
    );
  }
  if (!rule.pattern.test(name)) {
    const nearest = nearestName(rule, name);
    return (
      `the ${rule.what} name ${quote(name)} is not allowed; use ${rule.allowed}` +
      (nearest ? `: ${quote(nearest)} would do` : "")
    );
  }
  return undefined;
}

/**
 * Whether a value is known only at apply.
 *
 * Only a token counts. A literal `"${…}"` would be run by Terraform as an expression, so where a name is
 * expected it is text like any other, and refused.
 */
export function isDeferred(value: unknown): boolean {
  return Token.isUnresolved(value);
}

/**
 * Whether a text is one whole Terraform reference, such as `${azurerm_lb.a.private_ip_address}`: what
 * another resource of the same stack knows at apply. Functions and literals are not.
 */
export function isReference(text: string): boolean {
  return (
    typeof text === "string" &&
    /^\$\{[A-Za-z_]\w*(?:\.[\w-]+|\[(?:\d+|\*)\])*\.[\w-]+(?:\[\d+\])?\}$/.test(text)
  );
}

/** Quotes what a user gave, shortened so that a message stays readable. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 77)}...` : text);
}

function nearestName(rule: NameRule, name: string): string | undefined {
  const candidate = name
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
    .slice(0, rule.max);
  return candidate.length >= rule.min && rule.pattern.test(candidate) ? candidate : undefined;
}
