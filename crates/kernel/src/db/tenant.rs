//! `TenantTx`: the one door to a tenant's rows.

use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::{Value, value::RawValue};
use sqlx::{PgConnection, PgPool, Row};

use super::{Db, TenantId, guard::Guard};
use crate::{
    Error, Principal, PrincipalKind, Reply, Result, Stream,
    audit::{self, Deed},
    bus::{Bus, Signal},
    error::code,
    event::{self, Pending, Tell, Touched},
    http::context::{self, Idempotency},
    secret::MasterKey,
};

/// A transaction that sees one tenant's rows. Events and audit rows are buffered and written at
/// commit; dropping it without one rolls everything back.
#[must_use = "dropping it rolls back"]
pub struct TenantTx {
    guard: Guard,
    principal: Principal,
    now: DateTime<Utc>,
    bus: Bus,
    keys: MasterKey,
    events: Vec<Pending>,
    touched: BTreeSet<Touched>,
    tell: Option<Tell>,
    deeds: Vec<Deed>,
    idempotency: Option<Idempotency>,
}

impl TenantTx {
    pub(super) async fn open(db: &Db, pool: PgPool, principal: Principal) -> Result<Self> {
        // One round trip; the value is a formatted integer, so nothing can be spliced in.
        let sql = format!("begin; set local app.tenant_id = '{}'", principal.tenant);
        let guard = Guard::begin(pool, sql).await?;
        let mut tx = Self {
            guard,
            principal,
            now: db.0.clock.now(),
            bus: db.0.bus.clone(),
            keys: db.0.keys.clone(),
            events: Vec::new(),
            touched: BTreeSet::new(),
            tell: db.0.tell.get().copied(),
            deeds: Vec::new(),
            idempotency: None,
        };
        // The key is the caller's: the program's own transactions (checking the token, above all) leave it alone.
        if tx.principal.kind != PrincipalKind::System
            && let Some(idempotency) = context::current().take_idempotency()
        {
            tx.claim(idempotency).await?;
        }
        Ok(tx)
    }

    pub fn conn(&mut self) -> &mut PgConnection {
        self.guard.connection()
    }
    pub fn tenant(&self) -> TenantId {
        self.principal.tenant
    }
    pub fn principal(&self) -> &Principal {
        &self.principal
    }
    /// The time of this transaction, by the process's clock.
    pub fn now(&self) -> DateTime<Utc> {
        self.now
    }
    /// For what is signed on the way out, like links to files.
    pub fn keys(&self) -> &MasterKey {
        &self.keys
    }
    /// The signed-in user's id; `None` for customers, keys and the system.
    pub fn user_id(&self) -> Option<i64> {
        (self.principal.kind == PrincipalKind::User).then_some(self.principal.id)
    }

    /// Writes an event that everyone on the stream reads.
    pub fn emit<T: Serialize>(&mut self, stream: Stream, name: &'static str, payload: &T) -> Result<()> {
        let public = Some(to_json(payload)?);
        self.events.push(Pending { stream, name, public, staff: None });
        Ok(())
    }
    /// Writes an event of which customers read `public` (nothing when `None`) and staff read `staff`.
    pub fn emit_views<P: Serialize, S: Serialize>(
        &mut self,
        stream: Stream,
        name: &'static str,
        public: Option<&P>,
        staff: &S,
    ) -> Result<()> {
        let (public, staff) = (public.map(to_json).transpose()?, Some(to_json(staff)?));
        self.events.push(Pending { stream, name, public, staff });
        Ok(())
    }
    /// Says that something changed which others show; they are told at commit what it is then. Call it with the
    /// thing's row locked, as every change of it does: of two at once, the later one tells last.
    pub fn touch(&mut self, what: Touched) {
        self.touched.insert(what);
    }
    /// Records a deed in the audit trail.
    pub fn audit(&mut self, action: &'static str, target: impl Into<String>, detail: Value) {
        self.deeds.push(Deed { action, target: target.into(), detail });
    }

