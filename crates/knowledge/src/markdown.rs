//! Articles are written in Markdown. It is turned into sanitised HTML when it is written, and into
//! plain text for the index and for quotes.

use std::sync::LazyLock;

use ammonia::Builder;
use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TagEnd, html};

const SUMMARY_CHARS: usize = 140;

/// Elements that people may write; anything else between angle brackets (`<file>`, `<id>`) is text.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "div",
    "em",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "pre",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
    "script",
    "style",
    "iframe",
    "object",
    "embed",
    "svg",
    "math",
    "form",
    "input",
];

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut cleaner = Builder::default();
    cleaner
        .link_rel(Some("noopener noreferrer nofollow"))
        .url_schemes(["http", "https", "mailto", "tel"].into())
        .add_generic_attributes(&["align"]);
    cleaner
});

fn parser(markdown: &str) -> impl Iterator<Item = Event<'_>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS;
    Parser::new_ext(markdown, options).map(|event| match event {
        Event::InlineHtml(raw) if !is_element(&raw) => Event::Text(raw),
        Event::Html(raw) if !is_element(&raw) => Event::Text(raw),
        event => event,
    })
}

fn is_element(raw: &str) -> bool {
    let name: String =
        raw.trim_start().trim_start_matches(['<', '/']).chars().take_while(char::is_ascii_alphanumeric).collect();
    raw.trim_start().starts_with("<!--") || ELEMENTS.contains(&name.to_ascii_lowercase().as_str())
}

/// Sanitised HTML: no script, no style, no address but http(s), mail and telephone.
pub fn html(markdown: &str) -> String {
    let mut rendered = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut rendered, parser(markdown));
    CLEANER.clean(&rendered).to_string()
}

/// What a reader sees of the text, a line for each block: indexed, quoted and shown in snippets.
pub fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut hidden = 0u32;
    for event in parser(markdown) {
        match event {
            Event::Start(Tag::Image { .. }) => hidden += 1,
            Event::End(TagEnd::Image) => hidden = hidden.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if hidden == 0 => text.push_str(&words),
            Event::SoftBreak | Event::HardBreak => text.push('\n'),
            Event::End(TagEnd::TableCell) => text.push(' '),
            Event::End(
                TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::Item
                | TagEnd::TableRow
                | TagEnd::TableHead
                | TagEnd::CodeBlock
                | TagEnd::BlockQuote(_),
            ) => end_line(&mut text),
            Event::Html(raw) if breaks_line(&raw) => end_line(&mut text),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

fn breaks_line(raw: &CowStr<'_>) -> bool {
    raw.starts_with("<p") || raw.starts_with("<br") || raw.starts_with("<div") || raw.starts_with("<li")
}

fn end_line(text: &mut String) {
    if !text.ends_with('\n') {
        text.push('\n');
    }
}

/// The beginning of a plain text, for cards.
pub fn summary(plain: &str) -> String {
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(SUMMARY_CHARS) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// `text` with its marked parts in `<mark>` and everything else escaped.
pub fn marked(text: &str, marks: &[std::ops::Range<usize>]) -> String {
    let mut out = String::with_capacity(text.len() + marks.len() * 13);
    let mut at = 0;
    for mark in marks {
        let (Some(before), Some(inside)) = (text.get(at..mark.start), text.get(mark.clone())) else { continue };
        escape(before, &mut out);
        out.push_str("<mark>");
        escape(inside, &mut out);
        out.push_str("</mark>");
        at = mark.end;
    }
    escape(text.get(at..).unwrap_or_default(), &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn markdown_becomes_html_and_plain_text() {
        let source = "## 步骤\n1. 点击 **登录**\n2. 输入 `code`\n\n| 项 | 值 |\n|---|---|\n| a | b |\n\n![图](x.png)";
        assert!(html(source).contains("<strong>登录</strong>"));
        assert!(html(source).contains("<table>"));
        assert_eq!(plain(source), "步骤\n点击 登录\n输入 code\n项 值 \na b");
    }

    #[test]
    fn placeholders_in_angle_brackets_are_text() {
        assert_eq!(plain("运行 cp <file> <dir>"), "运行 cp <file> <dir>");
        assert!(html("运行 cp <file>").contains("&lt;file&gt;"));
    }

    #[test]
    fn scripts_do_not_survive() {
        for evil in [
            "<script>alert(1)</script>",
            "<img src=x onerror=alert(1)>",
            "[x](javascript:alert(1))",
            "<svg onload=alert(1)>",
            "<a href=\"data:text/html,x\">x</a>",
            "<iframe src=//evil></iframe>",
        ] {
            let out = html(evil).to_lowercase();
            for trace in ["<script", "onerror=", "href=\"javascript", "<svg", "href=\"data:", "<iframe"] {
                assert!(!out.contains(trace), "{evil} -> {out}");
            }
        }
    }

    proptest! {
        #[test]
        fn marking_only_ever_adds_marks(text in "\\PC{0,60}", cut in 0usize..60) {
            let end = text.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(text.len());
            let shown = marked(&text, std::slice::from_ref(&(0..end)));
            let bare = shown.replace("<mark>", "").replace("</mark>", "");
            prop_assert!(!bare.contains(['<', '>']));
        }

        #[test]
        fn nothing_that_people_write_breaks_the_renderer(text in "(\\PC|[<>`*|\n#]){0,200}") {
            html(&text);
            plain(&text);
        }
    }
}
