import { BgpAssumption, IpReference } from "../model";
import { Network } from "./network";

/** Whether an announcement was declared for the appliance that has this peer address. */
export function isSpeaker(network: Network, assumption: BgpAssumption, peer: IpReference): boolean {
  if (assumption.ip !== undefined && assumption.ip === peer.ip) {
    return true;
  }
  if (assumption.speaker === undefined) {
    return false;
  }
  if (assumption.speaker === peer.resource) {
    return true;
  }
  return network.model.networkInterfaces.some(
    (nic) =>
      (nic.address === assumption.speaker || nic.virtualMachine === assumption.speaker) &&
      ((peer.resource !== undefined && [nic.address, nic.virtualMachine].includes(peer.resource)) ||
        nic.ipConfigurations.some(({ privateIp }) => privateIp !== undefined && privateIp === peer.ip)),
  );
}
