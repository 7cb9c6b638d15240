/** Rules to timelines, pure; and the planner that runs it at each change. */
@NullMarked
package ledwall.controller.schedule;

import org.jspecify.annotations.NullMarked;
