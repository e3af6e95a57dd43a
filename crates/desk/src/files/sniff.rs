//! What the bytes of an upload are. The name only decides among things that look alike (plain text and
//! CSV; old Office files, which share a container); everything else is told by the content.

/// An accepted kind of file.
#[derive(Debug, PartialEq, Eq)]
pub struct Kind {
    pub mime: &'static str,
    /// The first is appended to names that end in none of them.
    pub extensions: &'static [&'static str],
    /// Shown in the page instead of downloaded. SVG is not accepted at all: it runs scripts.
    pub inline: bool,
}

macro_rules! kinds {
    ($($name:ident = $mime:literal, [$($ext:literal),+], $inline:literal;)*) => {
        $(const $name: &Kind = &Kind { mime: $mime, extensions: &[$($ext),+], inline: $inline };)*
        pub const KINDS: &[&Kind] = &[$($name),*];
    };
}

kinds! {
    PNG = "image/png", ["png"], true;
    JPEG = "image/jpeg", ["jpg", "jpeg", "jfif"], true;
    GIF = "image/gif", ["gif"], true;
    WEBP = "image/webp", ["webp"], true;
    PDF = "application/pdf", ["pdf"], false;
    DOC = "application/msword", ["doc", "wps"], false;
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ["docx"], false;
    XLS = "application/vnd.ms-excel", ["xls", "et"], false;
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ["xlsx"], false;
    PPT = "application/vnd.ms-powerpoint", ["ppt", "dps"], false;
    PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation", ["pptx"], false;
    ZIP = "application/zip", ["zip"], false;
    RAR = "application/vnd.rar", ["rar"], false;
    CSV = "text/csv; charset=utf-8", ["csv"], false;
    TEXT = "text/plain; charset=utf-8", ["txt", "log", "md"], false;
    // Chinese Windows still writes these; which of GBK or GB18030 is the reader's guess to make.
    CSV_OTHER = "text/csv", ["csv"], false;
    TEXT_OTHER = "text/plain", ["txt", "log", "md"], false;
}

/// How much of the beginning of a file must be kept for [`kind`] and [`dimensions`].
pub const HEAD: usize = 256 * 1024;

/// What a scan of the whole content, chunk by chunk, says about its being text.
#[derive(Debug)]
pub struct TextScan {
    control: bool,
    utf8: bool,
    /// The beginning of a character whose rest is in the next chunk.
    rest: Vec<u8>,
}

impl Default for TextScan {
    fn default() -> Self {
        Self { control: false, utf8: true, rest: Vec::new() }
    }
}

impl TextScan {
    pub fn read(&mut self, chunk: &[u8]) {
        self.control |=
            chunk.iter().any(|b| *b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b) || *b == 0x7f);
        if !self.utf8 || self.control {
            return;
        }
        self.rest.extend_from_slice(chunk);
        match std::str::from_utf8(&self.rest) {
            Ok(_) => self.rest.clear(),
            Err(e) if e.error_len().is_some() => self.utf8 = false,
            Err(e) => drop(self.rest.drain(..e.valid_up_to())),
        }
    }
    fn is_text(&self) -> bool {
        !self.control
    }
    fn is_utf8(&self) -> bool {
        self.utf8 && self.rest.is_empty()
    }
}

/// The kind of a file, or `None` when it is not one that is accepted.
pub fn kind(head: &[u8], scan: &TextScan, name: &str) -> Option<&'static Kind> {
    let extension = extension(name);
    // Shorter than every signature's reach; the matchers index without asking.
    let found = (head.len() >= 64).then(|| infer::get(head)).flatten().or_else(|| {
        let mut padded = head.to_vec();
        padded.resize(head.len().max(64), 0);
        infer::get(&padded)
    });
    match found.map(|t| t.mime_type()) {
        Some("application/x-ole-storage") => {
            [DOC, XLS, PPT].into_iter().find(|k| k.extensions.contains(&extension.as_str()))
        }
        Some("application/zip") => {
            // Office writers that order the archive in their own way are only told apart by name.
            [DOCX, XLSX, PPTX]
                .into_iter()
                .find(|k| k.extensions.contains(&extension.as_str()) && is_office(head))
                .or(Some(ZIP))
        }
        Some(mime) if !mime.starts_with("text/") => KINDS.iter().find(|k| k.mime == mime).copied(),
        // HTML, XML, shell scripts and the like are recognised only to be refused.
        Some(_) => None,
        None if scan.is_text() => match (extension.as_str(), scan.is_utf8()) {
            ("csv", true) => Some(CSV),
            ("csv", false) => Some(CSV_OTHER),
            ("txt" | "log" | "md", true) => Some(TEXT),
            ("txt" | "log" | "md", false) => Some(TEXT_OTHER),
            _ => None,
        },
        None => None,
    }
}

fn is_office(head: &[u8]) -> bool {
    head.windows(19).any(|w| w == b"[Content_Types].xml")
}

fn extension(name: &str) -> String {
    name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).unwrap_or_default()
}

