import { describe, expect, it } from 'vitest';
import { repeatRule } from './repeat.ts';
import { OPERATIONS, OPERATION_NAMES } from './table.ts';

const all = OPERATION_NAMES.map((name) => ({ name, ...OPERATIONS[name] }));
const doubles = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe('the table of operations', () => {
  it('gives every operation a REST route of its own', () => {
    expect(doubles(all.map(({ rest }) => `${rest.method} ${rest.path}`))).toEqual([]);
  });

  it('gives every operation but those of agents a CLI verb of its own', () => {
    const missing = all.filter(({ cli }) => cli === null).map(({ name }) => name);
    expect(missing).toEqual(['enrolment.join', 'enrolment.renew', 'enrolment.hello']);
    expect(doubles(all.flatMap(({ cli }) => (cli === null ? [] : [cli])))).toEqual([]);
  });

  it('gives every operation a gRPC method of its own, but where cookies or agents are meant', () => {
    const missing = all.filter(({ grpc }) => grpc === null).map(({ name }) => name);
    expect(missing).toEqual(['session.login', 'session.logout', 'enrolment.join', 'enrolment.renew', 'enrolment.hello']);
    expect(doubles(all.flatMap(({ grpc }) => (grpc === null ? [] : [grpc])))).toEqual([]);
  });

  it('has every field of a path in its input', () => {
    for (const { name, rest, input } of all) {
      for (const [, field] of rest.path.matchAll(/:(\w+)/g)) expect(Object.keys(input.shape), name).toContain(field);
    }
  });

  it('lets nobody without an account change anything but log in and enrol', () => {
    const open = all.filter(({ permission }) => permission === 'public').map(({ name }) => name);
    expect(open).toEqual(['session.login', 'enrolment.join', 'enrolment.renew', 'enrolment.hello']);
  });

  it('reads with GET and changes with anything else', () => {
    for (const { name, rest, effect } of all) {
      if (effect === 'read') expect(rest.method, name).toBe('GET');
      else expect(rest.method, name).not.toBe('GET');
    }
  });

  it('gives every change that a person makes its answer again, but for sessions and console tickets', () => {
    const again = all.filter(({ name }) => repeatRule(name) === 'done-again').map(({ name }) => name);
    const machines = ['enrolment.join', 'enrolment.renew', 'enrolment.hello'];
    expect(again.filter((name) => !machines.includes(name))).toEqual(['session.login', 'session.logout', 'vm.console']);
    for (const { name, effect } of all) expect(repeatRule(name) === null, name).toBe(effect === 'read' || effect === 'stream');
  });

  it('seals the answers that hold secrets', () => {
    const secrets = all
      .filter(({ output }) => ['secret', 'joinToken'].some((field) => field in output.shape))
      .map(({ name }) => name);
    expect(secrets).toEqual(['token.create', 'host.invite']);
    for (const name of secrets) expect(repeatRule(name)).toBe('same-answer-sealed');
  });
});
