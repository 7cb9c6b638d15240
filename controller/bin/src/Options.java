import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** The demo's command line. */
record Options(Path work, int http, int agentsPort, int publicPort, int screens) {
    private static final int MAX_SCREENS = 16;

    static Options parse(Path top, List<String> arguments) {
        Path work = top.resolve("controller/target/demo");
        int http = 8080;
        int agentsPort = 7420;
        int publicPort = 0;
        int screens = 3;
        for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            if (!List.of("--work", "--http", "--agents-port", "--public-port", "--screens").contains(option)) {
                usage("Unknown option " + option + ".");
            }
            if (!rest.hasNext()) {
                usage(option + " needs a value.");
            }
            String value = rest.next();
            switch (option) {
                case "--work" -> work = Path.of(value);
                case "--http" -> http = number(option, value, 65535);
                case "--agents-port" -> agentsPort = number(option, value, 65535);
                case "--public-port" -> publicPort = number(option, value, 65535);
                default -> screens = number(option, value, MAX_SCREENS);
            }
        }
        return new Options(work.toAbsolutePath().normalize(), http, agentsPort, publicPort, screens);
    }

    private static int number(String option, String value, int most) {
        try {
            int number = Integer.parseInt(value);
            if (number >= 1 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        usage(option + " takes a number from 1 to " + most + ", not " + value + ".");
        throw new AssertionError();
    }

    private static void usage(String problem) {
        System.err.println(problem + " Run controller/bin/demo --help for the options.");
        System.exit(64);
    }
}
