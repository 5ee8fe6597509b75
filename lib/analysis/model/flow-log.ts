import { ModelResource } from "./resource";

/** Records of the connections of a network, a subnet or an interface. */
export interface FlowLog extends ModelResource {
  /** What it records, where that is in the input. */
  readonly target?: string;
  /** The same as written. */
  readonly targetText?: string;
  readonly storageAccount?: { readonly address: string; readonly region?: string; readonly tier?: string };
}
