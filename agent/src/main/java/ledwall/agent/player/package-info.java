/** The port to whatever paints the screen. Implementations: {@code mpv}, {@code blank} (no display, for load tests), and FakePlayer in the tests. */
@NullMarked
package ledwall.agent.player;

import org.jspecify.annotations.NullMarked;
