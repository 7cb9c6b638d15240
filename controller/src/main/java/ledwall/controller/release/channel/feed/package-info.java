/** Our own feeds, JSON Feed 1.1 and RSS 2.0: what is in them and since when. They are read through the public listener. Blocking: inside {@code Work}, or on a virtual thread. */
@NullMarked
package ledwall.controller.release.channel.feed;

import org.jspecify.annotations.NullMarked;
