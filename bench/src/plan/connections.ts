/** Connections to the database that each task may hold where nothing else is said: the service's default. */
export const usualConnections = 10
