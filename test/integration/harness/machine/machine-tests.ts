/** The three machine tests, for any task definition: repeated, failed, and killed at every step. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '@rapidvm/domain';
import type { TaskId } from '@rapidvm/kernel';
import { newId } from '@rapidvm/kernel';
import { systemClock, systemRng } from '@rapidvm/runtime';
import { eventually } from '@rapidvm/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestPostgres } from '../with-postgres.ts';
import { startPostgres } from '../with-postgres.ts';
import type { ControllerProcess } from './controller-process.ts';
import { startController } from './controller-process.ts';
import type { Fault } from './faults.ts';
import { withFault } from './faults.ts';
import type { PreparedRun, Scenario } from './machine.ts';
import type { MachinePlace, OpenedMachine } from './open-machine.ts';
import { openMachine } from './open-machine.ts';
import { quickEngine } from './run-engine.ts';

/** A shared machine may be slow; a task of these tests takes a second or two. */
const TASK_DEADLINE_MS = 60_000;
const TEST_DEADLINE_MS = 600_000;

const neverDies = (): Promise<never> => Promise.reject(new Error('only a child process may be killed'));

/** Registers the tests. `module`: absolute path of the file that exports `open` (see `machine.ts`). */
export function machineTests(module: string, scenarios: readonly string[]): void {
  describe.each(scenarios)('%s', (name) => {
    let rig: Rig;
    beforeAll(async () => {
      rig = await Rig.start(module, name);
    }, TEST_DEADLINE_MS);
    afterAll(() => rig.close(), TEST_DEADLINE_MS);

    it('comes to the same end when every step runs twice', () => rig.repeatsEveryStep(), TEST_DEADLINE_MS);
    it('leaves nothing behind when it fails at any step', () => rig.failsAtEveryStep(), TEST_DEADLINE_MS);
    it('finishes or is undone when the controller is killed at any point', () => rig.isKilledEverywhere(), TEST_DEADLINE_MS);
  });
}

interface StartedRun {
  readonly prepared: PreparedRun<unknown>;
  readonly id: TaskId;
}

class Rig {
  readonly #name: string;
  readonly #postgres: TestPostgres;
  readonly #place: MachinePlace;
  readonly #opened: OpenedMachine;
  readonly #scenario: Scenario;
  /** Started ahead of its use: loading takes longer than dying. */
  #next: ControllerProcess;

  private constructor(name: string, postgres: TestPostgres, place: MachinePlace, opened: OpenedMachine, scenario: Scenario) {
    this.#name = name;
    this.#postgres = postgres;
    this.#place = place;
    this.#opened = opened;
    this.#scenario = scenario;
    this.#next = startController(place);
  }

  static async start(module: string, name: string): Promise<Rig> {
    const directory = await mkdtemp(join(tmpdir(), 'rapidvm-machine-'));
    const postgres = await startPostgres();
    const place = { module, directory, connection: postgres.connection };
    const opened = await openMachine(place);
    const scenario = opened.machine.scenarios[name];
    if (scenario === undefined) throw new Error(`${module} has no scenario ${name}`);
    return new Rig(name, postgres, place, opened, scenario);
  }

  async close(): Promise<void> {
    this.#next.kill();
    await this.#opened.close();
    await this.#postgres.close();
    await rm(this.#place.directory, { recursive: true, force: true });
  }

  async repeatsEveryStep(): Promise<void> {
    const { prepared, id } = await this.#create();
    const task = await this.#runHere(id, { kind: 'twice' });
    expect(task, 'every step twice').toMatchObject({ state: 'succeeded', progress: 1, error: null });
    await this.#scenario.done(prepared.input);
  }

  async failsAtEveryStep(): Promise<void> {
    for (const step of this.#scenario.definition.steps) {
      for (const when of ['before', 'after'] as const) {
        const { prepared, id } = await this.#create();
        const task = await this.#runHere(id, { kind: 'fail', step: step.name, when });
        expect(task, `failing ${when} “${step.name}”`).toMatchObject({ state: 'failed', error: { code: 'internal' } });
        await this.#told(`failing ${when} “${step.name}”`, () =>
          this.#scenario.undone(prepared.input, { step: step.name, when }),
        );
      }
    }
  }

  async isKilledEverywhere(): Promise<void> {
    for (const fault of this.#killPoints()) await this.#isKilledAt(fault);
  }

  #killPoints(): readonly (Fault & { readonly step: string })[] {
    const { steps } = this.#scenario.definition;
    const whens = ['before', 'after', 'noted'] as const;
    const forward = steps.flatMap(({ name: step }) => whens.map((when) => ({ kind: 'kill' as const, step, when })));
    const undone = steps.filter((step) => step.undo !== undefined);
    const backward = undone.flatMap(({ name: step }) => whens.map((when) => ({ kind: 'kill-undo' as const, step, when })));
    return [...forward, ...backward];
  }

  async #isKilledAt(fault: Fault & { readonly step: string }): Promise<void> {
    const place = JSON.stringify(fault);
    const controller = this.#next;
    this.#next = startController(this.#place);
    const { prepared, id } = await this.#create();
    const signal = await controller.runUntilDead(this.#name, id, fault, TASK_DEADLINE_MS);
    // One that did not come that far says in its row why.
    const left = signal === 'SIGKILL' ? null : await this.#opened.open.database.read.tasks.get(id);
    expect({ signal, left }, place).toEqual({ signal: 'SIGKILL', left: null });
    const task = await this.#runHere(id, { kind: 'none' });
    const last = this.#scenario.definition.steps.at(-1)?.name ?? '';
    await this.#told(place, async () => {
      expect(task.state).toBe(fault.kind === 'kill' ? 'succeeded' : 'failed');
      if (task.state === 'succeeded') await this.#scenario.done(prepared.input);
      else await this.#scenario.undone(prepared.input, { step: last, when: 'after' });
    });
  }

  async #create(): Promise<StartedRun> {
    const prepared = await this.#scenario.prepare();
    const id = newId<TaskId>(systemClock, systemRng);
    const engine = quickEngine(this.#opened.open.database);
    await this.#opened.open.database.transaction(async (stores) => {
      await prepared.commit?.(stores);
      const head = { id, subject: prepared.subject, requestedBy: 'test' };
      await engine.create(stores, this.#scenario.definition, head, prepared.input);
    });
    return { prepared, id };
  }

  /** Runs the task to its end in this process, with a new engine and, as after a restart, a newly opened machine. */
  async #runHere(id: TaskId, fault: Fault): Promise<Task> {
    const opened = await openMachine(this.#place);
    const scenario = opened.machine.scenarios[this.#name];
    const engine = quickEngine(opened.open.database);
    try {
      if (scenario !== undefined)
        await engine.start([withFault(scenario.definition, fault, neverDies), ...(scenario.parts ?? [])]);
      return await eventually(async () => {
        const task = await opened.open.database.read.tasks.get(id);
        return task?.endedAt === null ? null : task;
      }, TASK_DEADLINE_MS);
    } finally {
      await engine.stop();
      await opened.close();
    }
  }

  /** Says where a check failed. */
  async #told(place: string, check: () => Promise<void>): Promise<void> {
    try {
      await check();
    } catch (error) {
      throw new Error(`${this.#name}, ${place}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