    /// Enqueues a background job that runs after this transaction has committed, or never.
    pub async fn enqueue<T: Serialize>(&mut self, task: &str, payload: &T) -> Result<()> {
        let payload = serde_json::to_value(payload).map_err(Error::internal)?;
        sqlx::query("select graphile_worker.add_job($1, $2::json)")
            .bind(task)
            .bind(payload)
            .execute(self.conn())
            .await?;
        Ok(())
    }

    /// Commits and answers with `value`. With an `Idempotency-Key` the answer is stored in this very
    /// transaction, so that a repeated request finds either both or neither.
    pub async fn commit<T: Serialize>(mut self, value: T) -> Result<Reply<T>> {
        if let Some(idempotency) = self.idempotency.take() {
            let (tenant, who, answer) = (self.tenant(), namespace(&self.principal), to_json(&value)?);
            sqlx::query("update idempotency_keys set answer = $4 where tenant_id = $1 and principal = $2 and key = $3")
                .bind(tenant)
                .bind(who)
                .bind(&idempotency.key)
                .bind(answer)
                .execute(self.conn())
                .await?;
        }
        self.finish().await?;
        Ok(Reply(value))
    }

    /// Commits without an answer: jobs, reconcilers, and replies that must not be stored (tokens).
    pub async fn finish(mut self) -> Result<()> {
        let tenant = self.tenant();
        let touched: Vec<_> = std::mem::take(&mut self.touched).into_iter().collect();
        if let Some(tell) = self.tell.filter(|_| !touched.is_empty()) {
            tell(&mut self, touched).await?;
        }
        let deeds = std::mem::take(&mut self.deeds);
        let principal = self.principal.clone();
        audit::write(self.guard.connection(), &principal, deeds, self.now).await?;
        let events = std::mem::take(&mut self.events);
        let committed: Arc<[_]> = event::write(self.guard.connection(), tenant, events).await?.into();
        let bus = self.bus.clone();
        self.guard
            .commit(move || {
                if !committed.is_empty() {
                    bus.publish(Signal::Committed(committed));
                }
            })
            .await
    }

    /// Takes the key, or answers as the request before did. A concurrent twin waits here for the
    /// other's commit or rollback, because its row is locked until then.
    async fn claim(&mut self, idempotency: Idempotency) -> Result<()> {
        let (tenant, who) = (self.tenant(), namespace(&self.principal));
        let taken = sqlx::query("insert into idempotency_keys (tenant_id, principal, key, fingerprint) values ($1, $2, $3, $4) on conflict do nothing")
            .bind(tenant)
            .bind(&who)
            .bind(&idempotency.key)
            .bind(&idempotency.fingerprint)
            .execute(self.conn())
            .await?
            .rows_affected();
        if taken == 1 {
            self.idempotency = Some(idempotency);
            return Ok(());
        }
        let row = sqlx::query(
            "select fingerprint, answer from idempotency_keys where tenant_id = $1 and principal = $2 and key = $3",
        )
        .bind(tenant)
        .bind(&who)
        .bind(&idempotency.key)
        .fetch_one(self.conn())
        .await?;
        if row.try_get::<String, _>("fingerprint")? != idempotency.fingerprint {
            return Err(Error::new(code::IDEMPOTENCY_MISMATCH));
        }
        let Some(answer) = row.try_get::<Option<String>, _>("answer")? else {
            return Err(Error::new(code::CONFLICT)
                .detail("This request was carried out before; its answer held a secret and was not kept"));
        };
        let stored = RawValue::from_string(answer).map_err(Error::internal)?;
        Err(Error { replay: Some(stored), ..Error::new(code::CONFLICT) })
    }
}

fn namespace(who: &Principal) -> String {
    format!("{}/{}", who.kind.as_str(), who.id)
}

fn to_json<T: Serialize + ?Sized>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(Error::internal)
}
