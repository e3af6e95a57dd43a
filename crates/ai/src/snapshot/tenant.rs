//! A tenant that this node serves.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use chrono::{DateTime, Utc};
use kernel::TenantId;

use super::{Account, GroupLive, Live, Snapshot};
use crate::budget::{Amount, Hold, Ledger, Limit, Periods, Refused, Scope, Used};

pub struct Tenant {
    pub id: TenantId,
    snapshot: RwLock<Arc<Snapshot>>,
    ledger: Mutex<Ledger>,
    /// What this node has written to the database, by scope: the rest there is others'.
    written: Mutex<Ledger>,
    lives: Mutex<HashMap<i64, Arc<Live>>>,
    group_lives: Mutex<HashMap<i64, Arc<GroupLive>>>,
    /// Active, and not expired.
    is_usable: AtomicBool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Tenant {
    pub fn new(id: TenantId) -> Self {
        Self {
            id,
            snapshot: RwLock::default(),
            ledger: Mutex::default(),
            written: Mutex::default(),
            lives: Mutex::default(),
            group_lives: Mutex::default(),
            is_usable: AtomicBool::new(true),
        }
    }

    pub fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
    /// An older picture does not replace a newer one, whoever read it first.
    pub fn replace(&self, new: Snapshot) {
        let mut place = self.snapshot.write().unwrap_or_else(PoisonError::into_inner);
        if new.seq >= place.seq {
            *place = Arc::new(new);
        }
    }

    pub fn live(&self, account: i64) -> Arc<Live> {
        locked(&self.lives).entry(account).or_default().clone()
    }
    pub fn group_live(&self, group: i64) -> Arc<GroupLive> {
        locked(&self.group_lives).entry(group).or_default().clone()
    }

    pub fn is_usable(&self) -> bool {
        self.is_usable.load(Ordering::Relaxed)
    }
    pub fn set_usable(&self, is_usable: bool) {
        self.is_usable.store(is_usable, Ordering::Relaxed);
    }

    pub fn periods(&self, now: DateTime<Utc>) -> Periods {
        Periods::of(now, self.snapshot().settings.utc_offset_minutes)
    }

    pub fn reserve(&self, limits: &[Limit], amount: Amount, periods: Periods) -> Result<Hold, Refused> {
        locked(&self.ledger).reserve(limits, amount, periods)
    }
    pub fn settle(&self, hold: Hold, actual: Amount) {
        locked(&self.ledger).settle(hold, actual);
    }

    /// A call of this node has reached the database.
    pub fn wrote(&self, scopes: &[Scope], amount: Amount, periods: Periods) {
        let limits: Vec<Limit> =
            scopes.iter().map(|scope| Limit { scope: *scope, daily_tokens: None, monthly_charge: None }).collect();
        let mut written = locked(&self.written);
        if let Ok(hold) = written.reserve(&limits, Amount::default(), periods) {
            written.settle(hold, amount);
        }
    }

    /// What the database has in these periods. Call it where [`Self::wrote`] is called, one after the other.
    pub fn learn(&self, scope: Scope, periods: Periods, total: Amount) {
        let own = locked(&self.written).used(scope, periods);
        let own = Amount { tokens: own.daily_tokens, charge: own.monthly_charge };
        locked(&self.ledger).learn(scope, periods, total, own);
    }

    pub fn used_of(&self, scope: Scope, periods: Periods) -> Used {
        locked(&self.ledger).used(scope, periods)
    }

    /// Of a group, now.
    pub fn used(&self, group: i64, now: DateTime<Utc>) -> Used {
        self.used_of(Scope::Group(group), self.periods(now))
    }

    pub fn has_quota(&self, account: &Account, periods: Periods) -> bool {
        account.daily_limit == 0 || self.used_of(Scope::Account(account.id), periods).daily_tokens < account.daily_limit
    }
}
