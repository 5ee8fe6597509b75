/** What Azure (or azurerm, where it is stricter) allows as the name of a kind of resource. */
export interface NameRule {
  /** What is named, in words: "virtual network". */
  readonly what: string;
  /** Fewest characters. */
  readonly min: number;
  /** Most characters. */
  readonly max: number;
  /** Who allows so many, if not Azure. */
  readonly by?: string;
  /** The whole name must match. */
  readonly pattern: RegExp;
  /** The pattern in words. */
  readonly allowed: { readonly en: string; readonly ja: string };
}

/** The pattern that most network resources share. */
export const NETWORK_NAME: Pick<NameRule, "pattern" | "allowed"> = {
  pattern: /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/,
  allowed: {
    en: "letters, digits, '.', '_' and '-', starting with a letter or digit and ending with a letter, digit or '_'",
    ja: "英数字・ピリオド・アンダースコア・ハイフン（先頭は英数字、末尾は英数字かアンダースコア）",
  },
};

function networkRule(what: string, min = 1, max = 80): NameRule {
  return { what, min, max, ...NETWORK_NAME };
}

/**
 * Rules and rule collections of a firewall's policy, which are no resources of their own: Azure takes spaces and more, and azurerm any
 * text. Source: azurerm#14503. What Terraform would run is none of it.
 */
export const FIREWALL_RULE_NAME: Omit<NameRule, "what"> = {
  min: 1,
  max: 80,
  pattern: /^(?!.*[$%]\{)\S(?:[^\p{Cc}]*\S)?$/u,
  allowed: {
    en: "any characters but control characters, '${' and '%{', without blanks at the ends",
    ja: "制御文字・${・%{ を除く任意の文字（先頭と末尾の空白は不可）",
  },
};

/**
 * Name rules by kind. Source: learn.microsoft.com, "Naming rules and restrictions for Azure resources", and
 * azurerm's own checks: it takes ASCII alone in a resource group's name, where Azure takes letters of any script.
 */
export const NAME_RULES = {
  resourceGroup: {
    what: "resource group",
    min: 1,
    max: 90,
    pattern: /^[A-Za-z0-9_.()-]*[A-Za-z0-9_()-]$/,
    allowed: {
      en: "letters, digits, '-', '_', '.', '(' and ')', not ending with '.'",
      ja: "英数字・ハイフン・アンダースコア・ピリオド・かっこ（末尾にピリオドは不可）",
    },
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
  securityRule: networkRule("security rule"),
  routeTable: networkRule("route table"),
  route: networkRule("route"),
  loadBalancer: networkRule("load balancer"),
  /** Its pools, probes and rules. */
  loadBalancerPart: networkRule("part of a load balancer"),
  firewall: networkRule("firewall", 1, 56),
  firewallPolicy: networkRule("firewall policy", 2),
  ruleCollectionGroup: networkRule("rule collection group", 2),
  ipGroup: networkRule("IP group"),
  publicIpPrefix: networkRule("public IP prefix"),
  privateResolver: networkRule("private resolver"),
  forwardingRuleset: networkRule("forwarding ruleset"),
  routeServer: networkRule("Route Server", 2),
  routingAppliance: networkRule("routing appliance", 1, 64),
  networkManager: networkRule("network manager", 1, 64),
  /** Its groups, members, configurations, rules and pools. */
  networkManagerPart: networkRule("part of a network manager", 1, 64),
  bgpConnection: networkRule("BGP connection"),
  natGateway: networkRule("NAT gateway"),
  privateEndpoint: networkRule("private endpoint", 2, 64),
  disk: networkRule("disk"),
  automationAccount: {
    what: "Automation account",
    min: 6,
    max: 50,
    pattern: /^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    allowed: {
      en: "letters, digits and '-', starting with a letter and ending with a letter or digit",
      ja: "英数字・ハイフン（先頭は英字、末尾は英数字）",
    },
  },
  keyVaultSecret: {
    what: "secret of a Key Vault",
    min: 1,
    max: 127,
    pattern: /^[A-Za-z0-9-]+$/,
    allowed: { en: "letters, digits and '-'", ja: "英数字・ハイフン" },
  },
  virtualMachine: {
    what: "virtual machine",
    min: 1,
    max: 64,
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?$/,
    allowed: {
      en: `${NETWORK_NAME.allowed.en}, and not digits alone`,
      ja: `${NETWORK_NAME.allowed.ja}、数字だけは不可`,
    },
  },
  windowsComputer: {
    what: "Windows computer",
    min: 1,
    max: 15,
    pattern: /^(?!\d+$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    allowed: {
      en: "letters, digits and '-', not starting or ending with '-', and not digits alone",
      ja: "英数字とハイフン（先頭と末尾は英数字、数字だけは不可）",
    },
  },
  linuxComputer: {
    what: "Linux host",
    min: 1,
    max: 64,
    pattern: /^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/,
    allowed: {
      en: "letters, digits, '.' and '-', not starting or ending with '.' or '-'",
      ja: "英数字・ピリオド・ハイフン（先頭と末尾は英数字）",
    },
  },
} as const satisfies Record<string, NameRule>;

/** What is wrong with a name: its length or its characters. */
export function nameFault(rule: NameRule, name: string): "length" | "characters" | undefined {
  if (name.length < rule.min || name.length > rule.max) {
    return "length";
  }
  return rule.pattern.test(name) ? undefined : "characters";
}

/** A name that is allowed and close to the one given, or `undefined`. */
export function nearestAllowedName(rule: NameRule, name: string): string | undefined {
  const candidates = [/[^A-Za-z0-9._-]+/g, /[^A-Za-z0-9.-]+/g, /[^A-Za-z0-9-]+/g].map((others) =>
    name
      .replace(others, "-")
      .replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, "")
      .slice(0, rule.max)
      .replace(/[._-]+$/, ""),
  );
  return candidates.find((candidate) => nameFault(rule, candidate) === undefined);
}
