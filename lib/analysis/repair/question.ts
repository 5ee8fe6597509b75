import { EditableInput } from "../model";
import { EndpointNode } from "../network/endpoints";
import { AnalysisOptions } from "../result";
import { Wish } from "./wish";

/** Which pair should be like what, in which input. */
export interface RepairQuestion {
  readonly input: EditableInput;
  readonly options: AnalysisOptions;
  /** Ids of endpoints. */
  readonly from: string;
  readonly to: string;
  readonly wish: Wish;
  /** Of what else a rule for this pair should speak. */
  readonly beside?: RuleEnds;
}

/** A pair, by the ids of its endpoints. */
export interface PairEnds {
  readonly from: string;
  readonly to: string;
}

/** Other sources and destinations of pairs that are refused alike. */
export interface RuleEnds {
  readonly from: readonly EndpointNode[];
  readonly to: readonly EndpointNode[];
}
