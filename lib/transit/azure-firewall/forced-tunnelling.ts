import { checked } from "../../core/input-check";
import { NextHop } from "../routes/next-hop";

/** Where a firewall sends what goes to the Internet, if not there. */
export class ForcedTunnelling {
  /** To the hub's VPN gateway, and so to on-premises. */
  public static throughGateway(): ForcedTunnelling {
    return new ForcedTunnelling(NextHop.virtualNetworkGateway());
  }

  /**
   * To an appliance in the hub.
   *
   * @param address its private address
   */
  public static toAppliance(address: string): ForcedTunnelling {
    return new ForcedTunnelling(
      NextHop.virtualAppliance(checked("ForcedTunnelling.toAppliance", "string", address, "the address")),
    );
  }

  private constructor(
    /** Where the firewall's subnet sends everything. */
    public readonly nextHop: NextHop,
  ) {}
}
