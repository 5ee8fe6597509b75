import { TerraformStack } from "cdktf";
import {
  AzurermVersion,
  Bastion,
  BastionOptions,
  BastionSku,
  HubBastionOptions,
  HubSpokeConstruct,
  VirtualNetwork,
} from "../../lib";
import { findingsOf } from "../../lib/analysis/findings";
import { readConfiguration } from "../../lib/analysis/readers";
import { DependencyGraph } from "../support/dependency-graph";
import { Block, refusals, resourceNamed, stackWith, synthesize, warnings } from "../support/synth";

const PLACE = { location: "eastasia", resourceGroupName: "rg" };

function bastion(options: BastionOptions = {}, subnetName = "AzureBastionSubnet") {
  return (stack: TerraformStack): void => {
    const network = new VirtualNetwork(stack, "Net", {
      ...PLACE,
      name: "hub01",
      addressSpace: ["10.0.0.0/16"],
    });
    const subnet = network.addSubnet(subnetName, { addressPrefix: "10.0.100.0/24" });
    new Bastion(stack, "Bastion", { ...PLACE, ...options, subnet });
  };
}

test("is Standard with two instances and an address without zones, as in the article", () => {
  const json = synthesize(bastion());
  expect(resourceNamed(json, "azurerm_bastion_host", "bast01")).toMatchObject({
    sku: "Standard",
    scale_units: 2,
    ip_configuration: { name: "ipconfig1" },
  });
  expect(resourceNamed(json, "azurerm_public_ip", "pip-bast01").zones).toBeUndefined();
});

test.each<[string, BastionOptions, RegExp]>([
  [
    "more instances than Basic has",
    { sku: BastionSku.BASIC, scaleUnits: 3 },
    /scaleUnits 3 needs Bastion Standard/,
  ],
  ["tunneling with Basic", { sku: BastionSku.BASIC, tunneling: true }, /tunneling needs Bastion Standard/],
  ["ipConnect with Basic", { sku: BastionSku.BASIC, ipConnect: true }, /ipConnect needs Bastion Standard/],
  ["51 instances", { scaleUnits: 51 }, /scaleUnits is 51; Bastion takes 2 to 50/],
  ["a name of two characters", { bastionName: "ba" }, /Azure allows 3 to 80/],
])("refuses %s", (_, options, message) => {
  expect(refusals(bastion(options))).toEqual([expect.stringMatching(message)]);
});

test("refuses another subnet than AzureBastionSubnet", () => {
  expect(refusals(bastion({}, "default"))).toEqual([
    expect.stringMatching(/"AzureBastionSubnet"; it got "default"/),
  ]);
});

