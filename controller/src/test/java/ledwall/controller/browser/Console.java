package ledwall.controller.browser;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.stream.StreamSupport;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** What the browser complains of: failed requests, script errors, breaches of the content policy. Each complaint is told once. */
final class Console {
    private final ChromeDriver driver;

    Console(ChromeDriver driver) {
        this.driver = driver;
    }

    /** Since it was last asked. */
    List<String> complaints() {
        return StreamSupport.stream(driver.manage().logs().get(LogType.BROWSER).spliterator(), false)
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue()).map(LogEntry::getMessage).toList();
    }

    void assertSilent() {
        assertEquals("", complaints().stream().collect(joining("\n")));
    }

    /** Nothing but what holds this text, and that at most. */
    void assertOnly(String text) {
        complaints().forEach(each -> assertTrue(each.contains(text), each));
    }

    /** The browser itself writes here what was refused: this, once or more often, and nothing else. */
    void assertRefused(int status) {
        until(" " + status + " ").forEach(each -> assertTrue(each.contains(" " + status + " "), each));
    }

    /** Waits for a complaint that holds this text, as the console may be a moment behind the page; tells all that came. */
    List<String> until(String text) {
        var heard = new ArrayList<String>();
        Browser.waitFor("complaint" + text).until(() -> {
            heard.addAll(complaints());
            return heard.stream().anyMatch(each -> each.contains(text));
        });
        return heard;
    }
}
