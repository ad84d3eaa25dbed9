/** Versions of what controller and agents say to each other. One is added whenever either side comes to rely on something new of the other. */

/**
 * 1: the first. 2: agents say hello: signed addresses, and which start of the agent speaks; consoles are connections of their own, so those
 * of a host whose agent speaks 1 open when it is updated.
 */
export const AGENT_PROTOCOL = 2;

/** A controller works with agents of its own version and of the one before, so that hosts can be updated one after the other. */
export const OLDEST_AGENT_PROTOCOL = AGENT_PROTOCOL - 1;
