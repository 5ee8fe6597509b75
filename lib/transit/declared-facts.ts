import { TerraformResource } from "cdktf";
import { NetworkInterface } from "../compute/network-interface";
import { checkAtSynth } from "../core/checks";
import { declareAnnouncements, declareForwarding } from "../core/declarations";
import { checked } from "../core/input-check";
import { announcementProblems } from "./bgp/announcement-problems";

/**
 * Facts that Terraform's configuration can't hold, declared in the synthesized JSON.
 *
 * Terraform ignores them; `hub-spoke` counts on them and names them in every verdict that they decided.
 */
export class DeclaredFacts {
  /** The machine behind an interface forwards packets: its operating system is set up for it. */
  public static forwards(networkInterface: NetworkInterface): void {
    checked("DeclaredFacts.forwards", "NetworkInterface", networkInterface, "the network interface");
    declareForwarding(networkInterface.node.defaultChild as TerraformResource);
  }

  /** The machine behind an interface announces prefixes to the Route Servers that peer with it. */
  public static announces(networkInterface: NetworkInterface, prefixes: string[]): void {
    checked("DeclaredFacts.announces", "NetworkInterface", networkInterface, "the network interface");
    checked(networkInterface, "string[]", prefixes, "announces");
    checkAtSynth(networkInterface, () => announcementProblems("what is declared to be announced", prefixes));
    declareAnnouncements(networkInterface.node.defaultChild as TerraformResource, () => prefixes);
  }

  private constructor() {}
}
