/** Media on disk: downloaded, resumed, verified, pinned, evicted. */
@NullMarked
package ledwall.agent.cache;

import org.jspecify.annotations.NullMarked;
