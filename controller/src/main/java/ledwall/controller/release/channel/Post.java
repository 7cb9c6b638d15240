package ledwall.controller.release.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be published.
 *
 * @param name the release's, for people of the house; no site shows it
 * @param texts by language, {@code zh} or {@code bo}, in the order in which a site that shows several is to show them
 */
public record Post(String name, Map<String, Text> texts, List<Attachment> attachments) {
    public Post {
        name = Markup.clean(name);
        // Map.copyOf would forget the order.
        texts = Collections.unmodifiableMap(new LinkedHashMap<>(texts));
        attachments = List.copyOf(attachments);
    }

    /** Plain text; an empty line in the body begins a paragraph. */
    public record Text(String title, String digest, String body) {
        public Text {
            // What no site can carry must not stand in the way of what stands beside it.
            title = Markup.clean(title);
            digest = Markup.clean(digest);
            body = Markup.clean(body);
        }
    }

    /** The text that stands for all where a site takes one: the first. */
    public Optional<Text> lead() {
        return texts.values().stream().findFirst();
    }

    public Optional<Attachment> first(Attachment.Role role) {
        return attachments.stream().filter(each -> each.role() == role).findFirst();
    }

    public List<Attachment> all(Attachment.Role role) {
        return attachments.stream().filter(each -> each.role() == role).toList();
    }
}
