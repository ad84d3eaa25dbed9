import { inject } from '@angular/core';
import { RedirectCommand, Router } from '@angular/router';
import type { CanActivateFn, Routes } from '@angular/router';
import { Session } from '@rapidvm/web-data-access';

const onlyWithSession: CanActivateFn = async (_, state) => {
  const [router, session] = [inject(Router), inject(Session)];
  try {
    const known = await session.restore();
    return known !== null || router.createUrlTree(['/login'], { queryParams: state.url === '/' ? {} : { return: state.url } });
  } catch {
    // No answer at all: that page says so and tries again; the address stays what it was.
    const target = router.createUrlTree(['/unreachable'], { queryParams: { return: state.url } });
    return new RedirectCommand(target, { skipLocationChange: true });
  }
};

const VM_TABS: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'summary' },
  { path: 'summary', loadComponent: () => import('./vms/vm-summary.ts').then((m) => m.VmSummary) },
  { path: 'placement', loadComponent: () => import('./vms/vm-placement.ts').then((m) => m.VmPlacement) },
  { path: 'console', pathMatch: 'full', redirectTo: 'console/serial' },
  { path: 'console/serial', loadComponent: () => import('./vms/serial-tab.ts').then((m) => m.SerialTab) },
  { path: 'console/screen', loadComponent: () => import('./vms/screen-tab.ts').then((m) => m.ScreenTab) },
  { path: 'events', loadComponent: () => import('./events/subject-events.ts').then((m) => m.SubjectEvents) },
];

const HOST_TABS: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'summary' },
  { path: 'summary', loadComponent: () => import('./hosts/host-summary.ts').then((m) => m.HostSummary) },
  { path: 'vms', loadComponent: () => import('./hosts/host-vms.ts').then((m) => m.HostVms) },
  { path: 'events', loadComponent: () => import('./events/subject-events.ts').then((m) => m.SubjectEvents) },
];

const HOSTS_TABS: Routes = [
  { path: '', pathMatch: 'full', title: 'Hosts', loadComponent: () => import('./hosts/host-list.ts').then((m) => m.HostList) },
  { path: 'mesh', title: 'Mesh', loadComponent: () => import('./hosts/mesh-page.ts').then((m) => m.MeshPage) },
];

const ACCESS_TABS: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'users' },
  { path: 'users', title: 'Users', loadComponent: () => import('./access/users.ts').then((m) => m.Users) },
  { path: 'tokens', title: 'API tokens', loadComponent: () => import('./access/tokens.ts').then((m) => m.Tokens) },
  { path: 'audit', title: 'Audit log', loadComponent: () => import('./access/audit.ts').then((m) => m.Audit) },
];

const PAGES: Routes = [
  { path: '', pathMatch: 'full', redirectTo: 'vms' },
  { path: 'vms', title: 'Virtual machines', loadComponent: () => import('./vms/vm-list.ts').then((m) => m.VmList) },
  { path: 'vms/new', title: 'New VM', loadComponent: () => import('./vms/create-vm.ts').then((m) => m.CreateVm) },
  { path: 'vms/:id', loadComponent: () => import('./vms/vm-detail.ts').then((m) => m.VmDetail), children: VM_TABS },
  { path: 'hosts', loadComponent: () => import('./hosts/hosts-page.ts').then((m) => m.HostsPage), children: HOSTS_TABS },
  { path: 'hosts/:id', loadComponent: () => import('./hosts/host-detail.ts').then((m) => m.HostDetail), children: HOST_TABS },
  { path: 'images', title: 'Images', loadComponent: () => import('./images/image-list.ts').then((m) => m.ImageList) },
  { path: 'tasks', title: 'Tasks', loadComponent: () => import('./tasks/task-list.ts').then((m) => m.TaskList) },
  { path: 'tasks/:id', title: 'Task', loadComponent: () => import('./tasks/task-detail.ts').then((m) => m.TaskDetail) },
  { path: 'events', title: 'Events', loadComponent: () => import('./events/event-page.ts').then((m) => m.EventPage) },
  { path: 'access', loadComponent: () => import('./access/access-page.ts').then((m) => m.AccessPage), children: ACCESS_TABS },
  { path: '**', title: 'Not found', loadComponent: () => import('./shared/not-found.ts').then((m) => m.NotFound) },
];

/** Every state of the workbench is a URL: the page, its tab, and as query its filters and order. */
export const ROUTES: Routes = [
  { path: 'login', title: 'Log in', loadComponent: () => import('./login/login.ts').then((m) => m.Login) },
  {
    path: 'unreachable',
    title: 'Not reachable',
    loadComponent: () => import('./login/unreachable.ts').then((m) => m.Unreachable),
  },
  {
    path: '',
    loadComponent: () => import('./shell/shell.ts').then((m) => m.Shell),
    canActivate: [onlyWithSession],
    children: PAGES,
  },
];
