import { analyze, AnalysisOptions, NetworkModel } from "../../../lib/analysis";

/** A subnet's effective routes as short lines: `10.0.0.0/8 None`, `Invalid 0.0.0.0/0 Internet`, `User … VirtualAppliance 10.0.1.4`. */
export function rowsOf(model: NetworkModel, subnet: string, options?: AnalysisOptions): string[] {
  const routes = analyze(model, options).routesOf(subnet);
  expect(routes).toBeDefined();
  return routes!.map(({ row }) =>
    [
      row.state === "Invalid" ? "Invalid" : "",
      row.source === "Default" ? "" : row.source,
      row.addressPrefix.join(",") || row.destinationServiceTags.join(","),
      row.source === "VirtualNetworkGateway" ? "" : row.nextHopType,
      row.nextHopIpAddress.join(","),
    ]
      .filter((part) => part !== "")
      .join(" "),
  );
}

/** R3's rows. */
export const NONE_ROWS = [
  "10.0.0.0/8 None",
  "100.64.0.0/10 None",
  "172.16.0.0/12 None",
  "192.168.0.0/16 None",
];
