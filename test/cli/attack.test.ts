import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { builtCommand } from "./support/built-command";
import { labConfiguration } from "./support/lab-configuration";
import { Folder, run } from "./support/run";

const folder = new Folder();
const lab = folder.write("lab.tf.json", labConfiguration({ firewall: true }));
afterAll(() => folder.remove());

/** Whatever a runner or a terminal would act on, or a reader wouldn't see. */
const ACTS = /^[^\S\n]*::|##(\[|vso\[)|[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/imu;
const HOSTILE =
  "\n::error::x ##[error] ##vso[task.complete] \u001b[31m \u009b31m \u202e\u200b\u2028 \0 \r\u2066";

/** The lab with names that do what names can. */
function hostileLab(): object {
  const text = JSON.stringify(labConfiguration({ firewall: true }));
  const hostile = JSON.stringify(HOSTILE).slice(1, -1);
  return JSON.parse(text.replace(/"name":"/g, `"name":"${hostile}`)) as object;
}

describe("a hostile name", () => {
  it.each(["en", "ja"])("at the beginning of a sentence is no command in Markdown: %s", (language) => {
    const named = JSON.stringify(labConfiguration()).replace(/"name":"/g, '"name":"::error::');
    const opening = folder.write("opening.tf.json", JSON.parse(named) as object);
    const { out } = run(["review", opening, "--format", "markdown", "--lang", language]);
    expect(out).toContain("error::");
    expect(out).not.toMatch(ACTS);
  });

  const file = folder.write("hostile.tf.json", hostileLab());
  const actual = folder.write("actual.json", [
    { source: HOSTILE, state: HOSTILE, nextHopType: HOSTILE, addressPrefix: [HOSTILE] },
  ]);
  it.each([
    [["reach", file]],
    [["reach", file, "--json"]],
    [["reach", file, "--lang", "ja"]],
    [["routes", file]],
    [["routes", file, "--json"]],
    [["review", file]],
    [["review", file, "--format", "markdown"]],
    [["fix", file, "--from", "azurerm_subnet.spoke01_default", "--to", "azurerm_subnet.spoke02_default"]],
    [["fix", file, "--from", "azurerm_subnet.spoke01_default", "--to", "internet", "--format", "hcl"]],
    [["diff", lab, file]],
    [["diff", file, lab, "--json"]],
    [["diff", file, lab, "--format", "markdown"]],
    [["reach", file, "--require", "isolated"]],
    [["reach", file, "--from", HOSTILE]],
    [["reach", HOSTILE]],
    [["reach", file, `--${HOSTILE}`]],
    [[HOSTILE]],
    [["verify", file, "--nic", HOSTILE, "--actual", actual]],
  ])("neither commands nor hides in what %j prints", (args) => {
    const { code, out, err } = run(args);
    expect([0, 1, 2]).toContain(code);
    expect(out).not.toMatch(ACTS);
    expect(err).not.toMatch(ACTS);
    expect(err).not.toMatch(/inside hub-spoke|\bat .*:\d+:\d+/);
  });

  it("that is Terraform's language stays a text in the files of a repair", () => {
    const name = 'x"\n}\nresource "null_resource" "pwned" {\n}\n$${file("/etc/passwd")}';
    const text = JSON.stringify(labConfiguration()).replace(
      /"name":"(vnet-spoke\d+)"/g,
      (_, own: string) => `"name":${JSON.stringify(own + name)}`,
    );
    const pwned = folder.write("pwned.tf.json", text);
    const ends = ["--from", "azurerm_subnet.spoke01_default", "--to", "azurerm_subnet.spoke02_default"];
    const hcl = run(["fix", pwned, ...ends, "--format", "hcl"]);
    expect(hcl.code).toBe(0);
    expect([...hcl.out.matchAll(/^resource "(\w+)"/gm)].map(([, type]) => type)).toEqual(
      Array(2).fill("azurerm_virtual_network_peering"),
    );
    const json = run(["fix", pwned, ...ends, "--format", "tf.json"]);
    expect(Object.keys(JSON.parse(json.out).resource)).toEqual(["azurerm_virtual_network_peering"]);
    expect(hcl.out + json.out).not.toMatch(/\$\{file/);
  });

  it("of any length is told of in a sentence", () => {
    const endless = folder.write("endless.json", {
      version: 1,
      pairs: [{ from: "x".repeat(1e6), to: "*", reachable: true }],
    });
    const { code, err } = run(["reach", file, "--expect", endless]);
    expect(code).toBe(2);
    expect(err.length).toBeLessThan(4000);
  });

  it("of any length takes no time that grows with its square", () => {
    const long = JSON.stringify(labConfiguration()).replace(/"name":"/g, `"name":"${"x".repeat(40_000)}`);
    const started = process.cpuUsage();
    expect(run(["reach", folder.write("long.tf.json", JSON.parse(long) as object)]).code).toBe(0);
    const { user } = process.cpuUsage(started);
    expect(user / 1e6).toBeLessThan(15);
  });

  it("that every object of JavaScript has is a name like others, of a resource and of its kind", () => {
    const resources = ["__proto__", "constructor", "toString", "hasOwnProperty"].map(
      (name) => `"${name}":{"${name}":{"name":"${name}","subnet_id":"${name}"}}`,
    );
    const named = JSON.stringify(labConfiguration()).replace(
      '"resource":{',
      `"resource":{${resources.join()},`,
    );
    const { code, out } = run(["reach", folder.write("members.tf.json", named)]);
    expect(code).toBe(0);
    expect(out).toContain("vnet-spoke01");
  });

  it("is the same name in JSON", () => {
    const { pairs } = JSON.parse(run(["reach", file, "--json"]).out) as { pairs: { from: string }[] };
    expect(pairs[0].from).toContain(HOSTILE);
  });
});

