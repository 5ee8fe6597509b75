import { AnalysisContext } from "./context";
import { Analysis, Finding } from "./result";

/** Findings that need routes or traces. */
export function routingFindings(_context: AnalysisContext, _analysis: Analysis): readonly Finding[] {
  return [];
}
