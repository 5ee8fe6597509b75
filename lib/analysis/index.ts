export { analyze, UnknownEndpointError } from "./analysis";
export * from "./diff";
export * from "./expectations";
export { messageOf } from "./messages";
export * from "./model";
export * from "./result";
export * from "./verify";
