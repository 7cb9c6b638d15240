package ledwall.agent.setup;

import java.util.Locale;
import java.util.regex.Pattern;

/** The names of the settings, for the file, the environment, the command line and the help alike. */
enum Setting {
    CONTROLLER("controller", "HOST:PORT", "", "the controller's port for agents; enrol keeps it, so run needs it no more"),
    DATA("data", "FOLDER", "", "where the agent keeps its key, media and log; /var/lib/ledwall-agent for root, else ~/.local/share/ledwall-agent"),
    PLAYER("player", "mpv|blank", "mpv", "blank paints nothing: for load tests"),
    DISPLAY("display", ":N", ":0", "the X display of this machine that feeds the screen"),
    OUTPUT("output", "NAME", "", "the graphics card's output that feeds the screen, such as HDMI-1; empty for all that the display has"),
    VO("vo", "x11|gpu", "x11", "mpv's video output: gpu for a PC with a graphics card, x11 scales in software"),
    DECODER_THREADS("decoderThreads", "1..16", "1", "2 to 4 from 1920x1080 on"),
    DISPLAY_DELAY_MILLIS("displayDelayMillis", "0..500", "0", "how long the LED processor holds pictures back; all is shown that much earlier");

    private static final Pattern HUMP = Pattern.compile("([A-Z])");

    final String key;
    final String form;
    final String byDefault;
    final String meaning;

    Setting(String key, String form, String byDefault, String meaning) {
        this.key = key;
        this.form = form;
        this.byDefault = byDefault;
        this.meaning = meaning;
    }

    String environment() {
        return SettingsReader.ENVIRONMENT + HUMP.matcher(key).replaceAll("_$1").toUpperCase(Locale.ROOT);
    }
}
