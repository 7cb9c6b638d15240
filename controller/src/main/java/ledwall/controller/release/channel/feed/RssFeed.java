package ledwall.controller.release.channel.feed;

import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import ledwall.controller.release.channel.Attachment;
import ledwall.controller.release.channel.Markup;
import ledwall.controller.release.channel.Post;
import ledwall.controller.release.channel.PublicAddress;
import ledwall.protocol.id.Bytes;

/**
 * RSS 2.0 (rssboard.org/rss-specification): one item a language, one enclosure an item, as readers expect. All files with their hashes stand in elements of a
 * namespace of our own, and what was withdrawn in the deleted-entry of RFC 6721.
 */
final class RssFeed {
    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String DUBLIN_CORE = "http://purl.org/dc/elements/1.1/";
    private static final String TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";
    private static final String OURS = "urn:ledwall:feed:1";

    private final XMLStreamWriter out;
    private final FeedPages.Content feed;

    private RssFeed(XMLStreamWriter out, FeedPages.Content feed) {
        this.out = out;
        this.feed = feed;
    }

    static Bytes write(FeedPages.Content feed) {
        var bytes = new ByteArrayOutputStream();
        try {
            XMLStreamWriter out = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, "UTF-8");
            new RssFeed(out, feed).document();
            out.close();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("writing to memory cannot fail", e);
        }
        return Bytes.of(bytes.toByteArray());
    }

    private void document() throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        out.writeStartElement("rss");
        out.writeAttribute("version", "2.0");
        out.writeNamespace("atom", ATOM);
        out.writeNamespace("dc", DUBLIN_CORE);
        out.writeNamespace("at", TOMBSTONES);
        out.writeNamespace("lw", OURS);
        out.writeStartElement("channel");
        String title = Objects.requireNonNullElse(feed.channel().setting("title"), feed.channel().name());
        String self = feed.address().of(PublicAddress.feed(feed.channel().id(), "rss"));
        text("title", title);
        text("link", Objects.requireNonNullElse(feed.channel().setting("homePage"), self));
        text("description", title);
        text("language", "zh");
        text("lastBuildDate", date(feed.changedAt()));
        out.writeEmptyElement("atom", "link", ATOM);
        out.writeAttribute("href", self);
        out.writeAttribute("rel", "self");
        out.writeAttribute("type", "application/rss+xml");
        for (Map.Entry<String, Instant> stone : JsonFeed.tombstones(feed.withdrawn()).entrySet()) {
            out.writeEmptyElement("at", "deleted-entry", TOMBSTONES);
            out.writeAttribute("ref", stone.getKey());
            out.writeAttribute("when", stone.getValue().toString());
        }
        for (FeedItem item : feed.items()) {
            for (Map.Entry<String, Post.Text> text : item.post().texts().entrySet()) {
                item(item, text.getKey(), text.getValue());
            }
        }
        out.writeEndElement();
        out.writeEndElement();
        out.writeEndDocument();
    }

    private void item(FeedItem item, String language, Post.Text text) throws XMLStreamException {
        out.writeStartElement("item");
        out.writeAttribute("xml", "http://www.w3.org/XML/1998/namespace", "lang", language);
        text("title", text.title());
        text("description", JsonFeed.html(feed.address(), item.post(), language, text));
        out.writeStartElement("guid");
        out.writeAttribute("isPermaLink", "false");
        out.writeCharacters(item.id(language));
        out.writeEndElement();
        Instant visibleAt = item.visibleAt();
        if (visibleAt != null) {
            text("pubDate", date(visibleAt));
        }
        out.writeStartElement("dc", "language", DUBLIN_CORE);
        out.writeCharacters(language);
        out.writeEndElement();
        Optional<Attachment> main = item.post().first(Attachment.Role.VIDEO).or(() -> item.post().first(Attachment.Role.COVER));
        if (main.isPresent()) {
            out.writeEmptyElement("enclosure");
            out.writeAttribute("url", feed.address().of(PublicAddress.media(main.get())));
            out.writeAttribute("length", Long.toString(main.get().bytes()));
            out.writeAttribute("type", main.get().mime());
        }
        for (Attachment file : item.post().attachments()) {
            out.writeEmptyElement("lw", "file", OURS);
            out.writeAttribute("url", feed.address().of(PublicAddress.media(file)));
            out.writeAttribute("type", file.mime());
            out.writeAttribute("length", Long.toString(file.bytes()));
            out.writeAttribute("sha256", file.hash().value());
        }
        out.writeEndElement();
    }

    private void text(String name, String text) throws XMLStreamException {
        out.writeStartElement(name);
        out.writeCharacters(Markup.clean(text));
        out.writeEndElement();
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
