package ledwall.controller.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ledwall.controller.calendar.When;
import ledwall.controller.screen.Screen;
import ledwall.protocol.id.ScreenId;

/** What screens lack because times that are stored can no longer be read: a problem from now on, until somebody gives them anew. Pure. */
public final class Unreadables {
    private Unreadables() {}

    /** Of each screen, with what it lacks otherwise behind it. */
    public static Map<ScreenId, List<Lack>> with(Map<ScreenId, List<Lack>> others, List<Screen> screens, List<Rule> rules,
                                                 Map<ScreenId, List<QuietTime>> quiet, long fromNanos, long untilNanos) {
        var out = new TreeMap<>(others);
        for (Screen screen : screens) {
            var found = new ArrayList<Lack>();
            for (Rule rule : rules) {
                if (rule.when() instanceof When.Unreadable kept && rule.targets().holds(screen)) {
                    found.add(new Lack(Lack.Kind.RULE_UNREADABLE, rule.id().value(), fromNanos, untilNanos,
                            "Rule \"" + rule.name() + "\" does not run, for its times can no longer be read: " + kept.why()));
                }
            }
            for (QuietTime time : quiet.getOrDefault(screen.id(), List.of())) {
                if (time.when() instanceof When.Unreadable kept) {
                    found.add(new Lack(Lack.Kind.QUIET_UNREADABLE, time.name(), fromNanos, untilNanos, "Quiet hours \"" + time.name()
                            + "\" can no longer be read, so the screen is dark whenever they can have meant it: " + kept.why()));
                }
            }
            if (!found.isEmpty()) {
                found.addAll(others.getOrDefault(screen.id(), List.of()));
                out.put(screen.id(), List.copyOf(found));
            }
        }
        return out;
    }
}
