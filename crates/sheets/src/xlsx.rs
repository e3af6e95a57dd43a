//! Workbooks. They are archives of XML that say of themselves how large they are; nothing of that is believed.

use std::{
    fs::File,
    io::{self, BufReader, Read},
    ops::ControlFlow,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use calamine::{Data, DataRef, DataType, Reader, SheetType, SheetVisible, Xlsx, open_workbook};
use zip::ZipArchive;

use crate::{CELL_BYTES_MAX, COLUMNS_MAX, Cell, Fault, ROW_TEXT_MAX, Refusal, Row};

/// 100,000 rows of a dozen columns unpack to some 60 MiB.
const UNPACKED_MAX: u64 = 256 << 20;
const PARTS_MAX: usize = 2_000;

/// Unpacks the whole archive once, to nowhere: the sizes that it claims are not its sizes.
pub(crate) fn inspect(path: &Path) -> Result<(), Refusal> {
    let mut head = [0; 8];
    let read = File::open(path).and_then(|mut f| f.read(&mut head)).map_err(|_| Refusal::Broken)?;
    if head[..read].starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Refusal::Protected);
    }
    let file = File::open(path).map_err(|_| Refusal::Broken)?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| Refusal::NotAWorkbook)?;
    if archive.len() > PARTS_MAX {
        return Err(Refusal::UnpacksToTooMuch);
    }
    let mut left = UNPACKED_MAX;
    let mut is_workbook = false;
    for n in 0..archive.len() {
        let part = archive.by_index(n).map_err(|_| Refusal::NotAWorkbook)?;
        let name = part.name().map_err(|_| Refusal::NotAWorkbook)?.to_ascii_lowercase();
        is_workbook |= name.ends_with("workbook.xml");
        if name.ends_with("vbaproject.bin") || name.contains("macrosheets/") {
            return Err(Refusal::Macros);
        }
        let mut counter = Counter::default();
        let bytes = io::copy(&mut part.take(left + 1), &mut counter).map_err(|_| Refusal::Broken)?;
        left = left.checked_sub(bytes).ok_or(Refusal::UnpacksToTooMuch)?;
        // A string takes five bytes at least: `<si/>`.
        if counter.claimed > bytes / 5 {
            return Err(Refusal::FalseClaims);
        }
    }
    if is_workbook { Ok(()) } else { Err(Refusal::NotAWorkbook) }
}

/// Reads how many strings a part says that it has: the reader makes room for so many at once.
#[derive(Default)]
struct Counter {
    claimed: u64,
    tail: Vec<u8>,
}

const CLAIM: &[u8] = b"uniqueCount";
/// The longest claim that is still a number.
const CLAIM_REACH: usize = 64;

impl io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.tail.extend_from_slice(bytes);
        for at in finds(&self.tail) {
            let digits = self.tail[at + CLAIM.len()..].iter().copied();
            let digits = digits.skip_while(|b| matches!(b, b' ' | b'\t' | b'\r' | b'\n' | b'=' | b'"' | b'\''));
            let digits: Vec<u8> = digits.take_while(u8::is_ascii_digit).take(20).collect();
            let claimed = std::str::from_utf8(&digits).ok().map_or(0, |d| d.parse().unwrap_or(0));
            self.claimed = self.claimed.max(if digits.len() > 18 { u64::MAX } else { claimed });
        }
        let kept = self.tail.len().saturating_sub(CLAIM_REACH);
        self.tail.drain(..kept);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn finds(bytes: &[u8]) -> impl Iterator<Item = usize> {
    bytes.windows(CLAIM.len()).enumerate().filter(|(_, window)| *window == CLAIM).map(|(at, _)| at)
}

