import { formatBytes } from '@rapidvm/kernel';
import type { Change } from './change.ts';
import type { NameSelector } from './words.ts';
import { mebibytes, processors } from './words.ts';

export function changeWords(change: Change, name: NameSelector): string {
  switch (change.do) {
    case 'ask-for-no-host':
      return 'ask for no host';
    case 'bring-into-service':
      return SERVICE_WORDS[change.from] ?? 'bring it back';
    case 'wait-for-facts':
      return 'wait until its agent has told';
    case 'use-image-for':
      return `use an image for ${change.architecture}`;
    case 'allow-emulation':
      return 'allow emulation (--accelerator any)';
    case 'enable-kvm':
      return 'enable KVM there';
    case 'ask-for-no-cpu-model':
      return 'ask for no processor model';
    case 'do-without-flags':
      return `do without ${change.flags.join(', ')}`;
    case 'give-label':
      return `give it the label ${name(change.selector)}`;
    case 'take-label':
      return `take the label ${name(change.selector)} from it`;
    case 'drop-rule':
      return 'drop the rule';
    case 'share-datastore':
      return `give it the same ${change.datastore} that ${change.host} has`;
    case 'give-datastore':
      return `give it the datastore ${change.datastore}`;
    case 'free-datastore':
      return `free ${formatBytes(change.bytes)} in ${change.datastore}`;
    case 'give-network':
      return `give it the network ${change.network}`;
    case 'make-vm-there':
      return 'make that VM there first';
    case 'move-vm-there':
      return 'move one of them there';
    case 'move-vms-away':
    case 'move-unwilling-away':
      return 'move them away';
    case 'drop-their-rule':
      return 'drop their rule';
    case 'reduce-memory':
      return `reduce memory to ${mebibytes(change.toMiB)}`;
    case 'free-memory':
      return `free ${mebibytes(change.mib)} there`;
    case 'raise-memory-ratio':
      return `raise its memory ratio to ${change.to}`;
    case 'reduce-cpus':
      return `reduce the VM to ${processors(change.to)}`;
    case 'free-cpus':
      return `free ${processors(change.cpus)} there`;
    case 'raise-cpu-ratio':
      return `raise its processor ratio to ${change.to}`;
  }
}

const SERVICE_WORDS: Readonly<Record<string, string>> = {
  joining: 'wait until it has joined',
  maintenance: 'end its maintenance',
  draining: 'cancel its drain',
  left: 'let it join again',
};