describe("tiers", () => {
  const hubBastion =
    (options: HubBastionOptions, spokes = true, azurerm = "5.2.0") =>
    (stack: TerraformStack): void => {
      AzurermVersion.use(stack, azurerm);
      new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        resourceGroupName: "rg",
        hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], bastion: options },
        spokes: spokes ? [{ name: "spoke01", addressSpace: ["10.1.0.0/16"] }] : [],
      });
    };
  const subnetPrefix = "10.0.100.0/26";

  test("Developer has the network, and neither subnet nor address", () => {
    const json = synthesize(hubBastion({ sku: BastionSku.DEVELOPER, hubOnly: true }));
    const host = resourceNamed(json, "azurerm_bastion_host", "bast01");
    expect(host.virtual_network_id).toMatch(/azurerm_virtual_network/);
    expect([host.ip_configuration, host.scale_units]).toEqual([undefined, undefined]);
    expect([json.resource.azurerm_subnet, json.resource.azurerm_public_ip]).toEqual([undefined, undefined]);
  });

  test("Premium records sessions, and without an address it comes through its network", () => {
    const json = synthesize(
      hubBastion({
        sku: BastionSku.PREMIUM,
        subnetPrefix,
        sessionRecording: true,
        privateOnly: true,
        ipConnect: true,
        securityGroup: true,
      }),
    );
    const host = resourceNamed(json, "azurerm_bastion_host", "bast01");
    expect(host).toMatchObject({ sku: "Premium", session_recording_enabled: true, ip_connect_enabled: true });
    expect(host.ip_configuration.public_ip_address_id).toBeUndefined();
    expect(json.resource.azurerm_public_ip).toBeUndefined();
    expect(findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error")).toEqual([]);
    const { security_rule: rules } = resourceNamed(json, "azurerm_network_security_group", "nsg-bast01");
    expect(rules.find((rule: Block) => rule.source_address_prefix === "Internet")).toBeUndefined();
  });

  test("the security group has all that Azure demands, and Bastion waits for it", () => {
    const json = synthesize(hubBastion({ subnetPrefix, securityGroup: true }));
    expect(findingsOf(readConfiguration(json)).filter(({ severity }) => severity === "error")).toEqual([]);
    const graph = new DependencyGraph(json);
    expect(
      graph.waits(
        graph.one("azurerm_bastion_host."),
        graph.one("azurerm_subnet_network_security_group_association."),
      ),
    ).toBe(true);
  });

  test.each<[string, HubBastionOptions, RegExp]>([
    ["Developer beside spokes", { sku: BastionSku.DEVELOPER }, /reaches machines of the hub alone/],
    [
      "Developer in a subnet",
      { sku: BastionSku.DEVELOPER, hubOnly: true, subnetPrefix },
      /leave subnetPrefix out/,
    ],
    [
      "Developer with a security group",
      { sku: BastionSku.DEVELOPER, hubOnly: true, securityGroup: true },
      /leave securityGroup out/,
    ],
    [
      "Basic with file copy",
      { sku: BastionSku.BASIC, subnetPrefix, fileCopy: true },
      /fileCopy needs Bastion Standard/,
    ],
    [
      "Basic without paste",
      { sku: BastionSku.BASIC, subnetPrefix, copyPaste: false },
      /copyPaste: false needs/,
    ],
    ["Basic with links", { sku: BastionSku.BASIC, subnetPrefix, shareableLink: true }, /shareableLink needs/],
    ["Basic with Kerberos", { sku: BastionSku.BASIC, subnetPrefix, kerberos: true }, /kerberos needs/],
    [
      "Standard that records",
      { subnetPrefix, sessionRecording: true },
      /sessionRecording needs Bastion Premium/,
    ],
    ["Standard without address", { subnetPrefix, privateOnly: true }, /privateOnly needs Bastion Premium/],
  ])("refuses %s", (_, options, message) => {
    expect(refusals(hubBastion(options))).toEqual([expect.stringMatching(message)]);
  });

  test("refuses a host without address for an azurerm that demands one, and one without a subnet", () => {
    const isPrivate = { sku: BastionSku.PREMIUM, subnetPrefix, privateOnly: true };
    expect(refusals(hubBastion(isPrivate, true, "4.55.0"))).toEqual([
      expect.stringMatching(/needs azurerm 4\.68 or later, and the stack has 4\.55\.0/),
    ]);
    expect(() => synthesize(hubBastion({}))).toThrow(/bastion.subnetPrefix is missing/);
  });

  test("a host without address needs a gateway, and addresses to connect to", () => {
    const codes = (options: Partial<HubBastionOptions>, gateway: boolean): string[] =>
      warnings(
        stackWith((stack) => {
          AzurermVersion.use(stack, "4.73.0");
          const host = { sku: BastionSku.PREMIUM, subnetPrefix, privateOnly: true, ...options };
          new HubSpokeConstruct(stack, "Network", {
            location: "eastasia",
            hub: {
              ...{ name: "hub01", addressSpace: ["10.0.0.0/16"], bastion: host },
              vpnGateway: gateway ? { subnetPrefix: "10.0.200.0/24" } : undefined,
            },
          });
        }),
      );
    expect(codes({}, false)).toEqual([
      expect.stringMatching(/the hub no gateway.*BASTION_PRIVATE_UNREACHED/),
    ]);
    expect(codes({}, true)).toEqual([expect.stringMatching(/set ipConnect.*BASTION_PRIVATE_BY_PORTAL/)]);
    expect(codes({ ipConnect: true }, true)).toEqual([]);
  });

  test("warns of native clients where sessions are recorded, since theirs aren't", () => {
    const said = (options: Partial<HubBastionOptions>): string[] =>
      warnings(
        stackWith((stack) => {
          const host = { sku: BastionSku.PREMIUM, subnetPrefix, ...options };
          new HubSpokeConstruct(stack, "Network", {
            location: "eastasia",
            hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], bastion: host },
          });
        }),
      );
    expect(said({ sessionRecording: true, tunneling: true })).toEqual([
      expect.stringMatching(/leave one of the two out \[BASTION_SESSIONS_UNRECORDED\]$/),
    ]);
    expect(said({ sessionRecording: true, shareableLink: true })).toEqual([]);
    expect(said({ tunneling: true })).toEqual([]);
  });
});
