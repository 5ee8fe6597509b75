import { mkdtempSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { App, AppConfig, TerraformStack } from "cdktf";
import * as cdktf from "cdktf";
import * as hubSpoke from "../../lib";
import { findingsOf } from "../../lib/analysis/findings";
import { readConfiguration } from "../../lib/analysis/readers";
import { DependencyGraph } from "../support/dependency-graph";
import { orderingFaults } from "../support/ordering-rules";
import { synthesizeStack, TerraformJson } from "../support/synth";

const FOLDER = join(__dirname, "constructs");

/** Runs a program as it stands, with this package's source, and keeps the app that it would synthesize. */
function run(file: string): App {
  let app: App | undefined;
  class AppInTemporaryFolder extends App {
    public constructor(config: AppConfig = {}) {
      super({ ...config, outdir: mkdtempSync(join(process.env.HUB_SPOKE_TEST_RUN!, "case-")) });
    }
  }
  const synthesis = { reportErrorsPlainly: () => undefined, run: (each: App) => (app = each) };
  const modules: Record<string, unknown> = {
    cdktf: { ...cdktf, App: AppInTemporaryFolder },
    "cdktf-azure-hub-spoke": { ...hubSpoke, Synthesis: synthesis },
  };
  const load = (path: string): unknown => {
    const module = { exports: {} };
    const from = createRequire(path);
    const required = (name: string): unknown =>
      modules[name] ?? (name.startsWith(".") ? load(from.resolve(name)) : require(name)); // eslint-disable-line @typescript-eslint/no-require-imports
    new Function("require", "module", readFileSync(path, "utf8"))(required, module);
    return module.exports;
  };
  load(join(FOLDER, file));
  return app!;
}

function refusals(app: App): string[] {
  return app.node
    .findAll()
    .flatMap((construct) =>
      construct.node.validate().map((message) => `[${construct.node.path}] ${message}`),
    );
}

function synthesized(file: string): TerraformJson {
  const app = run(file);
  expect(refusals(app)).toEqual([]);
  return synthesizeStack(app.node.children.find(TerraformStack.isStack)!);
}

describe("is refused in one sentence", () => {
  test.each([
    [
      "two-networks-same-hub-name",
      /^\[case\] azurerm_resource_group.*have the same Azure name, "rg-hub01", in the same place; rename/,
    ],
    [
      "gateway-without-zones",
      /^\[case\/Network\/Hub\/VpnGateway\] gateway "vpngw01" has an empty list of zones.*"eastasia": leave zones out/,
    ],
    [
      "other-hub-overlaps-spoke",
      /^\[case\/A\/Hub\/VirtualNetwork\] "spoke01" \(10\.10\.0\.0\/16\) and "hub02" \(10\.10\.0\.0\/16\) overlap, so Azure refuses to peer both with "hub01"; give one/,
    ],
    [
      "peering-twice",
      /^\[case\/Again\] "hub01" and "spoke01" are peered already, by case\/A\/Spoke-spoke01\/Peering; Azure allows one/,
    ],
  ])("%s", (folder, message) => {
    expect(refusals(run(`${folder}/main.cjs`))).toEqual([expect.stringMatching(message)]);
  });
});

describe("is ordered", () => {
  test.each(["peerings-of-two-providers", "hubs-peered-gateway-table"])("%s", (folder) => {
    expect(orderingFaults(synthesized(`${folder}/main.cjs`))).toEqual([]);
  });

  test("raw-gateway-by-token: the gateway behind the token is found and waited for", () => {
    const json = synthesized("raw-gateway-by-token/rawgw-token.cjs");
    expect(orderingFaults(json)).toEqual([]);
    const graph = new DependencyGraph(json);
    const gateway = graph.one("azurerm_virtual_network_gateway.");
    const waiting = graph.find("azurerm_").filter((address) => graph.waits(address, gateway));
    expect(waiting.sort()).toEqual([
      graph.one("azurerm_subnet_route_table_association.", "GatewayAssociation"),
      graph.one("azurerm_virtual_network_peering.", "_Remote_"),
    ]);
  });
});

test("nsg-in-other-region is a finding", () => {
  const findings = findingsOf(readConfiguration(synthesized("nsg-in-other-region/main.cjs")));
  expect(findings.filter(({ severity }) => severity === "error")).toEqual([
    expect.objectContaining({
      code: "SECURITY_GROUP_ELSEWHERE",
      resource: expect.stringMatching(/^azurerm_subnet\./),
    }),
  ]);
});
