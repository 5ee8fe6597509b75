import { nearestNames } from "../text/nearest";
import { QUESTION_PROBLEMS } from "./messages/comparison-problems";
import { WordedError } from "./messages/worded-error";
import { UnknownArgument } from "./model";
import { AnalysisOptions, Endpoint } from "./result";

const PROTOCOLS = ["tcp", "udp", "icmp", "any"];
const READINGS = ["strict", "permissive"];
const FLAGS = ["strict", "all", "includePlatformNone"] as const;
/** What an analysis may be asked about. */
export const QUESTION_OPTIONS = ["protocol", "port", "forwardedTraffic", ...FLAGS] as const;

/** A question that makes no sense, whatever the network is. */
export class QuestionError extends WordedError {
  public override readonly name = "QuestionError";

  public static portOfIcmp(port: number): QuestionError {
    const params = { port: String(port) };
    return new QuestionError("PORT_OF_ICMP", params, QUESTION_PROBLEMS.PORT_OF_ICMP(params));
  }

  public static unknownOption(option: string, names: readonly string[]): QuestionError {
    const near = nearestNames(option, names);
    const params = { option, names: (near.length > 0 ? near : names).join(", ") };
    return new QuestionError("OPTION_UNKNOWN", params, QUESTION_PROBLEMS.OPTION_UNKNOWN(params));
  }

  public static notAllowed(option: string, value: unknown, allowed: string): QuestionError {
    const params = { option, given: JSON.stringify(value) ?? String(value), allowed };
    return new QuestionError("OPTION_VALUE", params, QUESTION_PROBLEMS.OPTION_VALUE(params));
  }

  public static ofSeveral(name: string, all: readonly string[]): QuestionError {
    const params = { name, all: all.join(", ") };
    return new QuestionError("NAME_OF_SEVERAL", params, QUESTION_PROBLEMS.NAME_OF_SEVERAL(params));
  }

  public static withoutPlace(name: string, place: UnknownArgument, settle: string): QuestionError {
    const { argument, resource, text } = place;
    const params = { name, argument, resource, text, settle };
    return new QuestionError("PLACE_UNKNOWN", params, QUESTION_PROBLEMS.PLACE_UNKNOWN(params));
  }

  public static toBastion({ id }: Endpoint): QuestionError {
    const params = { endpoint: id };
    return new QuestionError("BASTION_ASKS_ONLY", params, QUESTION_PROBLEMS.BASTION_ASKS_ONLY(params));
  }
}

/**
 * Programs without types give anything, and an option that is misspelt or impossible would be answered as if another
 * question had been asked.
 *
 * @param others options that mean something to whoever asks
 */
export function requireSense(options: AnalysisOptions, others: readonly string[] = []): void {
  const names: readonly string[] = [...QUESTION_OPTIONS, ...others];
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw QuestionError.unknownOption(unknown, names);
  }
  const { protocol, port, forwardedTraffic } = options;
  if (protocol !== undefined && !PROTOCOLS.includes(protocol)) {
    throw QuestionError.notAllowed("protocol", protocol, PROTOCOLS.join(", "));
  }
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    throw QuestionError.notAllowed("port", port, "1 … 65535");
  }
  if (forwardedTraffic !== undefined && !READINGS.includes(forwardedTraffic)) {
    throw QuestionError.notAllowed("forwardedTraffic", forwardedTraffic, READINGS.join(", "));
  }
  const flag = FLAGS.find((name) => options[name] !== undefined && typeof options[name] !== "boolean");
  if (flag !== undefined) {
    throw QuestionError.notAllowed(flag, options[flag], "true, false");
  }
  if (protocol === "icmp" && port !== undefined) {
    throw QuestionError.portOfIcmp(port);
  }
}
