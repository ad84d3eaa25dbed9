import type { HostView } from '@rapidvm/operations';
import type { World } from './world.ts';

const GIB = 1024 ** 3;

function host(world: World, name: string, changes: Partial<HostView>): void {
  const id = world.id();
  const made: HostView = {
    id,
    name,
    state: 'active',
    since: world.at(9e6),
    reason: null,
    liveness: 'active',
    witnesses: [],
    mode: 'in-service',
    protocol: 2,
    agentAddress: `${name}:7443`,
    peerId: '12D3KooWExamplePeerIdOfAHost',
    lastSeenAt: world.at(2000),
    inventory: {
      architecture: 'x86_64',
      cpuModel: 'AMD Ryzen 7 5700G',
      cpuFlags: ['aes', 'avx', 'avx2', 'fpu', 'lm', 'pdpe1gb', 'sse4_2', 'vmx'],
      networks: [
        { name: 'br0', kind: 'bridge', isUp: true, addresses: ['192.0.2.7/24', '2001:db8::7/64'] },
        { name: 'eth1', kind: 'interface', isUp: false, addresses: [] },
      ],
      cpus: 16,
      memoryMiB: 65536,
      operatingSystem: 'Debian GNU/Linux 12',
      kernel: '6.1.0-28-amd64',
      qemuVersion: '7.2.15',
      accelerator: { kind: 'kvm', reason: '/dev/kvm can be opened and the processor has AMD-V' },
      agentVersion: '0.1.0',
      datastores: [
        { name: 'local', totalBytes: 500 * GIB, freeBytes: 320 * GIB },
        { name: 'nas', totalBytes: 4000 * GIB, freeBytes: 610 * GIB },
      ],
    },
    load: { load1: 3.4, freeMemoryMiB: 31000, runningVms: 4, temperatureC: null },
    hardware: {
      topology: { sockets: 1, cores: 8, threads: 16 },
      numaNodes: [{ id: 0, cpus: '0-15', memoryMiB: 65536 }],
      hugePages: [
        { sizeBytes: 2 * 1024 ** 2, total: 512, free: 500 },
        { sizeBytes: GIB, total: 0, free: 0 },
      ],
      machineTypes: ['pc-i440fx-7.1', 'pc-i440fx-7.2', 'pc-q35-7.1', 'pc-q35-7.2'],
      throttling: null,
    },
    vmCount: 0,
    placement: { labels: {}, rack: null, memoryRatio: null, cpuRatio: null },
    capacity: { memoryMiB: { limit: 65280, used: 0, inFlight: 0 }, cpus: { limit: 256, used: 0, inFlight: 0 } },
    allowedActions: [],
    createdAt: world.at(9e8),
    ...changes,
  };
  world.hosts.set(id, made);
}

/** Fills the world: three hosts, two images, `count` VMs in all sorts of states, accounts, some history. */
export function populate(world: World, count: number): void {
  host(world, 'oak', {});
  host(world, 'pi-attic', {
    inventory: {
      architecture: 'aarch64',
      cpuModel: 'Cortex-A76',
      cpuFlags: null,
      networks: null,
      cpus: 4,
      memoryMiB: 8192,
      operatingSystem: 'Debian GNU/Linux 12',
      kernel: '6.6.51-rpi',
      qemuVersion: '7.2.15',
      accelerator: {
        kind: 'tcg',
        reason: '/dev/kvm is there but the kernel refuses to make a VM: virtualisation is switched off in the firmware',
      },
      agentVersion: '0.1.0',
      datastores: [{ name: 'local', totalBytes: 58 * GIB, freeBytes: 3 * GIB }],
    },
    load: { load1: 3.9, freeMemoryMiB: 1200, runningVms: 2, temperatureC: 71.5 },
    hardware: {
      topology: { sockets: 1, cores: 4, threads: 4 },
      numaNodes: [{ id: 0, cpus: '0-3', memoryMiB: 8192 }],
      hugePages: [],
      machineTypes: ['virt-7.1', 'virt-7.2'],
      throttling: { now: ['under-voltage'], sinceBoot: ['under-voltage', 'throttled'] },
    },
  });
  host(world, 'elm', {
    state: 'failed',
    liveness: 'failed',
    witnesses: ['oak', 'pi-attic'],
    reason: '2 members no longer see it: oak, pi-attic',
    lastSeenAt: world.at(24e4),
    load: null,
  });
  for (const [name, architecture] of [
    ['debian-12-mini', 'x86_64'],
    ['debian-12-mini-arm', 'aarch64'],
  ] as const) {
    const id = world.id();
    world.images.set(id, {
      id,
      name,
      architecture,
      datastore: 'local',
      diskPath: `images/${name}/disk.qcow2`,
      diskFormat: 'qcow2',
      diskBytes: 83 * 1024 ** 2,
      sha256: 'ab'.repeat(32),
      kernelPath: `images/${name}/vmlinuz`,
      initrdPath: `images/${name}/initrd.img`,
      commandLine: 'console=ttyS0 root=/dev/vda ro',
      description: 'Small Debian 12 with a shell on the serial console and a picture on the screen',
      allowedActions: [],
      createdAt: world.at(5e8),
    });
  }
  addUsers(world);
  addVms(world, count);
  world.event('host.state-changed', { kind: 'host', id: [...world.hosts.keys()][2] ?? '', name: 'elm' }, 'elm is failed', {
    to: 'failed',
  });
}

