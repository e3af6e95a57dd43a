//! Reading a file row by row, without ever holding more than a row of it. Rows are numbered by the line
//! they begin on.

use std::io::{BufRead, BufReader, Read};

use serde_json::{Map, Value};

use super::model::{Draft, Format};

/// One line of JSON may be this long; a longer one is no article.
const LINE_BYTES_MAX: usize = 4 << 20;

pub struct Row {
    pub line: i64,
    pub draft: Result<Draft, String>,
}

/// The rows of a file; blank lines are none.
pub fn read<R: Read + 'static>(format: Format, file: R) -> Box<dyn Iterator<Item = Row>> {
    match format {
        Format::Jsonl => Box::new(Jsonl { reader: BufReader::new(file), line: 0 }),
        Format::Csv => Box::new(csv_rows(file)),
    }
}

struct Jsonl<R: Read> {
    reader: BufReader<R>,
    line: i64,
}

impl<R: Read> Iterator for Jsonl<R> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let mut bytes = Vec::new();
            let read = (&mut self.reader).take(LINE_BYTES_MAX as u64).read_until(b'\n', &mut bytes);
            if !matches!(read, Ok(count) if count > 0) {
                return None;
            }
            self.line += 1;
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

fn csv_rows<R: Read + 'static>(file: R) -> impl Iterator<Item = Row> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).has_headers(true).from_reader(BufReader::new(file));
    let headers: Result<Vec<String>, String> = match reader.byte_headers() {
        Ok(headers) => headers
            .iter()
            .map(|h| {
                std::str::from_utf8(h.strip_prefix(b"\xef\xbb\xbf").unwrap_or(h))
                    .map(|h| h.trim().to_lowercase())
                    .map_err(|_| "the first line is not UTF-8".to_owned())
            })
            .collect(),
        Err(e) => Err(format!("the first line cannot be read: {e}")),
    };
    let mut is_hopeless = headers.is_err();
    let mut is_over = false;
    std::iter::from_fn(move || {
        if std::mem::take(&mut is_hopeless) {
            is_over = true;
            return Some(Row { line: 1, draft: Err(headers.clone().err().unwrap_or_default()) });
        }
        if is_over {
            return None;
        }
        let mut record = csv::ByteRecord::new();
        match reader.read_byte_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let line = record.position().map_or(0, |p| i64::try_from(p.line()).unwrap_or_default());
                Some(Row { line, draft: cells(headers.as_deref().unwrap_or_default(), &record) })
            }
            Err(e) => {
                // The reader cannot find its place again.
                is_over = true;
                Some(Row {
                    line: e.position().map_or(0, |p| i64::try_from(p.line()).unwrap_or_default()),
                    draft: Err(format!("cannot be read: {e}")),
                })
            }
        }
    })
}

fn cells(headers: &[String], record: &csv::ByteRecord) -> Result<Draft, String> {
    let mut row = Map::new();
    for (name, cell) in headers.iter().zip(record.iter()) {
        let cell = std::str::from_utf8(cell).map_err(|_| "is not UTF-8; save the sheet as \"CSV UTF-8\"".to_owned())?;
        row.insert(name.clone(), Value::String(cell.to_owned()));
    }
    Draft::read(&row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn no_file_breaks_the_reader(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            rows(Format::Jsonl, &bytes);
            rows(Format::Csv, &bytes);
        }
    }
}
