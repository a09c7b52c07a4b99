// Package gate has what tasks hold each other back with: Lock, Semaphore, Event
// and RateLimiter. Whoever waits first goes first, and every wait ends with its
// context. What a task that is stopped holds of a Lock or a Semaphore is released
// while it unwinds.
package gate
