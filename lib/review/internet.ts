import { Analysis, LocalizedText } from "../analysis/result";
import { groupBy } from "../collections/group-by";
import { InternetAnswer, ReviewInternet } from "./document";
import { pairInWords } from "./pair-in-words";
import { PHRASES } from "./phrases";
import { resourceNames } from "./resource-names";

/** Nothing leads there: what a network should be, and so nothing to list. */
const UNEXPOSED = "INGRESS_NONE";

export function internetInWords(analysis: Analysis): ReviewInternet {
  const { internet, endpoints, model } = analysis;
  const subnets = endpoints.filter(({ kind }) => kind === "subnet").map(({ id }) => id);
  const answers = (endsOf: (subnet: string) => readonly [string, string]): InternetAnswer[] => {
    const explained = subnets.map((subnet) => ({
      subnet,
      pair: pairInWords(analysis.explain(...endsOf(subnet)), resourceNames(model)),
    }));
    // Sentences name the subnet and its machines: without them, those of alike ones are the same.
    const groups = groupBy(explained, ({ subnet, pair }) =>
      JSON.stringify([
        pair.verdict,
        pair.through,
        pair.reasons.map(({ code, message }) => [
          code,
          code.startsWith("EGRESS_") ? "" : message.en.replaceAll(subnet, ""),
        ]),
      ]),
    );
    return [...groups.values()].map((group) => ({
      subnets: group.map(({ subnet }) => subnet),
      example: group[0].pair,
    }));
  };
  return {
    outbound: answers((subnet) => [subnet, internet.id]),
    inbound: answers((subnet) => [internet.id, subnet]).filter(
      ({ example }) => example.reasons[0]?.code !== UNEXPOSED,
    ),
  };
}

/** Both directions under their headings; undefined where nothing is asked about. */
export function internetParts({ outbound, inbound }: ReviewInternet): readonly {
  readonly title: LocalizedText;
  readonly answers: readonly InternetAnswer[];
  readonly none: LocalizedText;
}[] {
  return outbound.length === 0
    ? []
    : [
        { title: PHRASES.outbound, answers: outbound, none: PHRASES.unexposed },
        { title: PHRASES.inbound, answers: inbound, none: PHRASES.unexposed },
      ];
}
