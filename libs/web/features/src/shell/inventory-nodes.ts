import type { HostView, VmView } from '@rapidvm/operations';
import { HOST_LOOK, VM_LOOK, sortRows } from '@rapidvm/web-ui';
import type { IconName, StateLook, TreeNode } from '@rapidvm/web-ui';

export interface InventoryNode extends TreeNode<InventoryNode> {
  readonly icon: IconName;
  readonly look: StateLook | null;
  /** The state in words; empty for the group without a host. */
  readonly state: string;
  readonly path: readonly string[] | null;
}

/** Hosts with their VMs below, and VMs that are on no host in a group of their own. `search` keeps what has it in its name, and its host. */
export function inventoryNodes(hosts: readonly HostView[], vms: readonly VmView[], search: string): readonly InventoryNode[] {
  const wanted = search.trim().toLowerCase();
  const byHost = Map.groupBy(
    sortRows(vms, (vm) => vm.name, false),
    (vm) => vm.hostId,
  );
  const known = new Set(hosts.map((host) => host.id));
  const homeless = vms.filter((vm) => vm.hostId === null || !known.has(vm.hostId));
  const nodes = sortRows(hosts, (host) => host.name, false).flatMap((host) => {
    const hit = host.name.toLowerCase().includes(wanted);
    const children = (byHost.get(host.id) ?? []).filter((vm) => hit || vm.name.toLowerCase().includes(wanted)).map(vmNode);
    return hit || children.length > 0 ? [hostNode(host, children)] : [];
  });
  const rest = sortRows(homeless, (vm) => vm.name, false).filter((vm) => vm.name.toLowerCase().includes(wanted));
  if (rest.length === 0) return nodes;
  const group: InventoryNode = {
    id: 'no-host',
    label: 'On no host',
    icon: 'unknown',
    look: null,
    state: '',
    path: null,
    children: rest.map(vmNode),
  };
  return [...nodes, group];
}

function hostNode(host: HostView, children: readonly InventoryNode[]): InventoryNode {
  const { id, name, state } = host;
  return { id, label: name, icon: 'host', look: HOST_LOOK[state], state, path: ['/hosts', id], children };
}

function vmNode(vm: VmView): InventoryNode {
  const { id, name, state } = vm;
  return { id, label: name, icon: 'vm', look: VM_LOOK[state], state, path: ['/vms', id], children: [] };
}
