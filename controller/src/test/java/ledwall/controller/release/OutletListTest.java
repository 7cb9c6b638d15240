package ledwall.controller.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import ledwall.controller.release.channel.Memo;
import ledwall.protocol.id.ScreenId;
import org.junit.jupiter.api.Test;

/** Outlets by place and by id. */
final class OutletListTest {
    private static Outlet wall(int number) {
        return Outlet.fresh(new OutletId.Wall(new ScreenId("screen-" + number)), "Wall " + number, Memo.EMPTY);
    }

    @Test
    void eachIsFoundByItsIdAndTheOrderIsAsItWas() {
        var walls = new ArrayList<Outlet>();
        for (int i = 0; i < 50; i++) {
            walls.add(wall(49 - i));
        }
        var list = OutletList.of(walls);
        assertEquals(walls, list);
        for (Outlet each : walls) {
            assertSame(each, list.find(each.id()).orElseThrow());
        }
        assertTrue(list.find(new OutletId.Wall(new ScreenId("screen-50"))).isEmpty());
    }

    @Test
    void whatIsChangedAfterwardsIsAnotherList() {
        var walls = new ArrayList<>(List.of(wall(1)));
        var list = OutletList.of(walls);
        walls.add(wall(2));
        assertEquals(1, list.size());
        assertEquals(2, walls.size());
        assertSame(list, OutletList.of(list));
    }
}
