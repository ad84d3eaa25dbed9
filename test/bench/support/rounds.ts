/** Several ways of doing one thing, measured in turn so that a change of the machine's load meets all of them alike. */

export interface Contender {
  readonly name: string;
  /** Does it once, cleans up, and returns what is measured of it. */
  readonly once: () => Promise<number>;
}

/** Runs every contender once a round; each round begins with another one. The first `warmUps` rounds are thrown away. */
export async function inTurns(
  contenders: readonly Contender[],
  rounds: number,
  warmUps = 1,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const measured = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -warmUps; round < rounds; round += 1) {
    const first = (round + warmUps) % contenders.length;
    for (const { name, once } of [...contenders.slice(first), ...contenders.slice(0, first)]) {
      const value = await once();
      if (round >= 0) measured.get(name)?.push(value);
    }
  }
  return measured;
}

export function valuesOf(measured: ReadonlyMap<string, readonly number[]>, name: string): readonly number[] {
  const values = measured.get(name);
  if (values === undefined) throw new Error(`${name} was not measured`);
  return values;
}
