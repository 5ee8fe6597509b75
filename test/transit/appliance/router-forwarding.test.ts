import { spawnSync } from "child_process";
import { mkdtempSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { basename, join } from "path";
import { parse } from "yaml";
import { routerCloudInit } from "../../../lib/transit/appliance/router-cloud-init";

/**
 * What cloud-init writes, on three networks around a router: network namespaces of this machine. Skipped
 * where they can't be made (not Linux, not root) or nftables isn't installed.
 */
const NAMES = { one: `hs${process.pid}a`, two: `hs${process.pid}b`, internet: `hs${process.pid}i` };
const ROUTER = `hs${process.pid}r`;

function run(
  command: string,
  ...args: string[]
): { readonly status: number | null; readonly stdout: string } {
  return spawnSync(command, args, { encoding: "utf8", timeout: 10_000 });
}

const ip = (...args: string[]): number | null => run("ip", ...args).status;

const possible = run("nft", "--version").status === 0 && ip("netns", "add", ROUTER) === 0;

/** A network with one machine, connected to the router. */
function connect(name: string, machine: string, router: string): void {
  ip("netns", "add", name);
  ip("link", "add", `v${name}`, "netns", name, "type", "veth", "peer", "name", `v${name}`, "netns", ROUTER);
  for (const [place, address] of [
    [name, machine],
    [ROUTER, router],
  ]) {
    ip("-n", place, "addr", "add", `${address}/24`, "dev", `v${name}`);
    ip("-n", place, "link", "set", `v${name}`, "up");
  }
}

/** The address that a machine sees when the first spoke connects to it. */
function addressSeenBy(name: string, address: string): string {
  const node = process.execPath;
  const listen =
    'require("net").createServer((s) => { console.log(s.remoteAddress); process.exit(); }).listen(8080, "0.0.0.0")';
  const connectTo = `const go = (n) => require("net").connect(8080, "${address}").on("error", () => n && setTimeout(go, 100, n - 1)); go(20)`;
  const script = `ip netns exec ${name} timeout 5 "${node}" -e '${listen}' & ip netns exec ${NAMES.one} timeout 5 "${node}" -e '${connectTo}'; wait`;
  return run("sh", "-c", script).stdout.trim();
}

(possible ? describe : describe.skip)("a router set up by cloud-init", () => {
  beforeAll(() => {
    connect(NAMES.one, "10.10.0.4", "10.10.0.1");
    connect(NAMES.two, "10.20.0.4", "10.20.0.1");
    connect(NAMES.internet, "203.0.113.9", "203.0.113.1");
    ip("-n", NAMES.one, "route", "add", "default", "via", "10.10.0.1");
    ip("-n", NAMES.two, "route", "add", "default", "via", "10.20.0.1");
    const folder = mkdtempSync(join(tmpdir(), "router-"));
    for (const { path, content } of parse(routerCloudInit(true)).write_files) {
      const file = join(folder, basename(path));
      writeFileSync(file, content);
      const [command, ...args] = path.includes("sysctl") ? ["sysctl", "-p", file] : ["nft", "-f", file];
      expect(run("ip", "netns", "exec", ROUTER, command, ...args).status).toBe(0);
    }
  });

  afterAll(() => [...Object.values(NAMES), ROUTER].forEach((name) => ip("netns", "del", name)));

  test("lets spokes reach each other with their own addresses", () => {
    expect(addressSeenBy(NAMES.two, "10.20.0.4")).toBe("10.10.0.4");
  });

  test("shows its own address to the Internet, which has no route to a spoke", () => {
    expect(addressSeenBy(NAMES.internet, "203.0.113.9")).toBe("203.0.113.1");
  });
});
