//! The append-only file. An entry is a line of JSON; it is handed to the operating system before the call
//! goes on, so the death of the program loses none. A task has it written to the disk ten times a second, so
//! a power cut loses at most the last tenth.

use std::{
    collections::{HashMap, VecDeque},
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

use super::entry::{Attempt, Booking, Ended};

/// Bytes after which a new segment is begun.
const SEGMENT_MAX: u64 = 8 << 20;
/// Entries that wait in memory; beyond it calls are refused, because nothing could book them.
const WAITING_MAX: usize = 200_000;

#[derive(Serialize, Deserialize)]
enum Line<T = Attempt, B = Booking> {
    /// An attempt begins.
    #[serde(rename = "b")]
    Begun(T),
    /// It has ended; complete in itself, because its beginning may stand in a segment that is gone.
    #[serde(rename = "e")]
    Ended(B),
}

struct Segment {
    number: u64,
    /// Entries that are not in the database yet: attempts in flight, and bookings on their way.
    pending: usize,
}

/// A booking on its way, and the segments that hold its two entries.
pub struct Waiting {
    pub booking: Booking,
    segments: [u64; 2],
    /// It may be in the database already: from an earlier process, or from a batch whose commit was not heard of.
    pub may_be_known: bool,
}

struct Inside {
    file: File,
    written: u64,
    is_dirty: bool,
    segments: VecDeque<Segment>,
    waiting: Vec<Waiting>,
}

/// Cheap to clone.
#[derive(Clone)]
pub struct Spool(Arc<Shared>);

struct Shared {
    folder: PathBuf,
    inside: Mutex<Inside>,
    news: Notify,
}

/// Where the beginning of an attempt stands.
#[derive(Debug, Clone, Copy)]
#[must_use = "an attempt that began has to end"]
pub struct Place(u64);

impl Spool {
    /// Opens the folder and reads what an earlier process left: its bookings wait to be carried, attempts
    /// without an end as unknown.
    pub fn open(folder: &Path) -> io::Result<Self> {
        fs::create_dir_all(folder)?;
        let mut numbers: Vec<u64> = Vec::new();
        for entry in fs::read_dir(folder)? {
            let name = entry?.file_name();
            numbers.extend(name.to_str().and_then(|n| n.strip_suffix(".log")).and_then(|n| n.parse::<u64>().ok()));
        }
        numbers.sort_unstable();
        let left = numbers.iter().map(|n| Ok((*n, fs::read(path(folder, *n))?))).collect::<io::Result<Vec<_>>>()?;
        let (waiting, mut segments) = recover(&left);
        let number = numbers.last().map_or(1, |n| n + 1);
        let file = create(folder, number)?;
        segments.push_back(Segment { number, pending: 0 });
        let inside = Inside { file, written: 0, is_dirty: false, segments, waiting };
        let spool =
            Self(Arc::new(Shared { folder: folder.to_owned(), inside: Mutex::new(inside), news: Notify::new() }));
        spool.drop_finished(&mut spool.inside());
        Ok(spool)
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        self.0.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Bookings pile up: the database has been away for long.
    pub fn is_full(&self) -> bool {
        self.inside().waiting.len() >= WAITING_MAX
    }
    pub fn waiting(&self) -> usize {
        self.inside().waiting.len()
    }
    pub async fn news(&self) {
        self.0.news.notified().await;
    }

    pub fn begin(&self, attempt: &Attempt) -> io::Result<Place> {
        let line = line(&Line::<&Attempt, &Booking>::Begun(attempt))?;
        let mut inside = self.inside();
        self.append(&mut inside, &line).map(Place)
    }

    /// The end of an attempt. What cannot be written is still carried to the database.
    pub fn end(&self, place: Place, booking: Booking) {
        let line = line(&Line::<&Attempt, &Booking>::Ended(&booking));
        let mut inside = self.inside();
        let written = line.and_then(|line| self.append(&mut inside, &line));
        if let Err(cause) = &written {
            tracing::error!(%cause, "a booking could not be spooled");
        }
        // An end that was not written is not pending in any segment either; 0 is none.
        let end = written.unwrap_or(0);
        let wakes = inside.waiting.is_empty();
        inside.waiting.push(Waiting { booking, segments: [place.0, end], may_be_known: false });
        drop(inside);
        if wakes {
            self.0.news.notify_one();
        }
    }

    fn append(&self, inside: &mut Inside, line: &[u8]) -> io::Result<u64> {
        if inside.written >= SEGMENT_MAX {
            let number = inside.segments.back().map_or(1, |s| s.number + 1);
            inside.file = create(&self.0.folder, number)?;
            inside.written = 0;
            inside.segments.push_back(Segment { number, pending: 0 });
        }
        inside.file.write_all(line)?;
        inside.written += line.len() as u64;
        inside.is_dirty = true;
        let segment = inside.segments.back_mut().ok_or_else(|| io::Error::other("no segment"))?;
        segment.pending += 1;
        Ok(segment.number)
    }

    /// Takes up to `max` bookings to be carried. Give them back when that fails.
    pub fn take(&self, max: usize) -> Vec<Waiting> {
        let mut inside = self.inside();
        let n = inside.waiting.len().min(max);
        inside.waiting.drain(..n).collect()
    }
    pub fn give_back(&self, mut taken: Vec<Waiting>) {
        let mut inside = self.inside();
        taken.iter_mut().for_each(|waiting| waiting.may_be_known = true);
        taken.append(&mut inside.waiting);
        inside.waiting = taken;
    }

    /// These are in the database: segments that hold nothing else are deleted.
    pub fn carried(&self, taken: &[Waiting]) {
        let mut inside = self.inside();
        for number in taken.iter().flat_map(|w| w.segments) {
            if let Some(segment) = inside.segments.iter_mut().find(|s| s.number == number) {
                segment.pending = segment.pending.saturating_sub(1);
            }
        }
        self.drop_finished(&mut inside);
    }

    /// From the oldest on, never the one that is written to.
    fn drop_finished(&self, inside: &mut Inside) {
        while inside.segments.len() > 1 && inside.segments.front().is_some_and(|s| s.pending == 0) {
            let Some(segment) = inside.segments.pop_front() else { return };
            if let Err(cause) = fs::remove_file(path(&self.0.folder, segment.number)) {
                tracing::warn!(%cause, segment = segment.number, "a finished segment could not be deleted");
            }
        }
    }

    /// Has the disk hold what was written. Blocks: call it off the async threads.
    pub fn sync(&self) -> io::Result<()> {
        let file = {
            let mut inside = self.inside();
            if !std::mem::take(&mut inside.is_dirty) {
                return Ok(());
            }
            inside.file.try_clone()?
        };
        file.sync_data()
    }
}

fn path(folder: &Path, number: u64) -> PathBuf {
    folder.join(format!("{number:012}.log"))
}

fn create(folder: &Path, number: u64) -> io::Result<File> {
    OpenOptions::new().append(true).create_new(true).open(path(folder, number))
}

fn line<T: Serialize>(entry: &T) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(entry)?;
    line.push(b'\n');
    Ok(line)
}

/// Reads segments: what ended, and what began and did not. A line that was cut is the last one of its process,
/// and says of a beginning that its provider was not asked yet.
fn recover(left: &[(u64, Vec<u8>)]) -> (Vec<Waiting>, VecDeque<Segment>) {
    let mut segments = VecDeque::new();
    let (mut begun, mut order): (HashMap<Uuid, (Attempt, u64)>, Vec<Uuid>) = Default::default();
    let mut waiting = Vec::new();
    for (number, text) in left {
        let mut pending = 0;
        for raw in text.split(|b| *b == b'\n').filter(|l| !l.is_empty()) {
            match serde_json::from_slice::<Line>(raw) {
                Ok(Line::Begun(attempt)) => {
                    pending += 1;
                    order.push(attempt.id);
                    begun.insert(attempt.id, (attempt, *number));
                }
                Ok(Line::Ended(booking)) => {
                    pending += 1;
                    // Its beginning may stand in a segment that is gone.
                    let began = begun.remove(&booking.attempt.id).map_or(0, |(_, n)| n);
                    waiting.push(Waiting { booking, segments: [began, *number], may_be_known: true });
                }
                Err(cause) => tracing::warn!(%cause, segment = number, "a line of the spool was cut"),
            }
        }
        segments.push_back(Segment { number: *number, pending });
    }
    for id in order {
        if let Some((attempt, number)) = begun.remove(&id) {
            let ended = Ended::unknown(&attempt);
            let booking = Booking { attempt, ended };
            waiting.push(Waiting { booking, segments: [number, 0], may_be_known: true });
        }
    }
    (waiting, segments)
}

#[cfg(test)]
#[path = "spool_tests.rs"]
mod tests;