it("waits for no pipe that lies in a folder", () => {
  const place = folder.file("pipes");
  mkdirSync(place);
  folder.write("pipes/lab.tf.json", labConfiguration());
  expect(spawnSync("mkfifo", [join(place, "main.tf")]).status).toBe(0);
  expect(run(["reach", place]).out).toContain("vnet-spoke01");
});

it.each(["reach", "routes"])("%s waits for no pipe or device, and refuses it as an input", (command) => {
  const pipe = folder.file(`pipe-${command}`);
  expect(spawnSync("mkfifo", [pipe]).status).toBe(0);
  for (const path of [pipe, "/dev/zero"]) {
    expect(run([command, path])).toMatchObject({
      code: 2,
      err: `hub-spoke: ${path} is a pipe, a socket or a device, which may never end; give a file, or "-" to read standard input.\n`,
    });
  }
  expect(run([command, "/dev/null"]).err).toContain("/dev/null is empty");
});

describe("the process", () => {
  const command = builtCommand();
  const many = folder.write("many.tf.json", labConfiguration({ spokes: 25 }));
  const shell = (script: string) =>
    spawnSync("bash", ["-c", script], {
      encoding: "utf8",
      env: { ...process.env, HUB_SPOKE: `${process.execPath} ${command}` },
    });

  it("says that the disk is full, and ends with 2", () => {
    const { status, stderr } = shell(`$HUB_SPOKE reach ${lab} > /dev/full`);
    expect([status, stderr]).toEqual([2, "hub-spoke: standard output can't be written: the disk is full.\n"]);
  });

  it("keeps its exit code where nobody reads what it writes", () => {
    const { stdout, stderr } = shell(
      [
        `($HUB_SPOKE reach ${many} --json --require connected; echo "code $?" >&2) 2> >(grep code >&2) | head -1`,
        `$HUB_SPOKE reach ${many} --require connected > /dev/null 2> /dev/full; echo "code $?"`,
      ].join("\n"),
    );
    expect([stdout, stderr]).toEqual(['{"version":1,\ncode 1\n', "code 1\n"]);
  });
});