/// The longest name that is kept, in characters.
const NAME_MAX: usize = 120;

/// The last part of what the sender called it, without anything that a file system, a header or an eye
/// could be deceived by, and with an extension that fits the content.
pub fn clean_name(sent: &str, kind: &Kind) -> String {
    // The three characters that browsers escape in a form (WHATWG HTML, multipart/form-data encoding).
    let sent = sent.replace("%22", "\"").replace("%0D", "").replace("%0A", "");
    let last = sent.rsplit(['/', '\\']).next().unwrap_or(&sent);
    let kept = kernel::text::as_name(last).replace(['<', '>', ':', '"', '|', '?', '*'], "");
    let kept = kept.trim_matches(|c: char| c == '.' || c.is_whitespace());
    let fits = kind.extensions.contains(&extension(kept).as_str()) && kept.contains('.');
    let (stem, end) = match kept.rsplit_once('.') {
        Some((stem, end)) if fits => (stem, end),
        _ => (kept, kind.extensions[0]),
    };
    let stem: String = stem.chars().take(NAME_MAX).collect();
    let stem = if stem.is_empty() { "file" } else { &stem };
    format!("{stem}.{end}")
}

/// Width and height in pixels, from the headers alone: nothing is decoded, so nothing can be a bomb.
pub fn dimensions(kind: &Kind, head: &[u8]) -> Option<(i32, i32)> {
    let (w, h) = match kind.mime {
        "image/png" => (be32(head, 16)?, be32(head, 20)?),
        "image/gif" => (le16(head, 6)?, le16(head, 8)?),
        "image/webp" => webp(head)?,
        "image/jpeg" => jpeg(head)?,
        _ => return None,
    };
    let (w, h) = (i32::try_from(w).ok()?, i32::try_from(h).ok()?);
    (w > 0 && h > 0).then_some((w, h))
}

fn bytes<const N: usize>(head: &[u8], at: usize) -> Option<[u8; N]> {
    head.get(at..at.checked_add(N)?)?.try_into().ok()
}
fn be32(head: &[u8], at: usize) -> Option<u32> {
    bytes(head, at).map(u32::from_be_bytes)
}
fn be16(head: &[u8], at: usize) -> Option<u32> {
    bytes(head, at).map(u16::from_be_bytes).map(u32::from)
}
fn le16(head: &[u8], at: usize) -> Option<u32> {
    bytes(head, at).map(u16::from_le_bytes).map(u32::from)
}
fn le24(head: &[u8], at: usize) -> Option<u32> {
    bytes(head, at).map(|[a, b, c]| u32::from_le_bytes([a, b, c, 0]))
}

fn webp(head: &[u8]) -> Option<(u32, u32)> {
    match &bytes::<4>(head, 12)? {
        b"VP8X" => Some((le24(head, 24)? + 1, le24(head, 27)? + 1)),
        // Fourteen bits each, after the signature byte.
        b"VP8L" => {
            let bits = u32::from_le_bytes(bytes(head, 21)?);
            Some(((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1))
        }
        b"VP8 " => Some((le16(head, 26)? & 0x3fff, le16(head, 28)? & 0x3fff)),
        _ => None,
    }
}

/// Walks the segments to the frame header. A picture taken upright on a phone is stored lying; browsers
/// turn it by its EXIF note, so width and height are swapped here when the note says so.
fn jpeg(head: &[u8]) -> Option<(u32, u32)> {
    let (mut at, mut turned) = (2, false);
    loop {
        while *head.get(at)? == 0xff && *head.get(at + 1)? == 0xff {
            at += 1;
        }
        let [0xff, marker] = bytes::<2>(head, at)? else { return None };
        match marker {
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                let (h, w) = (be16(head, at + 5)?, be16(head, at + 7)?);
                return Some(if turned { (h, w) } else { (w, h) });
            }
            0xd8 | 0x01 | 0xd0..=0xd7 => at += 2,
            // Pixels begin, or the end: there was no frame header.
            0xd9 | 0xda => return None,
            0xe1 => {
                turned |= exif_turned(head.get(at + 4..)?).unwrap_or(false);
                at += 2 + be16(head, at + 2)? as usize;
            }
            _ => at += 2 + be16(head, at + 2)? as usize,
        }
    }
}

/// Whether the orientation tag (0x0112) is one of the four that lie on their side.
fn exif_turned(segment: &[u8]) -> Option<bool> {
    let tiff = segment.strip_prefix(b"Exif\0\0")?;
    let big = match &bytes::<2>(tiff, 0)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let u16_at = |at| if big { be16(tiff, at) } else { le16(tiff, at) };
    let first = if big { be32(tiff, 4)? } else { u32::from_le_bytes(bytes(tiff, 4)?) } as usize;
    for entry in 0..u16_at(first)? as usize {
        let at = first + 2 + entry * 12;
        if u16_at(at)? == 0x0112 {
            return Some((5..=8).contains(&u16_at(at + 8)?));
        }
    }
    Some(false)
}

#[cfg(test)]
#[path = "sniff_tests.rs"]
mod tests;
