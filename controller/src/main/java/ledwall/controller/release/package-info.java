/**
 * Releases: one piece of content that goes live on walls and online channels at one instant, by one decision, with proof for both.
 *
 * <p>{@link ledwall.controller.release.Releases} is what people do, from any thread; {@link ledwall.controller.release.Conductor} carries out what is stored, on
 * the control loop. What is to be done next is a pure function of what is stored and what was heard of late ({@link ledwall.controller.release.Agenda},
 * {@link ledwall.controller.release.Decider}, {@link ledwall.controller.release.Moves}), so whoever comes after a crash goes on with it. Store, then say: the
 * decision before tokens and calls, that a channel is being called before the call.
 */
@NullMarked
package ledwall.controller.release;

import org.jspecify.annotations.NullMarked;
