import { execFileSync, spawnSync } from "child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";

const DAEMONS = "/usr/lib/frr";
const RELOAD = join(DAEMONS, "frr-reload.py");

/** Why FRR can't be run here, or `undefined`. */
export function frrObstacle(): string | undefined {
  if (!existsSync(join(DAEMONS, "bgpd")) || !existsSync(RELOAD)) {
    return "FRR is not installed (apt-get install frr frr-pythontools)";
  }
  if (spawnSync("ip", ["netns", "list"]).status !== 0 || process.getuid?.() !== 0) {
    return "network namespaces need root and iproute2";
  }
  const probe = `probe-${process.pid}`;
  const allowed = spawnSync("ip", ["netns", "add", probe]).status === 0;
  spawnSync("ip", ["netns", "del", probe]);
  return allowed ? undefined : "network namespaces are not allowed here";
}

/**
 * Hosts in network namespaces around a router that stands for Azure's own routing: each host has one address
 * and a default route, so that sessions between them go over several hops as in Azure.
 */
export class FrrLaboratory {
  private readonly directory = mkdtempSync(join(tmpdir(), "frr-"));
  private readonly prefix = `frr${process.pid % 100000}`;
  private readonly namespaces: string[] = [];
  private links = 0;

  public constructor() {
    this.addNamespace("fabric");
    this.inside("fabric", "sysctl", "-qw", "net.ipv4.ip_forward=1");
  }

  /** Adds a host. */
  public addHost(host: string, address: string): void {
    const outer = `${this.prefix}o${(this.links += 1)}`;
    this.addNamespace(host);
    run("ip", "link", "add", outer, "type", "veth", "peer", "name", "eth0", "netns", this.namespace(host));
    run("ip", "link", "set", outer, "netns", this.namespace("fabric"));
    this.inside("fabric", "ip", "link", "set", outer, "up");
    this.inside("fabric", "ip", "address", "add", "169.254.1.1/32", "dev", outer);
    this.inside("fabric", "ip", "route", "add", `${address}/32`, "dev", outer);
    this.inside(host, "ip", "address", "add", `${address}/32`, "dev", "eth0");
    this.inside(host, "ip", "link", "set", "eth0", "up");
    this.inside(host, "ip", "route", "add", "169.254.1.1/32", "dev", "eth0");
    this.inside(host, "ip", "route", "add", "default", "via", "169.254.1.1", "dev", "eth0", "src", address);
  }

  /** Starts zebra and bgpd, and gives them a configuration as a machine does that starts FRR. */
  public start(host: string, configuration: string): void {
    const directory = join(this.directory, host);
    const file = this.write(host, configuration);
    for (const daemon of ["zebra", "bgpd"]) {
      const own = ["-d", "-u", "frr", "-g", "frr", "-f", "/dev/null", "-P", "0"];
      const places = ["-i", join(directory, `${daemon}.pid`), "-z", join(directory, "zserv.api")];
      this.inside(host, join(DAEMONS, daemon), ...own, ...places, "--vty_socket", directory);
    }
    this.inside(host, "vtysh", "--vty_socket", directory, "--inputfile", file);
  }

  /** What vtysh says about a configuration: its exit status and its words. */
  public check(
    host: string,
    configuration: string,
  ): { readonly status: number | null; readonly words: string } {
    const file = this.write(host, configuration);
    const { status, stdout, stderr } = spawnSync("vtysh", ["--dryrun", "--inputfile", file], {
      encoding: "utf8",
    });
    return { status, words: stdout + stderr };
  }

  /** Changes a running configuration into another, as `systemctl reload frr` does. */
  public reload(host: string, configuration: string): void {
    const directory = join(this.directory, host);
    const places = ["--vty_socket", directory, "--confdir", directory, "--rundir", directory];
    this.inside(host, RELOAD, "--reload", "--overwrite", ...places, this.write(host, configuration));
  }

  /** The answer to a `show … json` command. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  public show(host: string, command: string): any {
    const places = ["--vty_socket", join(this.directory, host)];
    return JSON.parse(this.inside(host, "vtysh", ...places, "-c", `show ${command} json`));
  }

  /** Ends every process started here and removes every namespace. */
  public close(): void {
    for (const host of this.namespaces) {
      for (const daemon of ["bgpd", "zebra"]) {
        const file = join(this.directory, host, `${daemon}.pid`);
        if (existsSync(file)) {
          stop(Number(readFileSync(file, "utf8")));
        }
      }
      spawnSync("ip", ["netns", "del", this.namespace(host)]);
    }
    rmSync(this.directory, { recursive: true, force: true });
  }

  private addNamespace(host: string): void {
    run("ip", "netns", "add", this.namespace(host));
    this.namespaces.push(host);
    this.inside(host, "ip", "link", "set", "lo", "up");
  }

  private namespace(host: string): string {
    return `${this.prefix}-${host}`;
  }

  private inside(host: string, command: string, ...args: string[]): string {
    return run("ip", "netns", "exec", this.namespace(host), command, ...args);
  }

  private write(host: string, configuration: string): string {
    const directory = join(this.directory, host);
    if (!existsSync(directory)) {
      mkdirSync(directory);
      run("chown", "-R", "frr:frrvty", this.directory);
    }
    const file = join(directory, "frr.conf");
    writeFileSync(file, configuration);
    return file;
  }
}

/** Waits until something holds, looking twice a second: each look starts programs. */
export async function eventually(holds: () => boolean, seconds: number): Promise<boolean> {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;) {
    if (holds()) {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  return holds();
}

function stop(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself.
  }
}

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}
