package ledwall.agent.setup;

import java.util.List;

/** What is wrong with the settings, all of it, for people. */
public final class SettingsProblem extends Exception {
    private static final long serialVersionUID = 1;

    public SettingsProblem(List<String> problems) {
        super(String.join("\n", problems));
    }

    public SettingsProblem(String problem) {
        this(List.of(problem));
    }
}
