//! Reading a file row by row, without ever holding more than a row of it. Rows are numbered by the line
//! they begin on.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Read, Seek},
};

use encoding_rs::{Encoding, UTF_8};
use serde_json::Value;
use sheets::{
    csv::{Fault, Record, Sheet},
    text::{decode, encoding_of},
};

use super::model::{Draft, Format};

/// One line of JSON may be this long; a longer one is no article.
const LINE_BYTES_MAX: usize = 4 << 20;

pub struct Row {
    pub line: i64,
    pub draft: Result<Draft, String>,
}

/// The rows of a file; blank lines are none.
pub fn read<R: Read + Seek + 'static>(format: Format, file: R) -> Box<dyn Iterator<Item = Row>> {
    match format {
        Format::Jsonl => Box::new(Jsonl { reader: BufReader::new(file), line: 0, is_broken: false }),
        Format::Csv => Box::new(csv_rows(file)),
    }
}

struct Jsonl<R: Read> {
    reader: BufReader<R>,
    line: i64,
    /// The file cannot be read on; that was said.
    is_broken: bool,
}

/// Of a file that ends before its end: an import that is silent about it would be taken for a whole one.
const UNREADABLE: &str = "cannot be read, nor what follows";

impl<R: Read> Iterator for Jsonl<R> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(LINE_BYTES_MAX as u64).read_until(b'\n', &mut bytes);
            match read {
                Ok(0) => return None,
                Err(_) if self.is_broken => return None,
                read => {
                    self.line += 1;
                    self.is_broken = read.is_err();
                }
            }
            if self.is_broken {
                return Some(Row { line: self.line, draft: Err(UNREADABLE.into()) });
            }
            if bytes.last() != Some(&b'\n') && bytes.len() == LINE_BYTES_MAX {
                // The rest of the line is passed over.
                let mut rest = Vec::new();
                while self.reader.read_until(b'\n', &mut rest).is_ok_and(|n| n > 0) && rest.last() != Some(&b'\n') {
                    rest.clear();
                }
                return Some(Row { line: self.line, draft: Err("is longer than 4 MiB".into()) });
            }
            let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
            if !bytes.trim_ascii().is_empty() {
                return Some(Row { line: self.line, draft: json(bytes) });
            }
        }
    }
}

fn json(bytes: &[u8]) -> Result<Draft, String> {
    let text = std::str::from_utf8(bytes).map_err(|_| "is not UTF-8".to_owned())?;
    let value: Value = serde_json::from_str(text).map_err(|e| format!("is not JSON: {e}"))?;
    Draft::read(value.as_object().ok_or("is not a JSON object")?)
}

fn csv_rows<R: Read + Seek + 'static>(mut file: R) -> impl Iterator<Item = Row> {
    let encoding = encoding_of(&mut file);
    // A file of which nothing can be read says so in its first row.
    let encoding = encoding.unwrap_or(UTF_8);
    let mut sheet = Some(Sheet::new(file));
    let mut headers: Option<Vec<String>> = None;
    std::iter::from_fn(move || {
        loop {
            let Record { line, cells } = sheet.as_mut()?.next()?;
            let cells = cells.map_err(|fault| match fault {
                Fault::OpenQuote => "opens a quote that is never closed".to_owned(),
                Fault::TooLong => "is longer than 4 MiB".to_owned(),
                Fault::Unreadable => UNREADABLE.to_owned(),
            });
            let cells = cells.and_then(|cells| cells.iter().map(|cell| text(encoding, cell)).collect());
            match (cells, &headers) {
                (Ok(cells), Some(headers)) => return Some(Row { line, draft: draft(headers, cells) }),
                (Err(reason), Some(_)) => return Some(Row { line, draft: Err(reason) }),
                (Ok(cells), None) => headers = Some(cells.iter().map(|c: &String| c.trim().to_lowercase()).collect()),
                (Err(reason), None) => {
                    // Without the names of its columns no row means anything.
                    sheet = None;
                    return Some(Row { line, draft: Err(format!("the first line cannot be read: it {reason}")) });
                }
            }
        }
    })
}

fn text(encoding: &'static Encoding, cell: &[u8]) -> Result<String, String> {
    decode(encoding, cell)
        .map(Cow::into_owned)
        .ok_or_else(|| "is neither UTF-8 nor GBK; save the sheet as \"CSV UTF-8\"".to_owned())
}

fn draft(headers: &[String], cells: Vec<String>) -> Result<Draft, String> {
    Draft::read(&headers.iter().cloned().zip(cells.into_iter().map(Value::String)).collect())
}

#[cfg(test)]
mod tests {
    use std::io;

