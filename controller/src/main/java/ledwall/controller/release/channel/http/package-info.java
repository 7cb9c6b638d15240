/** Calls to sites over HTTP, on Vert.x's HTTP client: bounded in time and size, following no redirect, and only to addresses that are allowed. Blocking. */
@NullMarked
package ledwall.controller.release.channel.http;

import org.jspecify.annotations.NullMarked;
