export { analyze, UnknownEndpointError } from "./analysis";
export { messageOf } from "./messages";
export * from "./model";
export * from "./result";
