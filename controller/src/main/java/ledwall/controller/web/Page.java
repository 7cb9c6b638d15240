package ledwall.controller.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages. A cursor is the id of the last entry seen, so that entries before it may come and go. */
record Page(int limit, @Nullable String after) {
    static final int STANDARD = 200;
    static final int MOST = 1000;

    /** @throws HttpProblem 400 for a limit or cursor that none of our answers held */
    static Page of(Request request) {
        String cursor = request.query("cursor");
        try {
            return new Page(request.integer("limit", 1, MOST, STANDARD),
                cursor == null ? null : new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            throw gone();
        }
    }

    /** The page of a list that lies in memory whole. */
    <T> ObjectNode cut(List<T> all, Function<T, String> id, Function<T, ? extends JsonNode> view) {
        int from = 0;
        if (after != null) {
            while (from < all.size() && !id.apply(all.get(from)).equals(after)) {
                from++;
            }
            if (from++ == all.size()) {
                throw gone();
            }
        }
        int until = Math.min(all.size(), from + limit);
        var items = new ArrayList<JsonNode>(until - from);
        all.subList(from, until).forEach(each -> items.add(view.apply(each)));
        return Json.page(items, until < all.size() ? cursor(id.apply(all.get(until - 1))) : null);
    }

    static String cursor(String last) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(last.getBytes(StandardCharsets.UTF_8));
    }

    static HttpProblem gone() {
        return new HttpProblem(400, "badCursor", "The list changed where this cursor stood, or the cursor is not one of ours.",
            "Read the list from its beginning.");
    }
}
