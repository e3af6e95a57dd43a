//! What a text file is written in.

use std::{
    borrow::Cow,
    io::{self, Read, Seek},
};

use encoding_rs::{Encoding, GBK, UTF_8};

use crate::{Cell, Fault};

/// What the file is written in: UTF-8, or what Chinese spreadsheets save as "CSV". Read as UTF-8, the latter is
/// mostly faults; a file with a few faults is UTF-8 with some bad rows.
pub fn encoding_of<R: Read + Seek>(file: &mut R) -> io::Result<&'static Encoding> {
    let mut decoder = UTF_8.new_decoder_without_bom_handling();
    let (mut good, mut bad) = (0_usize, 0_usize);
    let (mut bytes, mut decoded) = (vec![0; 64 << 10], String::with_capacity(256 << 10));
    loop {
        let read = file.read(&mut bytes)?;
        decoded.clear();
        drop(decoder.decode_to_string(bytes.get(..read).unwrap_or_default(), &mut decoded, read == 0));
        let faults = decoded.chars().filter(|c| *c == char::REPLACEMENT_CHARACTER).count();
        bad += faults;
        good += decoded.chars().filter(|c| !c.is_ascii()).count() - faults;
        if read == 0 {
            break;
        }
    }
    file.rewind()?;
    Ok(if bad > good { GBK } else { UTF_8 })
}

/// The text of a cell, when it is one.
pub fn decode<'a>(encoding: &'static Encoding, cell: &'a [u8]) -> Option<Cow<'a, str>> {
    let cell = cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell);
    encoding.decode_without_bom_handling_and_without_replacement(cell)
}

/// The cells of a row. One in another encoding than its file is a fault: read with the file's, it would become
/// nonsense that looks like text.
pub(crate) fn cells(encoding: &'static Encoding, raw: &[Vec<u8>]) -> Result<Vec<Cell>, Fault> {
    if encoding == GBK && is_chinese_utf8(raw) {
        return Err(Fault::OtherEncoding);
    }
    raw.iter()
        .map(|cell| match decode(encoding, cell) {
            Some(text) => Ok(Cell::of_csv(&text)),
            None if decode(GBK, cell).is_some() => Err(Fault::OtherEncoding),
            None => Err(Fault::NotText),
        })
        .collect()
}

/// GBK of some length is hardly ever UTF-8 with characters of three bytes by chance.
fn is_chinese_utf8(raw: &[Vec<u8>]) -> bool {
    let mut texts = raw.iter().filter(|cell| !cell.is_ascii()).map(|cell| std::str::from_utf8(cell)).peekable();
    texts.peek().is_some() && texts.all(|text| text.is_ok_and(|t| t.chars().any(|c| c.len_utf8() >= 3)))
}
