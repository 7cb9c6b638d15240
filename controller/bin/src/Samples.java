import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Bilingual sample media, drawn by ffmpeg at the first run and put through the real upload into the default loop. */
record Samples(Path folder) {
    /** @param seconds 0 for a still */
    private record Sample(String name, String chinese, String tibetan, String from, String to, int seconds) {}

    private static final List<Sample> ALL = List.of(
            new Sample("欢迎 དགའ་བསུ་ཞུ།", "欢迎来到\\N我们县城", "རྫོང་ལ་\\Nདགའ་བསུ་ཞུ།", "0x0b3d6e", "0x1f8a70", 8),
            new Sample("新年 ལོ་གསར།", "新年快乐\\N扎西德勒", "ལོ་གསར་\\Nབཀྲ་ཤིས་བདེ་ལེགས།", "0x8c1c13", "0xbf4342", 0),
            new Sample("爱护环境 ཁོར་ཡུག་སྲུང་སྐྱོབ།", "爱护环境\\N人人有责", "ཁོར་ཡུག་སྲུང་སྐྱོབ་\\Nཚང་མར་འགན་ཡོད།", "0x14532d", "0x3f6212", 6));

    private static final Sample RELEASED = new Sample("雪顿节 ཞོ་སྟོན།", "雪顿节\\N今日开幕", "ཞོ་སྟོན་\\Nདབུ་འབྱེད།", "0x4c1d95", "0xb45309", 10);

    private static final String NOTICE = """
            {"name":"停水通知 ཆུ་གཅོད་པའི་བརྡ་ཐོ།","template":"notice","theme":"night","durationMillis":8000,"ticker":null,
             "title":{"zh":"停水通知","bo":"ཆུ་གཅོད་པའི་བརྡ་ཐོ།"},
             "body":{"zh":"明天 8:00 至 18:00 停水，请提前储水。","bo":"སང་ཉིན་ཆུ་ཚོད་ 8:00 ནས་ 18:00 བར་ཆུ་གཅོད་རྒྱུ། ཆུ་སྔོན་ནས་གསོག་རོགས།"}}""";

    /** Does nothing when the loop already holds something: it is the operators' by then. */
    void intoLoop(Api api) throws IOException, InterruptedException {
        String loop = "/api/v1/playlists/" + api.loop();
        var playlist = api.json("GET", loop, null, null);
        if (playlist.body().contains("\"mediaId\"")) {
            return;
        }
        Files.createDirectories(folder);
        var items = new ArrayList<String>();
        for (int i = 0; i < ALL.size(); i++) {
            Sample sample = ALL.get(i);
            String media = api.upload(sample.name(), draw(sample, i));
            items.add(sample.seconds() == 0 ? "{\"mediaId\":\"%s\",\"lengthMillis\":7000,\"fit\":\"cover\"}".formatted(media)
                    : "{\"mediaId\":\"%s\",\"fit\":\"cover\"}".formatted(media));
        }
        notice(api).ifPresent(media -> items.add("{\"mediaId\":\"%s\"}".formatted(media)));
        String name = Api.text(playlist.body().substring(playlist.body().indexOf("\"name\"")), "name");
        api.json("PUT", loop + "?applyNow=true", "{\"name\":\"" + name + "\",\"items\":[" + String.join(",", items) + "]}", playlist.headers().firstValue("ETag").orElse("*"));
    }

    /** Something that was not seen before, for a release; returns its media id. */
    String released(Api api) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return api.upload(RELEASED.name(), draw(RELEASED, ALL.size()));
    }

    /** One notice written through the API; none where the controller's fonts are not those that notices are drawn with. */
    private static Optional<String> notice(Api api) throws IOException, InterruptedException {
        try {
            return Optional.of(Api.text(api.json("POST", "/api/v1/text", NOTICE, null).body(), "id"));
        } catch (Demo.Failed e) {
            System.err.println("no sample notice: " + e.getMessage());
            return Optional.empty();
        }
    }

    private Path draw(Sample sample, int number) throws IOException, InterruptedException {
        Path file = folder.resolve("sample-" + number + (sample.seconds() == 0 ? ".png" : ".mp4"));
        Path text = folder.resolve("sample-" + number + ".ass");
        // Two short lines of each, so that a portrait wall that crops the sides still shows them whole. Tibetan draws at about half the height of Chinese at equal size (ASS sizes by ascent and descent): hence the sizes.
        Files.writeString(text, """
                [Script Info]
                ScriptType: v4.00+
                PlayResX: 1280
                PlayResY: 720
                WrapStyle: 2

                [V4+ Styles]
                Format: Name, Fontname, Fontsize, PrimaryColour, OutlineColour, Bold, Outline, Shadow, Alignment, MarginL, MarginR, MarginV
                Style: zh,Noto Sans CJK SC,100,&H00FFFFFF,&H80000000,1,2,0,5,0,0,0
                Style: bo,Noto Serif Tibetan,116,&H0078E4FF,&H80000000,1,2,0,5,0,0,0

                [Events]
                Format: Layer, Start, End, Style, Text
                Dialogue: 0,0:00:00.00,0:10:00.00,zh,{\\pos(640,220)}%s
                Dialogue: 0,0:00:00.00,0:10:00.00,bo,{\\pos(640,500)}%s
                """.formatted(sample.chinese(), sample.tibetan()), StandardCharsets.UTF_8);
        var command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-hide_banner", "-loglevel", "error", "-y", "-f", "lavfi", "-i",
                "gradients=s=1280x720:c0=%s:c1=%s:speed=0.03:rate=25".formatted(sample.from(), sample.to()), "-vf", "ass=" + text.getFileName()));
        command.addAll(sample.seconds() == 0 ? List.of("-frames:v", "1") : List.of("-t", Integer.toString(sample.seconds()), "-c:v", "libx264", "-preset", "ultrafast",
                "-pix_fmt", "yuv420p"));
        command.add(file.getFileName().toString());
        var process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new Demo.Failed("ffmpeg could not draw the sample " + sample.name() + ":\n" + said);
        }
        return file;
    }
}
