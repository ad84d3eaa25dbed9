import { describe, expect, it } from 'vitest';
import { treeKey, treeRows } from './tree-rows.ts';
import type { TreeNode } from './tree-rows.ts';

interface Node extends TreeNode<Node> {
  readonly children: readonly Node[];
}

const leaf = (id: string): Node => ({ id, label: id, children: [] });
const ROOTS: readonly Node[] = [
  { id: 'oak', label: 'oak', children: [leaf('web'), leaf('db')] },
  { id: 'pi', label: 'pi', children: [leaf('cam')] },
];
const rows = treeRows(ROOTS, (id) => id === 'oak');

describe('a tree', () => {
  it('is the rows of its open branches', () => {
    expect(rows.map((row) => [row.node.id, row.level, row.parent, row.position, row.setSize])).toEqual([
      ['oak', 1, null, 1, 2],
      ['web', 2, 0, 1, 2],
      ['db', 2, 0, 2, 2],
      ['pi', 1, null, 2, 2],
    ]);
  });

  it.each([
    ['ArrowDown', 0, { kind: 'go', index: 1 }],
    ['ArrowDown', 3, { kind: 'go', index: 3 }],
    ['ArrowUp', 0, { kind: 'go', index: 0 }],
    ['ArrowRight', 0, { kind: 'go', index: 1 }],
    ['ArrowRight', 3, { kind: 'open', id: 'pi' }],
    ['ArrowRight', 1, null],
    ['ArrowLeft', 2, { kind: 'go', index: 0 }],
    ['ArrowLeft', 0, { kind: 'close', id: 'oak' }],
    ['ArrowLeft', 3, null],
    ['Home', 3, { kind: 'go', index: 0 }],
    ['End', 0, { kind: 'go', index: 3 }],
    ['Enter', 2, { kind: 'choose', id: 'db' }],
    ['d', 0, { kind: 'go', index: 2 }],
    ['x', 0, null],
    ['Tab', 0, null],
    ['ArrowDown', 4, null],
  ])('%s on row %d', (key, active, move) => expect(treeKey(key, rows, active)).toEqual(move));
});
