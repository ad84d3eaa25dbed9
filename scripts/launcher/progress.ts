/** Where the launcher speaks to the person: a line for each thing it does, and why. Always standard error: standard output is for results. */
export type Say = (line: string) => void;

export const say: Say = (line) => {
  process.stderr.write(`rapidvm: ${line}\n`);
};
