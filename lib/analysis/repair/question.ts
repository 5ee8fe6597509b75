import { EditableInput } from "../model";
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
}
