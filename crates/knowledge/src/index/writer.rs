//! Changes to the index. The caller (the reader of the event log) batches: a commit costs some ten
//! milliseconds whatever it holds, so one each 200 ms keeps "published" within a second of "found".

use super::{Entry, IndexError, Result, SearchIndex, fields};
use tantivy::Term;

/// One thread indexes about 5,000 short articles a second; two leave no core for answering.
pub(super) const THREADS: usize = 1;
pub(super) const ARENA_BYTES: usize = 48 << 20;

impl SearchIndex {
    /// Writes `entry` in place of what the index holds of that article; visible after [`Self::commit`].
    pub fn put(&self, entry: &Entry) -> Result<()> {
        let document = fields::document(&self.fields, entry);
        let writer = self.writer.lock().map_err(|_| IndexError::Poisoned)?;
        writer.delete_term(fields::key_term(&self.fields, entry.tenant, entry.article));
        writer.add_document(document)?;
        Ok(())
    }

    /// Takes an article out; visible after [`Self::commit`].
    pub fn remove(&self, tenant: i64, article: i64) -> Result<()> {
        let writer = self.writer.lock().map_err(|_| IndexError::Poisoned)?;
        writer.delete_term(fields::key_term(&self.fields, tenant, article));
        Ok(())
    }

    /// Takes out everything of a tenant.
    pub fn remove_tenant(&self, tenant: i64) -> Result<()> {
        let writer = self.writer.lock().map_err(|_| IndexError::Poisoned)?;
        writer.delete_term(Term::from_field_u64(self.fields.tenant, fields::column_id(tenant)));
        Ok(())
    }

    /// Empties the index, for a rebuild from the database.
    pub fn clear(&self) -> Result<()> {
        let writer = self.writer.lock().map_err(|_| IndexError::Poisoned)?;
        writer.delete_all_documents()?;
        Ok(())
    }

    /// Makes the changes so far durable and visible. `position` is the place in the event log that they
    /// reach: a restart goes on from there.
    pub fn commit(&self, position: &str) -> Result<()> {
        let mut writer = self.writer.lock().map_err(|_| IndexError::Poisoned)?;
        let mut commit = writer.prepare_commit()?;
        commit.set_payload(position);
        commit.commit()?;
        drop(writer);
        self.reader.reload()?;
        Ok(())
    }

    /// The `position` of the last commit, if there was one.
    pub fn position(&self) -> Result<Option<String>> {
        Ok(self.index.load_metas()?.payload)
    }

    /// Articles in the index, of all tenants.
    pub fn len(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
