import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A bench's command line: options of its own beside those of the demo that it starts. */
final class BenchOptions {
    private static final String SWITCH = "";

    private final Map<String, String> values = new TreeMap<>(Map.of("--http", "18080", "--agents-port", "17420"));
    private final Path top;
    private final Path work;

    private BenchOptions(Path top, Path work) {
        this.top = top;
        this.work = work;
    }

    /**
     * Ends the program with a line of usage where there is an option that the bench does not have, or one without its value.
     *
     * @param arguments first the top of the tree, then what was given
     * @param own options of this bench and what they are where not given; those that are empty take no value
     */
    static BenchOptions parse(String bench, String[] arguments, Map<String, String> own) throws IOException {
        List<String> given = List.of(arguments).subList(1, arguments.length);
        int at = given.lastIndexOf("--work");
        Path work = at >= 0 && at + 1 < given.size() ? Path.of(given.get(at + 1)).toAbsolutePath() : Files.createTempDirectory("ledwall-" + bench);
        var options = new BenchOptions(Path.of(arguments[0]), work);
        options.values.putAll(own);
        for (Iterator<String> rest = given.iterator(); rest.hasNext(); ) {
            String option = rest.next();
            boolean known = option.equals("--work") || options.values.containsKey(option);
            boolean takesValue = !SWITCH.equals(own.get(option));
            if (!known || takesValue && !rest.hasNext()) {
                System.err.println((known ? option + " needs a value." : "Unknown option " + option + ".") + " usage: " + usage(bench, own));
                System.exit(64);
            }
            options.values.put(option, takesValue ? rest.next() : option);
        }
        return options;
    }

    private static String usage(String bench, Map<String, String> own) {
        var words = new ArrayList<String>(List.of("controller/bin/bench " + bench));
        new TreeMap<>(own).forEach((option, value) -> words.add("[" + (option + " " + value).strip() + "]"));
        words.addAll(List.of("[--work DIR]", "[--http PORT]", "[--agents-port PORT]"));
        return String.join(" ", words);
    }

    Path work() {
        return work;
    }

    /** The same for another demo, below this one's folder. */
    BenchOptions at(String folder) {
        var out = new BenchOptions(top, work.resolve(folder));
        out.values.putAll(values);
        return out;
    }

    int agentsPort() {
        return (int) number("--agents-port");
    }

    DemoRun demo(int screens) {
        return new DemoRun(top, work, (int) number("--http"), agentsPort(), screens);
    }

    double number(String option) {
        String value = values.get(option);
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            System.err.println(option + " takes a number, not " + value + ".");
            System.exit(64);
            throw e;
        }
    }

    /** Whether an option without a value was given. */
    boolean on(String option) {
        return option.equals(values.get(option));
    }
}
