package ledwall.tidy;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds in every module. A module's {@code TidyTest} extends this and describes the module. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TidyContract {
    private final Module module;
    private final Sources sources;
    private final Rooms rooms;
    private JavaClasses classes;

    protected TidyContract(Module module) {
        this.module = module;
        this.sources = Sources.of(module.name());
        this.rooms = new Rooms(module);
    }

    @BeforeAll
    void readClasses() throws Exception {
        Set<String> main = sources.mainClasses();
        var compiled = Class.forName(main.iterator().next()).getProtectionDomain().getCodeSource().getLocation();
        // By source rather than by folder alone: an IDE may compile main and test code into one.
        classes = new ClassFileImporter().importUrl(compiled).that(new DescribedPredicate<>("main code") {
            @Override
            public boolean test(JavaClass type) {
                return main.contains(type.getName().replaceAll("\\$.*", ""));
            }
        });
        Assertions.assertFalse(classes.isEmpty(), "no classes of " + module.rootPackage() + " found");
    }

    @Test
    void nothingTouchesTheWorldBesideTheSeams() {
        var found = new ArrayList<String>();
        var needed = new LinkedHashSet<String>();
        for (var type : classes) {
            for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                if (access.getTarget() instanceof CodeUnitAccessTarget target) {
                    judge(type, access, target, found, needed);
                }
            }
        }
        for (var exemption : module.exemptions()) {
            if (classes.stream().noneMatch(type -> exemption.covers(module.rootPackage(), type.getName()))) {
                found.add(exemption.where() + " is exempt and does not exist: take the exemption out");
            }
            for (var ban : exemption.bans()) {
                if (!needed.contains(exemption.where() + ban)) {
                    found.add(exemption.where() + " is exempt from " + ban + " and does not need it: take the exemption out");
                }
            }
        }
        assertNone(found);
    }

    private void judge(JavaClass type, JavaAccess<?> access, CodeUnitAccessTarget target, List<String> found, Set<String> needed) {
        for (var ban : Ban.values()) {
            if (!ban.forbids(target)) {
                continue;
            }
            var leave = module.exemptions().stream().filter(exemption -> exemption.bans().contains(ban) && exemption.covers(module.rootPackage(),
                    type.getName())).toList();
            leave.forEach(exemption -> needed.add(exemption.where() + ban));
            if (leave.isEmpty()) {
                found.add(ban + " " + ban.what + ": " + access.getDescription());
            }
        }
    }

    @Test
    void roomsKnowOnlyThoseBelowThem() {
        assertNone(rooms.unknown(classes));
        assertNone(rooms.upward(classes));
    }

    @Test
    void roomsFormNoCycles() {
        slices().matching(module.rootPackage() + ".(**)").should().beFreeOfCycles().allowEmptyShould(true).check(classes);
    }

    @Test
    void librariesStayInTheRoomsThatNeedThem() {
        assertNone(rooms.strayLibraries(classes));
    }

    @Test
    void filesAreShortEnoughToReadAtOnce() {
        assertNone(sources.tooLong());
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertNone(sources.unfinished());
    }

    @Test
    void noCodeSleepsAndNoTestIsSwitchedOff() {
        assertNone(sources.sleepingOrSwitchedOff());
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertNone(sources.unexplainedPackages());
    }

    private static void assertNone(List<String> found) {
        if (!found.isEmpty()) {
            Assertions.fail(found.size() + " found:\n  " + String.join("\n  ", found));
        }
    }
}
