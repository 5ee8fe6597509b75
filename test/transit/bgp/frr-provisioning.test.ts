import { spawnSync } from "child_process";
import { parse } from "yaml";
import { FRR_CLOUD_INIT, frrConfigurationScript } from "../../../lib/transit/bgp/frr-provisioning";

describe("cloud-init user data", () => {
  const data = parse(FRR_CLOUD_INIT);

  test("is marked as such, and is YAML", () => {
    expect(FRR_CLOUD_INIT.split("\n")[0]).toBe("#cloud-config");
    expect(data).toMatchObject({ package_update: true, packages: ["frr", "frr-pythontools"] });
  });

  test("lets Linux forward packets, at once and after each restart", () => {
    expect(data.write_files).toEqual([
      expect.objectContaining({
        path: expect.stringMatching(/^\/etc\/sysctl\.d\/.*\.conf$/),
        content: expect.stringMatching(/^net\.ipv4\.ip_forward = 1$/m),
      }),
    ]);
    expect(data.runcmd).toContainEqual(["sysctl", "--system"]);
  });

  test("switches BGP on, in the file that FRR reads at each start", () => {
    const [, , expression] = data.runcmd.find(([command]: string[]) => command === "sed");
    const { stdout } = spawnSync("sed", [expression], {
      input: "zebra=yes\nbgpd=no\nospfd=no\n",
      encoding: "utf8",
    });
    expect(stdout).toBe("zebra=yes\nbgpd=yes\nospfd=no\n");
    expect(data.runcmd).toContainEqual(["systemctl", "enable", "frr"]);
  });
});

describe("the script that configures a running machine", () => {
  const script = frrConfigurationScript("router bgp 65001\n");

  test("is one that a shell reads, without expressions of its own that Terraform would take for its own", () => {
    expect(spawnSync("sh", ["-n"], { input: script }).status).toBe(0);
    expect(script).not.toMatch(/[$%]\{/);
  });

  test("replaces the configuration only after FRR has accepted the new one", () => {
    const order = [
      "cat > /etc/frr/frr.conf.new",
      "vtysh --dryrun",
      "mv /etc/frr/frr.conf.new",
      "reload-or-restart",
    ];
    const places = order.map((line) => script.indexOf(line));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(script).toMatch(/^set -eu$/m);
  });

  test("writes the configuration as it is", () => {
    const body = /<< '(\w+)'\n(.*)\1\n/s.exec(script)!;
    expect(body[2]).toBe("router bgp 65001\n");
  });
});
