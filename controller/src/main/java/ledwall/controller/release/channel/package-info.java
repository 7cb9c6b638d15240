/**
 * The port to everything that publishes online, and what all channels share: the records of a job, the line with its counters, breaker and latencies, secrets
 * under a key file, tasks for people, and the channels as administrators know them.
 *
 * <p>Each adapter has a package of its own below this one. All of it blocks: the release engine calls it inside {@code Work}, one lane a channel, so that the
 * simulation can stand in for every site with virtual delays.
 */
@NullMarked
package ledwall.controller.release.channel;

import org.jspecify.annotations.NullMarked;
