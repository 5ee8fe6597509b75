export * from "./ipv4-prefix";