describe("review --out", () => {
  it("replaces a file as a whole, keeps its permissions and its links, and leaves nothing behind", () => {
    const place = folder.file("out");
    mkdirSync(place);
    const file = folder.write("out/review.txt", "old");
    chmodSync(file, 0o640);
    symlinkSync(file, join(place, "link.txt"));
    expect(run(["review", lab, "--out", join(place, "link.txt")]).code).toBe(0);
    expect(readFileSync(file, "utf8")).toContain("REACHABLE");
    expect(statSync(file).mode & 0o777).toBe(0o640);
    expect(lstatSync(join(place, "link.txt")).isSymbolicLink()).toBe(true);
    expect(readdirSync(place).sort()).toEqual(["link.txt", "review.txt"]);
  });

  it("writes - to stdout, and says what can't be written", () => {
    expect(run(["review", lab, "--out", "-"])).toEqual(run(["review", lab]));
    for (const [out, cause] of [
      [folder.path, "it is a directory"],
      ["/dev/full", "the disk is full"],
      [folder.file("nowhere/x"), "there is no such file or directory"],
    ]) {
      const { code, err } = run(["review", lab, "--out", out]);
      expect([code, err]).toEqual([2, `hub-spoke: ${out} can't be written: ${cause}.\n`]);
    }
  });
});

