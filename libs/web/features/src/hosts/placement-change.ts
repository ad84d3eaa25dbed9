import type { HostView, OperationRequest } from '@rapidvm/operations';
import { parseLabels } from '../shared/labels-text.ts';

type Change = Omit<OperationRequest<'host.set-placement'>, 'id'>;

/** What differs between a host's placement and what a person typed for it; null: nothing. An empty rack takes it out of its own. */
export function placementChange(before: HostView['placement'], rack: string, labels: string): Change | null {
  const wanted = parseLabels(labels);
  const added = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => before.labels[key] !== value));
  const removed = Object.keys(before.labels).filter((key) => !Object.hasOwn(wanted, key));
  const change: Change = {
    ...(rack !== (before.rack ?? '') && { rack }),
    ...(Object.keys(added).length > 0 && { labels: added }),
    ...(removed.length > 0 && { removeLabels: removed }),
  };
  return Object.keys(change).length === 0 ? null : change;
}
