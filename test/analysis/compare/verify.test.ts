import {
  ActualRoutesError,
  analyze,
  EffectiveRouteRow,
  Verification,
  verifyRoutes,
} from "../../../lib/analysis";
import { baseline, NetworkBuilder } from "../support/network-builder";

const network = (): NetworkBuilder =>
  baseline()
    .firewall("hub", [["*", "*"]])
    .gateway("hub", { activeActive: true })
    .site("hub", "dc1", ["172.16.50.0/24"])
    .peer("hub", "spoke1", { allowGatewayTransit: true }, { useRemoteGateways: true })
    .subnet("spoke1/default", { serviceEndpoints: ["Microsoft.Storage"] })
    .routes("spoke1/default", [
      ["10.20.0.0/16", "azurerm_firewall.hub.ip_configuration[0].private_ip_address"],
    ]);

/** What Azure would answer: addresses known, rows in another order, platform rows and service prefixes among them. */
function azureAnswer(change: (rows: EffectiveRouteRow[]) => EffectiveRouteRow[] = (rows) => rows): unknown {
  const rows = analyze(network().build())
    .routesOf("spoke1/default")!
    .map(({ row }): EffectiveRouteRow => {
      if (row.nextHopType === "VirtualNetworkServiceEndpoint") {
        return { ...row, addressPrefix: ["20.150.4.0/24", "20.150.5.0/24"], destinationServiceTags: [] };
      }
      return { ...row, nextHopIpAddress: row.nextHopIpAddress.map((_, i) => `10.0.3.${4 + i}`) };
    });
  const platform = {
    ...rows.find(({ nextHopType }) => nextHopType === "None")!,
    addressPrefix: ["25.176.0.0/13"],
  };
  return { nextLink: null, value: change([platform, ...rows].reverse()) };
}

function verify(actual: unknown): Verification {
  return verifyRoutes(analyze(network().build()).routesOf("spoke1/default")!, actual);
}

describe("verification against Azure's own output", () => {
  test("agrees, whatever the order, platform rows and addresses that were unknown", () => {
    expect(verify(azureAnswer())).toEqual({
      matched: 11,
      different: [],
      missing: [],
      unexpected: [],
      ignored: 1,
    });
  });

  test("takes the bare array too", () => {
    expect(verify((azureAnswer() as { value: unknown }).value).matched).toBe(11);
  });

  test("reports a row that Azure does not have, and one that nobody predicted", () => {
    const result = verify(
      azureAnswer((rows) =>
        rows.map((row) =>
          row.addressPrefix[0] === "10.0.0.0/16" ? { ...row, addressPrefix: ["10.9.0.0/16"] } : row,
        ),
      ),
    );
    expect(result.missing).toMatchObject([{ addressPrefix: ["10.0.0.0/16"], nextHopType: "VNetPeering" }]);
    expect(result.unexpected).toMatchObject([{ addressPrefix: ["10.9.0.0/16"] }]);
  });

  test.each([
    ["state", { state: "Invalid" }],
    ["nextHopType", { nextHopType: "VNetGlobalPeering" }],
  ])("reports another %s", (field, change) => {
    const result = verify(
      azureAnswer((rows) =>
        rows.map((row) =>
          row.addressPrefix[0] === "10.0.0.0/16" ? ({ ...row, ...change } as EffectiveRouteRow) : row,
        ),
      ),
    );
    expect(result.different).toMatchObject([{ fields: [field], actual: change }]);
    expect(result.missing).toEqual([]);
  });

  test("reports another next hop where the prediction knows it", () => {
    const predicted = analyze(
      baseline()
        .routes("spoke1/default", [["10.20.0.0/16", "10.0.1.4"]])
        .build(),
    ).routesOf("spoke1/default")!;
    const actual = predicted.map(({ row }) =>
      row.source === "User" ? { ...row, nextHopIpAddress: ["10.0.1.5"] } : row,
    );
    expect(verifyRoutes(predicted, actual).different).toMatchObject([{ fields: ["nextHopIpAddress"] }]);
  });

  test("expects a service endpoint to be there, whatever its prefixes", () => {
    const result = verify(
      azureAnswer((rows) => rows.filter((row) => row.nextHopType !== "VirtualNetworkServiceEndpoint")),
    );
    expect(result.missing).toMatchObject([{ nextHopType: "VirtualNetworkServiceEndpoint" }]);
  });

  test.each([[undefined], [null], [{}], ["text"], [{ value: 3 }], [[{}]], [[null]]])(
    "refuses %j",
    (actual) => {
      expect(() => verifyRoutes([], actual)).toThrow(ActualRoutesError);
    },
  );
});