describe("a question or an input that can't be", () => {
  it("refuses a port of ICMP", () => {
    const { code, err } = run(["reach", lab, "--protocol", "icmp", "--port", "3"]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^hub-spoke: ICMP has no ports.*\n$/)]);
  });

  it("reads a pattern of many stars in no time", () => {
    const expect_ = folder.write("stars.json", {
      version: 1,
      pairs: [{ from: `${"*a".repeat(40)}!`, to: "*", reachable: true }],
    });
    const { code, err } = run(["reach", lab, "--expect", expect_]);
    expect([code, err]).toEqual([2, expect.stringContaining("matches no endpoint")]);
  });

  it.each([
    ["a*", "abc", true],
    ["*bc", "abc", true],
    ["a*b*c", "a--b--c", true],
    ["ab*ba", "aba", false],
    ["*a*a*", "aa", true],
    ["*a*a*", "a", false],
  ])("matches %s with %s: %p", (pattern, name, matches) => {
    const network = JSON.parse(JSON.stringify(labConfiguration()).replace("vnet-hub01", "n")) as object;
    const file = folder.write(
      "names.tf.json",
      JSON.stringify(network).replace('"name":"default"', `"name":"${name}"`),
    );
    const expectation = folder.write("names.json", {
      version: 1,
      pairs: [{ from: `n/${pattern}`, to: "n/nothing", reachable: true }],
    });
    const { err } = run(["reach", file, "--expect", expectation]);
    expect(err).toContain(matches ? '"n/nothing"' : `"n/${pattern}", which matches no endpoint`);
  });

  it.each([
    ["a list", "[", "]"],
    ["an object", '{"a":', "}"],
  ])("refuses %s of a hundred thousand levels", (_, open, close) => {
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    const file = folder.write("deep.json", `{"resource":{"azurerm_subnet":{"x":{"tags":${deep}}}}}`);
    for (const args of [
      ["reach", file],
      ["reach", lab, "--assume", file],
      ["reach", lab, "--expect", file],
    ]) {
      const { code, err } = run(args);
      expect([code, err]).toEqual([2, `hub-spoke: ${file} is nested too deeply to be read.\n`]);
    }
  });

  it("refuses one resource in two files, and names both", () => {
    folder.writeIn("twice", "a.tf.json", labConfiguration());
    const place = folder.writeIn("twice", "b.tf.json", labConfiguration());
    const { code, err } = run(["reach", place]);
    expect(code).toBe(2);
    expect(err).toMatch(
      /twice\/b\.tf\.json declares "resource\.azurerm_\w+\.\w+", which \S+\/a\.tf\.json declares/,
    );
    const overridden = folder.writeIn("override", "a.tf.json", labConfiguration());
    folder.writeIn("override", "a_override.tf.json", labConfiguration());
    expect(run(["reach", overridden]).code).toBe(0);
  });

  it("reads UTF-16 of either order, and ends neither in links that lead nowhere nor in circles", () => {
    const little = Buffer.from(`\ufeff${JSON.stringify(labConfiguration())}`, "utf16le");
    for (const [name, bytes] of [
      ["little.json", little],
      ["big.json", Buffer.from(little).swap16()],
    ] as const) {
      writeFileSync(folder.file(name), bytes);
      expect(run(["reach", folder.file(name)]).code).toBe(0);
    }
    mkdirSync(folder.file("links"));
    symlinkSync("self", folder.file("links/self"));
    symlinkSync("../links", folder.file("links/round"));
    const { code, err } = run(["reach", folder.file("links")]);
    expect([code, err]).toEqual([2, expect.stringMatching(/^hub-spoke: \S+links [^\n]+\n$/)]);
    expect(err).not.toMatch(/inside hub-spoke/);
  });

  it("reads what Windows PowerShell redirected wherever a file is given", () => {
    const reached = { from: "vnet-spoke01/default", to: "vnet-spoke02/default", reachable: true };
    const expectation = folder.file("powershell.json");
    writeFileSync(
      expectation,
      Buffer.from(`\ufeff${JSON.stringify({ version: 1, pairs: [reached] })}`, "utf16le"),
    );
    expect(run(["reach", lab, "--expect", expectation]).code).toBe(0);
  });

  it("reads a configuration's file whatever its name holds", () => {
    const place = folder.writeIn("newline", "a.tf.json", labConfiguration());
    folder.writeIn("newline", "b\nc.tf.json", { resource: { azurerm_subnet: "broken" } });
    expect(run(["reach", place]).err).toContain("b\\x0ac.tf.json");
  });

  it("says what a compressed file and a circle of links are, in every option", () => {
    const packed = folder.file("lab.json.gz");
    writeFileSync(packed, gzipSync(readFileSync(lab)));
    const circle = folder.file("circle");
    symlinkSync("circle", circle);
    for (const [args, file, cause] of [
      [["reach", packed], packed, "is compressed; unpack it with gunzip first"],
      [["reach", lab, "--assume", packed], packed, "is compressed; unpack it with gunzip first"],
      [["reach", circle], circle, "can't be read: its symbolic links lead back to themselves"],
      [
        ["reach", lab, "--expect", circle],
        circle,
        "can't be read: its symbolic links lead back to themselves",
      ],
      [["verify", lab, "--actual", circle], circle, "can't be read: symbolic links lead back to themselves"],
    ] as const) {
      const { code, err } = run(args);
      expect([code, err]).toEqual([2, `hub-spoke: ${file} ${cause}.\n`]);
    }
  });

  it("says that a folder of the name of a file is one", () => {
    mkdirSync(folder.file("odd/x.tf.json"), { recursive: true });
    const { code, err } = run(["reach", folder.file("odd")]);
    expect([code, err]).toEqual([2, expect.stringMatching(/x\.tf\.json is a directory\.\n$/)]);
  });
});

describe("verify", () => {
  it("shows what Azure says that nobody knew of, and compares it as it is", () => {
    const network = labConfiguration() as { resource: Record<string, object> };
    network.resource.azurerm_network_interface = {
      n: {
        name: "nic",
        location: "eastasia",
        resource_group_name: "rg",
        ip_configuration: [{ name: "i", subnet_id: "${azurerm_subnet.spoke01_default.id}" }],
      },
    };
    const file = folder.write("nic.tf.json", network);
    const actual = folder.write("new.json", {
      value: [
        {
          addressPrefix: ["10.9.0.0/16"],
          nextHopType: "Teleporter",
          source: "Oracle",
          state: null,
          more: [{}],
        },
        {
          addressPrefix: null,
          nextHopType: "constructor",
          source: null,
          state: "Active",
          nextHopIpAddress: [null],
        },
      ],
    });
    const { code, out, err } = run(["verify", file, "--nic", "nic", "--actual", actual]);
    expect([code, err]).toEqual([1, ""]);
    expect(out).toMatch(/Oracle +- +10\.9\.0\.0\/16 +Teleporter/);
    expect(out).toMatch(/- +Active +constructor/);
  });
});
