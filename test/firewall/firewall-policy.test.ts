import {
  ExplicitProxyOptions,
  FirewallAddresses,
  FirewallPolicy,
  FirewallPolicyOptions,
  FirewallRule,
  FirewallSku,
  IntrusionDetectionMode,
  IpGroup,
  ThreatIntelligenceMode,
} from "../../lib";
import { DependencyGraph } from "../support/dependency-graph";
import { refusals, resourceNamed, resourcesOf, synthesize } from "../support/synth";

const PLACE = { location: "japaneast", resourceGroupName: "rg" };
const IDENTITY =
  "/subscriptions/s/resourceGroups/g/providers/Microsoft.ManagedIdentity/userAssignedIdentities/fw";
const TLS = {
  certificateName: "ca",
  keyVaultSecretId: "https://vault01.vault.azure.net/secrets/ca",
  identityId: IDENTITY,
};

function built(options: FirewallPolicyOptions, sku = FirewallSku.PREMIUM) {
  return (stack: ConstructorParameters<typeof FirewallPolicy>[0]) =>
    new FirewallPolicy(stack, "Policy", { ...PLACE, name: "hub01", sku, ...options });
}

test("everything is off unless asked for", () => {
  expect(resourceNamed(synthesize(built({})), "azurerm_firewall_policy", "afwp-hub01")).toEqual({
    name: "afwp-hub01",
    location: "japaneast",
    resource_group_name: "rg",
    sku: "Premium",
  });
});

test("each setting stands in the provider's words", () => {
  const json = synthesize(
    built({
      policyName: "policy",
      threatIntelligence: ThreatIntelligenceMode.DENY,
      threatIntelligenceAllowlist: { fqdns: ["*.example.com"], ipAddresses: ["203.0.113.0/24"] },
      dnsProxy: { servers: ["10.0.2.4"] },
      intrusionDetection: {
        mode: IntrusionDetectionMode.DENY,
        signatureOverrides: [{ id: "2024897", mode: IntrusionDetectionMode.OFF }],
      },
      tlsInspection: TLS,
      explicitProxy: { httpPort: 8080, httpsPort: 8443 },
      privateRanges: ["IANAPrivateRanges", "203.0.113.0/24"],
    }),
  );
  expect(resourceNamed(json, "azurerm_firewall_policy", "policy")).toMatchObject({
    threat_intelligence_mode: "Deny",
    threat_intelligence_allowlist: { fqdns: ["*.example.com"], ip_addresses: ["203.0.113.0/24"] },
    dns: { proxy_enabled: true, servers: ["10.0.2.4"] },
    intrusion_detection: { mode: "Deny", signature_overrides: [{ id: "2024897", state: "Off" }] },
    tls_certificate: { name: "ca", key_vault_secret_id: TLS.keyVaultSecretId },
    identity: { type: "UserAssigned", identity_ids: [IDENTITY] },
    explicit_proxy: { enabled: true, http_port: 8080, https_port: 8443 },
    private_ip_ranges: ["IANAPrivateRanges", "203.0.113.0/24"],
  });
});

const proxy = (options: Partial<ExplicitProxyOptions>): FirewallPolicyOptions => ({
  explicitProxy: { httpPort: 8080, ...options },
});

