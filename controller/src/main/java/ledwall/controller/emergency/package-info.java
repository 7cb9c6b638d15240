/**
 * What stands above every programme: the stop of walls. Sessions tell it who is there and what agents say, routes give the commands. Quiet hours will be its
 * second tenant. Everything on the control loop but the store.
 */
@NullMarked
package ledwall.controller.emergency;

import org.jspecify.annotations.NullMarked;
