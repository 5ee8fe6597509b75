import { readFileSync } from "node:fs";
import { TerraformNetwork } from "../analysis/support/terraform-network";
import { Folder, run } from "./support/run";

const folder = new Folder();
let input: string;

beforeAll(() => {
  input = folder.write("main.tf.json", new TerraformNetwork().configuration);
});
afterAll(() => folder.remove());

it("writes a file that the network meets, and that another one fails", () => {
  const file = folder.file("expect.json");
  const { code, out, err } = run(["intent", input, "--out", file]);
  expect([code, out, err]).toEqual([0, "", expect.stringContaining("Wrote")]);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({ version: 1 });
  expect(run(["reach", input, "--expect", file]).code).toBe(0);
  const open = new TerraformNetwork()
    .routes("spoke1_default", { "10.20.0.0/16": "10.0.1.4" })
    .routes("spoke2_default", { "10.10.0.0/16": "10.0.1.4" });
  const routed = folder.write("routed.tf.json", open.configuration);
  const assume = folder.write("assume.json", { version: 1, forwards: ["nic-nva"] });
  expect(run(["reach", routed, "--assume", assume, "--expect", file])).toMatchObject({
    code: 1,
    err: expect.stringContaining("vnet-spoke1/default → vnet-spoke2/default: expected BLOCKED"),
  });
});

it("prints the same file, and counts on stderr what it leaves out", () => {
  const half = new TerraformNetwork().routes("spoke1_default", { "10.20.0.0/16": "10.0.1.4" });
  const { code, out, err } = run(["intent", folder.write("half.tf.json", half.configuration)]);
  expect([code, JSON.parse(out).version]).toEqual([0, 1]);
  expect(err).toMatch(/^Left out, .*: \d+ pairs/);
});

it("is about one network", () => {
  const stacks = ["a", "b"].map((name) => [name, { name, synthesizedStackPath: "../main.tf.json" }]);
  const two = folder.writeIn("two", "manifest.json", { stacks: Object.fromEntries(stacks) });
  const { code, err } = run(["intent", two]);
  expect([code, err]).toEqual([2, expect.stringContaining("choose one with --stack (a, b)")]);
});
