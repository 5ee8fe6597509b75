import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { analyze, findingsOf, readInput } from "../../lib/analysis";
import { Verdict } from "../../lib/analysis/result";

/** What somebody asked in public, rebuilt small: the verdict on a pair, by which way, why, and what is said about a cure. */
interface Answer {
  readonly from: string;
  readonly to: string;
  readonly verdict: Verdict;
  /** Names of what passes the request on. */
  readonly through?: readonly string[];
  /** Codes of reasons that must be there. */
  readonly because?: readonly string[];
  /** The verdict for those addresses that fare best, where not all fare alike. */
  readonly best?: Verdict;
}

interface Case {
  readonly source: string;
  readonly answers: readonly Answer[];
  /** Findings by code, with what their message or fix says. */
  readonly findings?: { readonly [code: string]: string };
  /** Codes that would be wrong here. */
  readonly none?: readonly string[];
}

const FOLDER = join(__dirname, "answers");

const CASES: { readonly [folder: string]: Case } = {
  "01-transit-no-spoke-routes": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/86832",
    answers: [
      {
        from: "vnet-web/app",
        to: "vnet-db/data",
        verdict: "BLOCKED",
        because: ["ROUTE_NONE", "PEERING_NOT_TRANSITIVE", "GATEWAY_NO_SPOKE_ROUTES", "ROUTE_WOULD_HELP"],
      },
    ],
  },
  "09-firewall-without-remote-gateways": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/72926",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "REACHABLE",
        through: ["afw-core", "vpngw-core"],
        because: ["ASSUMED"],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: ["vpngw-core", "afw-core"],
      },
    ],
  },
  "09b-bgp-without-remote-gateways": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/72926",
    answers: [
      {
        from: "vnet-web/app",
        to: "on-premises/hq",
        verdict: "ONE_WAY",
        because: ["RETURN_ROUTE_MISSING", "GATEWAY_NOT_USED"],
      },
      { from: "on-premises/hq", to: "vnet-web/app", verdict: "BLOCKED", because: ["GATEWAY_NOT_USED"] },
    ],
    findings: {
      RETURN_LOST:
        "use_remote_gateways = true on web-to-core and allow_gateway_transit = true on core-to-web",
    },
  },
  "12-private-endpoint-reply": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/102599",
    answers: [
      // Its reply follows the request; that of a machine beside it doesn't.
      {
        from: "vnet-web/app",
        to: "vnet-core/links",
        verdict: "ASYMMETRIC",
        best: "REACHABLE",
        because: ["PREFIXES_DIFFER"],
      },
    ],
    findings: {
      ASYMMETRIC_STATEFUL: "a route for 10.61.0.0/16 to afw-core into a route table for vnet-core/links",
    },
  },
  "30-route-server-inside-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/73259",
    answers: [
      { from: "vnet-core/a", to: "vnet-core/b", verdict: "REACHABLE", through: [] },
      { from: "vnet-core/a", to: "vnet-web/app", verdict: "REACHABLE", through: [] },
    ],
  },
  "34-basic-lb-global-peering": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/40186",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "BLOCKED", because: ["LB_BASIC_GLOBAL_PEERING"] },
    ],
    findings: { LB_BASIC_RETIRED: "Use Standard", RETURN_LOST: 'sku = "Standard"' },
  },
  "47-udr-to-appliance-across-vpn": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/42701",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "BLOCKED", because: ["NEXT_HOP_NOT_REACHABLE"] },
    ],
  },
  "55-two-hubs-two-firewalls": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/1496",
    answers: [
      {
        from: "vnet-east/user",
        to: "vnet-west/user",
        verdict: "REACHABLE",
        through: ["afw-east", "afw-west"],
      },
    ],
    none: ["ASYMMETRIC_STATEFUL", "RETURN_LOST"],
  },
  "58-peering-and-vpn": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/5404",
    answers: [{ from: "vnet-core/shared", to: "vnet-web/app", verdict: "REACHABLE", through: [] }],
  },
  "59-simulated-office-no-transit": {
    source: "https://github.com/microsoft/MCW-Enterprise-class-networking/issues/79",
    answers: [
      { from: "vnet-office/pc", to: "vnet-web/app", verdict: "BLOCKED", because: ["GATEWAY_NOT_USED"] },
    ],
  },
  "65-two-load-balancers-two-nics": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/20322",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "ASYMMETRIC", because: ["ASYMMETRIC_STATEFUL"] },
    ],
    findings: { ASYMMETRIC_STATEFUL: "translate sources" },
  },
  "66-route-server-in-auxiliary-network": {
    source: "https://github.com/MicrosoftDocs/azure-docs/issues/113759",
    answers: [
      { from: "vnet-web/app", to: "vnet-db/app", verdict: "REACHABLE", through: ["vm-edge"] },
      {
        from: "vnet-web/app",
        to: "on-premises/lgw-hq",
        verdict: "REACHABLE",
        through: ["vm-edge", "vpngw-core"],
      },
      {
        from: "on-premises/lgw-hq",
        to: "vnet-web/app",
        verdict: "REACHABLE",
        through: ["vpngw-core", "vm-edge"],
      },
    ],
  },
  "N1-gateway-transit-on-both-halves": {
    source: "https://github.com/Azure/Azure-Landing-Zones/issues/2120",
    answers: [
      {
        from: "vnet-app/web",
        to: "on-premises/lgw-dc",
        verdict: "BLOCKED",
        because: ["GATEWAY_NOT_USED"],
      },
      { from: "vnet-hub/shared", to: "on-premises/lgw-dc", verdict: "REACHABLE", through: ["vpngw-hub"] },
    ],
  },
  // The tag VirtualNetwork is the peered networks too.
  "N2-deny-virtualnetwork-tag": {
    source: "https://github.com/Azure/cyclecloud-slurm-workspace/pull/371",
    answers: [
      { from: "vnet-hub/shared", to: "vnet-app/web", verdict: "BLOCKED", because: ["DENIED_IN"] },
      { from: "vnet-app/web", to: "vnet-hub/shared", verdict: "REACHABLE", through: [] },
    ],
  },
  // AllowVnetInBound lets peers in wherever no rule denies them.
  "N3-peering-opens-group-without-deny": {
    source: "https://github.com/cyberark/pas-on-cloud/issues/265",
    answers: [{ from: "vnet-hub/shared", to: "vnet-app/web", verdict: "REACHABLE", through: [] }],
  },
};

