/** Protocols of a firewall's network rules. */
export enum FirewallProtocol {
  /** TCP, UDP, ICMP and everything else. */
  ANY = "Any",
  /** TCP */
  TCP = "TCP",
  /** UDP */
  UDP = "UDP",
  /** ICMP, such as ping. It has no ports. */
  ICMP = "ICMP",
}
