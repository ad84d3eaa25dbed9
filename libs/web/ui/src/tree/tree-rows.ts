/** A tree as the flat list of rows that are shown, and what its keys do (WAI-ARIA tree pattern). Pure. */
export interface TreeNode<N = unknown> {
  readonly id: string;
  readonly label: string;
  readonly children: readonly N[];
}

export interface TreeRow<N extends TreeNode = TreeNode> {
  readonly node: N;
  /** 1 at the top. */
  readonly level: number;
  /** Index of the row it hangs under. */
  readonly parent: number | null;
  readonly expanded: boolean;
  /** From 1, among its siblings. */
  readonly position: number;
  readonly setSize: number;
}

/** The rows shown, in order. `isOpen` says which branches are open. */
export function treeRows<N extends TreeNode<N>>(roots: readonly N[], isOpen: (id: string) => boolean): readonly TreeRow<N>[] {
  const rows: TreeRow<N>[] = [];
  const visit = (nodes: readonly N[], level: number, parent: number | null): void => {
    nodes.forEach((node, index) => {
      const expanded = node.children.length > 0 && isOpen(node.id);
      rows.push({ node, level, parent, expanded, position: index + 1, setSize: nodes.length });
      if (expanded) visit(node.children, level + 1, rows.length - 1);
    });
  };
  visit(roots, 1, null);
  return rows;
}

export type TreeMove =
  { readonly kind: 'go'; readonly index: number } | { readonly kind: 'open' | 'close' | 'choose'; readonly id: string } | null;

/** What a key does on the row at `active`; null: nothing, let the browser have it. */
export function treeKey(key: string, rows: readonly TreeRow[], active: number): TreeMove {
  const row = rows[active];
  if (row === undefined) return null;
  const branch = row.node.children.length > 0;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'go', index: Math.min(active + 1, rows.length - 1) };
    case 'ArrowUp':
      return { kind: 'go', index: Math.max(active - 1, 0) };
    case 'Home':
      return { kind: 'go', index: 0 };
    case 'End':
      return { kind: 'go', index: rows.length - 1 };
    case 'ArrowRight':
      if (branch && !row.expanded) return { kind: 'open', id: row.node.id };
      return branch ? { kind: 'go', index: active + 1 } : null;
    case 'ArrowLeft':
      if (row.expanded) return { kind: 'close', id: row.node.id };
      return row.parent === null ? null : { kind: 'go', index: row.parent };
    case 'Enter':
    case ' ':
      return { kind: 'choose', id: row.node.id };
    default:
      return typeAhead(key, rows, active);
  }
}

function typeAhead(key: string, rows: readonly TreeRow[], active: number): TreeMove {
  if (!/^[a-z0-9]$/i.test(key)) return null;
  const letter = key.toLowerCase();
  for (let step = 1; step <= rows.length; step += 1) {
    const index = (active + step) % rows.length;
    if (rows[index]?.node.label.toLowerCase().startsWith(letter)) return { kind: 'go', index };
  }
  return null;
}
