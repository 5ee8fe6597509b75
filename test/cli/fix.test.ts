import { readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { LIMITS } from "../../lib/cli/limits";
import { TerraformNetwork } from "../analysis/support/terraform-network";
import { Folder, run } from "./support/run";

const folder = new Folder();
const ENDS = ["--from", "vnet-spoke1/default", "--to", "vnet-spoke2/default"];
let input: string;
let assume: string;

beforeAll(() => {
  const network = new TerraformNetwork()
    .routes("spoke1_default", { "10.99.0.0/16": "10.0.1.4" })
    .routes("spoke2_default", { "10.0.0.0/8": "10.0.1.4" });
  input = folder.write("main.tf.json", network.configuration);
  assume = folder.write("assume.json", { version: 1, forwards: ["nic-nva"] });
});
afterAll(() => folder.remove());

function fix(...more: string[]): ReturnType<typeof run> {
  return run(["fix", input, "--assume", assume, ...ENDS, ...more]);
}

it("prints what to write, what it makes of the pair and what else changes", () => {
  const { code, out, err } = fix();
  expect([code, err]).toEqual([0, ""]);
  expect(out).toContain("next_hop_in_ip_address = azurerm_network_interface.nva.private_ip_address");
  expect(out).toContain("Makes it REACHABLE, through nic-nva.");
  expect(fix("--lang", "ja").out).toContain("解析しました");
});

it("prints the contract's JSON", () => {
  const answer = JSON.parse(fix("--format", "json").out);
  expect(answer).toMatchObject({
    version: 1,
    verdict: "BLOCKED",
    repairs: [
      {
        edits: [{ op: "append", address: "azurerm_route_table.spoke1_default", block: "route" }],
        makes: { verdict: "REACHABLE", through: ["nic-nva"] },
      },
      { why: "Peer vnet-spoke1 with vnet-spoke2 directly." },
    ],
  });
});

it("writes an override with every block of the kind, and changes no file that is there", () => {
  const out = folder.file("repair");
  expect(fix("--out", out).code).toBe(0);
  const [name, ...others] = readdirSync(out);
  expect([name, others]).toEqual([expect.stringMatching(/^repair_[0-9a-f]+_override\.tf\.json$/), []]);
  const written = JSON.parse(readFileSync(`${out}/${name}`, "utf8"));
  expect(written.resource.azurerm_route_table.spoke1_default.route).toHaveLength(2);
  const again = fix("--out", out);
  expect([again.code, again.err]).toEqual([2, expect.stringContaining("is there already")]);
});

it("makes the folders above, follows no link that leads nowhere, and says where no folder can be", () => {
  const out = folder.file("a/b/repair");
  expect(fix("--out", out).code).toBe(0);
  const [name] = readdirSync(out);
  rmSync(`${out}/${name}`);
  symlinkSync(folder.file("elsewhere"), `${out}/${name}`);
  expect(fix("--out", out)).toMatchObject({ code: 2, err: expect.stringContaining("is there already") });
  expect(fix("--out", "/proc/repair")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/^hub-spoke: \/proc\/repair\/\S+ can't be written: .+\n$/),
  });
});

it("writes no files and grants no wish without a pair, and writes none to standard output", () => {
  const alone = run(["fix", input, "--out", folder.file("alone")]);
  expect([alone.code, alone.err]).toEqual([2, expect.stringContaining("needs --from and --to together")]);
  const wish = run(["fix", input, "--want", "blocked"]);
  expect([wish.code, wish.err]).toEqual([2, expect.stringContaining("needs --from and --to together")]);
  expect(fix("--out", "-")).toMatchObject({ code: 2, err: expect.stringContaining("names a folder") });
});

it("ends with 1 where nothing helps, and says what was tried", () => {
  const lone = folder.write("lone.tf.json", {
    resource: {
      azurerm_virtual_network: {
        a: { name: "a", location: "eastasia", resource_group_name: "rg", address_space: ["10.0.0.0/16"] },
        b: { name: "b", location: "eastasia", resource_group_name: "rg", address_space: ["10.0.0.0/16"] },
      },
      azurerm_subnet: {
        a: {
          name: "x",
          resource_group_name: "rg",
          virtual_network_name: "a",
          address_prefixes: ["10.0.0.0/24"],
        },
        b: {
          name: "x",
          resource_group_name: "rg",
          virtual_network_name: "b",
          address_prefixes: ["10.0.1.0/24"],
        },
      },
    },
  });
  const { code, out } = run(["fix", lone, "--from", "a/x", "--to", "b/x"]);
  expect([code, out]).toEqual([1, expect.stringContaining("Give all but one of these addresses of its own")]);
  expect(out).toMatch(/\n\nWhy\n {2}- /);
});