function addUsers(world: World): void {
  for (const [name, role] of [
    ['admin', 'admin'],
    ['ann', 'editor'],
    ['kim', 'viewer'],
  ] as const) {
    const id = world.id();
    world.users.set(id, { id, name, role, createdAt: world.at(8e8) });
    const row = {
      id: world.id(),
      at: world.at(6e6),
      actor: 'admin',
      from: '192.0.2.17',
      operation: 'user.create',
      subject: `user ${name}`,
    };
    world.audit.push({ ...row, outcome: 'done', before: null, after: JSON.stringify({ role }) });
  }
  world.audit.push({
    id: world.id(),
    at: world.at(5e6),
    actor: 'kim',
    from: '192.0.2.30',
    operation: 'vm.delete',
    subject: 'vm hello',
    outcome: 'refused',
    before: null,
    after: null,
  });
}

function addVms(world: World, count: number): void {
  const hosts = [...world.hosts.values()];
  for (let index = 0; index < count; index += 1) {
    const kind = ['web', 'db', 'build', 'cache'][index % 4] ?? 'vm';
    const name = index === 0 ? 'hello' : `${kind}-${Math.floor(index / 4) + 1}`;
    const labels: Record<string, string> = index % 3 === 0 ? { tier: kind, owner: 'ann' } : {};
    const vm = world.add(
      { name, image: 'debian-12-mini', cpus: 1 + (index % 4), memoryMiB: 256 << (index % 4), labels },
      'admin',
    );
    const home = hosts[index % 7 === 6 ? 2 : index % 3 === 1 ? 1 : 0];
    const onLostHost = home?.state === 'failed';
    const state = onLostHost ? 'unknown' : index % 9 === 5 ? 'crashed' : index % 4 === 2 ? 'stopped' : 'running';
    const reason = onLostHost
      ? 'Its host elm has not been seen for 4 minutes'
      : state === 'crashed'
        ? 'QEMU ended by signal 9'
        : null;
    world.saveVm(world.vm(vm.id), {
      state,
      desiredPower: state === 'stopped' ? 'off' : 'on',
      reason,
      since: world.at(1000 * 60 * (index * 7 + 1)),
      hostId: home?.id ?? null,
      hostName: home?.name ?? null,
      architecture: home?.inventory?.architecture ?? 'x86_64',
      accelerator: home?.inventory?.accelerator.kind ?? null,
      activeTaskId: null,
      createdAt: world.at(1000 * 3600 * (index + 5)),
    });
  }
  const [first] = world.vms.keys();
  if (first !== undefined) addPastTasks(world, first);
  for (const one of hosts) {
    const vmCount = [...world.vms.values()].filter((vm) => vm.hostId === one.id).length;
    world.hosts.set(one.id, { ...one, vmCount });
  }
}

function addPastTasks(world: World, vmId: string): void {
  const model = world.pastTask(vmId, 'vm.create');
  world.tasks.set(model.id, { ...model, state: 'succeeded', message: 'Done', progress: 1 });
  const id = world.id();
  const error = {
    code: 'no-host-fits',
    message: 'No host can take it',
    hint: 'Add memory, free some, or ask for less',
    details: {
      refusals: [
        {
          host: 'oak',
          code: 'memory',
          reason: 'needs 33.7 GiB more: it has 30.3 GiB left of 64 GiB',
          change: 'reduce memory to 30.3 GiB',
        },
        { host: 'elm', code: 'host-state', reason: 'it is failed', change: 'bring it back' },
      ],
      hosts: 2,
    },
  };
  const [failed, ...rest] = model.steps.map((step) => ({ ...step, state: 'waiting' as const, startedAt: null, endedAt: null }));
  const steps =
    failed === undefined
      ? []
      : [{ ...failed, state: 'failed' as const, startedAt: world.at(64e3), endedAt: world.at(64e3) }, ...rest];
  world.tasks.set(id, { ...model, id, steps, kind: 'vm.start', state: 'failed', message: 'Failed', error });
}
