import { Pipe } from '@angular/core';
import type { PipeTransform } from '@angular/core';
import { MIB, formatBytes } from '@rapidvm/kernel';

@Pipe({ name: 'bytes' })
export class BytesPipe implements PipeTransform {
  transform(bytes: number): string {
    return formatBytes(bytes);
  }
}

@Pipe({ name: 'mib' })
export class MibPipe implements PipeTransform {
  transform(mib: number): string {
    return formatBytes(mib * MIB);
  }
}
