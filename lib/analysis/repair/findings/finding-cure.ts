import { Finding } from "../../result";
import { Candidate } from "../candidate";
import { Draft } from "../writing/draft";

/** What a cure goes by: never the words, which may be put otherwise. */
export type WordlessFinding = Omit<Finding, "message" | "fix">;

/** A finding, and the network in which something is written against it. */
export interface FindingDraft extends Draft {
  readonly finding: WordlessFinding;
}

/** Changes that may make a finding go away, the likeliest first. */
export type FindingCure = (draft: FindingDraft) => Iterable<Candidate>;
