import { APPLY_FORWARDING, FORWARDING } from "../appliance/router-cloud-init";

/**
 * cloud-init user data of a machine that runs FRR and forwards packets, now and after each restart. It holds
 * nothing about the network, so that a new spoke doesn't replace the machine.
 */
export const FRR_CLOUD_INIT = `#cloud-config
package_update: true
packages: [frr, frr-pythontools]
write_files:
${FORWARDING}
runcmd:
${APPLY_FORWARDING}
  - [sed, -i, 's/^bgpd=no/bgpd=yes/', /etc/frr/daemons]
  - [systemctl, enable, frr]
  - [systemctl, restart, frr]
`;

const END = "END_OF_FRR_CONFIGURATION";

/**
 * The script that gives a running machine its FRR configuration. A configuration that FRR wouldn't take is
 * refused before it replaces the one in force, and a reload touches only the sessions that changed.
 */
export function frrConfigurationScript(configuration: string): string {
  return `#!/bin/sh
set -eu
cloud-init status --wait > /dev/null || [ $? -eq 2 ]
if ! command -v vtysh > /dev/null; then
  echo "FRR is not installed: the machine could not reach its package mirror when it first started." >&2
  exit 1
fi
cat > /etc/frr/frr.conf.new << '${END}'
${configuration}${END}
vtysh --dryrun --inputfile /etc/frr/frr.conf.new
chown frr:frr /etc/frr/frr.conf.new
chmod 640 /etc/frr/frr.conf.new
mv /etc/frr/frr.conf.new /etc/frr/frr.conf
systemctl reload-or-restart frr
`;
}
