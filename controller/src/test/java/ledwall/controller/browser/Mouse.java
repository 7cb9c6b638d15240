package ledwall.controller.browser;

import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.interactions.Actions;

/**
 * Presses and drags as a person makes them: on what stands still and lies under the finger, and seen to have arrived.
 *
 * <p>A driver looks where an element is, and presses there a moment later. The page is alive: what comes in between may have moved the element, and then the
 * press lands beside it, on nothing or on a neighbour, while the driver reports success. On a busy machine that moment is long. So the element must lie at the
 * same place over two frames first, and be what is seen there; and it notes itself whether a press came. Only one that did not arrive is made again: what has
 * received its press is never pressed twice.
 */
final class Mouse {
    /** Brings the element into sight; tells once it stood still over two frames whether it is itself what lies under its middle. */
    private static final String STEADY = """
        const [element, done] = arguments;
        const box = () => element.getClientRects()[0];
        const place = () => { const at = box(); return at ? [at.x, at.y, at.width, at.height].join() : 'nowhere'; };
        const seen = () => {
          const at = box();
          const middle = (from, until, most) => (Math.max(0, from) + Math.min(until, most)) / 2;
          const hit = at && document.elementFromPoint(middle(at.left, at.right, innerWidth), middle(at.top, at.bottom, innerHeight));
          return !!hit && (hit === element || element.contains(hit)) && !element.matches(':disabled');
        };
        if (!seen()) element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: 'instant' });
        requestAnimationFrame(() => {
          const before = place();
          requestAnimationFrame(() => requestAnimationFrame(() => done(before !== 'nowhere' && before === place() && seen())));
        });
        """;
    /** Hears first, on the window, as whoever handles the press may end its way or take the element off the page. */
    private static final String HEAR = """
        const [element, kind] = arguments;
        window.heardPress?.stop();
        const heard = window.heardPress = { came: false, stop: () => removeEventListener(kind, hear, true) };
        const hear = event => {
          if (event.target instanceof Node && element.contains(event.target)) { heard.came = true; heard.stop(); }
        };
        addEventListener(kind, hear, true);
        """;
    /** A page that was replaced meanwhile has forgotten, and nothing but the press replaced it. */
    private static final String HEARD = "const heard = window.heardPress; heard?.stop(); delete window.heardPress; return !heard || heard.came";

    private final ChromeDriver driver;

    Mouse(ChromeDriver driver) {
        this.driver = driver;
    }

    private boolean steady(WebElement element) {
        return Boolean.TRUE.equals(driver.executeAsyncScript(STEADY, element));
    }

    /** @return whether the element received a click; false is "not yet" */
    boolean press(WebElement element) {
        return arrives(element, "click", element::click);
    }

    /** @return whether the element received what {@code gesture} begins with; nothing was done to it otherwise */
    private boolean arrives(WebElement element, String kind, Runnable gesture) {
        if (!steady(element)) {
            return false;
        }
        driver.executeScript(HEAR, element, kind);
        try {
            gesture.run();
        } catch (ElementNotInteractableException e) {
            // Also where another element caught the click.
            return false;
        }
        return Boolean.TRUE.equals(driver.executeScript(HEARD));
    }

    /** From one element to another. */
    void drag(String from, String to) {
        grab(from, 0, new Actions(driver).moveByOffset(0, -5));
        new Actions(driver).moveToElement(driver.findElement(By.cssSelector(to))).release().perform();
    }

    /** Within an element, from one part of its width to another. */
    void dragOver(String css, double from, double to) {
        int width = width(css);
        int begin = (int) ((from - 0.5) * width);
        int end = (int) ((to - 0.5) * width);
        grab(css, begin, new Actions(driver).moveByOffset(8, 0).moveByOffset(end - begin - 8, 0).release());
    }

    /** To the right, by a part of another element's width. */
    void dragBy(String css, String across, double part) {
        int way = (int) Math.round(width(across) * part);
        grab(css, 0, new Actions(driver).moveByOffset(8, 0).moveByOffset(way - 8, 0).release());
    }

    private int width(String css) {
        return Browser.waitFor(css).ignoreExceptionsMatching(Browser::gone)
            .until(() -> driver.findElement(By.cssSelector(css)).getSize().getWidth(), width -> width > 0);
    }

    /** Takes hold of an element, so far beside its middle, and pulls; a hand that got hold of something else lets go and tries again. */
    private void grab(String css, int aside, Actions pull) {
        Browser.waitFor("grab " + css).ignoreExceptionsMatching(Browser::gone).until(() -> {
            var element = driver.findElement(By.cssSelector(css));
            if (arrives(element, "pointerdown", () -> new Actions(driver).moveToElement(element, aside, 0).clickAndHold().perform())) {
                return true;
            }
            new Actions(driver).release().perform();
            return false;
        });
        pull.perform();
    }
}
