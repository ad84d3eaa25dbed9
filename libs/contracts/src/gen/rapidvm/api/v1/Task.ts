// Original file: proto/api/v1/api.proto

import type { TaskSubject as _rapidvm_api_v1_TaskSubject, TaskSubject__Output as _rapidvm_api_v1_TaskSubject__Output } from '../../../rapidvm/api/v1/TaskSubject.ts';
import type { TaskStep as _rapidvm_api_v1_TaskStep, TaskStep__Output as _rapidvm_api_v1_TaskStep__Output } from '../../../rapidvm/api/v1/TaskStep.ts';
import type { ErrorRecord as _rapidvm_api_v1_ErrorRecord, ErrorRecord__Output as _rapidvm_api_v1_ErrorRecord__Output } from '../../../rapidvm/api/v1/ErrorRecord.ts';
import type { ActionVerdict as _rapidvm_api_v1_ActionVerdict, ActionVerdict__Output as _rapidvm_api_v1_ActionVerdict__Output } from '../../../rapidvm/api/v1/ActionVerdict.ts';

export interface Task {
  'id'?: (string);
  'kind'?: (string);
  'subject'?: (_rapidvm_api_v1_TaskSubject | null);
  'state'?: (string);
  'progress'?: (number | string);
  'message'?: (string);
  'steps'?: (_rapidvm_api_v1_TaskStep)[];
  'cancelRequested'?: (boolean);
  'error'?: (_rapidvm_api_v1_ErrorRecord | null);
  'requestedBy'?: (string);
  'createdAt'?: (string);
  'startedAt'?: (string);
  'endedAt'?: (string);
  'allowedActions'?: (_rapidvm_api_v1_ActionVerdict)[];
  '_error'?: "error";
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
}

export interface Task__Output {
  'id': (string);
  'kind': (string);
  'subject': (_rapidvm_api_v1_TaskSubject__Output | null);
  'state': (string);
  'progress': (number);
  'message': (string);
  'steps': (_rapidvm_api_v1_TaskStep__Output)[];
  'cancelRequested': (boolean);
  'error'?: (_rapidvm_api_v1_ErrorRecord__Output | null);
  'requestedBy': (string);
  'createdAt': (string);
  'startedAt'?: (string);
  'endedAt'?: (string);
  'allowedActions': (_rapidvm_api_v1_ActionVerdict__Output)[];
  '_error'?: "error";
  '_startedAt'?: "startedAt";
  '_endedAt'?: "endedAt";
}
