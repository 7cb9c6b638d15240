package ledwall.controller.browser;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.awt.Color;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.awaitility.core.ConditionFactory;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NotFoundException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** Debian's Chromium with a profile of its own, and what a person does and sees with it. Every wait is bounded. */
final class Browser implements AutoCloseable {
    private static final File CHROMIUM = new File("/usr/bin/chromium");
    private static final File DRIVER = new File("/usr/bin/chromedriver");
    /** No journey takes as long: it is for a busy machine, on which what renders media comes after everything else. */
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration LOOK_EVERY = Duration.ofMillis(25);

    /** So long after the last letter a browser takes the next one as the first of another word. */
    private static final Duration TYPED_ANEW = Duration.ofMillis(1500);

    /** The checker that npm brings beside the page; it never becomes part of it. */
    private static final String AXE = axe();

    private final Path profile;
    private final ChromeDriver driver;
    private final Mouse mouse;
    private final Console console;

    Browser() {
        // Not skipped: a page that nobody tried must not look tested.
        assertTrue(CHROMIUM.canExecute() && DRIVER.canExecute(),
            "The browser tests need " + CHROMIUM + " and " + DRIVER + ": apt-get install chromium chromium-driver");
        assertTrue(Browser.class.getResource("/ui/index.html") != null, "The page is not on the class path: sh controller/ui/build.sh builds it.");
        profile = temporary();
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        var options = new ChromeOptions();
        options.setBinary(CHROMIUM);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=en-US", "--window-size=1440,1000", "--user-data-dir=" + profile);
        driver = new ChromeDriver(new ChromeDriverService.Builder().usingDriverExecutable(DRIVER).usingAnyFreePort().build(), options);
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        mouse = new Mouse(driver);
        console = new Console(driver);
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("ledwall-browser");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String axe() {
        try {
            // Tests run in this module's folder, or in the one above it.
            Path here = Path.of("ui/node_modules/axe-core/axe.min.js");
            return Files.readString(Files.exists(here) ? here : Path.of("controller").resolve(here));
        } catch (IOException e) {
            throw new UncheckedIOException("axe-core is missing: sh controller/ui/build.sh fetches it", e);
        }
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(profile)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens an address as a visitor whom nobody knows yet. */
    void visit(String origin, String address, String language) {
        driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
        // Not the page itself: that one keeps the language it began with, and may do so a moment after it has loaded.
        driver.get(URI.create(origin).resolve("/healthz").toString());
        driver.executeScript("localStorage.setItem('ledwall.language', arguments[0]); sessionStorage.clear()", language);
        console.complaints();
        driver.get(address);
    }

    /** Leaves the page, and with it what it asks its controller for: that one may go now. */
    void leave() {
        driver.get("about:blank");
    }

    /** Opens another address in the same tab. */
    void go(String address) {
        driver.get(address);
    }

    /** Looks at once, and then as often as it costs little: a journey waits some hundred times. */
    static ConditionFactory waitFor(String what) {
        return await(what).atMost(PATIENCE).pollDelay(Duration.ZERO).pollInterval(LOOK_EVERY);
    }

    WebElement find(String css) {
        return waitFor(css).ignoreExceptionsMatching(Browser::gone).until(() -> driver.findElement(By.cssSelector(css)), WebElement::isDisplayed);
    }

    List<WebElement> all(String css) {
        return driver.findElements(By.cssSelector(css));
    }

    void click(String css) {
        waitFor("click " + css).ignoreExceptionsMatching(Browser::gone).until(() -> mouse.press(driver.findElement(By.cssSelector(css))));
    }

    /** Replaces what the field holds. */
    void type(String css, String text) {
        press(css, Keys.chord(Keys.CONTROL, "a"), text);
    }

    /** Clicks {@code button} in the first of {@code rows} that holds this text. */
    void clickIn(String rows, String text, String button) {
        waitFor("click " + button + " of " + text).ignoreExceptionsMatching(Browser::gone).until(() -> {
            var row = all(rows).stream().filter(each -> each.getText().contains(text)).findFirst();
            return row.isPresent() && mouse.press(row.get().findElement(By.cssSelector(button)));
        });
    }

    void reload() {
        driver.navigate().refresh();
    }

    /** Sets a field whose typing depends on the browser's own language, such as a time. */
    void set(String css, String value) {
        waitFor("set " + css).ignoreExceptionsMatching(Browser::gone).until(() -> Boolean.TRUE.equals(driver.executeScript("""
            const [field, value] = arguments;
            if (field.disabled) return false;
            field.value = value;
            return field.dispatchEvent(new Event('input', { bubbles: true }));
            """, find(css), value)));
    }

    /** Chooses what reads so, once it is offered, and sees that it is chosen: what is chosen already stays so, however often. */
    void choose(String css, String option) {
        waitFor("choose " + option).ignoreExceptionsMatching(Browser::gone).until(() -> {
            var select = driver.findElement(By.cssSelector(css));
            var wanted = select.findElements(By.tagName("option")).stream().filter(each -> each.getText().equals(option)).findFirst();
            if (wanted.isEmpty() || !select.isEnabled()) {
                return false;
            }
            wanted.get().click();
            return all(css + " option:checked").stream().anyMatch(each -> each.getText().equals(option));
        });
    }

    /** The same by typing what it begins with; a browser that hears the letters too slowly has begun anew in their midst, and is told again. */
    void chooseByKeys(String css, String begin) {
        waitFor("choose " + begin).pollInterval(TYPED_ANEW).until(() -> {
            press(css, begin);
            return all(css + " option:checked").stream().anyMatch(each -> each.getText().startsWith(begin));
        });
    }

    /** Presses keys with the focus there, once it takes them: nothing hears a key pressed on what is disabled. */
    void press(String css, CharSequence... keys) {
        waitFor("press " + css).ignoreExceptionsMatching(Browser::gone).until(() -> {
            var element = driver.findElement(By.cssSelector(css));
            if (!element.isDisplayed() || !element.isEnabled()) {
                return false;
            }
            element.sendKeys(keys);
            return true;
        });
    }

    /** With the mouse, by steps as a hand makes them. */
    void drag(String from, String to) {
        mouse.drag(from, to);
    }

    /** Draws with the mouse within an element, from one part of its width to another. */
    void dragOver(String css, double from, double to) {
        mouse.dragOver(css, from, to);
    }

    /** Takes an element in its middle and moves it to the right, by a part of another one's width. */
    void dragBy(String css, String across, double part) {
        mouse.dragBy(css, across, part);
    }

    /** Clicks on what brings a file, and waits until it is here whole: the browser gives it its name only then. */
    Path download(String css, String name) {
        driver.executeCdpCommand("Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", profile.toString()));
        Path file = profile.resolve(name);
        // An earlier one of this name would be read instead.
        file.toFile().delete();
        click(css);
        waitFor(name).until(() -> Files.exists(file));
        return file;
    }

    /** What the body of an async function returns. */
    Object call(String body, Object... arguments) {
        return driver.executeAsyncScript("""
            const given = Array.from(arguments), done = given.pop();
            (async function () { %s }).apply(null, given).then(done, failure => done('' + failure));
            """.formatted(body), arguments);
    }

    /** Status, type and disposition of what the controller answers to this page. */
    List<?> answer(String path, String accept) {
        return (List<?>) call("""
            const answer = await fetch(arguments[0], { headers: { Accept: arguments[1] } });
            return [answer.status, answer.headers.get('Content-Type'), answer.headers.get('Content-Disposition')];
            """, path, accept);
    }

    /** Chooses a file of this machine. The field itself need not be seen. */
    void upload(String css, Path file) {
        waitFor(css).until(() -> !all(css).isEmpty());
        driver.findElement(By.cssSelector(css)).sendKeys(file.toString());
    }

    void until(String css, Predicate<String> text) {
        waitFor(css).ignoreExceptionsMatching(Browser::gone)
            .until(() -> driver.findElement(By.cssSelector(css)).getText(), text::test);
    }

    /** Waits for the first of {@code rows} that holds this name to read so. */
    void untilIn(String rows, String name, Predicate<String> text) {
        waitFor(name).ignoreExceptionsMatching(Browser::gone)
            .until(() -> all(rows).stream().map(WebElement::getText).filter(each -> each.contains(name)).findFirst().orElse(""), text::test);
    }

    void untilTrue(String script) {
        // What looks into an element that is not there yet throws.
        waitFor(script).ignoreExceptionsInstanceOf(JavascriptException.class).until(() -> Boolean.TRUE.equals(driver.executeScript(script)));
    }

    /** What a picture or a link leads to. */
    String address(String css) {
        return String.valueOf(find(css).getDomProperty("src"));
    }

    /** Waits for another picture than the one that was there. */
    void untilOther(String css, String address) {
        waitFor("another " + css).ignoreExceptionsMatching(Browser::gone)
            .until(() -> driver.findElement(By.cssSelector(css)).getDomProperty("src"), src -> !address.equals(src));
    }

    void untilCount(String css, int count) {
        waitFor(count + " of " + css).until(() -> all(css).size() == count);
    }

    void untilGone(String css) {
        untilCount(css, 0);
    }

    /** Not there, not there any more, or not to be reached yet. */
    static boolean gone(Throwable failure) {
        return failure instanceof NotFoundException || failure instanceof StaleElementReferenceException || failure instanceof ElementNotInteractableException;
    }

    Object script(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** The colour in the middle of a canvas. */
    Color pixel(String css) {
        var pixel = (List<?>) driver.executeScript("""
            const canvas = document.querySelector(arguments[0]);
            if (!canvas) return [0, 0, 0, 0];
            // Read from a copy: reading the page's own canvas would change how the browser keeps it.
            const copy = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
            copy.drawImage(canvas, canvas.width / 2, canvas.height / 2, 1, 1, 0, 0, 1, 1);
            return Array.from(copy.getImageData(0, 0, 1, 1).data);
            """, css);
        return new Color(part(pixel, 0), part(pixel, 1), part(pixel, 2), part(pixel, 3));
    }

    private static int part(List<?> pixel, int which) {
        return ((Number) pixel.get(which)).intValue();
    }

    /** Waits until the middle of a canvas has this colour, as near as JPEG keeps it. */
    void untilPainted(String css, Color wanted) {
        waitFor(css + " painted " + wanted).until(() -> pixel(css), seen -> seen.getAlpha() == 255
            && Math.abs(seen.getRed() - wanted.getRed()) + Math.abs(seen.getGreen() - wanted.getGreen()) + Math.abs(seen.getBlue() - wanted.getBlue()) < 12);
    }

    /** Lets go of this many bytes a second, so that an upload can be watched. */
    void slowUploads(int bytesPerSecond) {
        driver.executeCdpCommand("Network.enable", Map.of());
        driver.executeCdpCommand("Network.emulateNetworkConditions",
            Map.of("offline", false, "latency", 0, "downloadThroughput", -1, "uploadThroughput", bytesPerSecond));
    }

    void fullSpeed() {
        slowUploads(-1);
    }

    Console console() {
        return console;
    }

    /** Nothing on the console, and nothing asked of anybody but the controller. */
    void assertClean(String origin) {
        console.assertSilent();
        var asked = (List<?>) driver.executeScript("return performance.getEntries().map(e => e.name).filter(n => /^[a-z]+:/.test(n))");
        assertTrue(asked.size() > 1, "the page asked for " + asked);
        asked.stream().map(Object::toString)
            .forEach(address -> assertTrue(address.startsWith(origin + "/") || address.startsWith("blob:" + origin + "/"), "asked for " + address));
    }

    /** A window of this width, 0 for the browser's own, in the light or dark scheme. */
    void appearance(int width, String scheme) {
        if (width == 0) {
            driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
        } else {
            driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
        }
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** The page never scrolls sideways as a whole. */
    void assertNothingSticksOut() {
        assertEquals(Boolean.TRUE, driver.executeScript("return document.documentElement.scrollWidth <= innerWidth"),
            "wider than the window: " + driver.getCurrentUrl());
    }

    /**
     * Nothing on the page, as it stands, that axe-core calls serious or critical: labels, contrast, focus, names, landmarks. An open dialog is looked at alone:
     * nobody reaches what lies below it, and that was looked at without it.
     */
    void assertAccessible() {
        if (Boolean.FALSE.equals(driver.executeScript("return 'axe' in window"))) {
            driver.executeScript(AXE);
        }
        var found = call("""
            const result = await axe.run(document.querySelector('dialog[open]') ?? document, { resultTypes: ['violations'] });
            return result.violations.filter(each => ['serious', 'critical'].includes(each.impact))
              .map(each => each.id + ': ' + each.nodes.map(node => node.html).join(' ')).join('\\n');
            """);
        assertEquals("", found, "on " + driver.getCurrentUrl());
    }

    void picture(Path png) throws IOException {
        Files.write(png, driver.getScreenshotAs(OutputType.BYTES));
    }
}
