import { join } from "node:path";
import fc from "fast-check";
import { analyze, NetworkModel, readConfiguration, readInputs, readJsonFile } from "../../../../lib/analysis";
import { asAzure, asBicepSnapshot, asTemplate, flattened, Resources } from "../../../support/azure-shapes";
import { asHcl, HclStyle } from "../../../support/hcl-shapes";
import { asClassicPreview, asNativeStack } from "../../../support/pulumi-shapes";
import { runs } from "../../../support/runs";
import { randomEdges } from "../../support/random-edges";
import { randomResources } from "../../support/random-resources";
import { folderOf } from "../support/files";
import { asPlan, asState } from "../support/terraform";

/** Whatever a user sees of a network, without the addresses by which each input calls things. */
function answers(document: object): object {
  return answersOf(readConfiguration(document));
}

function answersOf(model: NetworkModel): object {
  const analysis = analyze(model);
  const ids = analysis.endpoints.map(({ id }) => id).sort();
  return {
    verdicts: ids.flatMap((from) => ids.map((to) => `${from} ${to} ${analysis.verdict(from, to)}`)),
    routes: ids.map((id) =>
      analysis.routesOf(id)?.map(({ row }) => [row.addressPrefix, row.nextHopType, row.state]),
    ),
  };
}

const SHAPES: readonly [string, (resources: Resources) => object][] = [
  [
    "rows of Azure Resource Graph",
    (resources) => ({ data: lowerCaseTypes(resources), total_records: asAzure(resources).length }),
  ],
  ["lists of the Azure CLI", (resources) => flattened(asAzure(resources)) as object],
  ["a list of ARM's", (resources) => ({ value: asAzure(resources) })],
  ["a template", asTemplate],
  ["a snapshot of Bicep", asBicepSnapshot],
  ["a plan", asPlan],
  ["a state", asState],
  ["a stack of Pulumi's azure-native", asNativeStack],
  ["a preview of Pulumi's azure classic", asClassicPreview],
];

function lowerCaseTypes(resources: Resources): object[] {
  return asAzure(resources).map((one) => ({ ...one, type: one.type.toLowerCase() }));
}

/** In every shape a network is answered for as it is as Terraform JSON. */
function holdsInAllShapes(
  networks: fc.Arbitrary<Resources>,
  answersTo: (document: object) => object,
  numRuns: number,
): void {
  fc.assert(
    fc.property(networks, (resource) => {
      const expected = answersTo({ resource });
      for (const [name, shaped] of SHAPES) {
        expect({ name, ...answersTo(shaped(resource)) }).toEqual({ name, ...expected });
      }
    }),
    { numRuns },
  );
}

test("a network gives the same answers in every shape and as Terraform JSON", () => {
  holdsInAllShapes(randomResources, answers, runs(5));
});

/** What lies at the edges: ways to and from the Internet, what Bastion and VPN clients reach, and findings. */
function edgeAnswers(document: object): object {
  const analysis = analyze(readConfiguration(document));
  const others = ["bastion/bast", "clients/vpngw"].filter((id) => analysis.endpointOf(id) !== undefined);
  const subnets = analysis.endpoints.map(({ id }) => id).sort();
  const asked = subnets.flatMap((id) => [
    ["internet", id],
    [id, "internet"],
    ...others.map((other) => [other, id]),
  ]);
  return {
    pairs: asked.map(([from, to]) => {
      const { verdict, reasons } = analysis.explain(from, to);
      return `${from} ${to} ${verdict} ${reasons.map(({ code }) => code).join(" ")}`;
    }),
    findings: analysis.findings
      .map(({ code }) => code)
      .filter((code) => EDGE_FINDINGS.test(code))
      .sort(),
  };
}

const EDGE_FINDINGS =
  /^(DNS|PRIVATE_ENDPOINT|NAT_GATEWAY|KUBERNETES|SQL_|SUBNET_OF|API_|BASTION|FIREWALL_DNAT|FIREWALL_NAMES|VPN_CLIENTS|CLIENT)/;

test("the edges of a network are answered for alike in every shape and as Terraform JSON", () => {
  holdsInAllShapes(randomEdges, edgeAnswers, runs(3));
});

test("a network gives the same answers as HCL, with locals, dynamic blocks and a module, and as Terraform JSON", () => {
  const style: fc.Arbitrary<HclStyle> = fc.record({
    inModule: fc.boolean(),
    isDynamic: fc.boolean(),
    hasLocals: fc.boolean(),
  });
  fc.assert(
    fc.property(randomResources, style, (resource, how) => {
      const [{ model }] = readInputs([folderOf(asHcl(resource, how))]);
      expect(answersOf(model)).toEqual(answers({ resource }));
    }),
    { numRuns: runs(6) },
  );
});

describe("a network of real size, with every verdict in it,", () => {
  const { resource } = readJsonFile(join(__dirname, "../../../fixtures/shapes/main.tf.json")) as {
    resource: Resources;
  };
  const expected = answers({ resource });

  test("has a hub with all sorts of transit and eight spokes", () => {
    const { counts } = analyze(readConfiguration({ resource })).matrix;
    expect(counts).toEqual({ REACHABLE: 20, CONDITIONAL: 1, ASYMMETRIC: 4, ONE_WAY: 5, BLOCKED: 60 });
  });

  test.each(SHAPES)("gives the same answers as %s", (_, shaped) => {
    expect(answers(shaped(resource))).toEqual(expected);
  });

  test("gives the same answers as HCL", () => {
    const how = { inModule: true, isDynamic: true, hasLocals: true };
    const [{ model }] = readInputs([folderOf(asHcl(resource, how))]);
    expect(answersOf(model)).toEqual(expected);
  });
});

test("rows that two files share out, some of them in both, are the network that they are in one", () => {
  const whose = fc.infiniteStream(fc.constantFrom("a", "b", "ab"));
  fc.assert(
    fc.property(randomResources, whose, (resource, stream) => {
      const rows = asAzure(resource).map((row) => ({ row, in: stream.next().value as string }));
      const of = (name: string): object[] =>
        rows.filter((one) => one.in.includes(name)).map(({ row }) => row);
      fc.pre(of("a").length > 0 && of("b").length > 0);
      const folder = folderOf({ "a.json": of("a"), "b.json": of("b") });
      const [{ model }] = readInputs([join(folder, "a.json"), join(folder, "b.json")]);
      expect(answersOf(model)).toEqual(answers(asAzure(resource)));
    }),
    { numRuns: runs(6) },
  );
});
