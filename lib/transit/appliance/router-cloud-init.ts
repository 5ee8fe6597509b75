import { PLATFORM_ADDRESS, PRIVATE_RANGES } from "../../azure/address-ranges";

/** Azure's own addresses, which a router must reach with its own address: DNS, health probes, metadata. */
const PLATFORM_PREFIXES = [`${PLATFORM_ADDRESS}/32`, "169.254.0.0/16"];

/**
 * cloud-init user data that makes a Linux machine a router, now and after each restart. It needs no Internet
 * unless it translates addresses, and it names no spoke: a machine is replaced when its user data changes.
 *
 * @param translatesInternet whether packets to the Internet get the machine's own address
 * @param untranslatedPrefixes further prefixes that are not the Internet
 */
export function routerCloudInit(
  translatesInternet: boolean,
  untranslatedPrefixes: readonly string[] = [],
): string {
  const files = [
    FORWARDING,
    ...(translatesInternet ? [file("/etc/nftables.conf", natRules(untranslatedPrefixes))] : []),
  ];
  return [
    "#cloud-config",
    ...(translatesInternet ? ["package_update: true", "packages: [nftables]"] : []),
    "write_files:",
    ...files,
    "runcmd:",
    // At each boot systemd-sysctl reads the same file.
    APPLY_FORWARDING,
    ...(translatesInternet
      ? ["  - [systemctl, enable, nftables.service]", "  - [systemctl, restart, nftables.service]"]
      : []),
    "",
  ].join("\n");
}

/** A router with one interface would tell every sender to go directly, which Azure's network doesn't do. */
const SYSCTL = `net.ipv4.ip_forward = 1
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
`;

/** Entry of cloud-init's `write_files` that makes Linux forward packets at each boot. */
export const FORWARDING = file("/etc/sysctl.d/60-router.conf", SYSCTL);

/** Entry of cloud-init's `runcmd` that applies it at once. */
export const APPLY_FORWARDING = "  - [sysctl, --system]";

function natRules(untranslatedPrefixes: readonly string[]): string {
  const kept = [...PRIVATE_RANGES, ...PLATFORM_PREFIXES, ...untranslatedPrefixes];
  return `#!/usr/sbin/nft -f
flush ruleset
table ip router {
  chain postrouting {
    type nat hook postrouting priority srcnat; policy accept;
    ip daddr { ${kept.join(", ")} } accept
    masquerade
  }
}
`;
}

function file(path: string, content: string): string {
  return [`  - path: ${path}`, '    permissions: "0644"', "    content: |", indent(content, 6)].join("\n");
}

function indent(text: string, width: number): string {
  return text
    .trimEnd()
    .split("\n")
    .map((line) => " ".repeat(width) + line)
    .join("\n");
}
