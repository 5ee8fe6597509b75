export * from "./ipv4-prefix";
export * from "./prefix-sets";
