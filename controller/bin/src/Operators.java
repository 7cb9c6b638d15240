import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import ledwall.protocol.json.JsonObject;

/** The people who edit the loop while the storm blows: they move items, give stills another length, take items out and put them back. */
final class Operators {
    private static final int LEAST_ITEMS = 4;

    private final Api api;
    /** Every medium that may be in the loop, with the length of a still or 0. */
    private final List<Medium> media;

    /** @param stillMillis 0 for a video, which has its own length */
    record Medium(String id, int stillMillis) {}

    private record Item(String id, String media, long lengthMillis) {
        String json() {
            return "{" + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",") + "\"mediaId\":\"" + media + "\",\"fit\":\"stretch\""
                    + (lengthMillis == 0 ? "" : ",\"lengthMillis\":" + lengthMillis) + "}";
        }
    }

    Operators(Api api, List<Medium> media) {
        this.api = api;
        this.media = media;
    }

    /** Puts everything into the loop. */
    void fill() throws IOException, InterruptedException {
        var all = media.stream().map(one -> new Item("", one.id(), one.stillMillis())).toList();
        put(api.json("GET", path(), null, null).headers().firstValue("ETag").orElse("*"), all, true);
    }

    /** One edit; says what was done, or why it could not be. */
    String edit(long draw, boolean now) throws InterruptedException {
        var random = new SplittableRandom(draw);
        try {
            var answer = api.json("GET", path(), null, null);
            var items = new ArrayList<>(JsonObject.parse(answer.body().getBytes(StandardCharsets.UTF_8)).objects("items",
                    in -> new Item(in.text("id"), in.text("mediaId"), in.has("lengthMillis") ? in.number("lengthMillis") : 0)));
            String what = change(items, random);
            put(answer.headers().firstValue("ETag").orElse("*"), items, now);
            return what;
        } catch (IOException | Demo.Failed e) {
            return "in vain, " + String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        }
    }

    private String change(List<Item> items, SplittableRandom random) {
        var absent = media.stream().filter(one -> items.stream().noneMatch(item -> item.media().equals(one.id()))).toList();
        switch (random.nextInt(4)) {
            case 0 -> {
                if (!absent.isEmpty()) {
                    Medium back = absent.get(random.nextInt(absent.size()));
                    items.add(random.nextInt(items.size() + 1), new Item("", back.id(), back.stillMillis()));
                    return "an item is put in";
                }
                items.remove(random.nextInt(items.size()));
                return "an item is taken out";
            }
            case 1 -> {
                if (items.size() > LEAST_ITEMS) {
                    items.remove(random.nextInt(items.size()));
                    return "an item is taken out";
                }
                Collections.swap(items, 0, items.size() - 1);
                return "two items change places";
            }
            case 2 -> {
                for (int i = 0; i < items.size(); i++) {
                    Item item = items.get(i);
                    if (item.lengthMillis() != 0) {
                        long length = 3_000 + 40L * random.nextInt(100);
                        items.set(i, new Item(item.id(), item.media(), length));
                        return "a still lasts " + length + " ms";
                    }
                }
                Collections.rotate(items, 1);
                return "the last item becomes the first";
            }
            default -> {
                items.add(random.nextInt(items.size()), items.remove(random.nextInt(items.size())));
                return "an item is moved";
            }
        }
    }

    private void put(String etag, List<Item> items, boolean now) throws IOException, InterruptedException {
        api.json("PUT", path() + (now ? "?applyNow=true" : ""), "{\"name\":\"loop\",\"items\":["
                + items.stream().map(Item::json).collect(Collectors.joining(",")) + "]}", etag);
    }

    private String path() throws IOException, InterruptedException {
        return "/api/v1/playlists/" + api.loop();
    }
}
