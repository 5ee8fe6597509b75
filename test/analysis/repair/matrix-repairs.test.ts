import { readFileSync } from "node:fs";
import { join } from "node:path";
import { analyze, findMatrixRepairs, readNetwork } from "../../../lib/analysis";
import { TerraformNetwork } from "../support/terraform-network";
import { expectKept } from "./support/ask";

const ASSUME = { version: 1, forwards: ["nic-nva"] };
const ROUTES = { "10.0.0.0/8": "10.0.1.4" };

function search(document: object, assume: object = ASSUME): ReturnType<typeof findMatrixRepairs> {
  const { input } = readNetwork(document, assume);
  const found = findMatrixRepairs(input, {}, 6);
  for (const { repair, from, to } of found.repairs) {
    expectKept({ document, assume, from, to }, repair);
  }
  return found;
}

it("cures all pairs of the spoke that forgot its table with one change", () => {
  const { configuration } = new TerraformNetwork().routes("spoke1_default", ROUTES);
  const { unreachable, cured, repairs, incurable, left } = search(configuration);
  expect([unreachable, cured, incurable, left]).toEqual([2, 2, undefined, undefined]);
  expect(repairs).toMatchObject([
    {
      repair: { edits: [{ op: "create", type: "azurerm_subnet_route_table_association" }] },
      cures: [{ after: "REACHABLE" }, { after: "REACHABLE" }],
    },
  ]);
});

it("lets each of two hubs know the spokes of the other with one change, and gives no spoke a second hub", () => {
  const path = join(__dirname, "../../cases/routing/advice-two-hubs/main.tf.json");
  const { unreachable, cured, repairs } = search(JSON.parse(readFileSync(path, "utf8")), { version: 1 });
  expect([unreachable, cured]).toEqual([4, 4]);
  const added = repairs.flatMap(({ repair: { edits } }) => edits.filter(({ op }) => op === "append"));
  expect(added).toMatchObject(
    ["10.10.0.0/16", "10.20.0.0/16"].map((prefix) => {
      return { address: "azurerm_route_table.rt-fw-sds", value: { address_prefix: prefix } };
    }),
  );
  expect(JSON.stringify(repairs)).not.toContain("azurerm_virtual_network_peering");
});

describe("where a firewall has no rule for spokes", () => {
  const base = { location: "eastasia", resource_group_name: "rg" };
  const policy = "${azurerm_firewall_policy.fw.id}";
  const spokes = ["10.10.0.0/24", "10.20.0.0/24", "10.30.0.0/24"];
  const network = (): TerraformNetwork =>
    new TerraformNetwork()
      .network("spoke3", "10.30.0.0/16", { default: "10.30.0.0/24" })
      .peer("hub", "spoke3")
      .add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" })
      .add("azurerm_firewall", "fw", {
        ...base,
        name: "afw",
        sku_name: "AZFW_VNet",
        sku_tier: "Standard",
        firewall_policy_id: policy,
        ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}" }],
      })
      .routes("spoke1_default", { "0.0.0.0/0": "10.0.3.4" })
      .routes("spoke2_default", { "0.0.0.0/0": "10.0.3.4" })
      .routes("spoke3_default", { "0.0.0.0/0": "10.0.3.4" });
  const rules = (collections: object): { readonly [argument: string]: unknown } => {
    return { name: "rules", firewall_policy_id: policy, priority: 200, ...collections };
  };
  const group = "azurerm_firewall_policy_rule_collection_group";
  const ruleIn = ({ repairs }: ReturnType<typeof search>): unknown => {
    const text = JSON.stringify(repairs.map(({ repair }) => repair.edits));
    const lists = ["source_addresses", "destination_addresses"].map((name) =>
      [...text.matchAll(new RegExp(`"${name}":(\\[[^\\]]*\\])`, "g"))].map(([, list]) =>
        JSON.parse(list).sort(),
      ),
    );
    return lists;
  };

  it("writes one rule for all of them, and none wider than the prefixes that lack one", () => {
    const found = search(network().configuration);
    expect([found.unreachable, found.cured, found.repairs.length]).toEqual([6, 6, 1]);
    expect(ruleIn(found)).toEqual([[spokes], [spokes]]);
  });

  it("leaves out whom a rule lets pass already", () => {
    const rule = {
      name: "web",
      protocols: ["TCP"],
      source_addresses: ["10.10.0.0/24"],
      destination_addresses: ["10.20.0.0/24"],
      destination_ports: ["*"],
    };
    const { configuration } = network().add(
      group,
      "fw",
      rules({ network_rule_collection: [{ name: "net", priority: 100, action: "Allow", rule: [rule] }] }),
    );
    const found = search(configuration);
    expect([found.unreachable, found.cured]).toEqual([5, 5]);
    const [sources, destinations] = ruleIn(found) as readonly (readonly string[])[][];
    sources.forEach((list, index) =>
      expect([list, destinations[index]].map((each) => each.length)).not.toEqual([3, 3]),
    );
  });

  it("asks for a network rule where application rules go by names, not for a way past the firewall", () => {
    const rule = {
      name: "packages",
      source_addresses: ["10.0.0.0/8"],
      destination_fqdns: ["packages.contoso.com"],
      protocols: [{ type: "Https", port: 443 }],
    };
    const { configuration } = network().add(
      group,
      "fw",
      rules({
        application_rule_collection: [{ name: "names", priority: 300, action: "Allow", rule: [rule] }],
      }),
    );
    const { input } = readNetwork(configuration, ASSUME);
    const found = findMatrixRepairs(input, { port: 443 }, 6);
    expect([found.unreachable, found.cured, found.repairs.length]).toEqual([6, 6, 1]);
    expect(ruleIn(found)).toEqual([[spokes], [spokes]]);
  });
});

it("counts as cured what the changed input shows, and says which pair it didn't come to", () => {
  const { configuration } = new TerraformNetwork();
  const { input, model } = readNetwork(configuration, ASSUME);
  const before = analyze(model);
  const ids = before.endpoints.map(({ id }) => id);
  const open = ids.flatMap((from) =>
    ids.filter((to) => to !== from && before.verdict(from, to) !== "REACHABLE"),
  );
  const none = findMatrixRepairs(input, {}, 0);
  expect(none).toMatchObject({ unreachable: open.length, cured: 0, repairs: [], left: {} });
  const { repairs, cured } = search(configuration);
  const cures = new Set(repairs.flatMap((one) => one.cures.map(({ from, to }) => `${from} ${to}`)));
  expect(cures.size).toBe(cured);
});

it("names a pair for which nothing is found, and asks no more for those like it", () => {
  const network = (name: string): object => {
    return { name, location: "eastasia", resource_group_name: "rg", address_space: ["10.0.0.0/16"] };
  };
  const subnet = (of: string): object => {
    return {
      name: "s",
      resource_group_name: "rg",
      virtual_network_name: `\${azurerm_virtual_network.${of}.name}`,
      address_prefixes: ["10.0.0.0/24"],
    };
  };
  const document = {
    resource: {
      azurerm_virtual_network: { a: network("a"), b: network("b") },
      azurerm_subnet: { a: subnet("a"), b: subnet("b") },
    },
  };
  expect(search(document, { version: 1 })).toMatchObject({
    cured: 0,
    repairs: [],
    incurable: { from: "a/s", to: "b/s", unwritable: [] },
  });
});
