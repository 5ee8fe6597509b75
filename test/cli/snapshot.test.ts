import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter } from "node:path";
import { WHOLE_NETWORK } from "../analysis/readers/support/whole-network";
import { asAzure } from "../support/azure-shapes";
import { Folder, run } from "./support/run";

const folder = new Folder();
const path = process.env.PATH;
const calls = folder.file("calls");

beforeEach(() => writeFileSync(calls, ""));
afterEach(() => (process.env.PATH = path));
afterAll(() => folder.remove());

/** Puts an `az` on the path that writes down how it is called and does as the script says. */
function azure(script: string): void {
  const program = `#!${process.execPath}
const args = process.argv.slice(2);
require("node:fs").appendFileSync(${JSON.stringify(calls)}, JSON.stringify(args) + "\\n");
${script}
`;
  folder.write("az", program);
  chmodSync(folder.file("az"), 0o755);
  process.env.PATH = `${folder.path}${delimiter}${path}`;
}

/** Answers as Resource Graph does, ten rows a page. */
function answering(rows: readonly object[], cut = false): void {
  folder.write("rows.json", rows);
  azure(`
const query = args[args.indexOf("-q") + 1];
const isPart = (row) => row.type.split("/").length > 2;
const isMachine = (row) => /compute/i.test(row.type);
const rows = require(${JSON.stringify(folder.file("rows.json"))}).filter((row) =>
  query.startsWith("networkresources") ? isPart(row) : !isPart(row) && isMachine(row) === query.includes("compute"));
const from = args.includes("--skip-token") ? Number(args[args.indexOf("--skip-token") + 1]) : 0;
const data = rows.slice(from, from + 10);
const more = from + 10 < rows.length;
console.log(JSON.stringify({ count: data.length, data, skip_token: more && !${cut} ? String(from + 10) : null, total_records: rows.length }));`);
}

const called = (): string[][] =>
  readFileSync(calls, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as string[]);

const rows = asAzure(WHOLE_NETWORK);
const take = (...more: string[]) => run(["snapshot", "--out", folder.file("live.json"), ...more]);

test("reads every page of every table into a file that is an input", () => {
  answering(rows);
  expect(take()).toMatchObject({ code: 0, out: "", err: expect.stringContaining("Wrote") as string });
  expect(called().length).toBeGreaterThan(3);
  expect(called().every((args) => args[0] === "graph" && args[1] === "query")).toBe(true);
  const { data } = JSON.parse(readFileSync(folder.file("live.json"), "utf8")) as { data: object[] };
  expect(data).toHaveLength(rows.length);
  const { code, out } = run([
    "reach",
    folder.file("live.json"),
    "--from",
    "vnet-spoke/default",
    "--to",
    "vnet-hub/snet-nva",
  ]);
  expect([code, out]).toEqual([0, expect.stringContaining("vnet-spoke/default")]);
});

test("asks for the subscriptions and management groups that are named, and for no option of az's", () => {
  answering(rows);
  take("--subscription", "one", "--subscription", "two", "--management-group", "corp");
  expect(called()[0].join(" ")).toContain("--subscriptions one two --management-groups corp");
  expect(take("--subscription", "--debug").code).toBe(2);
  expect(take("--subscription", "a;b").err).toContain("must be an id or a name");
});

test("never asks for secrets, and never writes one", () => {
  const secrets = {
    sharedKey: "s3cret",
    nested: [{ adminPassword: "s3cret", vpnClientRadiusServerSecret: "s3cret" }],
  };
  answering(
    rows.map((row) => ({
      ...row,
      properties: { ...row.properties, ...secrets, protectedSettings: "s3cret" },
    })),
  );
  take();
  expect(readFileSync(folder.file("live.json"), "utf8")).not.toContain("s3cret");
  const machines = called().find((args) => args.join(" ").includes("microsoft.compute"))!;
  expect(machines.join(" ")).not.toMatch(/osProfile|properties \|/);
});

test.each([
  [
    "nobody is logged in",
    `console.error("ERROR: Please run 'az login' to setup account."); process.exit(1);`,
    "run `az login` first",
  ],
  [
    "the extension is missing",
    `console.error("ERROR: The command requires the extension resource-graph."); process.exit(2);`,
    "az extension add --name resource-graph",
  ],
  [
    "Azure refuses",
    `console.error("ERROR: (Forbidden) \\u001b[31mno\\nmore"); process.exit(1);`,
    "(Forbidden)",
  ],
  ["it prints something else", `console.log("hello");`, "did not print an answer"],
  ["it prints no rows", `console.log("{}");`, "did not print an answer"],
  [
    "a page never ends",
    `console.log(JSON.stringify({ data: [{}], skip_token: "x" }));`,
    "the same page twice",
  ],
])("says in one sentence that %s, and writes nothing", (_, script, sentence) => {
  azure(script);
  const file = folder.file("none.json");
  const { code, err, out } = run(["snapshot", "--out", file]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toContain(sentence);
  expect(err.trim().split("\n")).toHaveLength(1);
  expect(err).not.toContain("\u001b");
  expect(existsSync(file)).toBe(false);
});

test("says that az is missing, and that an answer lacks rows", () => {
  process.env.PATH = folder.file("nothing");
  expect(take()).toMatchObject({
    code: 2,
    err: expect.stringContaining("Azure CLI can't be started") as string,
  });
  answering(rows, true);
  expect(take()).toMatchObject({ code: 2, err: expect.stringMatching(/has \d+ of \d+ resources/) as string });
});

test("shows progress to whoever watches", () => {
  answering(rows);
  const { err } = run(["snapshot", "--out", "-"], { watched: true });
  expect(err).toContain("Asking Azure: 10 resources");
});
