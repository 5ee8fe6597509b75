import { Terminal } from "./terminal";

/** A line on stderr that replaces itself; nothing at all unless a person watches. */
export class Progress {
  private shown = 0;

  constructor(private readonly terminal: Terminal) {}

  say(text: string): void {
    if (!this.terminal.errIsTerminal) return;
    this.terminal.err(`\r${text.padEnd(this.shown)}`);
    this.shown = text.length;
  }

  done(): void {
    if (this.shown === 0) return;
    this.terminal.err(`\r${" ".repeat(this.shown)}\r`);
    this.shown = 0;
  }
}
