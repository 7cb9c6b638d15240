package ledwall.controller.web;

import static ledwall.controller.web.Operation.get;
import static ledwall.controller.web.Operation.post;
import static ledwall.controller.web.Operation.put;

import java.util.List;
import java.util.function.Consumer;
import ledwall.controller.access.Right;
import ledwall.controller.access.Role;
import ledwall.controller.change.Pace;
import ledwall.controller.refusal.Names;
import ledwall.controller.rollout.Rollouts;
import ledwall.controller.screen.GroupStore;
import ledwall.controller.screen.Groups;
import ledwall.controller.screen.ScreenGroup;
import ledwall.protocol.id.GroupId;
import ledwall.protocol.id.PlaylistId;

/** Groups of screens, and the loop of each. */
public final class GroupRoutes extends Routes {
    private static final String PATH = "/api/v1/groups";

    private final Groups groups;
    private final GroupStore store;
    private final Rollouts rollouts;
    private final Consumer<GroupId> applyNow;

    /** @param applyNow told after an edit that is to cut at once */
    public GroupRoutes(Groups groups, GroupStore store, Rollouts rollouts, Consumer<GroupId> applyNow) {
        this.groups = groups;
        this.store = store;
        this.rollouts = rollouts;
        this.applyNow = applyNow;
    }

    @Override
    List<Operation> operations() {
        return List.of(
            get("listGroups", PATH, Right.VIEW, this::list),
            post("addGroup", PATH, Right.ARRANGE_SCREENS, this::add),
            get("getGroup", PATH + "/{id}", Right.VIEW, request -> answer(200, groups.byId(id(request)))),
            put("replaceGroup", PATH + "/{id}", Right.ARRANGE_SCREENS, this::replace),
            Operation.delete("deleteGroup", PATH + "/{id}", Right.ARRANGE_SCREENS, this::delete));
    }

    private Answer list(Request request) {
        var statuses = rollouts.statuses();
        return Answer.ok(Page.of(request).cut(store.all(), group -> group.id().value(), group -> ScreenJson.view(group, statuses.get(group.id()))));
    }

    private Answer add(Request request) {
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        fields.check();
        var added = groups.create(name);
        return answer(201, added).about(added.id().value()).with("Location", PATH + "/" + added.id());
    }

    private Answer replace(Request request) {
        long revision = request.ifMatch();
        var fields = request.fields();
        String name = fields.text("name", Names.MAX_LENGTH);
        PlaylistId loop = fields.value("loop", true, PlaylistId::new);
        fields.check();
        // Which screens belong together is one thing, what all of them play from now on another.
        Role role = request.person().role();
        if (loop != null && !role.may(Right.EDIT_SCHEDULE) && !groups.byId(id(request)).loop().equals(loop)) {
            throw HttpProblem.noRight(role, Right.EDIT_SCHEDULE);
        }
        Pace pace = request.pace();
        var group = groups.update(id(request), revision, name, loop, pace);
        if (pace == Pace.APPLY_NOW) {
            applyNow.accept(group.id());
        }
        return answer(200, group);
    }

    private Answer delete(Request request) {
        groups.delete(id(request), request.ifMatch());
        return Answer.nothing();
    }

    private Answer.Content answer(int status, ScreenGroup group) {
        return Answer.json(status, ScreenJson.view(group, rollouts.statuses().get(group.id()))).with("ETag", "\"" + group.revision() + "\"");
    }

    private static GroupId id(Request request) {
        return request.id("group", GroupId::new);
    }
}
