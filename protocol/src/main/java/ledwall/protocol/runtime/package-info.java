/**
 * The seams between Ledwall and the world: time, threads, network, disk, randomness, slow work.
 *
 * <p>Everything else is written against these interfaces. {@code runtime.real} is their production side; the tests hold a simulated side in which a whole
 * fleet runs on one thread in virtual time. Whoever asks the operating system for time, randomness, files or sockets elsewhere breaks the simulation, and
 * {@code TidyTest} refuses it.
 */
@NullMarked
package ledwall.protocol.runtime;

import org.jspecify.annotations.NullMarked;