it("says of what no edit can be written, in an input that isn't Terraform's", () => {
  const network = (name: string, prefix: string): object => ({
    type: "Microsoft.Network/virtualNetworks",
    apiVersion: "2024-05-01",
    name,
    location: "[resourceGroup().location]",
    properties: {
      addressSpace: { addressPrefixes: [prefix] },
      subnets: [{ name: "s", properties: { addressPrefix: prefix } }],
    },
  });
  const template = folder.write("template.json", {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources: [network("a", "10.0.0.0/16"), network("b", "10.1.0.0/16")],
  });
  const azapi = (name: string, prefix: string): object => ({
    type: "Microsoft.Network/virtualNetworks@2024-05-01",
    name,
    parent_id: "/subscriptions/s/resourceGroups/${var.group}",
    location: "westeurope",
    body: {
      properties: {
        addressSpace: { addressPrefixes: [prefix] },
        subnets: [{ name: "s", properties: { addressPrefix: prefix } }],
      },
    },
  });
  const terraform = folder.write("azapi.tf.json", {
    resource: { azapi_resource: { a: azapi("a", "10.0.0.0/16"), b: azapi("b", "10.1.0.0/16") } },
  });
  const pair = ["--from", "a/s", "--to", "b/s"];
  const said = (file: string, ...more: string[]) => {
    const { code, out } = run(["fix", file, ...pair, ...more]);
    return [code, out.replace(/\s+/g, " ")];
  };
  const sentence =
    /^a\/s → b\/s: ✗ BLOCKED No edit of (\S+), (\S+) can be written: [^.]*declares, of azurerm or in a template\. What would do it, written where these are: - Peer a with b directly\. .*Why - .*ROUTE_NONE/;
  expect(said(template)).toEqual([0, expect.stringContaining('"name": "a/a-to-b"')]);
  for (const more of [
    ["--format", "hcl"],
    ["--out", folder.file("files")],
  ]) {
    expect(run(["fix", template, ...pair, ...more]).code).toBe(2);
  }
  for (const [file, first] of [[terraform, "azapi_resource.a"]]) {
    expect(said(file)).toEqual([1, expect.stringMatching(sentence)]);
    expect(said(file)).toEqual([1, expect.stringContaining(first)]);
    expect(said(file, "--lang", "ja")).toEqual([1, expect.stringContaining("変更を書き出せません")]);
    for (const command of ["fix", "reach"]) {
      const all = run([command, file]).out.replace(/\s+/g, " ");
      expect(all).toMatch(/For a\/s → b\/s no change can be written here: .* aren't\. What its reasons say/);
      expect(all).not.toContain("No change of up to eight edits");
    }
    const answer = JSON.parse(run(["fix", file, ...pair, "--format", "json"]).out);
    expect(answer).toMatchObject({
      repairs: [],
      unwritable: [first, expect.any(String)],
      inWords: {
        edits: [1, 2].map(() => ({
          op: "create",
          type: "Microsoft.Network/virtualNetworks/virtualNetworkPeerings",
        })),
        why: ["Peer a with b directly."],
        makes: { verdict: "REACHABLE" },
      },
    });
    for (const format of ["hcl", "tf.json"]) {
      const { out, err } = run(["fix", file, ...pair, "--format", format]);
      expect([out, err]).toEqual(["", run(["fix", file, ...pair]).out]);
    }
  }
});

it("refuses a wish that it doesn't know", () => {
  const { code, err } = fix("--want", "reachible");
  expect([code, err]).toEqual([2, expect.stringContaining("did you mean reachable")]);
  expect(fix("--want", "through:nic-nvb").err).toContain("nic-nva");
  expect(fix("--want", "throgh:nic-nva").err).toContain("did you mean through:?");
});

it("cures findings, both halves of a bypass together, where no pair is asked for", () => {
  const network = new TerraformNetwork()
    .add("azurerm_virtual_network_gateway", "gw", {
      name: "gw",
      location: "eastasia",
      resource_group_name: "rg",
      type: "Vpn",
      sku: "VpnGw1AZ",
      ip_configuration: [{ name: "c", subnet_id: "${azurerm_subnet.hub_GatewaySubnet.id}" }],
    })
    .add("azurerm_local_network_gateway", "hq", {
      name: "hq",
      location: "eastasia",
      resource_group_name: "rg",
      gateway_address: "203.0.113.7",
      address_space: ["172.16.0.0/16"],
    })
    .add("azurerm_virtual_network_gateway_connection", "hq", {
      name: "con",
      location: "eastasia",
      resource_group_name: "rg",
      type: "IPsec",
      virtual_network_gateway_id: "${azurerm_virtual_network_gateway.gw.id}",
      local_network_gateway_id: "${azurerm_local_network_gateway.hq.id}",
    })
    .peer("hub", "spoke1", { allow_gateway_transit: true }, { use_remote_gateways: true })
    .routes("spoke1_default", { "0.0.0.0/0": "10.0.1.4" });
  const file = folder.write("bypass.tf.json", network.configuration);
  const { code, out } = run(["fix", file, "--assume", assume, "--format", "json"]);
  expect(code).toBe(0);
  const { findings } = JSON.parse(out);
  // What Azure refuses to create in this order comes first.
  const routed = findings.filter(({ code: of }: { code: string }) => !/^PEERING_|_KEY$/.test(of));
  expect(findings.length - routed.length).toBe(4);
  // A person has to choose a secret, so there is advice alone.
  expect(findings).toContainEqual(
    expect.objectContaining({
      code: "SITE_CONNECTION_WITHOUT_KEY",
      advice: "Give shared_key from a sensitive variable.",
      repairs: [],
    }),
  );
  expect(run(["fix", file, "--assume", assume]).out).toMatch(
    /\[SITE_CONNECTION_WITHOUT_KEY, [^\]]+\]\n {2}Give shared_key from a sensitive variable\./,
  );
  expect(routed).toMatchObject([
    {
      from: "vnet-spoke1/default",
      to: "on-premises/hq",
      repairs: [
        {
          edits: [
            {
              op: "set",
              address: "azurerm_route_table.spoke1_default",
              argument: "bgp_route_propagation_enabled",
              value: false,
            },
            { op: "create", type: "azurerm_route_table", name: "hub_GatewaySubnet" },
            { op: "create", type: "azurerm_subnet_route_table_association", name: "hub_GatewaySubnet" },
          ],
        },
        {},
      ],
    },
    {
      code: "RETURN_LOST",
      repairs: [
        { edits: [{ op: "create", type: "azurerm_subnet_route_table_association", name: "spoke2_default" }] },
        {},
      ],
    },
  ]);
  expect(run(["fix", file, "--from", "vnet-spoke1/default"]).code).toBe(2);
});

