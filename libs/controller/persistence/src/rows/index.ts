import { accountEntity, invitationEntity, sessionEntity, tokenEntity } from './access.row.ts';
import { authorityEntity } from './authority.row.ts';
import { eventEntity, eventSequenceEntity } from './event.row.ts';
import { hostEntity, hostObservedEntity } from './host.row.ts';
import { imageEntity } from './image.row.ts';
import { hostCapacityEntity, hostPlacementEntity, vmPlacementEntity, vmReservationEntity } from './placement.row.ts';
import { auditEntity, idempotencyEntity, settingEntity } from './record.row.ts';
import { taskEntity } from './task.row.ts';
import { vmEntity, vmMacEntity, vmObservedEntity } from './vm.row.ts';

export const ENTITIES = [
  ...[hostEntity, hostObservedEntity, imageEntity, vmEntity, vmObservedEntity, taskEntity, eventEntity, eventSequenceEntity],
  ...[hostPlacementEntity, hostCapacityEntity, vmReservationEntity, vmPlacementEntity, vmMacEntity],
  ...[accountEntity, tokenEntity, sessionEntity, invitationEntity, auditEntity, idempotencyEntity, settingEntity],
  authorityEntity,
];
