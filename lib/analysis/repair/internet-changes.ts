import { Exposure, Hop, PairAnswer, PairResult, VERDICTS } from "../result";
import { InternetChange, WayOfInternet } from "./repair";

/** A network that is asked about the Internet; ends by id. */
export interface AskedOfInternet {
  readonly internet: { readonly id: string };
  readonly subnets: readonly { readonly id: string; readonly address: string }[];
  answer(from: string, to: string): PairAnswer;
  explain(from: string, to: string): PairResult;
}

/** What a change makes of the ways between some subnets and the Internet: none of them is in a matrix. */
export function internetChanges(
  before: AskedOfInternet,
  after: AskedOfInternet,
  isTouched: (subnet: string) => boolean,
): InternetChange[] {
  const { id: internet } = before.internet;
  const ids = new Map(after.subnets.map(({ address, id }) => [address, id]));
  return before.subnets
    .filter(({ address, id }) => ids.get(address) === id && isTouched(address))
    .flatMap(({ id }) => [
      { direction: "outbound" as const, from: id, to: internet },
      { direction: "inbound" as const, from: internet, to: id },
    ])
    .filter(({ from, to }) => keyOf(before.answer(from, to)) !== keyOf(after.answer(from, to)))
    .map((ends) => ({ ...ends, before: wayIn(before, ends), after: wayIn(after, ends) }));
}

/** Whether a subnet loses a way out, or is open to what it wasn't open to. */
export function isWorseOnInternet({ direction, before, after }: InternetChange): boolean {
  const [was, is] = [before, after].map(({ verdict }) => VERDICTS.indexOf(verdict));
  return direction === "inbound"
    ? after.exposures.some((one) => !before.exposures.includes(one)) ||
        (before.verdict === "BLOCKED" && after.verdict !== "BLOCKED")
    : is > was;
}

/** Parts that fare alike are one, however routes divide the addresses. */
function keyOf(answer: PairAnswer): string {
  const parts = answer.parts?.map((part) => part.answer) ?? [answer];
  const said = parts.map(({ verdict, forward }) =>
    // Where a closed end is closed is nobody's question.
    verdict === "BLOCKED" ? verdict : JSON.stringify([verdict, forward]),
  );
  return [...[...new Set(said)].sort(), JSON.stringify(answer.exposures)].join("\n");
}

function wayIn(network: AskedOfInternet, { from, to }: PairEnds): WayOfInternet {
  const { exposures = [] } = network.answer(from, to);
  const { verdict, forward } = network.explain(from, to);
  return { verdict, through: namesOf(forward), exposures: [...new Set(exposures.map(packetsOf))].sort() };
}

interface PairEnds {
  readonly from: string;
  readonly to: string;
}

const packetsOf = ({ packets }: Exposure): string => packets;

function namesOf(hops: readonly Hop[]): string[] {
  return hops.flatMap(({ via }) => via?.name ?? []);
}
