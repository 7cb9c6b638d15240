package ledwall.controller.web;

import java.util.List;

/** One feature's operations. */
public abstract class Routes {
    Routes() {}

    abstract List<Operation> operations();
}