it("cures a peering of which only one half is there by the other half", () => {
  const { configuration } = new TerraformNetwork();
  const { resource } = JSON.parse(JSON.stringify(configuration));
  delete resource.azurerm_virtual_network_peering.hub_to_spoke1;
  const { out } = run(["fix", folder.write("half.tf.json", { resource }), "--format", "json"]);
  const findings = JSON.parse(out).findings.filter(
    ({ code }: { code: string }) => !/RACES|BEFORE/.test(code),
  );
  const half = { op: "create", type: "azurerm_virtual_network_peering", name: "hub_to_spoke1" };
  expect(findings).toMatchObject([
    {
      code: "PEERING_HALF_MISSING",
      resource: "azurerm_virtual_network_peering.spoke1_to_hub",
      repairs: [{ edits: [half], makes: { verdict: "REACHABLE" } }],
    },
  ]);
});

it("says that a name decides where the only rule on the way compares names", () => {
  const base = { location: "eastasia", resource_group_name: "rg" };
  const https = { type: "Https", port: 443 };
  const rule = { name: "updates", source_addresses: ["10.10.0.0/24"], protocols: [https] };
  const network = new TerraformNetwork()
    .add("azurerm_firewall_policy", "fw", { ...base, name: "afwp" })
    .add("azurerm_firewall_policy_rule_collection_group", "fw", {
      name: "rules",
      priority: 100,
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      application_rule_collection: [
        {
          name: "web",
          priority: 100,
          action: "Allow",
          rule: [{ ...rule, destination_fqdns: ["*.ubuntu.com"] }],
        },
      ],
    })
    .add("azurerm_public_ip", "fw", { ...base, name: "pip", allocation_method: "Static", sku: "Standard" })
    .add("azurerm_firewall", "fw", {
      ...base,
      name: "afw",
      sku_name: "AZFW_VNet",
      sku_tier: "Standard",
      firewall_policy_id: "${azurerm_firewall_policy.fw.id}",
      ip_configuration: [
        {
          name: "c",
          subnet_id: "${azurerm_subnet.hub_AzureFirewallSubnet.id}",
          public_ip_address_id: "${azurerm_public_ip.fw.id}",
        },
      ],
    })
    .routes("spoke1_default", { "0.0.0.0/0": "10.0.3.4" });
  const file = folder.write("names.tf.json", network.configuration);
  const ends = ["fix", file, "--from", "vnet-spoke1/default", "--to", "internet", "--port", "443"];
  const { code, out } = run(ends);
  expect(code).toBe(1);
  expect(out).toContain("The name decides, not the network: application rule web/updates (*.ubuntu.com).");
  expect(out).not.toContain("Nothing in this input suggests");
  expect(run([...ends, "--lang", "ja"]).out).toContain("宛先の名前で決まります");
  const { byName } = JSON.parse(run([...ends, "--format", "json"]).out);
  expect(byName).toEqual(["application rule web/updates (*.ubuntu.com)"]);
});

