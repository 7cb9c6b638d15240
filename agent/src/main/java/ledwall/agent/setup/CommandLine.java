package ledwall.agent.setup;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The words after the program's name: a command and {@code --name value} or {@code --name=value}. */
public record CommandLine(String command, Map<String, String> options) {
    /** @throws Usage if it cannot be understood */
    public static CommandLine of(List<String> words) throws Usage {
        if (words.isEmpty()) {
            throw new Usage("no command is given");
        }
        var options = new TreeMap<String, String>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                throw new Usage("\"" + word + "\" is not understood");
            }
            int equals = word.indexOf('=');
            if (equals < 0 && i + 1 == words.size()) {
                throw new Usage(word + " lacks its value");
            }
            String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
            String value = equals < 0 ? words.get(++i) : word.substring(equals + 1);
            if (options.put(name, value) != null) {
                throw new Usage("--" + name + " is given twice");
            }
        }
        return new CommandLine(words.getFirst(), options);
    }

    /** The command line is wrong; the message says how. */
    public static final class Usage extends Exception {
        private static final long serialVersionUID = 1;

        public Usage(String message) {
            super(message);
        }
    }
}
