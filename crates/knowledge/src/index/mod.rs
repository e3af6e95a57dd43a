//! The embedded full-text index: one Tantivy index for all tenants, rebuilt from the database at will.
//!
//! Every term starts with its tenant, so a question of one tenant cannot touch a posting list of
//! another, document frequencies are the tenant's own (the ranking of one says nothing about the
//! texts of another), and cost follows the size of the tenant, not of the house. Hits are checked
//! against the tenant column a second time.

mod candidates;
mod fields;
mod highlight;
mod question;
mod rank;
mod statistics;
mod suggest;
mod writer;

pub use fields::{Audience, Entry};
pub use highlight::{Span, excerpt, highlight};
pub use question::Question;
pub use rank::{Asked, Filter, Hit, Legs, Mix, Ranking, Signals};
pub use suggest::Suggestion;

use fields::Fields;
use statistics::StatisticsCache;
use std::path::Path;
use std::sync::Mutex;
use tantivy::directory::MmapDirectory;
use tantivy::{Index, IndexReader, IndexWriter, ReloadPolicy};

/// Changes when what is written per document changes; an index of another number is rebuilt.
const LAYOUT: u32 = 2;

/// What can go wrong below the search: the disk, or a file that is not an index.
#[derive(Debug, thiserror::Error)]
pub enum IndexError {
    #[error("the search index: {0}")]
    Tantivy(#[from] tantivy::TantivyError),
    #[error("the folder of the search index: {0}")]
    Folder(#[from] tantivy::directory::error::OpenDirectoryError),
    #[error("the folder of the search index: {0}")]
    Io(#[from] std::io::Error),
    #[error("a thread that wrote to the search index panicked")]
    Poisoned,
}

type Result<T> = std::result::Result<T, IndexError>;

/// The index: many readers, one writer.
pub struct SearchIndex {
    index: Index,
    reader: IndexReader,
    writer: Mutex<IndexWriter>,
    fields: Fields,
    statistics: StatisticsCache,
}

impl SearchIndex {
    /// An index that lives in memory only.
    pub fn in_memory() -> Result<Self> {
        let (schema, fields) = fields::schema();
        Self::over(Index::create_in_ram(schema), fields)
    }

    /// Opens the index in `folder`. A folder written by another layout, or damaged, is emptied: the
    /// database has everything that was in it.
    pub fn open(folder: &Path) -> Result<Self> {
        let (schema, fields) = fields::schema();
        let (root, folder) = (folder, folder.join(format!("layout-{LAYOUT}")));
        std::fs::create_dir_all(&folder)?;
        forget_other_layouts(root, &folder);
        let opened = MmapDirectory::open(&folder)
            .map_err(IndexError::from)
            .and_then(|dir| Ok(Index::open_or_create(dir, schema.clone())?));
        let index = match opened {
            Ok(index) => index,
            Err(damage) => {
                tracing::warn!(error = %damage, "search index unreadable, starting an empty one");
                std::fs::remove_dir_all(&folder)?;
                std::fs::create_dir_all(&folder)?;
                Index::open_or_create(MmapDirectory::open(&folder)?, schema)?
            }
        };
        Self::over(index, fields)
    }

    fn over(index: Index, fields: Fields) -> Result<Self> {
        fields::register_tokenizer(&index);
        let writer = index.writer_with_num_threads(writer::THREADS, writer::ARENA_BYTES)?;
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Self { index, reader, writer: Mutex::new(writer), fields, statistics: StatisticsCache::default() })
    }
}

/// What an earlier program wrote is of no use to this one, and as large as its own.
fn forget_other_layouts(root: &Path, current: &Path) {
    for other in std::fs::read_dir(root).into_iter().flatten().flatten() {
        let is_layout = other.file_name().to_str().is_some_and(|name| name.starts_with("layout-"));
        if is_layout
            && other.path() != current
            && let Err(e) = std::fs::remove_dir_all(other.path())
        {
            tracing::warn!(error = %e, folder = %other.path().display(), "an old search index could not be removed");
        }
    }
}

#[cfg(test)]
mod tests;