    use encoding_rs::GBK;
    use proptest::prelude::*;

    use super::*;

    fn rows(format: Format, text: &[u8]) -> Vec<(i64, Result<String, String>)> {
        read(format, std::io::Cursor::new(text.to_vec())).map(|r| (r.line, r.draft.map(|d| d.title))).collect()
    }

    #[test]
    fn bad_lines_are_told_and_good_ones_go_on() {
        let text = "\u{feff}{\"title\":\"a\",\"body\":\"1\"}\n\n{oops\n{\"title\":\"b\",\"body\":\"2\"}";
        let found = rows(Format::Jsonl, text.as_bytes());
        assert_eq!((found.len(), &found[0], &found[2]), (3, &(1, Ok("a".into())), &(4, Ok("b".into()))));
        assert!(found[1].0 == 3 && found[1].1.as_ref().unwrap_err().contains("not JSON"));
        assert!(
            rows(Format::Jsonl, b"{\"title\":\"\xff\",\"body\":\"\"}")[0].1.as_ref().unwrap_err().contains("UTF-8")
        );
    }

    #[test]
    fn sheets_keep_line_breaks_in_cells() {
        let text = "\u{feff}标题,正文,标签\n如何登录,\"第一行\n第二行\",\"a,b\"\n,缺标题,\n";
        let found = rows(Format::Csv, text.as_bytes());
        assert_eq!(found, [(2, Ok("如何登录".into())), (4, Err("has no title".into()))]);
    }

    #[test]
    fn a_quote_that_is_never_closed_hides_no_other_row() {
        let text = "title,body\na,1\nb,\"never closed\nc,3\nd,4\n";
        let found = rows(Format::Csv, text.as_bytes());
        assert_eq!(
            found,
            [
                (2, Ok("a".into())),
                (3, Err("opens a quote that is never closed".into())),
                (4, Ok("c".into())),
                (5, Ok("d".into()))
            ]
        );
    }

    #[test]
    fn without_the_names_of_its_columns_a_sheet_has_no_rows() {
        let found = rows(Format::Csv, b"title,\"body\na,1\nb,2\n");
        assert_eq!(found, [(1, Err("the first line cannot be read: it opens a quote that is never closed".into()))]);
    }

    /// A file on a disk that fails after so many bytes.
    struct Failing(std::io::Cursor<Vec<u8>>, u64);

    impl Read for Failing {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let left = usize::try_from(self.1.saturating_sub(self.0.position())).unwrap();
            if left == 0 {
                return Err(io::Error::other("the disk fails"));
            }
            let many = into.len().min(left);
            self.0.read(&mut into[..many])
        }
    }

    impl Seek for Failing {
        fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
            self.0.seek(to)
        }
    }

    #[test]
    fn a_file_that_ends_before_its_end_says_so_once() {
        for (format, text) in [
            (Format::Csv, "title,body\na,1\nb,2\nc,3\n"),
            (Format::Jsonl, "{\"title\":\"a\",\"body\":\"1\"}\n{\"title\":\"b\",\"body\":\"2\"}\n"),
        ] {
            let whole = text.len() as u64;
            let read = |until| {
                let file = Failing(std::io::Cursor::new(text.as_bytes().to_vec()), until);
                read(format, file).map(|r| r.draft.map(|d| d.title)).collect::<Vec<_>>()
            };
            for until in 0..whole {
                let found = read(until);
                let complaints = found.iter().filter(|r| r.as_ref().is_err_and(|e| e.contains(UNREADABLE))).count();
                assert_eq!(
                    (complaints, found.last().is_some_and(Result::is_err)),
                    (1, true),
                    "{format:?} {until}: {found:?}"
                );
            }
        }
    }

    #[test]
    fn a_sheet_in_gbk_is_read_and_a_fault_in_utf8_stays_one() {
        let text = "标题,正文,标签\n如何登录,\"第一行，\n第二行\",账号\n";
        let gbk = GBK.encode(text).0.into_owned();
        assert_eq!(rows(Format::Csv, &gbk), [(2, Ok("如何登录".into()))]);
        assert_eq!(rows(Format::Csv, &GBK.encode("title,body\n如何登录,x").0), [(2, Ok("如何登录".into()))]);
        let mut faulty = "标题,正文\n好的,甲\n坏".as_bytes().to_vec();
        faulty.extend(b"\xff,x\n");
        let found = rows(Format::Csv, &faulty);
        assert_eq!(found[0], (2, Ok("好的".into())));
        assert!(found[1].1.as_ref().unwrap_err().contains("CSV UTF-8"));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            rows(Format::Jsonl, &bytes);
            rows(Format::Csv, &bytes);
        }
    }
}
