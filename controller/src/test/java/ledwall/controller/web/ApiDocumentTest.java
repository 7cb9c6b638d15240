package ledwall.controller.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import ledwall.controller.access.Right;
import ledwall.controller.access.Role;
import ledwall.controller.access.FeedKeys;
import ledwall.controller.access.Sessions;
import ledwall.controller.asrun.AsRunList;
import ledwall.controller.storage.SqlAuditStore;
import ledwall.controller.storage.SqlFeedKeyStore;
import ledwall.controller.storage.SqlSessionStore;
import ledwall.protocol.id.Bytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The document, the routes and the answers say the same. */
class ApiDocumentTest {
    @TempDir
    Path folder;

    private WebRig rig;
    private JsonNode document;

    @BeforeEach
    void start() throws IOException {
        rig = new WebRig(folder);
        document = new ObjectMapper().readTree(SystemRoutes.document());
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void documentAndRoutesNameTheSameOperations() {
        var documented = new TreeSet<String>();
        each((method, operation) -> documented.add(method + " " + operation.path("operationId").asText() + " "
            + (operation.has("security") ? "open" : operation.path("x-right").asText())));
        var routed = new TreeSet<String>();
        for (Routes feature : everyFeature()) {
            for (Operation operation : feature.operations()) {
                Right right = operation.right();
                routed.add(operation.method().name().toLowerCase(Locale.ROOT) + " " + operation.path() + " " + operation.name() + " "
                    + (right == null ? "open" : right.key()));
            }
        }
        assertEquals(documented, routed);
    }

    @Test
    void everyReferenceInTheDocumentLeadsSomewhere() {
        for (JsonNode reference : document.findValues("$ref")) {
            assertFalse(document.at(reference.asText().substring(1)).isMissingNode(), reference.asText());
        }
    }

    @Test
    void everyOperationNeedsASessionUnlessTheDocumentOpensIt() {
        each((method, operation) -> {
            String[] words = method.split(" ");
            try {
                var reply = rig.stranger().any(words[0], words[1].replaceAll("\\{\\w+}", "x"));
                assertEquals(!operation.has("security"), reply.code().equals("notLoggedIn"), method + " answered " + reply.status());
                assertFalse(reply.code().equals("noSuchPath"), method);
            } catch (IOException e) {
                throw new AssertionError(method, e);
            }
        });
    }

    @Test
    void everyOperationIsRefusedToRolesWithoutItsRight() throws IOException {
        for (Role role : Role.values()) {
            var browser = rig.as(role);
            each((method, operation) -> {
                String[] words = method.split(" ");
                // Streams do not end, and a log-out would end the session that this test uses.
                if (operation.has("security") || operation.path("operationId").asText().matches("listenToEvents|logOut")) {
                    return;
                }
                try {
                    var reply = browser.any(words[0], words[1].replaceAll("\\{\\w+}", "x"));
                    boolean may = role.rights().stream().anyMatch(right -> right.key().equals(operation.path("x-right").asText()));
                    assertEquals(!may, reply.code().equals("noRight"), role + ": " + method + " answered " + reply.status() + " " + reply.text());
                    assertTrue(reply.status() < 500, method + " answered " + reply.text());
                } catch (IOException e) {
                    throw new AssertionError(method, e);
                }
            });
        }
    }

    /** Calls with "method path" and the operation's entry. */
    private void each(BiConsumer<String, JsonNode> visitor) {
        document.path("paths").properties().forEach(path -> path.getValue().properties().forEach(method -> {
            if (!method.getKey().equals("parameters")) {
                visitor.accept(method.getKey() + " " + path.getKey(), method.getValue());
            }
        }));
    }

    private List<Routes> everyFeature() {
        var node = rig.controller;
        var screens = new ScreenRoutes.Parts(node.screens(), node.screenStore(), node.enrolments(), node.board(), node.snapshots(), "", now -> {});
        var health = new HealthRoutes.Parts(node.screens(), node.board(), node.healthStore(), node.commands(), node.agentLogs(),
            rig.node.node().loop(), () -> Bytes.EMPTY);
        var audit = new SqlAuditStore(rig.database);
        var sessions = new Sessions(new SqlSessionStore(rig.database), rig.node.node().clock(), rig.node.node().entropy());
        var feeds = new FeedRoutes(node.screens(), node.groupStore(), node.ruleStore(), node.playlistStore(), node.forecasts(), node.clock()::instant);
        var feedKeys = new FeedKeys(new SqlFeedKeyStore(rig.database), rig.node.node().clock(), rig.node.node().entropy());
        List<Routes> all = List.of(new AccessRoutes(rig.web.accounts(), sessions, audit, false), new ScreenRoutes(screens),
            new GroupRoutes(node.groups(), node.groupStore(), node.rollouts(), now -> {}), new HealthRoutes(health),
            new MediaRoutes(node.media(), node.mediaStore(), node.rolloutStore(), node.board(), rig.node.node().disk()),
            new TextRoutes(node.notices(), node.mediaStore(), node.media().renditions()),
            new PlaylistRoutes(node.playlists(), node.playlistStore(), node.mediaStore(), now -> {}),
            feeds, new FeedKeyRoutes(feedKeys, node.screens(), feeds),
            new OutlookRoutes(node.outlook(), node.rules(), node.ruleStore(), node.screens()),
            new CalendarRoutes(node.calendars(), node.calendarStore(), now -> {}), new QuietRoutes(node.quietTimes(), node.screens(), now -> {}),
            new SlateRoutes(node.slateChoices(), node.mediaStore()),
            new ScheduleRoutes(node.rules(), node.ruleStore(), node.quietTimes(), node.screens(), node.forecasts(), now -> {}),
            new EditRoutes(node.ruleEdits(), node.rules(), node.ruleStore(), rig.node.node().clock()::wall, now -> {}),
            new AsRunRoutes(new AsRunList(node.asRun(), node.rolloutStore()::programme), node.screens(), node.board()),
            new ReleaseRoutes(rig.releases.releases(), rig.releases.conductor(), rig.releases.posts(), node.screenStore(), rig.node.node().disk(), node.clock()::instant),
            new ChannelRoutes(rig.online.channels()), new DeliveryRoutes(rig.online.deliveries()),
            new StopRoutes(node.stops(), rig.web.accounts()), new SystemRoutes(rig.node.node().loop(), rig.web.accounts(), sessions, new Metrics(), node.storageWatch()));
        var known = all.stream().map(routes -> routes.getClass().getName()).collect(Collectors.toCollection(TreeSet::new));
        var written = new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests()).importPackagesOf(Routes.class).stream()
            .filter(type -> type.isAssignableTo(Routes.class) && !type.isEquivalentTo(Routes.class)).map(JavaClass::getName)
            .collect(Collectors.toCollection(TreeSet::new));
        written.removeIf(name -> name.contains("Test"));
        assertEquals(written, known, "a feature's routes that this test does not know");
        return all;
    }
}
