package ledwall.controller.web;

import java.util.Set;

/** Where the server listens (loopback, unless whoever configured it knows what stands before it), and under which names browsers know it. */
public record WebAddress(String host, int port, Set<String> names) {
    public WebAddress {
        names = Set.copyOf(names);
    }
}
