use std::{
    collections::{HashMap, HashSet},
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use chrono::Utc;
use tokio::task::JoinSet;
use uuid::Uuid;

use super::*;
use crate::{
    budget::{Limit, Periods, Scope},
    pricing::Money,
};

/// As many as are asked for, or enough to meet every kind of end many times.
fn count() -> u64 {
    std::env::var("POLYDESK_OUTCOMES").ok().and_then(|n| n.parse().ok()).unwrap_or(20_000)
}

const RATE: i32 = 8_000;
const PRICE: Price = Price {
    input: Money(2_500_000),
    output: Money(10_000_000),
    cached: Money(1_250_000),
    cache_write: Money(3_125_000),
    cache_write_1h: Some(Money(5_000_000)),
    call: Money(7),
};
const ESTIMATE: Tokens = Tokens { input: 40, cached: 0, cache_write: 0, cache_write_1h: 0, output: 300 };

/// splitmix64: the same million every time.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^ (x >> 31)
    }
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
}

/// What the books must come to, worked out here and not by what is tested.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Sum {
    calls: i64,
    tokens: i64,
    charge: i64,
}

impl Sum {
    fn of(t: Tokens, is_free: bool) -> Self {
        let lines = [
            (t.input, PRICE.input),
            (t.output, PRICE.output),
            (t.cached, PRICE.cached),
            (t.cache_write, PRICE.cache_write),
            (t.cache_write_1h, PRICE.cache_write_1h.unwrap()),
        ];
        let even = |value: i128, unit: i128| {
            let half_up = (value * 2 + unit) / (unit * 2);
            // A half that went up to an odd number goes down.
            half_up - i128::from((value * 2 + unit) % (unit * 2) == 0 && half_up % 2 == 1)
        };
        let parts: i128 = lines.iter().map(|(n, price)| i128::from(*n) * i128::from(price.0)).sum();
        let cost = if is_free { 0 } else { even(parts + 7_000_000, 1_000_000) };
        let charge = i64::try_from(even(cost * i128::from(RATE), 10_000)).unwrap();
        Self { calls: 1, tokens: t.input + t.output + t.cached + t.cache_write + t.cache_write_1h, charge }
    }
    fn add(&mut self, other: Self) {
        self.calls += other.calls;
        self.tokens += other.tokens;
        self.charge += other.charge;
    }
}

type Sums = HashMap<Scope, Sum>;

struct Folder(PathBuf);

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn attempt(scopes: [i64; 3]) -> Attempt {
    let [group, key, account] = scopes;
    let cost = cost(&PRICE, ESTIMATE);
    Attempt {
        id: Uuid::now_v7(),
        tenant: 1,
        request: "r".into(),
        number: 1,
        at: Utc::now(),
        group,
        key: Some(key),
        user: None,
        account,
        service: "openai".into(),
        surface: "openai".into(),
        kind: "chat".into(),
        model_asked: "m".into(),
        model_used: "m".into(),
        is_stream: false,
        reason: String::new(),
        tokens: ESTIMATE,
        cost,
        charge: charge(cost, RATE),
    }
}

/// One attempt that ends in one of the ways in which attempts end; what it must be booked at.
async fn one(mut books: Books, kind: u64, mut random: Random) -> Sum {
    for _ in 0..random.below(3) {
        tokio::task::yield_now().await;
    }
    let usage = Usage {
        input: random.below(50),
        cached_input: random.below(20),
        cache_write_5m: random.below(5),
        cache_write_1h: random.below(5),
        output: random.below(400),
        reasoning: 0,
    };
    let counted = Tokens {
        input: usage.input.cast_signed(),
        cached: usage.cached_input.cast_signed(),
        cache_write: usage.cache_write_5m.cast_signed(),
        cache_write_1h: usage.cache_write_1h.cast_signed(),
        output: usage.output.cast_signed(),
    };
    let delivered = 1 + random.below(500);
    let said = Tokens { output: delivered.cast_signed(), ..ESTIMATE };
    let end = |status, usage, delivered| Final { status, error: None, usage, delivered };
    match kind {
        0 => {
            books.close(end(Status::Success, Some(usage), 0));
            // Whoever ends it twice books it once.
            books.close(end(Status::Error, None, 9));
            Sum::of(counted, false)
        }
        // The provider gave no count.
        1 => {
            books.close(end(Status::Success, None, delivered));
            Sum::of(said, false)
        }
        2 => {
            books.close(end(Status::Error, None, 0));
            Sum::of(Tokens::default(), true)
        }
        // Cut after something had been delivered.
        3 => {
            books.close(end(Status::Error, None, delivered));
            Sum::of(said, false)
        }
        // The client goes, the provider ends and is counted.
        4 => {
            books.abandoned().store(true, Ordering::Relaxed);
            let closed = books.close(end(Status::Success, Some(usage), 0)).unwrap();
            assert_eq!(closed.status, Status::Cancelled);
            Sum::of(counted, false)
        }
        // The client goes, and the provider's last count lacks what was delivered since.
        5 => {
            books.close(end(Status::Cancelled, Some(usage), usage.output + delivered));
            Sum::of(Tokens { output: (usage.output + delivered).cast_signed(), ..counted }, false)
        }
        6 => {
            books.close(end(Status::Timeout, None, 0));
            Sum::of(Tokens::default(), true)
        }
        _ => unreachable!("handled by whoever drops it"),
    }
}

async fn panicking(books: Books) -> Option<([i64; 3], Sum)> {
    let _books = books;
    tokio::task::yield_now().await;
    // Without the hook, which would print each.
    std::panic::resume_unwind(Box::new("a bug"))
}