test.each(Object.entries(CASES))("%s", (folder, { answers, findings = {}, none = [] }) => {
  const assume = join(FOLDER, folder, "assume.json");
  const [{ model }] = readInput(join(FOLDER, folder), existsSync(assume) ? { assume } : {});
  const analysis = analyze(model);
  for (const { from, to, verdict, through, because = [], best = verdict } of answers) {
    const pair = analysis.explain(from, to);
    expect([from, to, pair.verdict]).toEqual([from, to, verdict]);
    expect(analysis.mildestVerdict(from, to)).toBe(best);
    if (through !== undefined) {
      expect(pair.forward.flatMap(({ via }) => via?.name ?? [])).toEqual(through);
    }
    expect(pair.reasons.map(({ code }) => code)).toEqual(expect.arrayContaining([...because]));
  }
  const found = [...findingsOf(model), ...analysis.findings];
  for (const [code, says] of Object.entries(findings)) {
    const texts = found
      .filter((finding) => finding.code === code)
      .map(({ message, fix }) => `${message.en} ${fix?.en}`);
    expect(texts.join("\n")).toContain(says);
  }
  expect(found.map(({ code }) => code).filter((code) => none.includes(code))).toEqual([]);
});

test("every folder has an answer", () => {
  expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(CASES).sort());
});
