import { describe, expect, it } from 'vitest';
import type { IncomingConnection } from './stranger-bound.ts';
import { StrangerBound, networkOf } from './stranger-bound.ts';

class Door {
  #listener: (connection: IncomingConnection) => void = () => undefined;
  #port = 1000;
  on(_event: 'connection', listener: (connection: IncomingConnection) => void): void {
    this.#listener = listener;
  }
  knock(remoteAddress: string) {
    const closing: (() => void)[] = [];
    this.#port += 1;
    const connection = {
      ...{ remoteAddress, remotePort: this.#port, destroyed: false },
      destroy(): void {
        connection.destroyed = true;
        closing.forEach((listener) => listener());
      },
      once: (_event: 'close', listener: () => void): void => void closing.push(listener),
    };
    this.#listener(connection);
    return connection;
  }
}

function open(perAddress: number) {
  const door = new Door();
  const bound = new StrangerBound(perAddress);
  bound.watch(door);
  return { door, bound };
}

describe('a bound on strangers', () => {
  it('ends what one address opens beyond it, and takes from others', () => {
    const { door } = open(2);
    const own = [1, 2, 3].map(() => door.knock('10.0.0.1'));
    expect(own.map(({ destroyed }) => destroyed)).toEqual([false, false, true]);
    expect(door.knock('10.0.0.2').destroyed).toBe(false);
  });

  it('gives a place back when its connection closes, once', () => {
    const { door } = open(1);
    const first = door.knock('10.0.0.1');
    first.destroy();
    first.destroy();
    expect(door.knock('10.0.0.1').destroyed).toBe(false);
    expect(door.knock('10.0.0.1').destroyed).toBe(true);
  });

  it('does not count whoever is known, however many there are', () => {
    const { door, bound } = open(1);
    for (let count = 0; count < 50; count += 1) {
      const connection = door.knock('10.0.0.1');
      expect(connection.destroyed).toBe(false);
      bound.known(connection);
      bound.known(connection);
    }
    const stranger = door.knock('10.0.0.1');
    expect(stranger.destroyed).toBe(false);
    expect(door.knock('10.0.0.1').destroyed).toBe(true);
  });

  it.each([
    ['10.0.0.1', '10.0.0.1'],
    ['::ffff:10.0.0.1', '10.0.0.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
    ['2001:db8::6', '2001:db8:0:0'],
    ['fe80::1%eth0', 'fe80:0:0:0'],
    ['::1', '0:0:0:0'],
  ])('counts %s under %s', (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
