/**
 * How the controller is told what to do: command line, environment, configuration file, log, and the lock on its data folder. Used by {@code Main} alone, on
 * its thread.
 */
@NullMarked
package ledwall.controller.setup;

import org.jspecify.annotations.NullMarked;
