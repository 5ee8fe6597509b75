import { AddressSet } from "../../../../lib/analysis/sets/address-set";
import { Asked, repairsOf } from "../support/ask";
import { Block, PLACE, RandomDocument } from "../support/random-document";

/** A spoke whose default route leads to a firewall that lets one name through. */
function spoke({ isJoined = true } = {}): RandomDocument {
  const document = new RandomDocument();
  document.network("hub", "10.0.0.0/16");
  document.add("azurerm_firewall_policy", "fw", { name: "fwp", ...PLACE });
  document.firewall({ firewall_policy_id: "${azurerm_firewall_policy.fw.id}" });
  document.add("azurerm_firewall_policy_rule_collection_group", "fw", {
    name: "g",
    firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
    priority: 500,
    application_rule_collection: [
      {
        name: "web",
        priority: 500,
        action: "Allow",
        rule: [
          {
            name: "one",
            protocols: [{ type: "Https", port: 443 }],
            source_addresses: ["*"],
            destination_fqdns: ["example.com"],
          },
        ],
      },
    ],
  });
  document.network("spoke0", "10.10.0.0/16");
  document.subnet("spoke0", "app", "10.10.0.0/24");
  document.table("spoke0_app", [
    ["0.0.0.0/0", "${azurerm_firewall.fw.ip_configuration[0].private_ip_address}"],
  ]);
  document.half("spoke0", "hub", { allow_forwarded_traffic: true });
  if (isJoined) {
    document.half("hub", "spoke0", { allow_forwarded_traffic: true });
  }
  return document;
}

const ask = ({ resource }: RandomDocument, asked: Partial<Asked> = {}) =>
  repairsOf({ document: { resource }, from: "spoke0/app", to: "internet", ...asked }).repairs[0];

test("a name that decides is no reason to lead packets past the firewall", () => {
  expect(ask(spoke({ isJoined: false }))).toMatchObject({
    edits: [{ op: "create", type: "azurerm_virtual_network_peering", name: "hub_to_spoke0" }],
    makes: { verdict: "CONDITIONAL", through: ["fw"] },
    cautions: [{ en: expect.stringContaining("compares names") as string }],
  });
});

test("who may not reach the Internet by a default route of their own is denied its addresses, since the tag has none", () => {
  const { edits, makes } = ask(spoke(), { wish: { kind: "blocked" } });
  expect(makes.verdict).toBe("BLOCKED");
  const [group] = edits.flatMap((edit) => (edit.op === "create" ? [edit.arguments] : []));
  const [rule] = group.security_rule as Block[];
  const denied = AddressSet.of(rule.destination_address_prefixes as string[]);
  expect(rule).toMatchObject({ access: "Deny", direction: "Outbound", protocol: "Tcp" });
  expect(denied.intersects(AddressSet.of(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]))).toBe(false);
  expect(denied.intersects(AddressSet.of(["8.8.8.8/32"]))).toBe(true);
});

test("a group that denies the Internet lets it out by its addresses then", () => {
  const document = spoke();
  document.filter("spoke0", {
    direction: "Outbound",
    source_address_prefix: "*",
    destination_address_prefix: "*",
  });
  expect(ask(document)).toMatchObject({
    edits: [
      {
        op: "append",
        address: "azurerm_network_security_group.spoke0",
        value: {
          access: "Allow",
          destination_address_prefixes: expect.arrayContaining(["8.0.0.0/7"]) as string[],
        },
      },
    ],
    makes: { verdict: "CONDITIONAL", through: ["fw"] },
  });
});

test("a network rule that denies everything before names are compared goes first: what nothing allows is denied anyway", () => {
  const document = spoke();
  document.add("azurerm_firewall_policy_rule_collection_group", "deny", {
    name: "deny",
    firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
    priority: 600,
    network_rule_collection: [
      {
        name: "deny",
        priority: 4000,
        action: "Deny",
        rule: [
          {
            name: "all",
            protocols: ["Any"],
            source_addresses: ["*"],
            destination_addresses: ["*"],
            destination_ports: ["*"],
          },
        ],
      },
    ],
  });
  expect(ask(document, { options: { protocol: "tcp", port: 443 } })).toMatchObject({
    edits: [{ op: "remove", block: "network_rule_collection[0]" }],
    makes: { verdict: "CONDITIONAL", through: ["fw"] },
    cautions: [
      { en: expect.stringContaining("Ask who wrote them") as string },
      { en: expect.stringContaining("compares names") as string },
    ],
  });
});
