package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import ledwall.controller.access.Accounts;
import ledwall.controller.access.AuditStore;
import ledwall.controller.access.PasswordPolicy;
import ledwall.controller.access.Person;
import ledwall.controller.access.Right;
import ledwall.controller.access.Sessions;

/** Setup, sessions, audit. */
public final class AccessRoutes extends Routes {
    private final Accounts accounts;
    private final Sessions sessions;
    private final AuditStore audit;
    private final boolean secure;

    /** @param secure whether people reach this server by https, so that the cookie must never travel otherwise */
    public AccessRoutes(Accounts accounts, Sessions sessions, AuditStore audit, boolean secure) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.audit = audit;
        this.secure = secure;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("getSetup", "/api/v1/setup", Right.VIEW, this::getSetup).open(),
            post("setUp", "/api/v1/setup", Right.VIEW, this::setUp).open(),
            get("getSession", "/api/v1/session", Right.VIEW, request -> Answer.ok(view(request.person()))),
            post("logIn", "/api/v1/session", Right.VIEW, this::logIn).open(),
            Operation.delete("logOut", "/api/v1/session", Right.VIEW, this::logOut),
            get("listAudit", "/api/v1/audit", Right.READ_AUDIT, this::listAudit));
    }

    private Answer getSetup(Request request) {
        String token = request.sessionToken();
        // The page asks this first: a stranger's question about a session would be a failure in the browser's console.
        boolean signedIn = token != null && sessions.find(token).isPresent();
        return Answer.ok(Json.object().put("needed", accounts.needsSetup()).put("signedIn", signedIn));
    }

    private Answer setUp(Request request) {
        var fields = request.fields();
        String token = fields.secret("token", 100);
        String name = fields.text("name", Person.MAX_NAME);
        String password = fields.secret("password", PasswordPolicy.MAX_LENGTH);
        fields.check();
        request.actingAs(name);
        return loggedIn(201, accounts.setUp(token, name, password, request.address()));
    }

    private Answer logIn(Request request) {
        var fields = request.fields();
        String name = fields.text("name", 255);
        String password = fields.secret("password", PasswordPolicy.MAX_LENGTH);
        fields.check();
        request.actingAs(name);
        return loggedIn(200, accounts.logIn(name, password, request.address()));
    }

    private Answer logOut(Request request) {
        String token = request.sessionToken();
        if (token != null) {
            sessions.end(token);
        }
        return Answer.nothing().with("Set-Cookie", cookie("", 0));
    }

    private Answer listAudit(Request request) {
        var page = Page.of(request);
        long before = Long.MAX_VALUE;
        if (page.after() != null) {
            try {
                before = Long.parseLong(page.after());
            } catch (NumberFormatException e) {
                throw Page.gone();
            }
        }
        var rows = audit.page(before, page.limit());
        var next = rows.size() < page.limit() ? null : Page.cursor(Long.toString(rows.getLast().id()));
        return Answer.ok(Json.page(rows.stream().map(AccessRoutes::view).toList(), next));
    }

    private Answer loggedIn(int status, Accounts.LogIn login) {
        return Answer.json(status, view(login.person())).about(login.person().name())
            .with("Set-Cookie", cookie(login.token(), Sessions.ABSOLUTE.toSeconds()));
    }

    private String cookie(String value, long seconds) {
        return Gate.COOKIE + "=" + value + "; Path=/; Max-Age=" + seconds + "; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }

    private static ObjectNode view(Person person) {
        ObjectNode view = Json.object().put("name", person.name()).put("role", person.role().key());
        var rights = view.putArray("rights");
        person.role().rights().forEach(right -> rights.add(right.key()));
        return view;
    }

    private static ObjectNode view(AuditStore.Row row) {
        var entry = row.entry();
        return Json.object().put("id", row.id()).put("at", Json.instant(entry.at())).put("who", entry.who()).put("what", entry.what())
            .put("target", entry.target()).put("result", entry.result()).put("address", entry.address());
    }
}
