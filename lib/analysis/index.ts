export { analyze, UnknownEndpointError } from "./analysis";
export { QuestionError } from "./question";
export { knownCodes, meaningsOf } from "./code-meanings";
export type { CodeMeaning } from "./code-meanings";
export * from "./compare/diff";
export * from "./compare/expectations";
export { findingsOf, plannedFindingsOf } from "./findings";
export { billableResources } from "./findings/billable";
export type { BillableKind, BillableResource } from "./findings/billable";
export { assumptionText, messageOf } from "./messages";
export { rulesOf } from "./messages/rules";
export {
  alsoOf,
  leavesNothingOut,
  problemMessage,
  unsupportedKind,
  withoutSubnets,
} from "./messages/problems";
export { WordedError } from "./messages/worded-error";
export * from "./model";
export {
  InputError,
  readConfiguration,
  readInput,
  readInputs,
  readNetwork,
  readJsonFile,
  readJsonValue,
} from "./readers";
export { joinPages, nextPageToken } from "./readers/azure/pages";
export type { ReadNetwork, ReadOptions } from "./readers";
export * from "./result";
export * from "./compare/verify";
export { FindingSearch } from "./repair/finding-repairs";
export type { FindingRepairs } from "./repair/finding-repairs";
export { findRepairs } from "./repair/find-repairs";
export { findMatrixRepairs } from "./repair/matrix-repairs";
export type { IncurablePair, MatrixRepair, MatrixRepairs, UnseenOnWay } from "./repair/matrix-repairs";
export type { PairEnds } from "./repair/question";
export type { ConstructEdit } from "./repair/constructs";
export type { RepairQuestion } from "./repair/question";
export type {
  Attempt,
  InternetChange,
  OtherChange,
  ProvenChange,
  Repair,
  RepairAnswer,
  WayOfInternet,
} from "./repair/repair";
export type { Wish } from "./repair/wish";