/// A million times: `POLYDESK_OUTCOMES=1000000`.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn however_attempts_end_the_counters_equal_what_is_booked() {
    const AT_ONCE: usize = 200;
    let folder = Folder(std::env::temp_dir().join(format!("polydesk-books-{}", Uuid::now_v7().simple())));
    let spool = Spool::open(&folder.0).unwrap();
    let tenant = Arc::new(Tenant::new(1));
    let periods = Periods::of(Utc::now(), 480);
    let began = Instant::now();

    let mut expected = Sums::new();
    let mut booked = Booked::default();
    let (mut admitted, mut refused) = (0_i64, 0_i64);
    let mut tasks: JoinSet<Option<([i64; 3], Sum)>> = JoinSet::new();
    // Whose task panicked or was aborted: they are booked at their estimate.
    let lost: Arc<Mutex<Vec<[i64; 3]>>> = Arc::default();
    for n in 0..count() {
        let mut random = Random(n);
        let scopes =
            [1 + random.below(3).cast_signed(), 10 + random.below(4).cast_signed(), 20 + random.below(2).cast_signed()];
        let [group, key, account] = scopes;
        let limit = |scope, monthly_charge| Limit { scope, daily_tokens: None, monthly_charge };
        // The third group's budget is used up on the way.
        let budget = (group == 3).then_some(50_000);
        let limits = [
            limit(Scope::Tenant, None),
            limit(Scope::Group(group), budget),
            limit(Scope::Account(account), None),
            limit(Scope::Key(key), None),
        ];
        let attempt = attempt(scopes);
        let amount = Amount { tokens: attempt.tokens.total(), charge: attempt.charge.0 };
        let Ok(hold) = tenant.reserve(&limits, amount, periods) else {
            refused += 1;
            continue;
        };
        admitted += 1;
        let books = Books::open(tenant.clone(), Some(&spool), PRICE, RATE, attempt, hold).unwrap();
        let kind = random.below(10);
        let lost = lost.clone();
        let note = move || lost.lock().unwrap_or_else(PoisonError::into_inner).push(scopes);
        match kind {
            7 => {
                note();
                drop(tasks.spawn(panicking(books)));
            }
            8 => drop(tasks.spawn(async move {
                note();
                let waits = async move {
                    let _books = books;
                    std::future::pending::<()>().await;
                };
                let _ = tokio::time::timeout(Duration::from_millis(1), waits).await;
                None
            })),
            9 => {
                note();
                let task = tasks.spawn(async move {
                    let _books = books;
                    std::future::pending().await
                });
                task.abort();
            }
            kind => drop(tasks.spawn(async move { Some((scopes, one(books, kind, random).await)) })),
        }
        while tasks.len() > AT_ONCE {
            ended(tasks.join_next().await.unwrap(), &mut expected);
        }
        if n % 1_000 == 0 {
            booked.carry(&spool, &tenant, periods);
        }
    }
    while let Some(done) = tasks.join_next().await {
        ended(done, &mut expected);
    }
    for scopes in lost.lock().unwrap().drain(..) {
        count_in(&mut expected, scopes, Sum::of(ESTIMATE, false));
    }
    while spool.waiting() > 0 {
        booked.carry(&spool, &tenant, periods);
    }

    assert_eq!(booked.ids.len() as i64, admitted, "each admitted attempt is booked once");
    assert_eq!(booked.sums, expected);
    for (scope, sum) in &booked.sums {
        let used = tenant.used_of(*scope, periods);
        assert_eq!((used.daily_tokens, used.monthly_charge), (sum.tokens, sum.charge), "{scope:?}");
        assert_eq!(used.held, Amount::default(), "{scope:?} still holds something");
    }
    assert_eq!(booked.sums[&Scope::Tenant].calls, admitted);
    assert!(refused > 0, "the third group's budget was never used up");
    assert!(std::fs::read_dir(&folder.0).unwrap().count() <= 1, "what is carried leaves no segment behind");
    println!("{admitted} attempts, {refused} refused, {:.1} s", began.elapsed().as_secs_f64());
}

fn ended(done: Result<Option<([i64; 3], Sum)>, tokio::task::JoinError>, expected: &mut Sums) {
    if let Ok(Some((scopes, sum))) = done {
        count_in(expected, scopes, sum);
    }
}

fn count_in(sums: &mut Sums, [group, key, account]: [i64; 3], sum: Sum) {
    for scope in [Scope::Tenant, Scope::Group(group), Scope::Key(key), Scope::Account(account)] {
        sums.entry(scope).or_default().add(sum);
    }
}

/// Plays the database behind the spool.
#[derive(Default)]
struct Booked {
    ids: HashSet<Uuid>,
    sums: Sums,
}

impl Booked {
    fn carry(&mut self, spool: &Spool, tenant: &Tenant, periods: Periods) {
        let batch = spool.take(5_000);
        for booking in batch.iter().map(|w| &w.booking) {
            assert!(self.ids.insert(booking.attempt.id), "booked twice");
            let amount = booking.amount();
            let sum = Sum { calls: 1, tokens: amount.tokens, charge: amount.charge };
            for scope in booking.scopes() {
                self.sums.entry(scope).or_default().add(sum);
            }
            tenant.wrote(&booking.scopes(), amount, periods);
        }
        spool.carried(&batch);
        // What the database says must add nothing to what this node knows.
        for (scope, sum) in &self.sums {
            tenant.learn(*scope, periods, Amount { tokens: sum.tokens, charge: sum.charge });
        }
    }
}
