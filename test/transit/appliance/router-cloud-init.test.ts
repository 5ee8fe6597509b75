import { spawnSync } from "child_process";
import { mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
import { parse } from "yaml";
import { routerCloudInit } from "../../../lib/transit/appliance/router-cloud-init";

interface WrittenFile {
  readonly path: string;
  readonly permissions: string;
  readonly content: string;
}

const contentOf = (userData: string, path: string): string | undefined =>
  (parse(userData).write_files as WrittenFile[]).find((file) => file.path === path)?.content;

test("starts with the line by which cloud-init knows its own format", () => {
  expect(routerCloudInit(false).split("\n")[0]).toBe("#cloud-config");
});

test("enables forwarding in a file that every boot reads, and applies it now", () => {
  const userData = routerCloudInit(false);
  expect(contentOf(userData, "/etc/sysctl.d/60-router.conf")).toMatch(/^net\.ipv4\.ip_forward = 1$/m);
  expect(parse(userData).runcmd).toEqual([["sysctl", "--system"]]);
});

test("without egress it installs nothing, since the machine has no Internet, and translates nothing", () => {
  const userData = routerCloudInit(false);
  expect(parse(userData).packages).toBeUndefined();
  expect(contentOf(userData, "/etc/nftables.conf")).toBeUndefined();
});

test("with egress it translates what goes to the Internet and nothing private, after each boot too", () => {
  const userData = routerCloudInit(true, ["20.0.0.0/16"]);
  const rules = contentOf(userData, "/etc/nftables.conf")!;
  const kept = /ip daddr \{ (.*) \} accept\n\s+masquerade/.exec(rules)![1].split(", ");
  expect(kept).toEqual([
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "100.64.0.0/10",
    "168.63.129.16/32",
    "169.254.0.0/16",
    "20.0.0.0/16",
  ]);
  expect(parse(userData).runcmd).toEqual([
    ["sysctl", "--system"],
    ["systemctl", "enable", "nftables.service"],
    ["systemctl", "restart", "nftables.service"],
  ]);
});

// Checked by nftables itself where it is installed and may look at the kernel (as root).
const nft = spawnSync("nft", ["list", "ruleset"]);
(nft.status === 0 ? test : test.skip)("nft accepts the rules", () => {
  const file = join(mkdtempSync(join(tmpdir(), "nft-")), "nftables.conf");
  writeFileSync(file, contentOf(routerCloudInit(true, ["20.0.0.0/16"]), "/etc/nftables.conf")!);
  const { status, stderr } = spawnSync("nft", ["-c", "-f", file], { encoding: "utf8" });
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
});

// Checked by cloud-init itself where it is installed.
const cloudInit = spawnSync("cloud-init", ["--version"]);
(cloudInit.status === 0 ? test : test.skip)("cloud-init accepts the user data", () => {
  const folder = mkdtempSync(join(tmpdir(), "cloud-init-"));
  for (const translates of [false, true]) {
    const file = join(folder, `${translates}.yaml`);
    writeFileSync(file, routerCloudInit(translates));
    const { status, stdout } = spawnSync("cloud-init", ["schema", "--config-file", file], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("Valid") });
  }
});
