/** Whether `path` is relative, has only plain parts, and so can't leave a datastore's root. */
export function isSafeRelativePath(path: string): boolean {
  if (path.length === 0 || path.length > 1024 || path.includes('\0') || path.includes('\\')) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

/** The folder of a VM's own files in its datastore. */
export function vmFolder(vmName: string, vmId: string): string {
  return `vms/${vmName}-${vmId}`;
}