pub(crate) fn read(path: &Path, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Refusal> {
    // A file that no spreadsheet program wrote may trip the reader; that is the file's fault alone.
    catch_unwind(AssertUnwindSafe(|| rows(path, visit))).unwrap_or(Err(Refusal::Broken))
}

fn rows(path: &Path, visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> Result<(), Refusal> {
    let mut book: Xlsx<_> = open_workbook(path).map_err(|_| Refusal::NotAWorkbook)?;
    let shown = |s: &&calamine::Sheet| s.typ == SheetType::WorkSheet && s.visible == SheetVisible::Visible;
    let sheet = book.sheets_metadata().iter().find(shown).map(|s| s.name.clone()).ok_or(Refusal::NoSheet)?;
    let merged = merged_rows(&mut book, &sheet)?;
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(|_| Refusal::Broken)?;
    let mut row = Reading::default();
    loop {
        match cells.next_cell_with_formula_metadata() {
            Ok(Some(found)) => {
                let (number, column) = found.pos;
                if row.line != Some(number) {
                    let before = row.line;
                    if row.hand_over(&merged, visit).is_break() {
                        return Ok(());
                    }
                    if before.is_some_and(|before| number < before) {
                        let line = i64::from(before.unwrap_or_default()) + 2;
                        let _ = visit(Row { line, cells: Err(Fault::Unreadable) });
                        return Ok(());
                    }
                    row.line = Some(number);
                }
                row.put(column, if found.formula.is_some() { Cell::Formula } else { cell(&found.value) });
            }
            Ok(None) => {
                let _ = row.hand_over(&merged, visit);
                return Ok(());
            }
            Err(_) => {
                let line = i64::from(row.line.unwrap_or_default()) + 2;
                if row.hand_over(&merged, visit).is_continue() {
                    let _ = visit(Row { line, cells: Err(Fault::Unreadable) });
                }
                return Ok(());
            }
        }
    }
}

/// A row as its cells come.
#[derive(Default)]
struct Reading {
    /// From 0.
    line: Option<u32>,
    cells: Vec<Cell>,
    bytes: usize,
}

impl Reading {
    fn put(&mut self, column: u32, cell: Cell) {
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        if cell.is_blank() || column >= COLUMNS_MAX {
            return;
        }
        if self.cells.len() <= column {
            self.cells.resize(column + 1, Cell::Empty);
        }
        self.bytes += cell.bytes();
        // What is too much is not kept, but counted.
        if self.bytes <= ROW_TEXT_MAX {
            self.cells[column] = cell;
        }
    }

    fn hand_over(&mut self, merged: &[(u32, u32)], visit: &mut dyn FnMut(Row) -> ControlFlow<()>) -> ControlFlow<()> {
        let (cells, bytes) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.bytes));
        let Some(number) = self.line.take() else { return ControlFlow::Continue(()) };
        if cells.is_empty() {
            return ControlFlow::Continue(());
        }
        let cells = if merged.binary_search_by(|range| place(*range, number)).is_ok() {
            Err(Fault::Merged)
        } else if bytes > ROW_TEXT_MAX {
            Err(Fault::TooLong)
        } else {
            Ok(cells)
        };
        visit(Row { line: i64::from(number) + 1, cells })
    }
}

fn place((first, last): (u32, u32), row: u32) -> std::cmp::Ordering {
    if last < row {
        std::cmp::Ordering::Less
    } else if first > row {
        std::cmp::Ordering::Greater
    } else {
        std::cmp::Ordering::Equal
    }
}

/// The rows that share a cell with others, as ranges that do not touch. Cells that are merged along the first rows
/// are titles above the table: they are in one row only, and stay.
fn merged_rows(book: &mut Xlsx<BufReader<File>>, sheet: &str) -> Result<Vec<(u32, u32)>, Refusal> {
    let ranges = book.merge_cells_by_sheet_name(sheet).map_err(|_| Refusal::Broken)?;
    let mut rows: Vec<(u32, u32)> = ranges
        .iter()
        .filter(|d| d.start != d.end && !(d.start.0 == 0 && d.end.0 == 0))
        .map(|d| (d.start.0, d.end.0))
        .collect();
    rows.sort_unstable();
    let mut joined: Vec<(u32, u32)> = Vec::new();
    for (first, last) in rows {
        match joined.last_mut() {
            Some(before) if first <= before.1 => before.1 = before.1.max(last),
            _ => joined.push((first, last)),
        }
    }
    Ok(joined)
}

fn cell(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::String(text) => text_cell(text),
        DataRef::SharedString(text) => text_cell(text),
        #[expect(clippy::cast_precision_loss, reason = "sheets know no other numbers")]
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::Bool(is) => Cell::Bool(*is),
        DataRef::Error(_) => Cell::Error,
        DataRef::DateTime(_) | DataRef::DateTimeIso(_) => match Data::from(value.clone()).as_datetime() {
            Some(at) => Cell::Date(at),
            None => Cell::Error,
        },
        DataRef::DurationIso(text) => text_cell(text),
    }
}

fn text_cell(text: &str) -> Cell {
    if text.len() > CELL_BYTES_MAX { Cell::TooLong } else { Cell::of_text(text) }
}
