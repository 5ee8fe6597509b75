import { execFileSync } from "node:child_process";
import { builtCommand } from "./support/built-command";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const lab = folder.write("lab.tf.json", labConfiguration());
afterAll(() => folder.remove());

describe("hub-spoke", () => {
  it("prints its help on stdout and exits 0", () => {
    const { code, out, err } = run(["--help"]);
    expect([code, err]).toEqual([0, ""]);
    for (const command of ["routes", "reach", "review", "diff", "verify"]) {
      expect(out).toContain(`  ${command} `);
    }
  });

  it("explains itself in Japanese", () => {
    expect(run(["reach", "--help", "--lang=ja"]).out).toContain("送信元エンドポイント");
  });

  it.each([
    ["--lang", "ja", "reach", lab],
    ["--lang=ja", "--require", "connected", "reach", lab],
    ["--lang", "ja", "reach", "--help"],
    ["--lang", "ja", "--help", "reach"],
  ])("takes options before the command too: %s %s %s %s", (...args) => {
    const given = args.filter((arg) => arg !== undefined);
    const behind = ["reach", ...given.filter((arg) => arg !== "reach")];
    expect(run(given)).toEqual(run(behind));
  });

  it("says its version as a command too, as terraform and az do", () => {
    expect(run(["version"])).toEqual(run(["--version"]));
  });

  it("says what is wrong with the command behind such options", () => {
    expect(run(["--lang", "ja", "reech", lab])).toMatchObject({
      code: 2,
      err: expect.stringContaining("reech"),
    });
    expect(run(["--lang", "ja"]).err).toContain("使い方:");
    expect(run(["--lagn", "ja", "reach", lab]).err).toContain("unknown option '--lagn'");
  });

  it.each([
    [["reach"], "missing required argument 'input': a folder of *.tf, a cdktf.out, or what"],
    [["reach", "nowhere/cdktf.out"], 'does not exist. The program writes it: run "npx cdktf synth"'],
    [["diff", "x"], "missing required argument 'head': two inputs are compared"],
    [["explain"], "missing required argument 'code': such as ROUTE_NONE"],
    [["verify", "x"], "required option '--actual <file>' not specified: what \"az network nic"],
    [["snapshot"], "required option '--out <file>' not specified: the file to write"],
    [["routes", lab, "--nic", "nic-x"], 'There is no network interface "nic-x"; the input has none.'],
    [["frob"], "unknown command 'frob' (there are routes, reach, fix, "],
    [[lab], `(Did you mean hub-spoke reach ${lab}?)`],
    [["help", "reech"], "unknown command 'reech' (Did you mean reach?)"],
    [["reach", lab, "--format", "json"], "unknown option '--format' (Did you mean --json?)"],
    [["fix", lab, "--json"], "(Did you mean --format json?)"],
    [["reach", lab, "--out", "x"], "unknown option '--out' (an option of fix, review, intent, snapshot)"],
    [["-v"], "(Did you mean --version?)"],
    [["diff", "-", "-"], "Standard input (-) is read once; give a file for the other side."],
    [["reach", ""], 'The name of a file or folder is empty ("")'],
    [["reach", lab, "--config", ""], 'The name of a file or folder is empty ("")'],
    [["review", lab, "--format", "html", "--out", ""], 'The name of a file or folder is empty ("")'],
    [["reach", "*.tf"], "is a pattern for which the shell found no file; give the folder"],
    [["reach", lab, "vnet-spoke01/default", "internet"], "endpoints are named with --from and --to"],
    [["reach", lab, "--from", "10.0.0.300"], "is no IPv4 address or prefix"],
    [["reach", lab, "--from", "10.0.0.0/33"], "is no IPv4 address or prefix"],
    [["reach", lab, "--to", "10.99.0.4"], 'holds "10.99.0.4"; their addresses are 10.0.0.0/16, 10.10.0.0/16'],
    [["reach", lab, "--to", "fd00::1"], "is an IPv6 address, which isn't traced"],
    [["reach", lab, "--from", "internet", "--to", "internet"], 'the same endpoint "internet"'],
    [["review", lab, "--out", "page.pdf"], "name it *.html, *.md or *.txt"],
    [["reach", lab, "--xyzzy"], "unknown option '--xyzzy'"],
    [["reach", lab, "--port", "70000"], "A port is a number from 1 to 65535."],
    [["reach", lab, "--protocol", "sctp"], "Allowed choices are tcp, udp, icmp, any."],
    [["reach", lab, "--require", "happiness"], "Allowed choices are connected, isolated."],
    [["review", lab, "--format", "pdf"], "Allowed choices are text, markdown, html."],
  ])("refuses %j with one sentence and exit 2", (args, message) => {
    const { code, out, err } = run(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(message);
    expect(err.trim().split("\n").length).toBe(1);
  });

  const unusable: [string, string | object][] = [
    ["empty.tf.json", ""],
    ["damaged.tf.json", '{"resource": {'],
    ["foreign.tf.json", { hello: "world" }],
    ["list.tf.json", "[1, 2]"],
    ["binary.tf.json", "\u0000\u0001\u0002"],
    ["main.tf", 'resource "azurerm_virtual_network" "x" {}'],
  ];
  it.each(unusable)("refuses %s in one sentence that names it", (name, content) => {
    const file = folder.write(name, content);
    for (const command of ["routes", "reach", "review"]) {
      const { code, out, err } = run([command, file]);
      expect([code, out]).toEqual([2, ""]);
      expect(err).toContain(name);
      expect(err.trim().split("\n")).toHaveLength(1);
      expect(err).not.toMatch(/\bat .*:\d+:\d+/);
    }
  });

  it("names an input that isn't there", () => {
    const { code, err } = run(["reach", folder.file("nowhere.json")]);
    expect(code).toBe(2);
    expect(err).toMatch(/^hub-spoke: .*nowhere\.json .*\n$/);
  });

  it("says of a network without subnets that there is nothing to reach", () => {
    const file = folder.write("bare.tf.json", { resource: { azurerm_resource_group: { x: { name: "x" } } } });
    const { code, out } = run(["reach", file]);
    expect(code).toBe(0);
    expect(out).toContain("No subnets: there is nothing to reach. There is no virtual network either");
    const network = {
      name: "v",
      resource_group_name: "rg",
      location: "eastasia",
      address_space: ["10.0.0.0/16"],
    };
    const lone = folder.write("lone.tf.json", { resource: { azurerm_virtual_network: { v: network } } });
    expect(run(["reach", lone]).out).toContain("No subnets: there is nothing to reach.\n");
  });

  it("doesn't say so where what was left out may have subnets", () => {
    const subnet = { name: "default", resource_group_name: "rg", virtual_network_name: "${var.network}" };
    const file = folder.write("left-out.tf.json", {
      variable: { network: {} },
      data: { azurerm_subnet: { default: subnet } },
    });
    for (const command of [["reach"], ["review"], ["review", "--format", "markdown"]]) {
      expect(run([...command, file]).out).toContain(
        "No subnets are told: there may be some in what was left out.",
      );
    }
  });

  it("doesn't mind when its output is cut off", () => {
    const many = folder.write("many.tf.json", labConfiguration({ spokes: 20 }));
    const script = `"${process.execPath}" "${builtCommand()}" routes "${many}" --json | head -n 1`;
    expect(
      execFileSync("bash", ["-o", "pipefail", "-c", `(${script}) 2>&1; true`], { encoding: "utf8" }),
    ).toBe("{\n");
  });
});
