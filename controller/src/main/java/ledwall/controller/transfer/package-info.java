/**
 * Media files on their way to the screens: in chunks, within each agent's credit, fairly between screens, and only what a screen was offered. Called by
 * sessions on the control loop; files are read off it.
 */
@NullMarked
package ledwall.controller.transfer;

import org.jspecify.annotations.NullMarked;