test.each<[FirewallPolicyOptions, FirewallSku, RegExp]>([
  [
    { intrusionDetection: {} },
    FirewallSku.STANDARD,
    /intrusionDetection needs the tier Premium, and the policy is Standard/,
  ],
  [{ tlsInspection: TLS }, FirewallSku.BASIC, /tlsInspection needs the tier Premium/],
  [{ dnsProxy: {} }, FirewallSku.BASIC, /the tier Basic has no DNS proxy/],
  [{ threatIntelligence: ThreatIntelligenceMode.DENY }, FirewallSku.BASIC, /only alerts/],
  [{ dnsProxy: { servers: ["dns"] } }, FirewallSku.STANDARD, /the DNS server "dns" is not an IPv4 address/],
  [{ threatIntelligenceAllowlist: {} }, FirewallSku.STANDARD, /threatIntelligenceAllowlist is empty/],
  [
    { threatIntelligenceAllowlist: { ipAddresses: ["10.0.0.1-10.0.0.2"] } },
    FirewallSku.STANDARD,
    /give a prefix/,
  ],
  [{ privateRanges: [] }, FirewallSku.STANDARD, /privateRanges is empty/],
  [{ privateRanges: ["x"] }, FirewallSku.STANDARD, /an entry of privateRanges, "x"/],
  [
    { intrusionDetection: { signatureOverrides: [{ id: "x", mode: IntrusionDetectionMode.OFF }] } },
    FirewallSku.PREMIUM,
    /no number of a signature/,
  ],
  [
    {
      intrusionDetection: {
        signatureOverrides: [IntrusionDetectionMode.OFF, IntrusionDetectionMode.DENY].map((mode) => ({
          id: "2024897",
          mode,
        })),
      },
    },
    FirewallSku.PREMIUM,
    /lists the signature "2024897" twice; leave one out/,
  ],
  [
    { tlsInspection: { ...TLS, keyVaultSecretId: "ca" } },
    FirewallSku.PREMIUM,
    /keyVaultSecretId is "ca"; write an id like/,
  ],
  [
    { tlsInspection: { ...TLS, identityId: "fw" } },
    FirewallSku.PREMIUM,
    /no Azure id of a user-assigned identity/,
  ],
  [proxy({ httpPort: 35537 }), FirewallSku.STANDARD, /azurerm takes 1 to 35536/],
  [proxy({ httpsPort: 8080 }), FirewallSku.STANDARD, /give each a number of its own/],
  [proxy({ pacFilePort: 8090 }), FirewallSku.STANDARD, /needs both pacFile and pacFilePort/],
])("%j in tier %s is refused", (options, sku, message) => {
  expect(refusals(built(options, sku))).toEqual([expect.stringMatching(message)]);
});

test("a signature in the address of a PAC file is a secret, and is neither taken nor repeated", () => {
  const [said] = refusals(
    built(proxy({ pacFile: "https://a.blob.core.windows.net/p/proxy.pac?sig=GEHEIM", pacFilePort: 8090 })),
  );
  expect(said).toMatch(/take it from a sensitive variable/);
  expect(said).not.toContain("GEHEIM");
});

test("a policy waits for all groups of the one that it inherits from", () => {
  const json = synthesize((stack) => {
    const base = new FirewallPolicy(stack, "Base", { ...PLACE, name: "base", sku: FirewallSku.STANDARD });
    const own = built({ basePolicy: base })(stack);
    const from = [FirewallAddresses.any()];
    const collections = [{ name: "rules", rules: [FirewallRule.network({ name: "r", from, to: from })] }];
    own.addRuleGroup("own", { collections });
    base.addRuleGroup("later", { collections });
  });
  const graph = new DependencyGraph(json);
  expect(graph.onCircle()).toEqual([]);
  const [base, own] = ["Base", "Policy"].map((id) =>
    Object.keys(resourcesOf(json, "azurerm_firewall_policy")).find((key) => key.startsWith(id))!,
  );
  expect(resourcesOf(json, "azurerm_firewall_policy")[own].base_policy_id).toBe(
    `\${azurerm_firewall_policy.${base}.id}`,
  );
  const later = graph.one("azurerm_firewall_policy_rule_collection_group.", "later");
  expect(graph.waits(`azurerm_firewall_policy.${own}`, later)).toBe(true);
});

test("a base policy of a higher tier is refused", () => {
  expect(
    refusals((stack) => {
      const basePolicy = FirewallPolicy.fromFirewallPolicyAttributes(stack, "Base", {
        firewallPolicyId:
          "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/firewallPolicies/base",
        sku: FirewallSku.PREMIUM,
      });
      built({ basePolicy }, FirewallSku.STANDARD)(stack);
    }),
  ).toEqual([
    expect.stringMatching(/inherits from one of tier Premium, which is higher: set sku to Premium/),
  ]);
});

test("an IP group takes prefixes, addresses and ranges, and no more than Azure", () => {
  const many = Array.from({ length: 5001 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`);
  const group = (prefixes: string[]) =>
    refusals((stack) => {
      new IpGroup(stack, "Group", { ...PLACE, name: "g", prefixes });
    });
  expect(group(["10.0.0.0/8", "10.0.0.4", "10.0.0.4-10.0.0.9"])).toEqual([]);
  expect(group(["any"])).toEqual([expect.stringMatching(/an entry of the IP group "ipg-g", "any"/)]);
  expect(group(many)).toEqual([expect.stringMatching(/has 5001 entries; Azure takes 5000: divide it/)]);
});
