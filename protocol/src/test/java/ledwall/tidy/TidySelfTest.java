package ledwall.tidy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Rules that find nothing may be blind: here is one of each sin. */
class TidySelfTest {
    /** Never run, only read. */
    private static final class Sinner {
        Supplier<UUID> byReference() {
            return UUID::randomUUID;
        }

        Instant inALambda(CompletableFuture<String> future) {
            future.thenApply(text -> System.nanoTime());
            return Instant.now();
        }

        double chance(List<Integer> numbers) {
            return new Random().nextDouble() + numbers.parallelStream().count();
        }

        Object async(CompletableFuture<String> future) {
            return future.thenApplyAsync(String::length);
        }
    }

    /** The harmless kin of the same calls. */
    private static final class Saint {
        Object harmless(CompletableFuture<String> future, Clock clock) {
            future.thenApplyAsync(String::length, Runnable::run);
            return Instant.ofEpochMilli(clock.millis());
        }
    }

    private static List<String> sins(Class<?> type) {
        JavaClass imported = new ClassFileImporter().importClass(type);
        var found = new TreeSet<String>();
        for (var access : imported.getAccessesFromSelf()) {
            for (var ban : Ban.values()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target && ban.forbids(target)) {
                    found.add(ban + " " + target.getName());
                }
            }
        }
        return List.copyOf(found);
    }

    @Test
    void callsInLambdasAndMethodReferencesAreSeenToo() {
        assertEquals(List.of("CHANCE <init>", "CHANCE randomUUID", "CLOCK nanoTime", "CLOCK now", "THREADS parallelStream", "THREADS thenApplyAsync"),
                sins(Sinner.class));
    }

    @Test
    void theirHarmlessKinIsNot() {
        assertEquals(List.of(), sins(Saint.class));
    }

    @Test
    void anUpwardDependencyAndAStrayLibraryAreNamed() {
        var module = new Module("none", "ledwall", List.of(List.of("tidy"), List.of("sim")), Map.of(), Map.of("org.junit", List.of("sim")), List.of());
        var rooms = new Rooms(module);
        var classes = new ClassFileImporter().importClasses(TidySelfTest.class);
        assertTrue(rooms.strayLibraries(classes).stream().anyMatch(found -> found.startsWith("org.junit belongs to [sim]")));
        var upsideDown = new Rooms(new Module("none", "ledwall", List.of(List.of("protocol.runtime.real"), List.of("protocol.runtime")), Map.of(), Map.of(),
                List.of()));
        var real = new ClassFileImporter().importClasses(ledwall.protocol.runtime.real.RealClock.class);
        assertTrue(upsideDown.upward(real).stream().anyMatch(found -> found.startsWith("protocol.runtime.real may not use protocol.runtime")));
    }

    @Test
    void anExemptionNeedsAReason() {
        assertThrows(IllegalArgumentException.class, () -> Exemption.of("anywhere", "because", Ban.CLOCK));
    }
}
