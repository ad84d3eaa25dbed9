// Original file: proto/api/v1/api.proto

import type { AuditEntry as _rapidvm_api_v1_AuditEntry, AuditEntry__Output as _rapidvm_api_v1_AuditEntry__Output } from '../../../rapidvm/api/v1/AuditEntry.ts';

export interface ListAuditResponse {
  'items'?: (_rapidvm_api_v1_AuditEntry)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}

export interface ListAuditResponse__Output {
  'items': (_rapidvm_api_v1_AuditEntry__Output)[];
  'nextCursor'?: (string);
  '_nextCursor'?: "nextCursor";
}
