/** What comes before an agent: its settings, its screen's key, its folder's lock, its log; and what {@code status} says. Called by {@code Main} alone, on its thread. */
@NullMarked
package ledwall.agent.setup;

import org.jspecify.annotations.NullMarked;
