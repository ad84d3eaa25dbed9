/** Every buffer, batch and wait of the web client, with its reason. */
export const WEB_LIMITS = {
  /** Rows per page when a whole list is loaded: the API's own maximum, so that 5,000 VMs are five requests. */
  pageRows: 1000,
  /** Pages read of one list before giving up: 100,000 rows is far beyond what one browser tab should hold. */
  maxPages: 100,
  /** Ids in one refresh: 100 UUIDs make a URL of 3.8 kB, below every server's 8 kB. */
  refreshIds: 100,
  /** Above this many changed rows the whole list is read again, because that is cheaper. */
  refreshAllAbove: 500,
  /** Milliseconds changes are gathered before they are read: two frames of a person's attention, many messages of a busy cluster. */
  refreshDelayMs: 120,
  /** Milliseconds between two looks at the mesh while somebody looks at it: what observers say among themselves is no event. */
  meshRefreshMs: 3000,
  /** Newest tasks kept in memory. */
  maxTasks: 500,
  /** Tasks read when the page opens. */
  firstTasks: 100,
  /** Events kept by one open list; older ones are dropped from its end. */
  maxEvents: 2000,
  /** Events in one page. */
  eventPage: 100,
  /** Milliseconds without any message after which the stream counts as lost: two and a half heartbeats of 10 s. */
  streamSilenceMs: 25_000,
  /** Milliseconds until a request is given up; long steps are tasks, so every answer is quick. */
  requestMs: 20_000,
  /** Changes asked for at once by a bulk action; the browser opens six connections per server. */
  bulkParallel: 6,
} as const;
