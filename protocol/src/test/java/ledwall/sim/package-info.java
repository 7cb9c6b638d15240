/**
 * Deterministic simulation: a whole fleet on one thread, in virtual time, from one seed.
 *
 * <p>{@link ledwall.sim.SimWorld} orders all events by (time, sequence) and gives each named machine a {@code Node} whose clock, loop, work, disk, entropy and
 * network are simulated. Bytes travel through the production Netty pipeline. The same seed gives the same run, to the last byte, on every machine: nothing here
 * may depend on hash codes of identities, on the order of {@code Set.of} and {@code Map.of}, or on the operating system.
 */
@NullMarked
package ledwall.sim;

import org.jspecify.annotations.NullMarked;
