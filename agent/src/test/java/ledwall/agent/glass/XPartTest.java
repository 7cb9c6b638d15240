package ledwall.agent.glass;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a display's outputs mean to the agent of one of them. */
class XPartTest {
    private static final Painting.Area LEFT = new Painting.Area(0, 0, 640, 360);
    private static final Painting.Area RIGHT = new Painting.Area(640, 0, 360, 640);

    @Test
    void outputsSideBySideShareNothing() {
        assertEquals(new XPart.Found(LEFT, "", List.of()), find(LEFT, RIGHT, null));
    }

    @Test
    void mirroredOutputsShareWhatTheySendOut() {
        assertEquals(new XPart.Found(LEFT, "", List.of("DP-2")), find(LEFT, new Painting.Area(0, 0, 360, 640), null));
        assertEquals(new XPart.Found(RIGHT, "", List.of("DP-2")), find(RIGHT, new Painting.Area(0, 0, 641, 1), LEFT), "a column of pixels");
    }

    @Test
    void anOutputThatIsOffSharesThePlaceWhereItWas() {
        assertEquals(new XPart.Found(null, "output DP-1 is switched off", List.of("DP-2")), find(null, new Painting.Area(0, 0, 360, 640), LEFT));
        assertEquals(new XPart.Found(null, "output DP-1 is switched off", List.of()), find(null, RIGHT, LEFT));
        assertEquals(new XPart.Found(null, "output DP-1 is switched off", List.of()), find(null, RIGHT, null), "it never was anywhere");
    }

    @Test
    void outputsThatAreOffAreInNobodysWay() {
        assertEquals(new XPart.Found(LEFT, "", List.of()), find(LEFT, null, LEFT));
    }

    private static XPart.Found find(Painting.@Nullable Area own, Painting.@Nullable Area other, Painting.@Nullable Area last) {
        return XPart.find("DP-1", List.of(new XOutputs.Output("DP-1", own, true), new XOutputs.Output("DP-2", other, true)), last);
    }
}
