import { ACTIVATION_PREFIXES, isPublicCloud, WINDOWS_ACTIVATION } from "../../azure/windows-activation";
import { EndpointNode, internetEndpoint, subnetEndpoint } from "../network/endpoints";
import { SubnetNode } from "../network/virtual-network-node";
import { Reason } from "../result";
import { askingAbout } from "../trace/context";
import { Representatives } from "../verdict/representatives";
import { judgePair } from "../verdict/verdict";
import { Problem, problemAt } from "./check";
import { RoutedCheck, RoutedNetwork } from "./routed-network";
import { SOURCES } from "./sources";
import { listOf, nameOf } from "./words";

const WHERE = `${WINDOWS_ACTIVATION.addresses.join(", ")} (TCP ${WINDOWS_ACTIVATION.port})`;

/** Windows is activated by a service on the Internet that answers Azure alone. */
export const WINDOWS_ACTIVATION_CHECKS: readonly RoutedCheck[] = [
  {
    code: "WINDOWS_NOT_ACTIVATED",
    severity: "warning",
    what: {
      en: "Windows machines whose requests to Azure's key management service leave through a gateway, or end at a firewall: Windows isn't activated (W50)",
      ja: "Windows 仮想マシンから Azure のキー管理サービス（KMS）への要求が、ゲートウェイから出ていくか、ファイアウォールで破棄されます。ライセンス認証ができません（W50）",
    },
    source: SOURCES.windowsActivation,
    fix: {
      en: `Give their subnet routes for ${WHERE} to Internet, or let the firewall pass them.`,
      ja: `そのサブネットに ${WHERE} を Internet に向けるルートを設定するか、ファイアウォールで許可してください。`,
    },
    *find(network) {
      for (const subnet of network.context.network.subnets) {
        const machines = windowsMachinesIn(network, subnet);
        const lost = machines.length === 0 ? undefined : lossOfActivation(network, subnet);
        if (lost !== undefined) {
          yield problemOf(subnet, machines, lost);
        }
      }
    },
  },
];

function windowsMachinesIn({ checked }: RoutedNetwork, { networkInterfaces }: SubnetNode): readonly string[] {
  const owners = networkInterfaces.flatMap(
    ({ virtualMachine, scaleSet }) => virtualMachine ?? scaleSet ?? [],
  );
  return [...new Set(owners)].flatMap((address) => {
    const resource = checked.resource(address);
    const isWindows = resource?.type.includes("_windows_") === true;
    return isWindows && isPublicCloud(checked.argumentsOf(address).text("location")) ? nameOf(resource) : [];
  });
}

/** Why none of the addresses can be asked, if that is sure; rules of security groups leave the platform's own traffic alone. */
function lossOfActivation({ context }: RoutedNetwork, subnet: SubnetNode): Reason | undefined {
  const asked = askingAbout(context, "tcp", WINDOWS_ACTIVATION.port);
  const representatives = new Representatives(asked);
  const from = subnetEndpoint(subnet);
  const losses = ACTIVATION_PREFIXES.map((prefix) => {
    const to = internetEndpoint(asked.tables.gateways, prefix);
    const of = (end: EndpointNode): ReturnType<Representatives["of"]> => representatives.of(end);
    const { verdict, reasons } = judgePair(asked, from, to, of);
    return reasons.find(
      ({ code }) => code === "EXITS_TO_ONPREM" || (verdict === "BLOCKED" && code === "FIREWALL_DENY"),
    );
  });
  return losses.includes(undefined) ? undefined : losses[0];
}

function problemOf(subnet: SubnetNode, machines: readonly string[], { code, params }: Reason): Problem {
  const { en, ja } = listOf(machines);
  const isDenied = code === "FIREWALL_DENY";
  const at = isDenied ? params.firewall : params.gateway;
  return problemAt(
    subnet.address,
    isDenied
      ? {
          en: `Windows can't be activated on ${en} in ${subnet.id}: the firewall ${at} lets nothing through to Azure's key management service, ${WHERE}.`,
          ja: `${subnet.id} の ${ja} では Windows のライセンス認証ができません。Azure のキー管理サービス ${WHERE} への通信を、ファイアウォール ${at} が許可していません。`,
        }
      : {
          en: `Windows can't be activated on ${en} in ${subnet.id}: requests to Azure's key management service, ${WHERE}, leave through the gateway ${at}, and it answers addresses of Azure only.`,
          ja: `${subnet.id} の ${ja} では Windows のライセンス認証ができません。Azure のキー管理サービス ${WHERE} への要求がゲートウェイ ${at} から出ていきますが、このサービスは Azure のアドレスからの要求にしか応答しません。`,
        },
  );
}
