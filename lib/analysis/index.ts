export { analyze, UnknownEndpointError } from "./analysis";
export * from "./diff";
export * from "./expectations";
export { messageOf } from "./messages";
export * from "./model";
export { InputError, readConfiguration, readInput } from "./readers";
export type { ReadNetwork, ReadOptions } from "./readers";
export * from "./result";
export * from "./verify";
