import { LIMITS } from "../../lib/cli/limits";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const lab = folder.write("lab.tf.json", labConfiguration());
const firewall = folder.write("firewall.tf.json", labConfiguration({ firewall: true }));
afterAll(() => folder.remove());

const pair = ["--from", "vnet-spoke01/default", "--to", "vnet-spoke02/default"];

describe("hub-spoke reach", () => {
  it("answers the article's question: two spokes can't talk, and why", () => {
    const { code, out, err } = run(["reach", lab]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain("vnet-spoke01/default  ✓ REACHABLE  ·             ✗ BLOCKED");
    expect(out).toContain("10.0.0.0/8 → None matches");
    expect(out).toContain("[ROUTE_NONE, azurerm_subnet.spoke01_default]");
  });

  it("prints classes instead of pairs with --grouped", () => {
    const { out } = run(["reach", lab, "--grouped"]);
    const { version, endpoints, classes, groups, ...rest } = JSON.parse(out);
    expect([version, rest]).toEqual([1, { inputs: [{ source: lab, kind: "configuration" }] }]);
    expect(classes.flat().sort()).toEqual(endpoints.map(({ id }: { id: string }) => id).sort());
    const spokes = classes.findIndex((ids: string[]) => ids.includes("vnet-spoke01/default"));
    const between = groups.filter(
      (group: { fromClass: number; toClass: number }) =>
        group.fromClass === spokes && group.toClass === spokes,
    );
    expect(between).toHaveLength(1);
    expect(between[0]).toMatchObject({ verdict: "BLOCKED", count: 2 });
    const { from, to } = between[0].example;
    const alone = JSON.parse(run(["reach", lab, "--json", "--from", from, "--to", to]).out);
    const { repairs, ...asked } = alone.pairs[0];
    expect(between[0].example).toEqual(asked);
    expect(repairs).not.toEqual([]);
    const refused = run(["reach", lab, "--grouped", ...pair]);
    expect([refused.code, refused.err]).toEqual([2, expect.stringContaining("--grouped")]);
  });

  it("leaves both ways out beyond 10,000 pairs, unless it is told to print them", () => {
    expect(LIMITS.tracedPairs).toBe(10_000);
    const lower = jest.replaceProperty(LIMITS, "tracedPairs", 100);
    // 11 endpoints in two networks, which take less than as many networks.
    const network = (name: string) => ({ name, address_space: ["10.0.0.0/16"] });
    const subnet = (of: string, name: string, i: number) => ({
      name,
      virtual_network_name: of,
      address_prefixes: [`10.0.${i}.0/24`],
    });
    const others = Array.from({ length: 10 }, (_, i) => [`s${i}`, subnet("n1", `s${i}`, i)]);
    const large = folder.write("large.tf.json", {
      resource: {
        azurerm_virtual_network: { n0: network("n0"), n1: network("n1") },
        azurerm_subnet: { s: subnet("n0", "s", 200), ...Object.fromEntries(others) },
      },
    });
    const first = (...args: string[]) => JSON.parse(run(["reach", large, "--json", ...args]).out).pairs[0];
    const ways = expect.objectContaining({ forward: expect.anything(), return: [] });
    expect(Object.keys(first())).toEqual(["from", "to", "verdict", "reasons", "assumptions"]);
    expect(first("--traces")).toEqual(ways);
    expect(first("--from", "n0/s", "--to", "n1/s0")).toEqual(ways);
    lower.restore();
  });

  it("ends with what cures the pairs that aren't reachable, and the command that says what to write", () => {
    const lastLine = (...args: string[]) =>
      run(["reach", ...args])
        .out.trimEnd()
        .split("\n")
        .at(-1)!;
    const ends = "--from vnet-spoke01/default --to vnet-spoke02/default";
    expect(lastLine(lab)).toBe(`    hub-spoke fix ${lab} ${ends}`);
    expect(run(["reach", lab]).out).toContain("Cures vnet-spoke01/default → vnet-spoke02/default and 1 more");
    const japanese = lastLine(lab, "--lang", "ja", "--port", "443", "--all", "--strict");
    expect(japanese).toMatch(/ hub-spoke fix .* --port 443 --strict --all --lang ja$/);
    const [, command] = japanese.split(/ hub-spoke /);
    expect(run(command.split(" ")).code).toBe(0);
    expect(run(["reach", firewall]).out).not.toContain("hub-spoke fix");
  });

  it("quotes what is in that command, and keeps values of variables to itself", () => {
    const odd = JSON.parse(JSON.stringify(labConfiguration()).replaceAll("vnet-spoke01", "it's $(id)"));
    const input = folder.writeIn("odd name", "main.tf.json", { ...odd, variable: { key: {} } });
    const { out } = run(["reach", input, "--var", "key=s3cret"]);
    expect(out).toContain(
      `hub-spoke fix '${input}' --from 'it'\\''s $(id)/default' --to vnet-spoke02/default --var key=...`,
    );
    expect(out).not.toContain("s3cret");
  });

  it("gives the pair that is asked for its repairs with --json, the same as fix, and no other pair any", () => {
    const [alone] = JSON.parse(run(["reach", lab, "--json", ...pair]).out).pairs;
    const fixed = JSON.parse(run(["fix", lab, "--format", "json", ...pair]).out);
    expect(alone.repairs.length).toBeGreaterThan(0);
    expect(alone.repairs).toEqual(fixed.repairs);
    expect(JSON.parse(run(["reach", firewall, "--json", ...pair]).out).pairs[0].repairs).toEqual([]);
    const { pairs } = JSON.parse(run(["reach", lab, "--json", "--from", "vnet-spoke01/default"]).out);
    expect(pairs.filter((each: object) => "repairs" in each)).toEqual([]);
  });

  it("prints exactly the contract's object with --json", () => {
    const { out } = run(["reach", lab, "--json"]);
    const answer = JSON.parse(out);
    expect(Object.keys(answer)).toEqual(["version", "inputs", "endpoints", "pairs", "internet", "cures"]);
    expect(answer.cures).toMatchObject({
      unreachable: 2,
      cured: 2,
      repairs: [
        { from: "vnet-spoke01/default", cures: [{}, {}], edits: [{ op: "create" }, { op: "create" }] },
      ],
    });
    expect(answer.version).toBe(1);
    expect(answer.endpoints[1]).toEqual({
      id: "vnet-spoke01/default",
      address: "azurerm_subnet.spoke01_default",
      prefixes: ["10.10.0.0/24"],
    });
    expect(answer.pairs).toHaveLength(6);
    const blocked = answer.pairs.find(
      ({ from, to }: { from: string; to: string }) => from.includes("spoke01") && to.includes("spoke02"),
    );
    expect(blocked).toMatchObject({
      verdict: "BLOCKED",
      forward: [
        {
          at: "vnet-spoke01/default",
          route: { addressPrefix: "10.0.0.0/8", nextHopType: "None", source: "Default" },
        },
      ],
      return: [],
      assumptions: [],
    });
    expect(blocked.reasons[0]).toMatchObject({
      code: "ROUTE_NONE",
      message: expect.stringContaining("10.20.0.0/24"),
      resource: "azurerm_subnet.spoke01_default",
    });
  });

  it("counts on the subnets of a network whose address space is unknown, and says so", () => {
    const configuration = JSON.parse(JSON.stringify(labConfiguration({ firewall: true })));
    configuration.resource.azurerm_virtual_network.spoke02.address_space = "${var.space}";
    const { out } = run(["reach", folder.write("unknown.tf.json", configuration)]);
    expect(out).toContain("vnet-spoke01/default  ✓ REACHABLE  ·             ✓ REACHABLE");
    expect(out.replace(/\s+/g, " ")).toContain(
      "address_space of azurerm_virtual_network.spoke02 is ${var.space}, a variable without a value here; --var or --var-file gives it one",
    );
  });

  it("says so when a peering's switch is known only at apply", () => {
    const configuration = JSON.parse(JSON.stringify(labConfiguration()));
    configuration.resource.azurerm_virtual_network_peering.hub01_to_spoke01.allow_gateway_transit =
      "${var.transit}";
    const { out } = run(["reach", folder.write("switch.tf.json", configuration)]);
    expect(out.replace(/\s+/g, " ")).toContain(
      "allow_gateway_transit of azurerm_virtual_network_peering.hub01_to_spoke01 is ${var.transit}",
    );
  });

  it("says what it left out, so that its answer isn't taken for the whole truth", () => {
    const partly = folder.write("partly.tf.json", {
      ...labConfiguration(),
      module: { net: { source: "./net" } },
    });
    expect(run(["reach", partly]).out).toMatch(
      /^Left out: 1\. The verdicts don't know of it\.\n {2}- module\.net is not there/,
    );
    expect(run(["reach", partly, "--lang", "ja"]).out).toContain(
      "module.net の中身が見つからないため、考慮していません",
    );
    expect(run(["reach", lab]).out).not.toContain("Left out");
  });

  it("explains one pair, both ways", () => {
    const { out } = run(["reach", firewall, ...pair]);
    expect(out).toContain("✓ REACHABLE: through afw-hub01");
    expect(out).toContain("[azurerm_route_table.spoke01]");
    expect(out).toContain("[azurerm_route_table.spoke02]");
  });

  it("finds endpoints by Terraform address and in any case", () => {
    const byAddress = ["--from", "azurerm_subnet.spoke01_default", "--to", "VNET-SPOKE02/Default"];
    const { code, out } = run(["reach", lab, ...byAddress, "--json"]);
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(answer.pairs).toHaveLength(1);
    expect(answer.endpoints.map(({ id }: { id: string }) => id)).toEqual([
      "vnet-spoke01/default",
      "vnet-spoke02/default",
    ]);
  });

  it("lists what one source reaches", () => {
    const { out } = run(["reach", lab, "--from", "vnet-spoke01/default"]);
    expect(out.split("\n").slice(0, 5)).toEqual([
      "vnet-spoke01/default → vnet-hub01/default    ✓ REACHABLE  directly",
      "vnet-spoke01/default → vnet-spoke02/default  ✗ BLOCKED    ROUTE_NONE",
      "",
      "Why",
      "",
    ]);
    expect(out).toContain("peering is not transitive");
  });

  it("answers a mistyped endpoint with the nearest ones", () => {
    const { code, out, err } = run(["reach", lab, "--from", "vnet-spok01/default", "--to", "x"]);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^hub-spoke: There is no endpoint "vnet-spok01\/default"; did you mean vnet-spoke01/);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  it("answers the name of a network with its subnets, or says that the input has none", () => {
    const named = run(["reach", lab, "--from", "vnet-spoke01", "--to", "vnet-spoke02/default"]);
    expect([named.code, named.err]).toEqual([
      2,
      'hub-spoke: "vnet-spoke01" is a virtual network; name one of its subnets: vnet-spoke01/default.\n',
    ]);
    const network = structuredClone(labConfiguration()) as unknown as {
      resource: { azurerm_virtual_network: Record<string, object> };
    };
    network.resource.azurerm_virtual_network.lone = {
      name: "vnet-lone",
      resource_group_name: "rg",
      location: "eastasia",
      address_space: ["10.99.0.0/16"],
    };
    const lone = run([
      "reach",
      folder.write("lone.tf.json", network),
      "--from",
      "vnet-lone",
      "--to",
      "internet",
    ]);
    expect(lone.code).toBe(2);
    expect(lone.err).toMatch(
      /^hub-spoke: "vnet-lone" is a virtual network of which the input tells no subnet/,
    );
  });

  it("says of an address which network it belongs to where no subnet of that is known", () => {
    const { code, err } = run(["reach", lab, "--from", "vnet-spoke01/default", "--to", "10.20.200.4"]);
    expect([code, err]).toEqual([
      2,
      expect.stringContaining('"10.20.200.4" belongs to vnet-spoke02 (10.20.0.0/16), but to no one subnet'),
    ]);
  });

  it("takes the names of machines for what a mistyped endpoint may mean", () => {
    const main = { name: "main", subnet_id: "${azurerm_subnet.spoke01_default.id}" };
    const { resource } = labConfiguration() as { readonly resource: object };
    const nics = { azurerm_network_interface: { web: { name: "nic-web01", ip_configuration: [main] } } };
    const file = folder.write("web.tf.json", { resource: { ...resource, ...nics } });
    const { code, err } = run(["reach", file, "--from", "web01", "--to", "internet"]);
    expect([code, err]).toEqual([2, 'hub-spoke: There is no endpoint "web01"; did you mean nic-web01?\n']);
  });

  it("knows the names of Bastion hosts and of the Internet, which the matrix doesn't have", () => {
    const main = { name: "main", subnet_id: "${azurerm_subnet.hub01_default.id}" };
    const hosts = { azurerm_bastion_host: { bast: { name: "bast01", ip_configuration: [main] } } };
    const network = structuredClone(labConfiguration()) as { resource: object };
    Object.assign(network.resource, hosts);
    const file = folder.write("bastion.tf.json", network);
    expect(run(["reach", file, "--from", "bastion/bast1"]).err).toContain("did you mean bastion/bast01?");
    expect(run(["reach", file, "--to", "intrenet"]).err).toContain("did you mean internet?");
  });

  it("lists for a Bastion the subnets, not the sites, which have no machines that it is for", () => {
    const base = { location: "japaneast", resource_group_name: "rg" };
    const at = (subnet: string) => [{ name: "main", subnet_id: `\${azurerm_subnet.${subnet}.id}` }];
    const network = structuredClone(labConfiguration()) as { resource: object };
    Object.assign(network.resource, {
      azurerm_bastion_host: { bast: { ...base, name: "bast01", ip_configuration: at("hub01_default") } },
      azurerm_virtual_network_gateway: {
        vpn: {
          ...base,
          name: "vpngw01",
          type: "Vpn",
          ip_configuration: at("hub01_default"),
          vpn_client_configuration: [{ address_space: ["172.16.0.0/24"] }],
        },
      },
    });
    const file = folder.write("bastion-clients.tf.json", network);
    expect(run(["reach", file, "--to", "vnet-spoke01/default"]).out).toContain("clients/vpngw01");
    const { out } = run(["reach", file, "--from", "bastion/bast01"]);
    expect(out).toContain("vnet-spoke01/default");
    expect(out).not.toContain("clients/");
  });

  it("refuses a pair of one endpoint with itself", () => {
    const { code, err } = run([
      "reach",
      lab,
      "--from",
      "vnet-hub01/default",
      "--to",
      "azurerm_subnet.hub01_default",
    ]);
    expect(code).toBe(2);
    expect(err).toContain("the same endpoint");
  });

  it("counts reserved subnets as endpoints only with --all", () => {
    const ids = (args: string[]) =>
      JSON.parse(run(["reach", firewall, "--json", ...args]).out).endpoints.map(
        ({ id }: { id: string }) => id,
      );
    expect(ids([])).not.toContain("vnet-hub01/AzureFirewallSubnet");
    expect(ids(["--all"])).toContain("vnet-hub01/AzureFirewallSubnet");
  });

  it("speaks Japanese", () => {
    const { out } = run(["reach", lab, ...pair, "--lang", "ja"]);
    expect(out).toContain("システム ルート 10.0.0.0/8 → なし に一");
    expect(out).toContain("往路が届かないため復路はありません。");
  });

  it("shows progress only to a person, and leaves nothing of it behind", () => {
    const { err } = run(["reach", lab], { watched: true });
    expect(err).toContain("Reading ");
    expect(err.endsWith("\r")).toBe(true);
    expect(run(["reach", lab]).err).toBe("");
  });
});

describe("a configuration that app.synth() alone has written", () => {
  const declared = { "cdktf-azure-hub-spoke": { version: 1, unchecked: true } };
  const file = folder.write("plain.tf.json", { ...labConfiguration(), "//": declared });
  const english = `${file} was written by app.synth() alone`;

  it.each([
    [["reach", file]],
    [["review", file]],
    [["review", file, "--format", "markdown"]],
    [["diff", lab, file]],
    [["diff", lab, file, "--format", "markdown"]],
  ])("is named first by %j, and nothing is said to be left out", (args) => {
    const { code, out } = run(args);
    const words = out.replace(/\\/g, "").replace(/\s+/g, " ");
    expect(code).toBe(0);
    expect(words).toContain(english);
    expect(words).toContain("Synthesis.run(app)");
    expect(words).not.toMatch(/Left out|As far as/);
    expect(words.indexOf(english)).toBeLessThan(words.search(/REACHABLE|No pair|Nothing/));
  });

  it("is named on the page, above the matrix", () => {
    const { out } = run(["review", file, "--format", "html"]);
    const page = out.slice(out.indexOf("<article"));
    expect(page.indexOf(english)).toBeGreaterThan(0);
    expect(page.indexOf(english)).toBeLessThan(page.indexOf("<section"));
  });

  it("is named in JSON, and in Japanese", () => {
    const json = (args: string[]) => JSON.parse(run(args).out) as Record<string, unknown>;
    const note = [expect.stringContaining(english)];
    expect(json(["reach", file, "--json"])).toMatchObject({ version: 1, notes: note });
    expect(json(["reach", file, "--grouped"])).toMatchObject({ notes: note });
    expect(json(["reach", lab, "--json"])).not.toHaveProperty("notes");
    expect(json(["diff", lab, file, "--json"]).notes).toEqual({ base: [], head: note });
    expect(run(["reach", file, "--lang", "ja"]).out).toContain("app.synth() だけで出力されています");
  });
});

describe("hub-spoke reach with several stacks", () => {
  const stacks = { none: "lab.tf.json", "azure-firewall": "firewall.tf.json" };
  folder.write("manifest.json", {
    version: "0.21.0",
    stacks: Object.fromEntries(
      Object.entries(stacks).map(([name, file]) => [name, { name, synthesizedStackPath: file }]),
    ),
  });

  it("gives each stack a section", () => {
    const { out } = run(["reach", folder.path]);
    expect(out.match(/^== .* ==$/gm)).toEqual(["== none ==", "== azure-firewall =="]);
  });

  it("keys the JSON by stack", () => {
    const { version, stacks: byName } = JSON.parse(run(["reach", folder.path, "--json", ...pair]).out);
    expect(version).toBe(1);
    expect(byName.none.pairs[0].verdict).toBe("BLOCKED");
    expect(byName["azure-firewall"].pairs[0].verdict).toBe("REACHABLE");
  });

  it("prints one stack's answer alone with --stack", () => {
    const { out } = run(["reach", folder.path, "--stack", "none", "--json", ...pair]);
    expect(JSON.parse(out).pairs[0].verdict).toBe("BLOCKED");
  });

  it("names the stacks when one is mistyped", () => {
    const { code, err } = run(["reach", folder.path, "--stack", "azure-firewal"]);
    expect(code).toBe(2);
    expect(err).toContain('did you mean "azure-firewall"?');
  });
});

it("asks whom a Bastion or the Internet is for, in JSON as in text", () => {
  const base = { location: "eastasia", resource_group_name: "rg" };
  const at = { resource_group_name: "rg", virtual_network_name: "${azurerm_virtual_network.a.name}" };
  const file = folder.write("bastion.tf.json", {
    resource: {
      azurerm_virtual_network: { a: { ...base, name: "a", address_space: ["10.0.0.0/16"] } },
      azurerm_subnet: {
        s: { ...at, name: "s", address_prefixes: ["10.0.0.0/24"] },
        sites: {
          ...at,
          name: "sites",
          address_prefixes: ["10.0.3.0/26"],
          delegation: { name: "d", service_delegation: { name: "Microsoft.Web/serverFarms" } },
        },
        bastion: { ...at, name: "AzureBastionSubnet", address_prefixes: ["10.0.1.0/26"] },
        gateway: { ...at, name: "GatewaySubnet", address_prefixes: ["10.0.2.0/27"] },
      },
      azurerm_public_ip: { b: { ...base, name: "pip", sku: "Standard", allocation_method: "Static" } },
      azurerm_bastion_host: {
        b: {
          ...base,
          name: "bast",
          ip_configuration: [
            {
              name: "c",
              subnet_id: "${azurerm_subnet.bastion.id}",
              public_ip_address_id: "${azurerm_public_ip.b.id}",
            },
          ],
        },
      },
      azurerm_virtual_network_gateway: {
        g: {
          ...base,
          name: "vpngw",
          type: "Vpn",
          sku: "VpnGw1AZ",
          ip_configuration: [
            { subnet_id: "${azurerm_subnet.gateway.id}", public_ip_address_id: "${azurerm_public_ip.b.id}" },
          ],
        },
      },
      azurerm_local_network_gateway: {
        l: { ...base, name: "dc1", gateway_address: "20.0.0.1", address_space: ["192.168.0.0/16"] },
      },
      azurerm_virtual_network_gateway_connection: {
        c: {
          ...base,
          name: "cn",
          type: "IPsec",
          virtual_network_gateway_id: "${azurerm_virtual_network_gateway.g.id}",
          local_network_gateway_id: "${azurerm_local_network_gateway.l.id}",
        },
      },
    },
  });
  const asked = (...ends: string[]) => {
    const { endpoints, pairs } = JSON.parse(run(["reach", file, "--json", ...ends]).out);
    const text = run(["reach", file, ...ends]).out;
    return {
      endpoints: endpoints.map(({ id }: { id: string }) => id).sort(),
      pairs: pairs.map((one: { from: string; to: string }) => `${one.from} → ${one.to}`),
      text: pairs.every((one: { from: string; to: string }) => text.includes(`${one.from} → ${one.to}`)),
    };
  };
  expect(asked("--from", "bastion/bast")).toEqual({
    endpoints: ["a/s", "bastion/bast"],
    pairs: ["bastion/bast → a/s"],
    text: true,
  });
  expect(asked("--to", "internet").pairs).toEqual(["a/s → internet", "a/sites → internet"]);
  expect(asked("--from", "a/s").pairs).toEqual(["a/s → a/sites", "a/s → on-premises/dc1"]);
});