/** Networks whose address spaces have bits beside the mask, which is a finding each, and a network of so many subnets. */
function misspelled(count: number, subnets = 0): object {
  const place = { location: "eastasia", resource_group_name: "rg" };
  const wrong = Array.from({ length: count }, (_, index) => [
    `n${index}`,
    { name: `vnet-${index}`, ...place, address_space: [`10.${index}.0.1/16`] },
  ]);
  const inside = Array.from({ length: subnets }, (_, index) => [
    `s${index}`,
    {
      name: `subnet-${index}`,
      resource_group_name: "rg",
      virtual_network_name: "vnet-large",
      address_prefixes: [`172.16.${index >> 4}.${(index & 15) * 16}/28`],
    },
  ]);
  return {
    resource: {
      azurerm_virtual_network: {
        ...Object.fromEntries(wrong),
        large: { name: "vnet-large", ...place, address_space: ["172.16.0.0/16"] },
      },
      azurerm_subnet: Object.fromEntries(inside),
    },
  };
}

it("tells of many findings alike the cures of ten, and of all as JSON or when asked for all", () => {
  const many = folder.write("many.tf.json", misspelled(12));
  const { out } = run(["fix", many]);
  expect(out.match(/\[ADDRESS_SYNTAX, /g)).toHaveLength(10);
  expect(out).toContain("2 more findings have the code ADDRESS_SYNTAX; --all tells the cure of each.");
  expect(run(["fix", many, "--all"]).out.match(/\[ADDRESS_SYNTAX, /g)).toHaveLength(12);
  expect(JSON.parse(run(["fix", many, "--format", "json"]).out).findings).toHaveLength(12);
});

it("proves fewer cures of findings alike the larger the network is, and says how many are left", () => {
  expect(LIMITS.endpointsAndFindingsOfACode).toBe(10 * 500);
  const lower = jest.replaceProperty(LIMITS, "endpointsAndFindingsOfACode", 10 * 50);
  const large = folder.write("large.tf.json", misspelled(12, 50));
  const { findings, more } = JSON.parse(run(["fix", large, "--format", "json"]).out);
  lower.restore();
  expect(findings).toHaveLength(10);
  expect(more).toEqual({ ADDRESS_SYNTAX: 2 });
});

test("a repair that no file can do is told to do by hand, and isn't taken for written", () => {
  const plan = "test/cases/plans/museum-isolated-nat/plan.json";
  const pair = ["--from", "vnet-museum-paintings/climate", "--to", "vnet-museum-house/admin"];
  const { code, out, err } = run(["fix", plan, ...pair, "--format", "tf.json"]);
  expect([code, out]).toEqual([1, ""]);
  expect(err).toContain("Override files can't do this; do it by hand:");
  expect(run(["fix", plan, ...pair, "--format", "hcl"]).code).toBe(0);
});
