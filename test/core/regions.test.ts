import {
  HubSpokeConstruct,
  PublicIpAddress,
  PublicIpPrefix,
  TransitRouting,
  WarningCode,
  Warnings,
} from "../../lib";
import { regionMeantBy } from "../../lib/azure/regions";
import { unknownRegion, zonesMissing } from "../../lib/core/regions";
import { refusals, resourcesOf, stackWith, synthesize, warnings } from "../support/synth";

function lab(location: string, acknowledge?: WarningCode): string[] {
  const stack = stackWith((scope) => {
    new HubSpokeConstruct(scope, "Network", {
      location,
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"], vpnGateway: { subnetPrefix: "10.0.200.0/24" } },
    });
    if (acknowledge) {
      Warnings.acknowledge(scope, acknowledge, "we know");
    }
  });
  return warnings(stack);
}

test("a region may be written as Azure shows it", () => {
  expect(unknownRegion("East Asia")).toBeUndefined();
  expect(zonesMissing("West US", "gateway", ["1"])).toMatch(/had none/);
  expect(zonesMissing("japanwest", "gateway", ["1"])).toBeUndefined();
});

test("a region that is not known is a warning, told once, with the nearest one", () => {
  expect(lab("eastaisa")).toEqual([
    'the location "eastaisa" is not a region of Azure known here; did you mean "eastasia"? [REGION_UNKNOWN]',
  ]);
  expect(lab("eastaisa", WarningCode.REGION_UNKNOWN)).toEqual([]);
});

test("a place where a region is, and a region with other signs in its name, are refused with the region's name", () => {
  const said = (location: string): string[] =>
    refusals((stack) => {
      new HubSpokeConstruct(stack, "Network", {
        location,
        hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      });
    });
  expect(said("Tokyo")).toContainEqual(
    expect.stringContaining('the location "Tokyo" is not an Azure region; write "japaneast"'),
  );
  expect(said("japan-west")).toContainEqual(expect.stringContaining('write "japanwest"'));
  expect(said("Japan West")).toEqual([]);
});

test("each place is of a known region", () => {
  for (const [place, region] of [
    ["singapore", "southeastasia"],
    ["Hong Kong", "eastasia"],
    ["sao paulo", "brazilsouth"],
  ]) {
    expect(regionMeantBy(place)).toBe(region);
  }
});

test("zones in a region without them are a warning", () => {
  expect(lab("westus")).toEqual([expect.stringMatching(/zones 1, 2, 3.*\[ZONES_WITHOUT_REGION_ZONES\]$/)]);
  expect(lab("eastasia")).toEqual([]);
});

test("a zone that doesn't exist is refused", () => {
  const found = refusals((stack) => {
    new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: {
        name: "hub01",
        addressSpace: ["10.0.0.0/16"],
        vpnGateway: { subnetPrefix: "10.0.200.0/24", zones: ["4"] },
      },
    });
  });
  expect(found).toEqual([expect.stringMatching(/zone "4" doesn't exist/)]);
});

test("an address is in one zone or in all: of two, Azure makes all, and every plan would replace it", () => {
  const place = { location: "eastasia", resourceGroupName: "rg" };
  const zonesWith = (zones?: string[]): unknown[] => {
    const json = synthesize((stack) => {
      new PublicIpAddress(stack, "Address", { ...place, publicIpName: "pip", zones });
      new PublicIpPrefix(stack, "Prefix", { ...place, publicIpPrefixName: "ippre", zones });
      new HubSpokeConstruct(stack, "Network", {
        location: "eastasia",
        hub: {
          name: "hub01",
          addressSpace: ["10.0.0.0/16"],
          vpnGateway: { subnetPrefix: "10.0.200.0/24", zones },
        },
      });
    });
    return ["azurerm_public_ip", "azurerm_public_ip_prefix"].flatMap((type) =>
      Object.values(resourcesOf(json, type)).map((address) => address.zones),
    );
  };
  for (const [asked, written] of [
    [["2"], ["2"]],
    [
      ["1", "2"],
      ["1", "2", "3"],
    ],
    [
      ["3", "2", "1"],
      ["1", "2", "3"],
    ],
  ]) {
    const ofGateway = [written, written];
    expect(zonesWith(asked)).toEqual([written, ...ofGateway, written]);
  }
});

test("addresses of a firewall in two zones are in all", () => {
  const json = synthesize((stack) => {
    new HubSpokeConstruct(stack, "Network", {
      location: "eastasia",
      hub: { name: "hub01", addressSpace: ["10.0.0.0/16"] },
      transit: TransitRouting.azureFirewall({
        subnetPrefix: "10.0.1.0/26",
        zones: ["1", "2"],
        publicIpPrefixLength: 31,
      }),
    });
  });
  const zonesOf = (type: string): unknown[] =>
    Object.values(resourcesOf(json, type)).map(({ zones }) => zones);
  expect(zonesOf("azurerm_firewall")).toEqual([["1", "2"]]);
  expect(zonesOf("azurerm_public_ip")).toEqual([["1", "2", "3"]]);
  expect(zonesOf("azurerm_public_ip_prefix")).toEqual([["1", "2", "3"]]);
});
