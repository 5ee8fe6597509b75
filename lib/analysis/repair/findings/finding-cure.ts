import { Finding } from "../../result";
import { Candidate } from "../candidate";
import { Draft } from "../writing/draft";

/** A finding, and the network in which something is written against it. */
export interface FindingDraft extends Draft {
  readonly finding: Finding;
}

/** Changes that may make a finding go away, the likeliest first. */
export type FindingCure = (draft: FindingDraft) => Iterable<Candidate>;
